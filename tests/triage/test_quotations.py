"""What somebody is quoted as saying gets no advice, with whatever marks it is written."""

import pytest

from waylight.triage.wording import advice


@pytest.mark.parametrize(
    "text",
    [
        "She said 'he is my boyfriend'.",
        "She said 'he isn't a boyfriend, I'm streetwise'.",
        "She said ‘he isn’t a boyfriend, I’m streetwise’.",
        'He said "I am\nstreetwise and\n\nno runaway."',
        "He said “I am\nstreetwise”.",
        "«streetwise»",
    ],
)
def test_a_quotation_gets_no_advice(text: str) -> None:
    assert advice(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The girls' worker calls Mina streetwise; the boys' worker does too.",
        "It wasn't said that she's streetwise, wasn't it?",
        "She said 'no'. She is streetwise. He said 'yes'.",
        "‘No’, she said; she is streetwise. It’s late.",
    ],
)
def test_an_apostrophe_is_no_quotation(text: str) -> None:
    assert [found.words for found in advice(text)] == ["streetwise"]
