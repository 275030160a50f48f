"""What the unit needs to know, asked and answered; and reports that were written elsewhere."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from waylight.accounts.policy import Refused
from waylight.dissemination import actions, queries
from waylight.dissemination.errors import NotPossible, Why
from waylight.dissemination.legacy import NotRead, read
from waylight.dissemination.models import Answer, Item, Report, Requirement
from waylight.triage.machine import WrongMove

from .test_screens import words

ASKED = {
    "question": "Who drives the silver Golf on Fridays?",
    "priority": "medium",
    "shown_to": ["licensing"],
    "until": "30/11/2026",
}
ANSWER = {"words": "A trainee of ours saw it twice.", "provenance": "saw", "named": "confidential"}
CSV = """report,title,words,grade
A1,Old car,"A car, waiting.",B24
A1,,Two girls got in.,E 4 1
,Alone,Only once.,A11
"""


def asked(unit: Any, **changes: Any) -> Requirement:
    told = {**ASKED, "until": date(2026, 11, 30), **changes}
    return actions.ask(unit.area, by=unit.analyst, **told)


def test_asked_answered_and_made_a_report_on_the_pages(unit: Any, staff_client: Callable[..., Any]) -> None:
    analyst, licensing = staff_client(who=unit.analyst_person), staff_client("licensing")
    assert analyst.post("/hub/reports/needed/", {**ASKED, "question": ""}).status_code == 400
    assert analyst.post("/hub/reports/needed/", ASKED).status_code == 302
    address = f"/hub/reports/needed/{Requirement.objects.get().pk}/"
    assert address in licensing.get("/hub/reports/needed/").content.decode()
    assert licensing.post(address, {**ANSWER, "words": ""}).status_code == 400
    assert ANSWER["words"] in words(licensing.post(address, ANSWER, follow=True))
    assert ANSWER["words"] not in words(staff_client(who=unit.second_person).get("/hub/reports/needed/"))
    page = analyst.get(address)
    assert "Make a report of it" in words(page)
    answer = Answer.objects.get()
    analyst.post(f"/hub/reports/answer/{answer.pk}/report/")
    item = Item.objects.get()
    assert (item.original, item.provenance, item.grade) == (ANSWER["words"], "saw", "")
    assert "The report made of it" in words(analyst.get(address))
    closing = {"outcome": "answered", "words": "We know now."}
    assert licensing.post(f"{address}close/", closing).status_code == 403
    assert analyst.post(f"{address}close/", {"outcome": "answered", "words": ""}).status_code == 400
    analyst.post(f"{address}close/", closing)
    assert Requirement.objects.get().state == "answered"


def test_a_question_is_seen_by_those_it_is_shown_to_and_no_answer_by_another(
    unit: Any, hub: Any, staff_client: Callable[..., Any]
) -> None:
    row = asked(unit, shown_to=["manager", "licensing"])
    actions.give(row, **ANSWER, by=hub.licensing)
    assert queries.requirements(hub.screener) == []
    for action in (
        lambda: queries.open_requirement(hub.screener, row.pk),
        lambda: actions.give(row, **ANSWER, by=hub.screener),
        lambda: actions.ask(unit.area, **{**ASKED, "until": date(2026, 11, 30)}, by=hub.manager),
    ):
        with pytest.raises(Refused):
            action()
    assert queries.open_requirement(hub.manager, row.pk).answers == [], "another's answer is the unit's"
    assert len(queries.open_requirement(hub.licensing, row.pk).answers) == 1
    assert staff_client("administrator").get("/hub/reports/needed/").status_code == 403


def test_it_lapses_after_its_last_day_and_then_takes_no_answer(unit: Any, hub: Any, clock: Any) -> None:
    row = asked(unit)
    clock.move_to("2026-11-30T20:00:00+00:00")
    assert actions.lapse_requirements() == 0
    clock.move_to("2026-12-01T01:00:00+00:00")
    assert actions.lapse_requirements() == 1
    with pytest.raises(NotPossible) as refused:
        actions.give(row, **ANSWER, by=hub.licensing)
    assert refused.value.why == Why.NOT_NOW
    with pytest.raises(WrongMove):
        actions.close(row, "answered", "x", by=unit.analyst)
    with pytest.raises(NotPossible):
        asked(unit)


def test_an_answer_becomes_one_report(unit: Any, hub: Any) -> None:
    answer = actions.give(asked(unit), **ANSWER, by=hub.licensing)
    actions.take_into_report(answer, by=unit.analyst)
    with pytest.raises(NotPossible):
        actions.take_into_report(answer, by=unit.analyst)
    assert Report.objects.count() == 1


def test_legacy_grades_are_kept_as_written_and_grade_nothing(unit: Any) -> None:
    actions.bring_in(unit.area, CSV, by=unit.analyst)
    kept = {item.original: item for item in Item.objects.all()}
    assert [kept[w].grade_as_written for w in ("A car, waiting.", "Two girls got in.", "Only once.")] == [
        "B24",
        "E 4 1",
        "A11",
    ]
    assert {item.grade for item in kept.values()} == {""}
    assert Report.objects.count() == 2
    report = kept["A car, waiting."].report
    actions.submit(report, by=unit.analyst)
    actions.begin_check(report, by=unit.analyst)
    with pytest.raises(NotPossible) as refused:
        actions.finish_grading(
            report, handling="P", conditions="", action_code="", sanitisation_code="", by=unit.analyst
        )
    assert refused.value.why == Why.UNGRADED
    unit.grade(unit.now(report))
    assert kept["A car, waiting."].grade_as_written == "B24"


def test_json_lines_say_the_same_as_csv() -> None:
    lines = "\n".join(json.dumps(vars(item)) for item in read(CSV))
    assert read(lines) == read("\ufeff" + CSV)


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("report,title,words,grade\nA,,Words,", 1, "grade"),
        ("report,title,words,grade\nA,,W,B24\nA,, ,B24", 2, "words"),
        ("report,title,words,grade\nA,,W," + "9" * 21, 1, "grade"),
        ('{"words": "W", "grade": "B24"}\n{broken', 2, ""),
        ("nothing at all", 1, ""),
        ("", 1, ""),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_nothing_is_brought_in(
    unit: Any, text: str, row: int, column: str
) -> None:
    with pytest.raises(NotRead) as problem:
        actions.bring_in(unit.area, text, by=unit.analyst)
    assert (problem.value.row, problem.value.column) == (row, column)
    assert not Report.objects.exists()


def test_brought_in_by_the_page_by_the_unit_only(unit: Any, staff_client: Callable[..., Any]) -> None:
    client = staff_client(who=unit.analyst_person)
    assert "Row 1 cannot be read: grade" in words(
        client.post("/hub/reports/elsewhere/", {"rows": "words,grade\nW,"})
    )
    assert "2 drafts" in words(client.post("/hub/reports/elsewhere/", {"rows": CSV}, follow=True))
    assert staff_client("manager").get("/hub/reports/elsewhere/").status_code == 403
