"""From the first page to a stored concern, with no script: every field, or a single one."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.reporting.reporter import Page, Reporter

from waylight.reporting.form import Step, form
from waylight.reporting.models import Concern, ReporterIdentity
from waylight.reporting.queries import open_identity

pytestmark = pytest.mark.django_db

FIXED = {
    "happening_now": "no",
    "signs": ["frightened-or-injured", "vehicle-waiting"],
    "day": "2026-11-20 night",
    "date_day": "",
    "part": "night",
    "certainty": "about",
    "kind": "child",
    "sex": "female",
    "build": "slim",
    "hair": "brown",
    "how_known": ["saw", "overheard"],
    "about": "child",
    "mode": "named",
    "role": "taxi-driver",
    "operator": "through",
    "lat": "54.5",
    "lon": "2.0",
    "accuracy": "12",
}


def filled(step: Step) -> dict[str, str | list[str]]:
    """A value for every control of a page; free text names the step and field it was typed into."""
    values: dict[str, str | list[str]] = {}
    for field in step.fields:
        for name in field.names:
            values[name] = FIXED.get(name, f"{step.id} {name}" if field.is_free else "")
    return values


def fill_all(reporter: Reporter) -> None:
    for step in form().row:
        if step.repeats:
            reporter.write(step.id, **filled(step), entry="one", go="another")
            reporter.write(step.id, **{**filled(step), "words": "the second"}, entry="two")
        else:
            reporter.write(step.id, **filled(step))


def test_every_field_of_every_step_arrives(area: object) -> None:
    reporter = Reporter()
    fill_all(reporter)
    reporter.send()
    answers = reporter.opened()

    assert answers["words"] == "notice words"
    assert answers["signs"] == ["frightened-or-injured", "vehicle-waiting"]
    assert answers["happening_now"] == "no"
    assert answers["when"] == {
        "date": "2026-11-20",
        "part": "night",
        "time": "when time",
        "certainty": "about",
        "until": "when until",
        "words": "when words",
    }
    assert answers["where"] == {
        "name": "where name",
        "address": "where address",
        "postcode": "where postcode",
        "landmark": "where landmark",
        "pin": "where pin",
        "lat": "54.5",
        "lon": "2.0",
        "accuracy": "12",
    }
    assert (answers["phones"], answers["handles"]) == (["where phones"], ["where handles"])
    first, second = answers["people"]
    assert first == {
        "kind": "child",
        "name": "people name",
        "nickname": "people nickname",
        "age": "people age",
        "sex": "female",
        "build": "slim",
        "height": "people height",
        "hair": "brown",
        "clothing": "people clothing",
        "features": "people features",
        "birth_date": "people birth_date",
        "words": "people words",
    }
    assert second["words"] == "the second"
    assert answers["vehicles"][0] == {
        name: f"vehicles {name}" for name in ("mark", "make", "model", "colour", "plate", "badge", "words")
    }
    assert (answers["how_known"], answers["how_words"]) == (["saw", "overheard"], "how how_words")
    assert (answers["mode"], answers["role"], answers["about"]) == ("named", "taxi-driver", "child")
    assert answers["source"] == {"operator": "through", "via_operator": True}
    assert (answers["language"], answers["form"], answers["child_self"]) == ("en", form().version, False)


def test_who_reports_goes_to_its_own_store_and_nowhere_else(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="A worry.")
    reporter.write(
        "you", name="Robin Vale", phone="07700 900123", email="r@vale.example", safe_contact="after 3"
    )
    concern = reporter.send()
    assert open_identity(concern) == {
        "name": "Robin Vale",
        "phone": "07700 900123",
        "email": "r@vale.example",
        "safe_contact": "after 3",
    }
    answers = reporter.opened()
    assert "Vale" not in str(answers)
    assert (answers["mode"], answers["contact_left"]) == ("confidential", True)


def test_whoever_stays_anonymous_is_told_that_their_name_is_not_sent(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="A worry.")
    reporter.write("you", mode="anonymous", name="Robin Vale")
    page = reporter.read("check")
    assert "will NOT be sent" in page.text
    assert "Robin Vale" in page.text
    concern = reporter.send()
    assert not ReporterIdentity.objects.filter(concern=concern).exists()


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        ("notice", {"signs": "vehicle-waiting"}),
        ("notice", {"words": "x"}),
        ("vehicles", {"mark": "?B*"}),
        ("people", {"kind": "child"}),
        ("where", {"landmark": "behind the bins"}),
        ("when", {"day": "2026-11-21"}),
        ("how", {"how_known": "told"}),
        ("you", {"safe_contact": "leave a note at the desk"}),
    ],
)
def test_any_one_answer_is_enough(area: object, step: str, fields: dict[str, str]) -> None:
    reporter = Reporter()
    reporter.write(step, **fields)
    reporter.send()
    assert Concern.objects.count() == 1


def test_skipping_every_step_asks_gently_and_sends_nothing(area: object) -> None:
    reporter = Reporter()
    reporter.client.post(reverse("report"), {"danger": "no"})
    for step in form().row:
        assert reporter.write(step.id).status_code == 303
    answer = reporter.client.post(reverse("report-check"))
    assert "Please tell us at least one thing" in answer.content.decode()
    assert not Concern.objects.exists()


def test_the_row_leads_from_the_gate_to_the_receipt(area: object) -> None:
    reporter = Reporter()
    address = reporter.client.post(reverse("report"), {"danger": "no"})["Location"]
    seen = []
    while address != reverse("report-check"):
        seen.append(address)
        page = Page(reporter.client.get(address).content.decode())
        assert page.title == f"Step {len(seen)}"
        address = reporter.client.post(address, {"go": "next", "words": "A worry."})["Location"]
    assert seen == [reporter.address(step.id) for step in form().row]
    reporter.send()
    assert reporter.receipt_shown() == reporter.flow.receipt


def test_back_and_skip_lead_where_they_say(area: object) -> None:
    reporter = Reporter()
    assert reporter.write("when", go="back")["Location"] == reporter.address("notice")
    assert reporter.write("notice", go="back")["Location"] == reverse("report")
    assert reporter.write("when", go="end")["Location"] == reporter.address("check")
    assert reporter.write("you", go="next")["Location"] == reporter.address("check")


def test_what_was_typed_before_back_is_kept(area: object) -> None:
    reporter = Reporter()
    reporter.write("when", time="half past one", go="back")
    assert reporter.read("when").controls["time"] == ["half past one"]


def test_each_step_shows_again_what_is_kept_of_it(area: object) -> None:
    reporter = Reporter()
    fill_all(reporter)
    for step in form().row:
        page = reporter.read(step.id, "?entry=one" if step.repeats else "")
        for name, value in filled(step).items():
            shown = [each for each in page.controls.get(name, []) if each]
            assert shown == [each for each in (value if isinstance(value, list) else [value]) if each], name


def test_check_shows_every_answer_and_a_way_back_to_each_step(area: object) -> None:
    reporter = Reporter()
    fill_all(reporter)
    page = reporter.read("check")
    for step in form().row:
        assert reporter.address(step.id) in page.links
        for field in step.fields:
            if field.is_free:
                assert f"{step.id} {field.id}" in page.text
    assert "They were hurt, frightened or very upset" in page.text
    assert "the night of Friday 20 November into Saturday 21 November" in page.text


def test_several_people_are_added_changed_and_removed(area: object) -> None:
    reporter = Reporter()
    for entry, name in (("a", "Ash"), ("b", "Bo"), ("c", "Cam")):
        reporter.write("people", entry=entry, name=name, go="another")
    page = reporter.read("people")
    assert [word for word in page.words if word in ("Ash", "Bo", "Cam")] == ["Ash", "Bo", "Cam"]
    reporter.write("people", entry="b", name="Beau")
    reporter.write("people", remove="a")
    reporter.write("people", entry="c")
    reporter.write("notice", words="A worry.")
    reporter.send()
    assert reporter.opened()["people"] == [{"name": "Beau"}]


def test_a_concern_about_hub_staff_goes_round_the_hub(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="A worry.")
    reporter.write("you", about="hub-staff")
    assert "round the hub" in reporter.read("check").text
    assert reporter.send().desk == "independent"


def test_a_concern_about_somebody_who_works_with_children_goes_to_their_officer(area: object) -> None:
    reporter = Reporter()
    reporter.write("notice", words="A worry.")
    reporter.write("you", about="works-with-children")
    assert reporter.send().desk == "designated-officer"


@pytest.mark.parametrize(
    ("you", "advised"),
    [
        ({"role": "taxi-driver"}, True),
        ({"role": "taxi-driver", "operator": "through"}, True),
        ({"role": "taxi-driver", "operator": "about"}, False),
        ({"role": "hotel", "about": "works-with-children"}, False),
        ({"role": "neighbour"}, False),
    ],
)
def test_nobody_is_advised_to_tell_those_it_is_about(
    area: object, you: dict[str, str], advised: bool
) -> None:
    reporter = Reporter()
    reporter.write("you", **you)
    assert ("tell your operator" in reporter.read("check").text) is advised


def test_the_gate_answer_travels_with_the_report(area: object) -> None:
    reporter = Reporter()
    answer = reporter.client.post(reverse("report"), {"danger": "unsure"})
    assert answer["Location"].startswith(reporter.address("danger"))
    page = Page(reporter.client.get(answer["Location"]).content.decode())
    assert "tel:999" in page.links
    assert reporter.address("notice") in page.links
    reporter.write("notice", words="A worry.")
    reporter.send()
    answers = reporter.opened()
    assert answers["gate"] == "unsure"
    assert answers["source"]["gate_at"]


def test_an_area_is_chosen_by_its_address_or_on_the_way(area: object, other_area: object) -> None:
    first = Page(Client().get(reverse("area-home", args=["brackenford"])).content.decode())
    start = next(link for link in first.links if link.startswith(reverse("report") + "?"))
    reporter = Reporter()
    gate = Page(reporter.client.get(start).content.decode())
    reporter.client.post(reverse("report"), {"danger": "no", "area": gate.controls["area"][0]})
    reporter.write("notice", words="A worry.")
    assert reporter.send().area_slug == "brackenford"

    another = Reporter()
    another.write("where", name="The quay", area="brackenford")
    another.write("notice", words="A worry.")
    assert another.send().area_slug == "brackenford"


def scanned(at: str) -> Reporter:
    """Somebody who came by a poster's code and answered the gate."""
    home = Page(Client().get(reverse("home"), {"at": at}).content.decode())
    start = next(link for link in home.links if link.startswith(reverse("report") + "?"))
    reporter = Reporter()
    gate = Page(reporter.client.get(start).content.decode())
    reporter.client.post(reverse("report"), {"danger": "no", "at": gate.controls["at"][0]})
    return reporter


