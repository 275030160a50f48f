"""Placeholders, the dated records behind them, and translations."""

from datetime import date

import pytest
from tests.learning.check.slip import POINT, SAFETY, Slip, assert_found, in_prose
from tests.learning.shelf import (
    FACTS,
    LESSON,
    OWN,
    URDU,
    Shelf,
)

PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def po(words: str, english: str = SAFETY, key: str = "bus-01-1") -> str:
    return f'{PO}msgctxt "{key}"\nmsgid "{english}"\nmsgstr "{words}"\n'


SLIPS = (
    in_prose("placeholder", "Call {{contact:nobody}}.", "There are 999, hub"),
    in_prose("placeholder", "It is {{fact:nothing}}.", "content/facts/ has no fact"),
    in_prose("placeholder", "It is {{term:nothing}}.", "content/terms.yaml has no term"),
    in_prose("placeholder", "It is {{number:999}}.", "there is no such placeholder"),
    in_prose("placeholder", "Call {contact:999}.", "half a placeholder"),
    in_prose("placeholder", "And {{question:bus-q01}} too.", "stands alone"),
    Slip(
        "lapsed",
        FACTS,
        "",
        "",
        "Nobody has looked at this fact since 2026-11-22",
        "age-of-child",
        1,
        date(2027, 11, 22),
    ),
    Slip(
        "lapsed", OWN, "", "", "number hub has not been checked since 2026-11-20", "hub", 0, date(2027, 2, 18)
    ),
    Slip("lapsed", LESSON, "", "", "was to be reviewed by 2027-05-22", "bus-01", 1, date(2027, 5, 22)),
    Slip("lapsed", FACTS, "  without: a child", "  status: withdrawn", "is withdrawn", "age-of-child"),
    Slip("safety-fact", LESSON, "If a child", "If {{fact:how-many}}", "would vanish", "bus-01-1", 17),
    Slip("undated", FACTS, "12 children in 2024", "12 children", "says its year", "how-many", 12),
    Slip(
        "address",
        FACTS,
        "https://www.gov.uk/first-page",
        "https://www.gov.uk/",
        "exact page",
        "age-of-child",
        1,
    ),
    Slip("address", FACTS, ", address: https://www.gov.uk/first-page", "", "No address", "age-of-child", 1),
    Slip("source", LESSON, "sources: [age-of-child]", "sources: [age]", "'age' is no fact", "bus-01"),
    Slip("translation", URDU, "", po("ابھی کال کریں"), "placeholders}} are not those", "bus-01-1"),
    Slip("translation", URDU, "", po("{{contact:999}} 15"), "none; here 15", "bus-01-1"),
    Slip("translation", URDU, "", po("۱۴", "14", "bus-01-2"), "(14; here ۱۴)", "bus-01-2"),
    Slip("translation", URDU, "", po("\u2067{{contact:999}}"), "left open", "bus-01-1"),
)


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_a_slip_is_found_where_it_is(shelf: Shelf, slip: Slip) -> None:
    assert_found(shelf, slip)


def test_999_only_alarms_when_it_lapses(shelf: Shelf) -> None:
    (found,) = [each for each in shelf.findings(date(2027, 2, 20)) if each.block == "999"]
    assert found.advice


def test_a_page_that_nobody_knows_is_said_and_advised(shelf: Shelf) -> None:
    shelf.change(FACTS, "address: https://www.gov.uk/first-page", "page: unknown")
    assert shelf.faults() == []
    (found,) = [each for each in shelf.findings() if each.rule == "address"]
    assert found.advice and found.block == "age-of-child" and "is not known (A source)" in found.words


def test_whoever_has_not_checked_a_fact_does_not_seem_to_have(shelf: Shelf) -> None:
    def unchecked() -> list[str]:
        return [each.words for each in shelf.findings() if each.rule == "unchecked" and each.file == FACTS]

    assert unchecked() == []
    signed = "  as_at: 2024-12-31\n  read_on: 2026-11-22\n  read_by: Somebody\n"
    shelf.change(FACTS, f"{signed}  checked_on: 2026-11-22\n  checked_by: Somebody Else\n", signed)
    (found,) = unchecked()
    assert "only their author: 1." in found


def test_a_lapsed_record_that_nobody_uses_blocks_nothing(shelf: Shelf) -> None:
    shelf.change(
        FACTS,
        "  as_at: 2024-12-31\n  read_on: 2026-11-22\n  read_by: Somebody\n  checked_on: 2026-11-22",
        "  as_at: 2024-12-31\n  read_on: 2020-01-01\n  read_by: Somebody\n  checked_on: 2020-01-01",
    )
    assert shelf.faults() == []
    shelf.change(LESSON, POINT, "There were {{fact:how-many}}.")
    assert [each.rule for each in shelf.faults()] == ["lapsed"]


def test_a_fact_that_lapses_soon_is_advised(shelf: Shelf) -> None:
    before = [each.words for each in shelf.findings(date(2027, 2, 1))]
    assert not any("lapses on" in each for each in before)
    (found,) = [each for each in shelf.findings(date(2027, 11, 1)) if "lapses on" in each.words]
    assert found.advice and "lapses on 2027-11-22" in found.words
