"""The certificate: one page, from plain data, with a code that anybody can check."""

from dataclasses import replace
from datetime import date

import pytest

from waylight.learning.outputs.certificate import Certified, certificate

from .conftest import needs_letters_of
from .paper import Paper

CERTIFIED = Certified(
    name="Ada Quayle-Ferrier",
    course_title="Drivers and operators",
    course_id="drivers",
    version_id="2026-11-1-0123abcd",
    completed_on=date(2026, 12, 8),
    valid_until=date(2029, 12, 8),
    issuer="Merrowdale Council licensing",
    code="WL4K-X7QP",
    check_address="https://report.merrowdale.example/check/WL4KX7QP",
    badge_end="42",
)


def test_it_says_who_what_when_and_where_to_check() -> None:
    found = Paper(certificate(CERTIFIED))
    for words in (
        "Ada Quayle-Ferrier",
        "has completed the course Drivers and operators",
        "Completed on 8 December 2026",
        "Valid until 8 December 2029",
        "Issued by Merrowdale Council licensing",
        "Version drivers 2026-11-1-0123abcd",
        "Badge or licence number ends in 42",
        "report.merrowdale.example/check/WL4KX7QP",
        "WL4K-X7QP",
        "It says nothing about a licence",
    ):
        assert words in found.text, words
    assert len(found.pages) == 1
    assert (found.claim, found.language, found.tagged) == ("1", "en", True)
    (code,) = [tag.alt for tag in found.tags if tag.kind == "Figure"]
    assert "checks this certificate, report.merrowdale.example/check/WL4KX7QP" in code


def test_what_is_not_so_is_not_said() -> None:
    text = Paper(certificate(replace(CERTIFIED, valid_until=None, badge_end=""))).text
    assert "Valid until" not in text
    assert "ends in" not in text
    assert "made-up" not in text
    assert "It certifies nothing" in Paper(certificate(replace(CERTIFIED, made_up=True))).text


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("pl", "Łukasz Wójcik"),
        ("ro", "Ştefan Ţăranu"),
        ("ur", "محمد ندیم"),
        ("pa", "ਗੁਰਪ੍ਰੀਤ ਕੌਰ"),
        ("en", "*A* #b [c] $d$"),
        ("en", "Maximiliana-Bartholomäa von und zu Wolkenstein-Hohenberg-Ferrier de la Tour"),
    ],
)
def test_a_name_is_printed_as_it_is_written_on_one_page(language: str, name: str) -> None:
    needs_letters_of(language)
    found = Paper(certificate(replace(CERTIFIED, name=name)))
    assert len(found.pages) == 1
    assert name in found.title


def test_the_same_certificate_is_the_same_file() -> None:
    assert certificate(CERTIFIED) == certificate(CERTIFIED) != certificate(replace(CERTIFIED, name="Bo Ek"))
