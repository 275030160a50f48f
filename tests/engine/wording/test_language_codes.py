"""A code of a language is kept in the open; anything else that was typed in its place is not."""

import pytest

from waylight.engine.wording.language_codes import language_code, languages_by_name


@pytest.mark.parametrize("code", ["en", "cy", "pl", "ur", "pa", "pa-Guru", "en-GB", "ckb", "PL"])
def test_codes_of_languages_are_codes(code: str) -> None:
    assert language_code(code) == code


@pytest.mark.parametrize(
    "typed",
    ["", "Ana", "Elin", "Mina-T", "qz", "pl ", "polski", "pl-a-child-name", "pl\n", None, 7, ["pl"], "ślą"],
)
def test_nothing_else_is(typed: object) -> None:
    assert language_code(typed) == ""


def test_languages_are_listed_by_their_english_names() -> None:
    listed = languages_by_name()
    names = [name for _code, name in listed]
    assert names == sorted(names)
    assert {"en", "cy", "pl", "ro", "ur", "pa", "ti", "sq"} <= {code for code, _name in listed}
    assert dict(listed)["pa"] == "Punjabi"
