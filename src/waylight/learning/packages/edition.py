"""A course in one language, ready for the player's page."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils.translation import get_language_info
from markupsafe import Markup

from ..library import (
    Block,
    BlockKind,
    Lesson,
    NoSuchContent,
    Note,
    Scenario,
    library,
    reads_right_to_left,
)
from .order import Order
from .speech import SaidQuestion, Speech


@dataclass(frozen=True)
class Turning:
    """A choice in a story, and the number of the place it leads to."""

    words: Markup
    to: int


@dataclass(frozen=True)
class Place:
    number: int
    words: Markup
    turnings: tuple[Turning, ...]
    end: str
    do: Markup


@dataclass(frozen=True)
class Story:
    """A scenario with numbered places, the first of which is where it starts."""

    id: str
    title: Markup
    mild: bool
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Piece:
    """One of the three."""

    words: Markup = Markup("")
    question: SaidQuestion | None = None
    story: Story | None = None


@dataclass(frozen=True)
class Part:
    """A lesson in its place. `first_mild`: here the content note stands in full."""

    lesson: Lesson
    number: int
    title: Markup
    pieces: tuple[Piece, ...]
    easy: tuple[Markup, ...]
    notes: tuple[Note, ...]
    first_mild: bool


class Edition:
    def __init__(self, order: Order, language: str) -> None:
        self.order, self.language = order, language
        self.speech = Speech(order, language)
        self.rtl = reads_right_to_left(language)
        self.course = order.course
        self._told: set[str] = set()

    @property
    def own_name(self) -> str:
        """As its readers call the language."""
        known = dict(settings.LANGUAGES)
        if self.language in known:
            return known[self.language]
        try:
            return str(get_language_info(self.language)["name_local"])
        except KeyError:
            return self.language

    @cached_property
    def title(self) -> Markup:
        return self.speech.inline(f"{self.course.id}.title", self.course.title)

    @cached_property
    def summary(self) -> Markup:
        return self.speech.inline(f"{self.course.id}.summary", self.course.summary)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        first = next((lesson.id for lesson in self.course.lessons if lesson.mild), "")
        parts = [self._part(lesson, n, lesson.id == first) for n, lesson in enumerate(self.course.lessons, 1)]
        left = tuple(Piece(story=self._story(s)) for s in self.course.scenarios if s.id not in self._told)
        if parts and left:
            last = parts[-1]
            parts[-1] = Part(**{**vars(last), "pieces": (*last.pieces, *left)})
        return tuple(parts)

    @cached_property
    def questions(self) -> tuple[SaidQuestion, ...]:
        """All that the check may ask, in an order of their own that never changes within a version."""
        pool = sorted(self.course.questions, key=lambda question: question.id)
        return tuple(self.speech.question(question) for question in pool)

    def _part(self, lesson: Lesson, number: int, first_mild: bool) -> Part:
        easy = lesson.easy.blocks if lesson.easy else ()
        return Part(
            lesson,
            number,
            self.speech.inline(f"{lesson.id}.title", lesson.title),
            tuple(self._pieces(lesson)),
            tuple(self.speech.block(block) for block in easy),
            self.speech.notes((*lesson.blocks, *easy)),
            first_mild,
        )

    def _pieces(self, lesson: Lesson) -> Iterator[Piece]:
        for block in lesson.blocks:
            if block.kind in (BlockKind.QUESTION, BlockKind.SCENARIO):
                yield from self._placed(block)
            else:
                yield Piece(words=self.speech.block(block))

    def _placed(self, block: Block) -> Iterator[Piece]:
        """Nothing for what is not there: the content check names it, and the lesson goes on."""
        try:
            if block.kind == BlockKind.QUESTION:
                yield Piece(question=self.speech.question(library().question(block.target)))
            elif block.target not in self._told:
                yield Piece(story=self._story(library().scenario(block.target)))
        except NoSuchContent:
            return

    def _story(self, scenario: Scenario) -> Story:
        self._told.add(scenario.id)
        nodes = sorted(scenario.nodes, key=lambda node: node.id != scenario.start)
        numbers = {node.id: number for number, node in enumerate(nodes, start=1)}
        say = self.speech
        places = (
            Place(
                numbers[node.id],
                say.paragraphs(f"{scenario.id}.{node.id}", node.words),
                tuple(
                    Turning(say.inline(f"{scenario.id}.{node.id}.{n}", turn.words), numbers[turn.to])
                    for n, turn in enumerate(node.choices, start=1)
                ),
                node.end,
                say.paragraphs(f"{scenario.id}.{node.id}.do", node.do) if node.do else Markup(""),
            )
            for node in nodes
        )
        title = say.inline(f"{scenario.id}.title", scenario.title)
        return Story(scenario.id, title, scenario.sensitivity == "mild", tuple(places))
