"""The list of sources at the end of a book: nothing in it says more than was done."""

from dataclasses import replace
from datetime import date

from waylight.guidance.facts import facts
from waylight.learning.library import library
from waylight.learning.outputs.book import book_of_course
from waylight.learning.outputs.edition import Edition
from waylight.learning.outputs.sources import PAGE_UNKNOWN, UNCHECKED, sources_data, used_facts

from .paper import Paper


def test_what_is_not_known_and_not_checked_is_said(english: Edition) -> None:
    first = replace(facts()[0], checked_on=None, checked_by="", page_known=False)
    (entry,) = sources_data([first], english)["entries"]
    assert UNCHECKED in sources_data([first], english)["about"]
    assert PAGE_UNKNOWN in entry["source"] and "Checked" not in entry["source"]

    signed = replace(first, checked_on=date(2026, 11, 22), checked_by="A Reader, lawyer", page_known=True)
    (entry,) = sources_data([signed], english)["entries"]
    assert UNCHECKED not in sources_data([signed], english)["about"]
    assert PAGE_UNKNOWN not in entry["source"]
    assert entry["source"].endswith("Checked on 22 November 2026 by A Reader, lawyer.")


def test_a_lapsed_fact_has_no_source_to_vouch_for_it(english: Edition) -> None:
    lapsed = replace(facts()[0], read_on=date(2020, 1, 1), checked_on=None)
    assert sources_data([lapsed], english)["entries"] == []


def test_the_book_lists_what_it_says_once_each(english: Edition) -> None:
    course = library().course("drivers")
    used = used_facts((b for lesson in course.lessons for b in lesson.blocks), course.lessons)
    assert len(used) > 10 and len({fact.id for fact in used}) == len(used)
    words = " ".join(Paper(book_of_course(course, english)).text.split())
    assert all(f"{fact.words} {fact.source_title}" in words for fact in used if fact.words.isascii())


def test_every_other_fact_names_the_page_it_stands_on() -> None:
    unknown = {fact.id for fact in facts() if not fact.page_known}
    assert unknown <= {"return-interview-figure", "return-interview-offers"}
