"""Whatever somebody pastes, looking for marks and numbers in it takes time by its length, not its square."""

import time

import pytest

from waylight.engine.wording.identifiers import phone_numbers, registration_marks

LENGTH = 60_000
SECONDS = 20
"""What cost its square took minutes at this length; by its length it takes about a second."""


@pytest.mark.parametrize("again", ["A1 ", "reg A1 ", "no. 7 B ", "KV00 BDY "])
def test_marks(again: str) -> None:
    begun = time.process_time()
    registration_marks((again * LENGTH)[:LENGTH])
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize("text", ["0" + "o" * LENGTH, "07700900123 " * (LENGTH // 12)])
def test_numbers(text: str) -> None:
    begun = time.process_time()
    phone_numbers(text)
    assert time.process_time() - begun < SECONDS


def test_a_mark_is_still_found_after_a_long_text() -> None:
    assert registration_marks("He waited. " * 5_000 + "The reg is A1, red.") == ["A1"]
    assert phone_numbers("o" * 5_000 + " call O77OO 9OO123 or 077oo 900123") == ["+447700900123"]
