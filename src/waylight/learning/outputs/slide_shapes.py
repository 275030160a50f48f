"""What a deck is made of, before any file format."""

from dataclasses import dataclass

from waylight.learning.library import Line, Run

from .sheet import Contents


@dataclass(frozen=True)
class Words:
    """One paragraph of a slide. `number` is its place among steps, from 1. `strong` where safety depends on
    it; `quiet` for the English beside a translation."""

    line: Line
    language: str
    bullet: bool = False
    number: int = 0
    strong: bool = False
    quiet: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.line)

    @classmethod
    def of(cls, words: str, language: str) -> "Words":
        return cls((Run(words),), language)


@dataclass(frozen=True)
class Picture:
    """A file of `content/pictures/`, and its words for whoever cannot see it."""

    name: str
    words: str


@dataclass(frozen=True)
class Slide:
    """`notes`: paragraphs for the speaker. `numbers`: rows of a table, whom to call and the number. `small`:
    what stands at its foot. `size`: of its words, in points."""

    title: Words
    words: tuple[Words, ...] = ()
    notes: tuple[Words, ...] = ()
    picture: Picture | None = None
    numbers: tuple[tuple[Words, Words], ...] = ()
    small: tuple[Words, ...] = ()
    size: int = 24


@dataclass(frozen=True)
class Deck:
    """`cover` is the first slide; its words stand under the title."""

    cover: Slide
    slides: tuple[Slide, ...]
    contents: Contents
    language: str
    minutes: int