def test_the_place_of_a_scanned_code_is_offered_and_may_be_changed(area: object) -> None:
    reporter = scanned("Tern Hotel & Bar")
    assert "comes from the code that you scanned" in reporter.read("where").text
    assert reporter.read("where").controls["name"] == ["Tern Hotel & Bar"]
    reporter.write("where", name="The quay")
    page = reporter.read("where")
    assert page.controls["name"] == ["The quay"]
    assert "comes from the code" not in page.text
    reporter.send()
    assert reporter.opened()["where"] == {"name": "The quay"}


def test_a_place_that_was_taken_out_stays_out(area: object) -> None:
    reporter = scanned("Tern Hotel")
    reporter.write("where")
    assert reporter.read("where").controls["name"] == [""]


def test_the_place_of_a_scanned_code_is_not_sent_unseen(area: object) -> None:
    reporter = scanned("Tern Hotel")
    reporter.write("notice", words="A worry.")
    reporter.send()
    assert "where" not in reporter.opened()


def test_another_language_keeps_the_place_and_hands_on_nothing_else(area: object) -> None:
    home = Page(Client().get(reverse("home"), {"at": "Tern Hotel", "then": "x"}).content.decode())
    assert "?at=Tern+Hotel&language=ur" in home.links


def test_an_area_nobody_knows_is_the_usual_one(area: object) -> None:
    assert Client().get(reverse("area-home", args=["nowhere"])).status_code == 404
    reporter = Reporter()
    reporter.write("notice", words="A worry.", area="nowhere")
    assert reporter.send().area_slug == "merrowdale"


def test_titles_tell_nothing_to_whoever_glances_at_the_screen(area: object) -> None:
    client = Client()
    telling = ("child", "abuse", "exploit", "report", "police", "concern", "danger")
    names = ("home", "report", "report-me", "report-check", "report-danger", "report-forget")
    addresses = [reverse(name) for name in names] + [Reporter().address(step.id) for step in form().row]
    for address in addresses:
        title = Page(client.get(address).content.decode()).title.lower()
        assert title, address
        assert not any(word in title for word in telling), title
