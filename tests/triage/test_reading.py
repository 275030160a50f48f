"""What an opened concern says of itself, whatever somebody typed."""

import time
from datetime import date

import pytest
from django.utils import timezone

from waylight.triage.reading import MOST_KEYS, NOT_ALL, day_of, keys, read

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


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answers",
    [
        {"words": "a." * 1_000_000},
        {"words": "reg A1 " * 300_000},
        {"words": "0" + "o" * 2_000_000},
        {"words": "a" + "\u0315\u0300" * 1_000_000},
        {"phones": ["07700900123 " * 100_000]},
        {"vehicles": [{"mark": "\u0315\u0300" * 1_000_000}]},
        {"people": [{"name": "\u0315\u0300" * 1_000_000, "birth_date": "2012-03-09"}]},
    ],
    ids=lambda answers: next(iter(answers)),
)
def test_no_text_keeps_the_worker_from_everybody_elses(answers: dict[str, object]) -> None:
    begun = time.process_time()
    read(answers, "en")
    assert time.process_time() - begun < 60


@pytest.mark.django_db
def test_a_text_too_long_to_look_through_goes_to_a_person_first() -> None:
    found = read({"words": "The shop is shut. " * 5_000 + "Help me now, he is hurting her."}, "en")
    assert found.emergency
    assert not found.language_known
    assert NOT_ALL in found.reasons


@pytest.mark.django_db
def test_so_many_values_that_they_are_not_all_kept_are_said() -> None:
    found = read(
        {
            "vehicles": [{"mark": f"KV00 {a}{b}C"} for a in "ABCDEFGHJKLMN" for b in "ABCDEFGHJKLMNP" * 2]
            + [{"mark": f"KV00 {a}{b}D"} for a in "ABCDEFGHJKLMN" for b in "ABCDEFGHJKLMNP"]
        },
        "en",
    )
    assert len(found.keys) == MOST_KEYS
    assert NOT_ALL in found.reasons
