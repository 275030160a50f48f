"""A mark in every sealed field of the rooms of a child's record: on no page, paper, export or PDF of one who
has nothing to do with the child.

Marks are planted in the rows themselves, so that a new sealed field has one without anybody's doing; a model
of which the case has no row is named. Then every address is asked for with the keys that whoever works with
the child reads it by, by each role; and each PDF on the way is read back.
"""

import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pypdf
from django.apps import apps
from django.db.models import Model
from django.urls import get_resolver, resolve, reverse
from tests.learning.outputs.paper import Paper

from waylight.disruption.letters import KINDS
from waylight.keys.fields import SealedTextField

from .a_rest import Whole

ROOMS = ("casework", "referral", "plan", "pathways", "meetings", "disruption")


def sealed() -> Iterator[tuple[type[Model], str]]:
    """Every sealed field of the rooms: its model and its name."""
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            for each in model._meta.local_fields:
                if isinstance(each, SealedTextField):
                    yield model, each.name


def mark_of(model: type[Model], name: str) -> str:
    return f"Qz{model._meta.app_label}{model.__name__}{name.replace('_', '')}xj".lower()


def data_in(words: str) -> Any:
    """What the words hold as data, or nothing where they are only words."""
    try:
        found = json.loads(words)
    except ValueError:
        return None
    return found if isinstance(found, dict | list) else None


def planted(words: str, mark: str) -> str:
    """The mark beside the words; in what is data, beside each free text in it."""
    data = data_in(words)
    return f"{words} {mark}" if data is None else json.dumps(_within(data, mark))


def _within(data: Any, mark: str) -> Any:
    if isinstance(data, dict):
        return {key: _within(value, mark) for key, value in data.items()}
    if isinstance(data, list):
        return [_within(value, mark) for value in data]
    return f"{data} {mark}" if isinstance(data, str) and " " in data.strip() else data


def plant() -> tuple[set[str], set[str]]:
    """Every row of every model gets its marks. Returns those that rest somewhere, and models with no row."""
    fields: dict[type[Model], list[str]] = defaultdict(list)
    for model, name in sealed():
        fields[model].append(name)
    rest, empty = set(), set()
    for model, names in fields.items():
        rows = list(model._default_manager.all())
        if not rows:
            empty.add(model.__name__)
        hold_data = {name for name in names if any(data_in(getattr(row, name)) is not None for row in rows)}
        for row in rows:
            for name in names:
                mark = mark_of(model, name)
                if not getattr(row, name) and name in hold_data:
                    continue  # no data yet: words in its place would be no data either
                words = planted(getattr(row, name), mark)
                setattr(row, name, words)
                if mark in words:
                    rest.add(mark)
            row.save(update_fields=names)
    return rest, empty


SAID = {
    "which": ("paper", "minutes"), "copy": ("service", "family"), "kind": ("pdf", "json", *KINDS),
    "form": ("pdf", "json"), "domain": ("online",),
}  # fmt: skip
"""What an address may say beside a key."""
ACTS = re.compile("-(act|away|due|end|join|keep|propose)$")
"""How an address is called that shows nothing of its own: it takes what is sent, or begins a form again."""
LOOKED_AT = ("referral-take", "sheet-pdf", "sheet-print")
"""What is taken only by who says that they looked at what must not be disclosed."""
INSIDERS = (
    ("casework", "worker"), ("referral", "worker"), ("referral", "health"), ("plan", "worker"),
    ("pathways", "worker"), ("pathways", "intelligence"), ("meetings", "chair"),
    ("disruption", "coordinator"), ("disruption", "licensing"),
)  # fmt: skip
OUTSIDERS = (
    "social-worker", "screener", "auditor", "administrator", "trainer", "agency-checker", "licensing",
    "intelligence",
)  # fmt: skip
"""Somebody of the same area with this role who has nothing to do with the child."""
ELSEWHERE = (
    "team-manager", "manager", "social-worker", "exploitation-coordinator", "intelligence", "licensing",
)  # fmt: skip
"""Somebody of another area, with roles that read much in their own."""
OF_LICENSING = ("disruptionlicensing", "disruptionenquiry")
THEIRS = {
    "licensing": OF_LICENSING,
    "intelligence": ("disruption", "pathwaysextract"),
}
"""What a role reads of its whole area all the same, by how its marks begin."""


def theirs(role: str, mark: str) -> bool:
    if role == "intelligence" and mark.startswith(tuple(f"qz{each}" for each in OF_LICENSING)):
        return False
    return mark.startswith(tuple(f"qz{each}" for each in THEIRS.get(role, ("-",))))


