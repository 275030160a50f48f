"""A mistake in a pack is answered with one sentence that names the file and the entry."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from waylight.guidance.load import PackError, load_national, load_pack
from waylight.guidance.models import Area, ContactRoute

AREAS = Path(settings.SOURCE) / "content" / "areas"
HUB = '    phone: "01632 960140"\n'

MISTAKES = [
    ("area.yaml", "slug: merrowdale", "slug: other", "area.yaml: slug: is the folder's name, 'merrowdale'"),
    ("area.yaml", "name: Merrowdale\n", "", "area.yaml: name: is missing"),
    ("area.yaml", "name: Merrowdale\n", "name: 7\n", "area.yaml: name: write words in quotes, not 7"),
    ("area.yaml", "fictional: true", "fictional: perhaps", "fictional: write true or false"),
    ("area.yaml", "controller:", "controler:", "area.yaml: controller: is missing"),
    ("area.yaml", "campaign:", "campain:", "campain: is not an entry here. The entries are: campaign,"),
    ("area.yaml", "nation: ENG", "nation: FRA", "opening: The nation is one of ENG, WLS, SCT, NIR"),
    ("area.yaml", '["08:45-16:45"]', '["4:45-08:45x"]', "opening: Under friday: Cannot read the opening"),
    (
        "area.yaml",
        "amber: 6 working hours",
        "amber: 6 days",
        "limits, amber: The limit '6 days' could mean two",
    ),
    ("area.yaml", "red: 2 h", "red: 2 working hours", "limits, red: runs out of hours too"),
    ("area.yaml", "  seen: 2 working hours\n", "", "limits, seen: is missing"),
    ("area.yaml", "answer_within: 15 min", "answer_within: 1 working day", "answer_within: is counted round"),
    ("area.yaml", "published_on: 2026-04-01", "published_on: April", "published_on: write a date such as"),
    ("area.yaml", "{code: L2,", "{code: L1,", "thresholds, levels 2, code: 'L1' is there twice"),
    ("area.yaml", "languages: [en,", "languages: [1,", "languages: write a list of words in quotes"),
    ("area.yaml", "  receipt_open:", "  receipt_shut:", "promise, receipt_open: is missing"),
    ("area.yaml", "mailto:security@merrowdale.example", "ring us", "security, contact: begins with mailto:"),
    ("area.yaml", "slug: merrowdale", "slug: [merrowdale", "area.yaml: is not YAML"),
    (
        "contacts.yaml",
        HUB,
        "    phone: 1632960140\n",
        "routes 1, phone: write words in quotes, not 1632960140",
    ),
    ("contacts.yaml", HUB, '    phone: "call us"\n', "routes 1, phone: write digits and spaces"),
    ("contacts.yaml", HUB, "", "routes 1: give a phone, a text_number, an email or a url"),
    ("contacts.yaml", HUB, HUB + "    fax: none\n", "routes 1, fax: is not an entry here"),
    ("contacts.yaml", "kind: hub", "kind: hubb", "routes 1, kind: is one of emergency,"),
    (
        "contacts.yaml",
        "You do not have to be sure.",
        "Or 01632 960149.",
        "note: a number in words cannot be hidden",
    ),
    ("contacts.yaml", "verified_on: 2026-11-20", "verified_on: soon", "verified_on: write a date such as"),
    (
        "contacts.yaml",
        "review_every_days: 90",
        "review_every_days: 0",
        "review_every_days: write a whole number",
    ),
    ("contacts.yaml", "code: licensing", "code: hub", "routes: the code 'hub' is there twice"),
    ("contacts.yaml", "code: licensing", "code: a licence!", "routes 4, code: "),
    ("contacts.yaml", "dataprotection@merrowdale.example", "nowhere", "routes 5, email: "),
    ("contacts.yaml", "  method: Invented for the demonstration\n", "", "unless_said, method: is missing"),
    ("contacts.yaml", "routes:", "numbers:", "contacts.yaml: routes: there should be a list"),
]


@pytest.mark.parametrize(("name", "before", "after", "sentence"), MISTAKES, ids=[m[3][:40] for m in MISTAKES])
def test_a_mistake_is_named(
    db: None, tmp_path: Path, name: str, before: str, after: str, sentence: str
) -> None:
    folder = Path(shutil.copytree(AREAS / "merrowdale", tmp_path / "merrowdale"))
    text = (folder / name).read_text()
    assert before in text
    (folder / name).write_text(text.replace(before, after))
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    assert str(caught.value).startswith(f"merrowdale/{name}: ")
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not Area.objects.exists()


def test_a_missing_file_is_named(db: None, tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"nowhere/area\.yaml: cannot be read"):
        load_pack(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('code: "999"', 'code: "998"', "the record of 999 is missing"),
        ('    phone: "999"', '    phone: "998"', "999 is always live and its phone is 999"),
        (
            "    note: Call if a child",
            "    status: withdrawn\n    note: Call if a child",
            "999 is always live",
        ),
    ],
)
def test_no_file_can_take_999_away(db: None, tmp_path: Path, before: str, after: str, sentence: str) -> None:
    folder = Path(shutil.copytree(AREAS / "national", tmp_path / "national"))
    text = (folder / "contacts.yaml").read_text()
    assert before in text
    (folder / "contacts.yaml").write_text(text.replace(before, after))
    with pytest.raises(PackError, match=sentence):
        load_national(folder)
    assert not ContactRoute.objects.exists()


def test_an_area_cannot_bring_its_own_999(db: None, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(AREAS / "merrowdale", tmp_path / "merrowdale"))
    text = (folder / "contacts.yaml").read_text()
    text = text.replace("code: licensing", 'code: "999"').replace("01632 960143", "999")
    (folder / "contacts.yaml").write_text(text)
    with pytest.raises(PackError, match="999 belongs to the nation"):
        load_pack(folder)
