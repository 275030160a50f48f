"""The one way from words in `content/` to words in any output: `passage()`.

A page in HTML, a leaflet in Typst and a slide are printers of `Passage`, and none of them sees Markdown, a
placeholder or the state of a translation.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language_info

from waylight.guidance.models import Area

from .filling import Filler
from .house import ENGLISH_WORDS, House
from .policy import Weight, showing
from .reading import Library, library
from .runs import Draft, Line, drafts
from .shapes import Block, BlockKind, Choice, Lesson, Question
from .translated import ENGLISH, State, Translations, translations


@dataclass(frozen=True)
class Note:
    """Said with words in another language than English, or with a line left out. `english` stands beside
    `words` until a reader of `language` has checked them; empty: no need."""

    words: str
    english: str = ""
    language: str = ENGLISH


@dataclass(frozen=True)
class Passage:
    """A block, or other words, ready to be printed.

    `lines`: one for a paragraph or heading, one for each item of a list, step or paragraph of a case; none
    for a question or scenario, whose id is `target`. `level` is that of a heading. `english`, where it is
    set, stands beside. `picture` is a file in `content/pictures/`; with kind picture, `lines` are its words.
    """

    block_id: str
    kind: BlockKind
    level: int
    lines: tuple[Line, ...]
    language: str
    rtl: bool
    english: "Passage | None"
    notes: tuple[Note, ...]
    state: State
    safety: bool = False
    quoted: bool = False
    picture: str = ""
    target: str = ""

    @property
    def note(self) -> str:
        """What is said with it, the English after the reader's language; empty: nothing."""
        return " ".join(part for note in self.notes for part in (note.words, note.english) if part)

    @property
    def text(self) -> str:
        """The bare words, a line each."""
        return "\n".join("".join(run.text for run in line) for line in self.lines)


@dataclass(frozen=True)
class Answer:
    choice: Choice
    words: Passage
    feedback: Passage


@dataclass(frozen=True)
class Asked:
    """A question as it is put to somebody."""

    question: Question
    ask: Passage
    answers: tuple[Answer, ...]


def passage(
    source: Block | str, language: str = ENGLISH, area: Area | None = None, on: date | None = None
) -> Passage:
    """A block on a day (today) in a language, as the policy on translations has it. Bare words are taken as
    an English paragraph. `area` None: the nation's numbers only."""
    block = source if isinstance(source, Block) else Block("", BlockKind.PARAGRAPH, source)
    weight = Weight.SAFETY if block.safety else Weight.PLAIN
    return _Speaker(language, area, on).passage(block, weight)


def passages(
    blocks: Lesson | Iterable[Block],
    language: str = ENGLISH,
    area: Area | None = None,
    on: date | None = None,
) -> tuple[Passage, ...]:
    """A whole lesson, or any blocks, in order."""
    speaker = _Speaker(language, area, on)
    found = blocks.blocks if isinstance(blocks, Lesson) else blocks
    return tuple(speaker.passage(b, Weight.SAFETY if b.safety else Weight.PLAIN) for b in found)


def said(
    key: str,
    words: str,
    language: str = ENGLISH,
    area: Area | None = None,
    on: date | None = None,
    *,
    weight: Weight = Weight.PLAIN,
) -> Passage:
    """Words that are no block, under their key (`keys.py`): a title, a node of a scenario, a choice."""
    return _Speaker(language, area, on).passage(Block(key, BlockKind.PARAGRAPH, words), weight)


def asked(
    question: Question, language: str = ENGLISH, area: Area | None = None, on: date | None = None
) -> Asked:
    """A question and its choices: reviewed words in the language, or English."""
    speaker = _Speaker(language, area, on)

    def say(key: str, words: str) -> Passage:
        return speaker.passage(Block(key, BlockKind.PARAGRAPH, words), Weight.CHECK)

    answers = []
    for choice in question.choices:
        key = f"{question.id}.{choice.id}"
        answers.append(Answer(choice, say(key, choice.words), say(f"{key}.feedback", choice.feedback)))
    return Asked(question, say(f"{question.id}.ask", question.ask), tuple(answers))


def notes(of: Iterable[Passage]) -> tuple[Note, ...]:
    """What must be said about several passages, each thing once: for the head of a page."""
    return tuple(dict.fromkeys(note for each in of for note in each.notes))


def reads_right_to_left(language: str) -> bool:
    try:
        return bool(get_language_info(language)["bidi"])
    except KeyError:
        return language in ("ps", "sd", "yi")


class _Speaker:
    """Says blocks in one language, for one area, on one day."""

    def __init__(self, language: str, area: Area | None, on: date | None) -> None:
        self.area = area
        self.on = on or timezone.localdate()
        self.library: Library = library()
        self.translated: Translations | None = None if language == ENGLISH else translations(language)

    def passage(self, block: Block, weight: Weight) -> Passage:
        shown = showing(block.id, block.source, weight, self.translated)
        english = self._made(block, block.source, ENGLISH, State.ENGLISH, ()) if shown.beside else None
        note = (shown.note,) if shown.note else ()
        return self._made(block, shown.words, shown.language, shown.state, note, english)

    def _made(
        self,
        block: Block,
        words: str,
        language: str,
        state: State,
        note: tuple[House, ...],
        english: Passage | None = None,
    ) -> Passage:
        own = self.translated if language != ENGLISH else None
        filler = Filler(self.library, self.area, self.on, language, own)
        lines = filler.lines(_drafts(block, words))
        return Passage(
            block_id=block.id,
            kind=block.kind,
            level=block.level,
            lines=lines,
            language=language,
            rtl=reads_right_to_left(language),
            english=english,
            notes=tuple(_note(each, own) for each in (*note, *filler.notes)),
            state=state,
            safety=block.safety,
            quoted="quoted" in block.classes,
            picture=block.picture,
            target=block.target if block.kind in (BlockKind.QUESTION, BlockKind.SCENARIO) else "",
        )


def _drafts(block: Block, words: str) -> tuple[Draft, ...]:
    return () if block.kind in (BlockKind.QUESTION, BlockKind.SCENARIO) else drafts(words)


def _note(key: House, translated: Translations | None) -> Note:
    english = ENGLISH_WORDS[key]
    words = translated.words(key, english) if translated else ""
    if translated is None or not words:
        return Note(english)
    reviewed = translated.state(key, english) == State.REVIEWED
    return Note(words, "" if reviewed else english, translated.language)
