"""The words of a course as a package carries them: for years, on devices where no show rule runs.

Wherever an area's own words or numbers would stand, the page holds the nation's, in sight, and the area's
beside them, hidden. The player shows the area's only while the device's date says that they are still good;
so a wrong clock, a lapsed number or a browser without scripts all end at the nation's.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from waylight.guidance import memory
from waylight.guidance.models import Area, ContactRoute
from waylight.guidance.rule import RouteState, state_of

from .. import library as books
from .. import pictures
from ..library import Asked, Block, Line, Passage, Question
from ..library.html import line, printed
from ..library.placeholders import CONTACTS, placeholders
from .order import Order

Printer = Callable[[Passage], Markup]


@dataclass(frozen=True)
class Speech:
    """Says everything in one language."""

    order: Order
    language: str

    def block(self, block: Block) -> Markup:
        return self._both(lambda area: self._passage(block, area), block.source, _printed, "div")

    def inline(self, key: str, words: str) -> Markup:
        """Words that are no block, inside a line."""
        return self._both(lambda area: self._said(key, words, area), words, self._line, "span")

    def paragraphs(self, key: str, words: str) -> Markup:
        return self._both(lambda area: self._said(key, words, area), words, _paragraphs, "div")

    def question(self, question: Question) -> "SaidQuestion":
        """Its words hold numbers too: each half of each answer is said for the area as well."""
        at_home = self._asked(question, self.order.area)
        nation = self._asked(question, None)
        pairs = zip(nation.answers, at_home.answers, strict=True)
        return SaidQuestion(
            question,
            self._pair(nation.ask, at_home.ask, question.ask),
            tuple(
                SaidAnswer(
                    here.choice.id,
                    here.choice.right,
                    self._pair(here.words, own.words, here.choice.words),
                    self._pair(here.feedback, own.feedback, here.choice.feedback),
                )
                for here, own in pairs
            ),
        )

    def notes(self, blocks: Iterable[Block]) -> tuple[books.Note, ...]:
        """What must be said about the translation of these blocks, each thing once."""
        return books.notes(self._passage(block, None) for block in blocks)

    def _asked(self, question: Question, area: Area | None) -> Asked:
        return books.asked(question, self.language, area, self.order.on)

    def _passage(self, block: Block, area: Area | None) -> Passage:
        return self._linked(books.passages([block], self.language, area, self.order.on)[0])

    def _said(self, key: str, words: str, area: Area | None) -> Passage:
        return self._linked(books.said(key, words, self.language, area, self.order.on))

    def _linked(self, passage: Passage) -> Passage:
        english = self._linked(passage.english) if passage.english else None
        lines = tuple(self._linked_line(each) for each in passage.lines)
        return replace(passage, lines=lines, english=english)

    def _linked_line(self, runs: Line) -> Line:
        """Pages of ours are not in the package."""
        site = self.order.address.rstrip("/")
        return tuple(
            replace(run, href=f"{site}{run.href}" if site else "") if run.href.startswith("/") else run
            for run in runs
        )

    def _line(self, passage: Passage) -> Markup:
        """The English beside, where the policy wants it; its own language, where it is not the page's."""
        words = line(passage.lines[0]) if passage.lines else Markup("")
        if passage.language != self.language:
            words = Markup('<bdi lang="{}">{}</bdi>').format(passage.language, words)
        if not passage.english:
            return words
        beside = line(passage.english.lines[0])
        return Markup('{} <span class="wl-beside" lang="en" dir="ltr">{}</span>').format(words, beside)

    def _pair(self, nation: Passage, at_home: Passage, source: str) -> Markup:
        passages = {None: nation, self.order.area: at_home}
        return self._both(lambda area: self._linked(passages[area]), source, self._line, "span")

    def _both(
        self, make: Callable[[Area | None], Passage], source: str, printer: Printer, tag: str
    ) -> Markup:
        nation, area = printer(make(None)), self.order.area
        if area is None:
            return nation
        own = printer(make(area))
        if own == nation:
            return nation
        own = printer(replace(make(area), block_id=""))  # an id stands once in a page
        return Markup('<{0} data-nation>{1}</{0}><{0} data-own data-until="{2}" hidden>{3}</{0}>').format(
            tag, nation, _until(source, area), own
        )


@dataclass(frozen=True)
class SaidAnswer:
    id: str
    right: bool
    words: Markup
    feedback: Markup


@dataclass(frozen=True)
class SaidQuestion:
    question: Question
    ask: Markup
    answers: tuple[SaidAnswer, ...]


def known_since(order: Order) -> date:
    """The newest day on which a number in here was checked: no clock that stands before it is right. The day
    of the build would do as well, but then each day's package would have other bytes."""
    live = [route for route in _routes(order.area) if state_of(route, order.on) == RouteState.LIVE]
    return max(route.verified_on for route in live) if live else order.on


def _routes(area: Area | None) -> tuple[ContactRoute, ...]:
    return (*(memory.area_routes(area.slug) if area else ()), *memory.national_routes())


def _until(source: str, area: Area) -> str:
    """The first day (ISO) on which one of the area's numbers in these words must not be shown; empty: they
    hold none."""
    codes = {each.id for each in placeholders(source) if each.kind in CONTACTS}
    days = [route.lapses_on for route in memory.area_routes(area.slug) if route.code in codes]
    return min(days).isoformat() if days else ""


def _printed(passage: Passage) -> Markup:
    return printed(passage, picture=pictures.address, with_notes=False)


def _paragraphs(passage: Passage) -> Markup:
    english = passage.english.lines if passage.english else ()
    own = Markup("").join(_paragraph(runs, passage) for runs in passage.lines)
    beside = Markup("").join(
        Markup('<p class="wl-beside" lang="en" dir="ltr">{}</p>').format(line(r)) for r in english
    )
    return own + beside


def _paragraph(runs: Line, passage: Passage) -> Markup:
    side = "rtl" if passage.rtl else "ltr"
    return Markup('<p lang="{}" dir="{}">{}</p>').format(passage.language, side, line(runs))
