"""Working hours as an area pack writes them."""

from datetime import date, datetime, time
from typing import Any

import pytest
import yaml

from waylight.engine.clocks import Opening, WorkingHours

PACK = """
nation: WLS
week:
  monday: ["09:00-12:30", "13:15 - 17:00"]
  saturday: ["20:00-24:00"]
  sunday: ["0:00–4:00"]
extra_closed: [2026-06-15, "2026-06-22"]
extra_open:
  2026-06-17: ["10:00-11:00"]
"""


def test_a_pack_becomes_hours() -> None:
    hours = WorkingHours.from_pack(yaml.safe_load(PACK))
    assert (hours.nation, hours.timezone, hours.keeps_bank_holidays) == ("WLS", "Europe/London", True)
    assert [str(opening) for opening in hours.openings_on(date(2026, 6, 8))] == ["09:00-12:30", "13:15-17:00"]
    assert hours.openings_on(date(2026, 6, 9)) == ()
    assert hours.openings_on(date(2026, 6, 13)) == (Opening(time(20), time(0)),)
    assert [str(opening) for opening in hours.openings_on(date(2026, 6, 14))] == ["00:00-04:00"]
    assert hours.openings_on(date(2026, 6, 15)) == hours.openings_on(date(2026, 6, 22)) == ()
    assert [str(opening) for opening in hours.openings_on(date(2026, 6, 17))] == ["10:00-11:00"]
    assert hours.openings_on(date(2026, 5, 25)) == ()


def test_a_hub_may_open_on_bank_holidays() -> None:
    hours = WorkingHours.from_pack({**yaml.safe_load(PACK), "bank_holidays": "open"})
    assert len(hours.openings_on(date(2026, 5, 25))) == 2


def test_equal_hours_share_one_timetable() -> None:
    first, second = (WorkingHours.from_pack(yaml.safe_load(PACK)) for _ in range(2))
    assert first == second
    assert first.timetables is second.timetables
    assert first.timetables.covering(2026, 2027) is second.timetables.covering(2026, 2027)


GOOD: dict[str, Any] = {"nation": "ENG", "week": {"monday": ["09:00-17:00"]}}


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ({"nation": "ENG"}, "need the entry 'week'"),
        ({"week": {"monday": ["09:00-17:00"]}}, "need the entry 'nation'"),
        ({**GOOD, "extra_close": []}, "'extra_close' is not an entry of working hours"),
        ({**GOOD, "nation": "GB"}, "one of ENG, WLS, SCT, NIR, not 'GB'"),
        ({**GOOD, "nation": 44}, "Under nation there should be text"),
        ({**GOOD, "timezone": "Europe/Merrowdale"}, "no time zone 'Europe/Merrowdale'"),
        ({**GOOD, "timezone": "../secrets"}, "no time zone"),
        ({**GOOD, "bank_holidays": "sometimes"}, "'closed' or 'open', not 'sometimes'"),
        ({**GOOD, "week": ["09:00-17:00"]}, "Under week there should be named entries"),
        ({**GOOD, "week": {"lunday": []}}, "'lunday' is not an entry of week"),
        ({**GOOD, "week": {"monday": "09:00-17:00"}}, "Under monday there should be a list"),
        ({**GOOD, "week": {"monday": [540]}}, "Under monday there should be text in quotes"),
        ({**GOOD, "week": {"monday": ["nine to five"]}}, "Under monday: Cannot read the opening"),
        ({**GOOD, "week": {"monday": ["09:00-25:00"]}}, "Under monday: .* a time that does not exist"),
        ({**GOOD, "week": {"monday": ["17:00-09:00"]}}, "17:00-09:00 closes before it opens"),
        ({**GOOD, "week": {"monday": ["09:00-09:00"]}}, "closes before it opens"),
        ({**GOOD, "week": {"monday": ["20:00-00:00"]}}, "Write 24:00"),
        ({**GOOD, "week": {"monday": ["09:00-13:00", "12:00-17:00"]}}, "overlap or are out of order"),
        ({**GOOD, "week": {"monday": ["09:00-24:00", "12:00-17:00"]}}, "overlap or are out of order"),
        ({**GOOD, "week": {"monday": []}}, "at least one opening"),
        ({**GOOD, "extra_closed": "2026-12-24"}, "Under extra_closed there should be a list"),
        ({**GOOD, "extra_closed": ["24/12/2026"]}, "Cannot read the date '24/12/2026' under extra_closed"),
        ({**GOOD, "extra_closed": [datetime(2026, 12, 24, 9)]}, "Cannot read the date"),  # noqa: DTZ001 - as YAML
        ({**GOOD, "extra_open": ["2026-12-24"]}, "Under extra_open there should be named entries"),
        ({**GOOD, "extra_open": {"2026-12-24": []}}, "2026-12-24 is given as extra open without hours"),
        (
            {**GOOD, "extra_open": {"2026-12-24": ["9:00-10:00"], date(2026, 12, 24): ["9:00-10:00"]}},
            "2026-12-24 is given twice",
        ),
        (
            {**GOOD, "extra_closed": ["2026-12-24"], "extra_open": {"2026-12-24": ["9:00-10:00"]}},
            "both as extra open and as extra closed",
        ),
        ("09:00-17:00", "Under working hours there should be named entries"),
    ],
)
def test_a_wrong_entry_is_named_in_a_sentence(entry: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as refusal:
        WorkingHours.from_pack(entry)
    assert str(refusal.value).endswith(".")


def test_hours_made_by_hand_are_checked_too() -> None:
    with pytest.raises(ValueError, match="seven days"):
        WorkingHours(((Opening.parse("09:00-17:00"),),), "ENG")
    with pytest.raises(ValueError, match="without a time zone"):
        Opening(time(9), time(17).replace(tzinfo=WorkingHours.from_pack(GOOD).zone))
