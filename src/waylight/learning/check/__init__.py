"""The content check: what may not be released, each finding with its file, line and block, and what to do."""

from collections.abc import Callable, Iterator
from datetime import date

from django.utils import timezone

from waylight.learning.library import Library, Problem, library

from . import dated, languages, practice, prose, structure, wording
from .book import Book, unreadable
from .missing import missing

Rule = Callable[[Book], Iterator[Problem]]
RULES: tuple[Rule, ...] = (
    unreadable,
    missing,
    structure.block_ids,
    structure.twins,
    structure.markup,
    structure.headings,
    structure.classes,
    structure.pictures,
    structure.courses,
    structure.audiences,
    practice.questions,
    practice.scenarios,
    dated.unknown_placeholders,
    dated.lapsed_facts,
    dated.lapsed_contacts,
    dated.lapsed_lessons,
    dated.unchecked_lessons,
    dated.safety_facts,
    dated.addresses,
    dated.unchecked_facts,
    dated.undated_figures,
    prose.bare_numbers,
    prose.shares,
    prose.statutes,
    prose.addresses,
    wording.blame,
    wording.unexplained_quotes,
    wording.reading_levels,
    languages.other_languages,
)


def check(on: date | None = None, course: str = "", content: Library | None = None) -> tuple[Problem, ...]:
    """Everything wrong with content as on a day (today), by file and line; advice among it.

    `course`: only what that course is made of. `content`: this installation's, unless another is given.
    """
    book = Book(content or library(), on or timezone.localdate(), course)
    found = {problem for rule in RULES for problem in rule(book)}
    return tuple(sorted(problem for problem in found if book.holds(problem.file) or _is_used(problem)))


def _is_used(problem: Problem) -> bool:
    """A record is found lapsed or missing only where it is used, and so belongs to whatever course is looked
    at."""
    return problem.rule in ("lapsed", "placeholder") and problem.file.startswith(("facts/", "areas/"))


def faults(found: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Those that stop a release."""
    return tuple(problem for problem in found if not problem.advice)
