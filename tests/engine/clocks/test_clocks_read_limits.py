"""Limits as an area pack writes them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.clocks.test_clocks_hold_their_laws import LIMITS

from waylight.engine.clocks import Limit


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("2 h", Limit("wall", timedelta(hours=2))),
        ("72 h", Limit("wall", timedelta(hours=72))),
        ("2h", Limit("wall", timedelta(hours=2))),
        ("1 hour", Limit("wall", timedelta(hours=1))),
        ("30 min", Limit("wall", timedelta(minutes=30))),
        ("6 working hours", Limit("working_hours", timedelta(hours=6))),
        ("45 working minutes", Limit("working_hours", timedelta(minutes=45))),
        ("1 working day", Limit("working_days", timedelta(days=1))),
        ("  15  Working DAYS ", Limit("working_days", timedelta(days=15))),
        ("15 working days after the day", Limit("working_days", timedelta(days=15), "day_after")),
        ("10 working days beginning with the day", Limit("working_days", timedelta(days=10), "day_itself")),
    ],
)
def test_a_limit_is_read(text: str, limit: Limit) -> None:
    assert Limit.parse(text) == limit


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write a whole number and a unit"),
        ("soon", "Write a whole number and a unit"),
        ("1.5 h", "Write a whole number and a unit"),
        ("-2 h", "Write a whole number and a unit"),
        ("2 weeks", "Write a whole number and a unit"),
        ("3 days", "Write '72 h' for round-the-clock time, or '3 working days'"),
        ("0 h", "more than nothing"),
        ("9999999999999999999 h", "longer than ten years"),
        ("90000 h", "at most ten years"),
        ("2 h after the day", "which only working days have"),
    ],
)
def test_an_unreadable_limit_says_what_to_write(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Limit.parse(text)


@given(LIMITS)
def test_a_limit_reads_back_what_it_writes(limit: Limit) -> None:
    assert Limit.parse(str(limit)) == limit


def test_a_limit_is_written_as_people_say_it() -> None:
    texts = [
        "2 h",
        "90 min",
        "1 working hour",
        "1 working minute",
        "1 working day",
        "2 working days after the day",
    ]
    assert [str(Limit.parse(text)) for text in texts] == texts


def test_a_limit_that_makes_no_sense_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="whole minutes or whole working days"):
        Limit("working_days", timedelta(hours=36))
    with pytest.raises(ValueError, match="whole minutes or whole working days"):
        Limit("wall", timedelta(seconds=90))
    with pytest.raises(ValueError, match="Only a limit in working days"):
        Limit("wall", timedelta(hours=2), "day_after")
    with pytest.raises(ValueError, match="not 'lunar'"):
        Limit("lunar", timedelta(hours=2))  # type: ignore[arg-type]  # what a caller without types may pass
    with pytest.raises(ValueError, match="not 'whenever'"):
        Limit("working_days", timedelta(days=2), "whenever")  # type: ignore[arg-type]  # as above


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        limit = Limit.parse(text)
    except ValueError as refusal:
        assert str(refusal).endswith(".")
    else:
        assert limit.amount > timedelta(0)
