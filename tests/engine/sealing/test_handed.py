"""Link and code open together, and neither does alone."""

import pytest

from waylight.engine.sealing import BadCode, BadLink, FieldError, HandedCode, HandedLink

PLACE = {"table": "t", "row": "r", "column": "c"}


def test_both_halves_are_needed() -> None:
    link, code = HandedLink.new(), HandedCode.new()
    sealed = link.key(code).encrypt(b"words", **PLACE)
    again = HandedLink.parse(link.text).key(HandedCode.parse(code.text))
    assert again.decrypt(sealed, **PLACE) == b"words"
    for wrong in (link.key(HandedCode.new()), HandedLink.new().key(code)):
        with pytest.raises(FieldError):
            wrong.decrypt(sealed, **PLACE)
    assert link.text not in repr(link)
    assert link.locator != HandedLink.new().locator


@pytest.mark.parametrize("number", [0, 7, 12_345_678_901_234, 98_765_432_109_876, 10**14 - 1])
def test_one_wrong_digit_is_never_a_code(number: int) -> None:
    text = HandedCode(f"{number:014d}".encode()).text
    assert HandedCode.parse(f" {text.replace(' ', '-')} ").text == text
    for at, right in enumerate(text):
        for other in set("0123456789") - {right, " "} if right != " " else ():
            with pytest.raises(BadCode):
                HandedCode.parse(text[:at] + other + text[at + 1 :])


@pytest.mark.parametrize("text", ["", "x", "a" * 21, "a" * 23, "é" * 22, "../../staff", "A" * 21 + "B"])
def test_what_no_link_reads_like(text: str) -> None:
    with pytest.raises(BadLink):
        HandedLink.parse(text)


@pytest.mark.parametrize("text", ["", "1234", "1" * 40, "12q45678 12345678"])
def test_what_no_code_reads_like(text: str) -> None:
    with pytest.raises(BadCode):
        HandedCode.parse(text)
