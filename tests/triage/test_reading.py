"""What an opened concern says of itself, whatever somebody typed."""

from datetime import date

import pytest
from django.utils import timezone

from waylight.triage.reading import day_of, keys

MARCH = date(2012, 3, 9)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2012-03-09", MARCH),
        ("9/3/2012", MARCH),
        ("09.03.12", MARCH),
        ("9 march 2012", MARCH),
        ("9th of March 2012", MARCH),
        ("1/1/99", date(1999, 1, 1)),
        ("31/2/2012", None),
        ("2012", None),
        ("about 14", None),
        ("", None),
    ],
)
def test_a_birth_date_is_read_however_it_was_typed(words: str, day: date | None) -> None:
    assert day_of(words) == day


def test_a_birth_date_of_two_digits_is_never_later_than_this_year() -> None:
    soon = timezone.localdate().year + 1
    assert day_of(f"1/1/{soon % 100:02}") == date(soon - 100, 1, 1)


@pytest.mark.django_db
def test_two_ways_to_type_a_child_meet() -> None:
    one = keys({"people": [{"name": "Elin Marsh", "birth_date": "9/3/2012"}]})
    other = keys({"people": [{"name": "elin  marsh", "birth_date": "2012-03-09"}]})
    assert one == other
    assert len(one) == 1
