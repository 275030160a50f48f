"""Placeholders and the records behind them: known, live on the day, and with their year."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from waylight.guidance.facts import FactKind
from waylight.guidance.kinds import ALWAYS
from waylight.guidance.models import ContactRoute
from waylight.guidance.pack_file import PackError
from waylight.guidance.rule import RouteState, state_of
from waylight.learning.library import Problem
from waylight.learning.library.keys import Saying, Sort
from waylight.learning.library.placeholders import (
    CONTACTS,
    REFERENCES,
    Placeholder,
    PlaceholderKind,
    placeholders,
    without_placeholders,
)
from waylight.learning.library.policy import Weight

from .book import Book, finding

BARE = (Sort.TITLE, Sort.FACT, Sort.TERM)
SOON = timedelta(days=30)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_BRACE = re.compile(r"[{}][^\s]*")


def unknown_placeholders(book: Book) -> Iterator[Problem]:
    """Those that name nothing in any way; `missing` says what they name and is not there."""
    for saying in book.sayings:
        for each in placeholders(saying.words):
            if saying.sort in BARE:
                words = f"{each.written}: titles, facts and terms are plain words, with nothing to fill in."
                yield finding(saying, "placeholder", words, each.written)
            elif words := _misplaced(each):
                yield finding(saying, "placeholder", f"{each.written}: {words}", each.written)
        for found in _BRACE.finditer(without_placeholders(saying.words)):
            words = f"“{found[0]}” is half a placeholder: write {{{{kind:ID}}}}, with nothing else inside."
            yield finding(saying, "placeholder", words, found[0])


def _misplaced(each: Placeholder) -> str:
    if each.kind is None:
        known = ", ".join(f"{kind}:ID" for kind in ("contact", "fact", "term")) + ", hub, area"
        return f"there is no such placeholder. There are {known}."
    if each.kind in REFERENCES:
        return "a question or scenario stands alone in its block, with no other words."
    return ""


def is_half_written(words: str) -> bool:
    return _BRACE.search(without_placeholders(words)) is not None


def lapsed_facts(book: Book) -> Iterator[Problem]:
    """A fact in use that is not live blocks a release; one that lapses within 30 days is announced."""
    for id, where in _first_uses(book, PlaceholderKind.FACT):
        fact = book.facts.get(id)
        if fact is None:
            continue
        state = fact.state(book.on)
        if state == RouteState.WITHDRAWN:
            words = f"Fact {id} is withdrawn, and {where.key} uses it: use the fact that replaced it."
            yield Problem(fact.file, fact.line, id, "lapsed", words)
        elif state == RouteState.LAPSED:
            words = (
                f"Nobody has looked at this fact since {fact.looked_at_on}, and {where.key} uses it. Hold it "
                f"against its source, then set checked_on and checked_by: {fact.source_title}"
            )
            yield Problem(fact.file, fact.line, id, "lapsed", words)
        elif fact.lapses_on - SOON <= book.on:
            words = f"lapses on {fact.lapses_on}: check its source again before then."
            yield Problem(fact.file, fact.line, id, "lapsed", words, advice=True)


def lapsed_contacts(book: Book) -> Iterator[Problem]:
    try:
        areas = book.routes
    except PackError:
        return
    uses = {code: piece.id for piece in book.library.pieces for code in piece.contacts}
    uses |= {code: where.key for code, where in _first_uses(book, *CONTACTS)}
    for code, where in sorted(uses.items()):
        for area, routes in areas.items():
            route = routes.get(code)
            state = state_of(route, book.on) if route else RouteState.LIVE
            if route and state != RouteState.LIVE:
                yield _lapsed_contact(area, route, where)


def _lapsed_contact(area: str, route: ContactRoute, where: str) -> Problem:
    words = (
        f"The number {route.code} has not been checked since {route.verified_on}, and {where} uses it. "
        "Check it, then set verified_on and verified_by."
    )
    return Problem(f"areas/{area}/contacts.yaml", 0, route.code, "lapsed", words, route.code == ALWAYS)


def _first_uses(book: Book, *kinds: PlaceholderKind) -> list[tuple[str, Saying]]:
    first: dict[str, Saying] = {}
    for saying, id in book.used(*kinds):
        first.setdefault(id, saying)
    return sorted(first.items())


def lapsed_lessons(book: Book) -> Iterator[Problem]:
    for lesson in book.library.lessons:
        if lesson.review_by <= book.on:
            words = f"was to be reviewed by {lesson.review_by}: have it read again, then set review_by."
            yield Problem(lesson.file, 1, lesson.id, "lapsed", words)


def unchecked_lessons(book: Book) -> Iterator[Problem]:
    """It may be shown, and its readers are told; somebody should read it all the same."""
    for lesson in book.library.lessons:
        if not lesson.checked:
            words = (
                "is not yet checked by a safeguarding lead, and its pages say so. When one has read it, set "
                "reviewed_by and reviewed_on."
            )
            yield Problem(lesson.file, 1, lesson.id, "unchecked", words, advice=True)


def safety_facts(book: Book) -> Iterator[Problem]:
    """A safety line may not vanish with a fact that lapses."""
    for saying, id in book.used(PlaceholderKind.FACT):
        fact = book.facts.get(id)
        if saying.weight == Weight.SAFETY and fact is not None and not fact.without:
            words = (
                f"Safety depends on this line, and it would vanish when fact {id} lapses: give the fact "
                "`without`, words that never go out of date, or say it without the fact."
            )
            yield finding(saying, "safety-fact", words)


def addresses(book: Book) -> Iterator[Problem]:
    """A front page proves nothing: a fact gives the page it stands on, or says that nobody knows which."""
    for fact in book.facts.values():
        if not fact.page_known:
            words = (
                f"The exact page of its source is not known ({fact.source_title}). Find it, then set address "
                "and take out page: unknown."
            )
            yield Problem(fact.file, fact.line, fact.id, "address", words, advice=True)
        elif not urlsplit(fact.source_address).path.strip("/"):
            words = (
                f"{fact.source_address or 'No address'}: give the exact page of its source. Where nobody "
                "knows it, write page: unknown inside source, and whoever reads the fact is told."
            )
            yield Problem(fact.file, fact.line, fact.id, "address", words)


def unchecked_facts(book: Book) -> Iterator[Problem]:
    """They may be shown, and a printed list of sources says so; somebody should check them all the same."""
    unchecked = Counter(fact.file for fact in book.facts.values() if fact.checked_on is None)
    for file, number in unchecked.items():
        words = (
            f"Facts that no person has held against their source yet, only their author: {number}. When "
            "somebody has, set checked_on and checked_by of each."
        )
        yield Problem(file, 0, "", "unchecked", words, advice=True)


def undated_figures(book: Book) -> Iterator[Problem]:
    for fact in book.facts.values():
        if fact.kind == FactKind.FIGURE and not _YEAR.search(fact.words):
            words = "A figure says its year in its words."
            yield Problem(fact.file, fact.line, fact.id, "undated", words)