def addresses(room: str) -> list[tuple[str, tuple[str, ...]]]:
    """Names of the room's addresses, with what each wants; those that only take what is sent are left out."""
    found = []
    waiting = list(get_resolver().url_patterns)
    while waiting:
        each = waiting.pop()
        if hasattr(each, "url_patterns"):
            waiting += each.url_patterns
        elif each.callback.__module__.startswith(f"waylight.{room}.views") and each.name:
            found.append((each.name, tuple(each.pattern.converters)))
    return sorted(found)


def one_of_each(model: type[Model]) -> list[Any]:
    found = {getattr(row, "state", ""): row for row in model._default_manager.order_by("-pk")}
    return list(found.values())


def paths(room: str) -> list[str]:
    """Each address of the room with the key of one row of each of its models in each state that there is, and
    of that row's child."""
    models = {model for model, _ in sealed() if model._meta.app_label in (room, "casework")}
    rows = [row for model in models for row in one_of_each(model)]
    keys = sorted({key for row in rows for key in (row.pk, getattr(row, "child_id", None)) if key}, key=str)
    found = []
    for name, wants in addresses(room):
        said = [each for each in wants if each != "pk"]
        if not set(said) <= set(SAID):
            assert ACTS.search(name), f"nobody asks for {name}: say in SAID what stands beside its key"
            continue
        ways: list[dict[str, Any]] = [{}]
        for each in said:
            ways = [{**way, each: value} for way in ways for value in SAID[each]]
        for key in keys if "pk" in wants else [None]:
            found += [reverse(name, kwargs={**way, **({"pk": key} if key else {})}) for way in ways]
    return found


def words_of(answer: Any) -> str:
    if "pdf" in answer.headers.get("Content-Type", ""):
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    return str(answer.content.decode(errors="replace"))


OF_A_SERVICE = "qzreferralreferraldocumentxj"
"""A referral is called by the service that it went to, whose name rests in its sealed document."""


def outside_its_pages(answer: Any) -> str:
    """What a file is called and what it says of itself, which whoever has only the file is shown."""
    called = answer.headers.get("Content-Disposition", "")
    return f"{called} {pypdf.PdfReader(io.BytesIO(answer.content)).metadata}".lower()


def is_accessible(file: bytes) -> None:
    """PDF/UA-1, with its language, its title, its headings and its reading order, read back from the file."""
    paper = Paper(file)
    kinds = [tag.kind for tag in paper.tags]
    assert (paper.claim, paper.tagged, paper.language[:2]) == ("1", True, "en")
    assert paper.title and kinds.count("H1") == 1 and len(kinds) > 5, kinds[:9]


def seen_by(client: Any, asked: list[str]) -> dict[str, str]:
    """What each address answers, lower case and without the breaks of lines; each PDF is looked at."""
    found = {}
    for path in asked:
        taken = resolve(path).url_name in LOOKED_AT
        answer = client.post(path, {"looked": "yes"}) if taken else client.get(path)
        if answer.status_code == 200:
            if answer.content.startswith(b"%PDF-"):
                is_accessible(answer.content)
                called = outside_its_pages(answer).replace(OF_A_SERVICE, "")
                assert "qz" not in called, f"{path} is called by what is sealed"
            found[path] = "".join(words_of(answer).lower().split())
    return found


def test_who_has_nothing_to_do_with_a_child_sees_no_sealed_word_of_them(
    whole: Whole, staff_client: Any
) -> None:
    whole.all_of_it()
    rest, empty = plant()
    assert empty == set(), "a model of which the case has no row: add one to a_case.py or a_rest.py"
    people = {
        "worker": whole.team.person("worker"),
        "health": whole.agencies.person("health"),
        "chair": whole.panel.person("chair"),
        **{name: whole.room.person(name) for name in ("coordinator", "licensing", "intelligence")},
    }
    read: dict[str, str] = {}
    for room, name in INSIDERS:
        for path, words in seen_by(staff_client(who=people[name]), paths(room)).items():
            read[path] = read.get(path, "") + words
    shown = {mark for mark in rest if any(mark in words for words in read.values())}
    assert len(shown) > len(rest) * 7 // 10, "whoever works with the child reads what was planted"
    letters = {kind for kind in KINDS if any(path.endswith(f"/letter/{kind}/") for path in read)}
    assert letters == set(KINDS), "each letter is read by whoever may"
    leaks: dict[tuple[str, str], list[str]] = {}
    here = [(role, staff_client(role)) for role in OUTSIDERS]
    there = [(f"{role} elsewhere", staff_client(role, area_slug="brackenford")) for role in ELSEWHERE]
    for role, client in here + there:
        for path, words in seen_by(client, sorted(read)).items():
            for mark in rest:
                if mark in words and not theirs(role, mark):
                    leaks.setdefault((role, mark), []).append(path)
    assert leaks == {}
