"""A name that stands in another item, or in an earlier meeting, is read by nobody who may not have it."""

from typing import Any

import pytest
from tests.casework.a_team import MINA

from waylight.casework.details import Details
from waylight.meetings import actions, queries, sources
from waylight.meetings.models import Action, Meeting
from waylight.meetings.redacting import Scrub

from .a_panel import Panel, now

BELLA = Details(name="Bella Marsh", age_band="13-15")
PARTS = ("Bella", "Marsh", "Mina", "Tarn")


def spoken_of(panel: Panel, owner: str = "licensing") -> tuple[Meeting, Action]:
    """Held about Mina and Bella; Mina's decision and action name Bella."""
    meeting = panel.meeting()
    mina, bella = panel.team.child(MINA), panel.team.child(BELLA)
    item = panel.item(meeting, mina)
    panel.item(meeting, bella)
    panel.to(meeting, "held")
    actions.decide(item, "Mina was seen with Bella Marsh.", "Bella told it.", by=panel.chair)
    return meeting, panel.action(item, owner, "Ask who drove Mina and Bella.")


def named_in(text: Any) -> list[str]:
    return [name for name in PARTS if name in repr(text)]


def test_whose_action_it_is_reads_no_child_of_another_item(panel: Panel) -> None:
    _meeting, action = spoken_of(panel)
    read = queries.action_of(panel.licensing, action.pk).read
    assert "Ask who drove Child " in read.what
    assert not named_in(read.what)


def test_an_action_that_rolls_on_names_no_child_of_the_meeting_it_comes_from(panel: Panel) -> None:
    spoken_of(panel, "police")
    later = panel.meeting(days=1)
    page = queries.meeting_page(panel.voluntary, now(later))
    assert [row.what.count("Child ") for row in page.rolled] == [2]
    assert not named_in([row.what for row in page.rolled])


def test_why_it_is_called_off_names_nobody_to_who_may_not_have_the_name(panel: Panel) -> None:
    meeting = panel.meeting()
    panel.item(meeting, panel.team.child(BELLA))
    actions.cancel(meeting, "Bella Marsh was found.", by=panel.coordinator)
    assert not named_in(queries.meeting_page(panel.voluntary, now(meeting)).called_off)
    assert queries.meeting_page(panel.chair, now(meeting)).called_off == "Bella Marsh was found."


def test_a_record_names_no_child_of_another_item_and_keeps_the_childs_own_name(panel: Panel) -> None:
    meeting = panel.meeting()
    mina, other = panel.team.child(MINA), panel.team.child(Details(name="Bella Tarn", age_band="13-15"))
    item = panel.item(meeting, mina)
    panel.item(meeting, other)
    panel.to(meeting, "held")
    actions.decide(item, "Mina Tarn was with Bella Tarn.", "Bella told it.", by=panel.chair)
    actions.decide(meeting.items.exclude(pk=item.pk).get(), "Nothing more.", "Calm.", by=panel.chair)
    said = "Mina Tarn was with another child."
    actions.agree_minutes(meeting, by=panel.chair)
    assert mina.lines.filter(kind="meeting").get().text == f"Decided: {said}\nanother child told it."
    (row,) = queries.of_child(panel.worker, mina)
    assert [words for _d, words, _r in row.decisions] == [said]


@pytest.mark.parametrize(
    ("name", "text", "put"),
    [
        ("Anne-Marie Tarn", "Marie was there, Anne too.", "X was there, X too."),
        ("Ali; Mo", "Mo and Ali.", "X and X."),
        ("Kai (\u201cKitty\u201d) Tarn", "Kitty came.", "X came."),
        ("The Crown and Anchor", "Ask the owner of the Crown and look.", "Ask the owner of the X and look."),
        ("Dar\u012bn O\u2019Neil", "O\u2019Neil and Neil", "X and X"),
        ("\u0a2e\u0a40\u0a28\u0a3e \u0a1f\u0a3e\u0a30\u0a28", "\u0a2e\u0a40\u0a28\u0a3e.", "X."),
    ],
)
def test_each_part_of_a_name_is_taken_out_and_no_common_word(name: str, text: str, put: str) -> None:
    assert Scrub([(name, "X")])(text) == put


def test_a_name_that_stays_is_not_taken_out_as_part_of_another() -> None:
    scrub = Scrub([("Bella Tarn", "X")], keep=["Mina Tarn"])
    assert scrub("Mina Tarn and Bella Tarn, Bella first.") == "Mina Tarn and X, X first."


def test_a_by_name_in_brackets_is_a_name_and_who_must_not_learn_stays_marked_beside_initials() -> None:
    held = {"around": "Joe (Bear) Oakes (uncle, must not learn of this)\nIda Reed (aunt)"}
    assert sources.around_in(held) == ["Joe (Bear) Oakes", "Ida Reed"]
    assert sources.around_in_initials(held) == "J. B. O., must not learn of this; I. R."
    scrub = Scrub([(name, "X") for name in sources.around_in(held)])
    assert scrub("Oakes, whom they call Bear, was there.") == "X, whom they call X, was there."
