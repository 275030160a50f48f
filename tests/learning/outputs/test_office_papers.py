"""What the licensing office prints for people on its roster, read back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from waylight.learning.actions import GivenCode
from waylight.learning.models import Learner, Operator, Reminder
from waylight.learning.outputs.office_papers import letters, slips
from waylight.learning.queries import Letter

from .paper import Paper

TODAY = date(2026, 11, 18)
PEOPLE = (
    ("D101", "Mira Stane", "Thornleigh Cars"),
    ("D102", "Zażółć Gęślą-Jaźń", "Saltby Taxis"),
    ("D103", "", ""),
)


def learners(area: Any, people: Sequence[tuple[str, str, str]] = PEOPLE) -> list[Learner]:
    return [
        Learner(area=area, badge=badge, name=name, operator=Operator(area=area, name=firm) if firm else None)
        for badge, name, firm in people
    ]


def waiting(area: Any, due_on: date = date(2027, 2, 16)) -> list[Letter]:
    return [
        Letter(Reminder(area=area, learner=each, course_id="drivers", due_on=due_on), each, "Drivers")
        for each in learners(area)
    ]


@pytest.fixture
def posted(area: Any) -> Paper:
    return Paper(letters(area, waiting(area), on=TODAY))


def test_a_letter_a_page_each_led_by_its_heading(posted: Paper) -> None:
    assert (posted.claim, posted.language, posted.tagged, posted.direction) == ("1", "en", True, "/L2R")
    assert posted.title == "Training that is due"
    assert posted.headings == [(1, "Training that is due")] * 3
    assert len(posted.pages) == 3
    assert {tag.language for tag in posted.tags} == {"en"}


def test_a_letter_reads_from_whom_to_whom_and_what(posted: Paper) -> None:
    for page, (badge, name, firm) in zip(posted.pages, PEOPLE, strict=True):
        words = " ".join(page.split())
        order = ("Merrowdale", name or badge, firm, "18 November 2026", "Training that is due", "Drivers")
        places = [words.find(each) for each in order if each]
        assert -1 not in places and places == sorted(places), words
        assert "Your training is due by 16 February 2027." in words
        assert "another language, in large print or read aloud" in words
        for telling in ("exploit", "abuse", "child", "http"):
            assert telling not in words, telling


def test_one_that_is_late_says_was(area: Any) -> None:
    late = waiting(area, date(2026, 1, 5))
    assert "Your training was due by 5 January 2026." in Paper(letters(area, late, on=TODAY)).text


def test_slips_to_cut_out_keep_each_code_with_its_person(area: Any) -> None:
    many = [(f"M{n}", f"Driver {n}", "") for n in range(100, 123)]
    given = [GivenCode(each, f"K7MX {n:04}") for n, each in enumerate(learners(area, [*PEOPLE, *many]))]
    found = Paper(slips(area.name, given))
    assert (found.claim, found.language, found.tagged) == ("1", "en", True)
    assert found.title == "Codes for training"
    assert len(found.pages) == 3, "ten on a page"
    places = []
    for each in given:
        places += [found.text.find(f" {each.learner.badge} "), found.text.find(each.code)]
    assert -1 not in places and places == sorted(places)
    levels = [level for level, _ in found.headings]
    assert levels and levels[0] == 1 and set(levels) <= {1, 2}
