"""A number on paper says when it was checked and until when it holds; a stale one is not printed."""

from datetime import date, timedelta
from typing import Any

import pytest

from waylight.guidance import memory
from waylight.guidance.models import ContactRoute
from waylight.learning.library import Library
from waylight.learning.outputs.catalogue import chosen
from waylight.learning.outputs.edition import Edition
from waylight.learning.outputs.numbers import NumberLapses, printed_numbers

from .conftest import ADDRESS
from .paper import Paper

LAPSES = date(2027, 2, 18)
"""The area's numbers were checked on 20 November 2026 and hold for 90 days."""


def leaflet(area: Any, on: date, although: str = "") -> Paper:
    (output,) = chosen(["steps-leaflet"])
    return Paper(output.make(Edition(area, ADDRESS, on, although=although)))


def test_the_paper_says_when_it_ends(harbour: Library, area: Any) -> None:
    assert (
        "Numbers checked on 20 November 2026. After 17 February 2027, scan or visit "
        "report.merrowdale.example for the right ones."
    ) in leaflet(area, date(2026, 11, 22)).text


def test_the_earliest_check_and_the_first_to_lapse_count(area: Any) -> None:
    found = printed_numbers(["999", "hub"], area, date(2026, 11, 22))
    assert found is not None
    assert (found.checked_on, found.last_day) == (date(2026, 11, 20), LAPSES - timedelta(days=1))
    alone = printed_numbers(["999"], area, date(2026, 11, 22))
    assert alone is not None
    assert alone.last_day == date(2027, 11, 19)


def test_a_sheet_without_numbers_has_no_such_line(harbour: Library, area: Any) -> None:
    (poster,) = chosen(["harbour-sign-in"])
    assert "Numbers checked" not in Paper(poster.make(Edition(area, ADDRESS, date(2026, 11, 22)))).text
    assert printed_numbers([], area, date(2026, 11, 22)) is None


def test_it_is_printed_on_the_last_day_with_more_than_thirty_left(harbour: Library, area: Any) -> None:
    assert leaflet(area, LAPSES - timedelta(days=31)).pages
    with pytest.raises(NumberLapses, match=r"lapses in 30 days.*20 November 2026.*--although"):
        leaflet(area, LAPSES - timedelta(days=30))


def test_a_reason_prints_it_all_the_same(harbour: Library, area: Any) -> None:
    soon = LAPSES - timedelta(days=3)
    assert "After 17 February 2027" in leaflet(area, soon, "a session tonight").text
    with pytest.raises(NumberLapses):
        leaflet(area, soon, "   ")


def test_a_lapsed_number_is_refused_and_named(harbour: Library, area: Any) -> None:
    ContactRoute.objects.filter(area=area, code="hub").update(verified_on=date(2026, 6, 1))
    memory.forget()
    with pytest.raises(NumberLapses, match=r"'Merrowdale MASH' \(hub\) has lapsed"):
        leaflet(area, date(2026, 11, 22))


def test_with_a_reason_a_lapsed_number_still_does_not_appear(harbour: Library, area: Any) -> None:
    ContactRoute.objects.filter(area=area, code="hub").update(verified_on=date(2026, 6, 1))
    memory.forget()
    text = leaflet(area, date(2026, 11, 22), "the hub moves house").text
    assert "01632 960 140" not in text
    assert "0808 800 5000" in text


def test_numbers_in_questions_and_scenarios_count_too(harbour: Library, area: Any) -> None:
    (sheet,) = chosen(["scenario-late-ferry"])
    with pytest.raises(NumberLapses, match="Merrowdale MASH"):
        sheet.make(Edition(area, ADDRESS, LAPSES))
