"""Questions teach, and scenarios lead somewhere."""

import pytest
from tests.learning.check.slip import Slip, assert_found
from tests.learning.shelf import (
    QUESTIONS,
    SCENARIO,
    Shelf,
)

SLIPS = (
    Slip(
        "scenario",
        SCENARIO,
        "to: n2}, {words: Ask the man, to: n3}",
        "to: n2}",
        "Nobody can come here",
        "last-bus.n3",
    ),
    Slip(
        "scenario",
        SCENARIO,
        ", choices: [{words: Step back, to: n2}]",
        "",
        "Here it stops",
        "last-bus.n3",
        10,
    ),
    Slip(
        "scenario",
        SCENARIO,
        "{words: Wait, to: n5}",
        "{words: Wait, to: n9}",
        "leads to 'n9'",
        "last-bus.n2",
        9,
    ),
    Slip(
        "scenario",
        SCENARIO,
        ", do: Tell somebody what you saw.",
        "",
        "without saying what to do",
        "last-bus.n5",
    ),
    Slip("scenario", SCENARIO, "to: n4}, {words: Wait, to: n5}", "to: n3}", "No way leads", "last-bus.n1", 8),
    Slip("scenario", SCENARIO, "end: good", "end: learn", "has no good end", "last-bus"),
    Slip("scenario", SCENARIO, "start: n1", "start: n0", "begins at 'n0'", "last-bus"),
    Slip("question", QUESTIONS, "right: true", "right: false", "No choice is right", "bus-q01", 1),
    Slip(
        "question",
        QUESTIONS,
        "Ask the man., right: false",
        "Ask the man., right: true",
        "More than one",
        "bus-q01",
    ),
    Slip(
        "question",
        QUESTIONS,
        "No. That may put the boy in danger.",
        "",
        "Choice b has no feedback",
        "bus-q01",
        7,
    ),
    Slip("question", QUESTIONS, "id: c", "id: b", "Two choices have the id 'b'", "bus-q01"),
)


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_a_slip_is_found_where_it_is(shelf: Shelf, slip: Slip) -> None:
    assert_found(shelf, slip)
