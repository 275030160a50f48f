"""What a file of `content/` becomes in memory: frozen, and the same for every output.

Words are kept as they stand in the file, Markdown and placeholders included; `passage()` alone turns them
into what somebody reads. `file` (below `content/`) and `line` (from 1) say where an editor mends them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    STEPS = "steps"
    CALLOUT = "callout"
    PICTURE = "picture"
    CASE = "case"
    QUESTION = "question"
    SCENARIO = "scenario"


SAFETY, CASE, QUOTED = "safety", "case", "quoted"
CLASSES = frozenset({SAFETY, CASE, QUOTED})


@dataclass(frozen=True)
class Block:
    """The unit of tracking, translation, easy read and leaflets. `level` is 2 or 3 for a heading, else 0.

    `target`: the id of the question or scenario it stands for, or the file name of the picture it shows.
    `source` of a picture is its Markdown; `picture_words` are the words for whoever cannot see it.
    """

    id: str
    kind: BlockKind
    source: str
    classes: frozenset[str] = frozenset()
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)
    level: int = 0
    target: str = ""
    picture_words: str = ""
    lesson_id: str = ""
    file: str = ""
    line: int = 0

    @property
    def safety(self) -> bool:
        return SAFETY in self.classes

    @property
    def picture(self) -> str:
        """The file name in `content/pictures/` of what it shows or what stands beside it; empty: none."""
        return self.target if self.kind == BlockKind.PICTURE else self.attributes.get("picture", "")

    @property
    def easy_for(self) -> str:
        """The id of the block that this easy-read one says in easier words; empty for another block."""
        return self.attributes.get("for", "")


@dataclass(frozen=True)
class Lesson:
    """One lesson in its order. `easy` is its easy-read twin; `easy_for`, on a twin, the id of its lesson."""

    id: str
    slug: str
    title: str
    minutes: int
    sensitivity: str
    reading_max: int
    sources: tuple[str, ...]
    reviewed_by: str
    reviewed_on: date | None
    review_by: date
    chapter: str
    blocks: tuple[Block, ...]
    course_id: str
    easy: "Lesson | None" = None
    easy_for: str = ""
    file: str = ""

    @property
    def mild(self) -> bool:
        """It needs a content note and a support line before its first words."""
        return self.sensitivity == "mild"

    @property
    def checked(self) -> bool:
        """Somebody who may say so has read it: `reviewed_by`, on `reviewed_on`."""
        return self.reviewed_on is not None


@dataclass(frozen=True)
class Choice:
    """`quoted`, here and below: why words of blame may stand here (an example of what not to think)."""

    id: str
    words: str
    right: bool
    feedback: str
    quoted: str = ""
    line: int = 0


@dataclass(frozen=True)
class Question:
    """`kind`: one (one choice is right) or several (each right choice must be picked, and no other)."""

    id: str
    lesson_id: str
    kind: str
    ask: str
    choices: tuple[Choice, ...]
    safety: bool
    course_id: str = ""
    quoted: str = ""
    file: str = ""
    line: int = 0

    @cached_property
    def right(self) -> frozenset[str]:
        """The ids that make a right answer."""
        return frozenset(choice.id for choice in self.choices if choice.right)


@dataclass(frozen=True)
class Turn:
    """What a reader of a scenario may choose, and the node it leads to."""

    words: str
    to: str
    quoted: str = ""
    line: int = 0


@dataclass(frozen=True)
class Node:
    """A place in a scenario: choices, or an end (`good` or `learn`) with what to do."""

    id: str
    words: str
    choices: tuple[Turn, ...] = ()
    end: str = ""
    do: str = ""
    quoted: str = ""
    line: int = 0


@dataclass(frozen=True)
class Scenario:
    """Played on screen or on paper; the nodes stand in the order of the file, which is that of the paper."""

    id: str
    title: str
    audience: tuple[str, ...]
    sensitivity: str
    minutes: int
    start: str
    nodes: tuple[Node, ...]
    file: str = ""

    def node(self, id: str) -> Node:
        """Raises NoSuchContent."""
        for node in self.nodes:
            if node.id == id:
                return node
        raise NoSuchContent(f"{self.id}.{id}")


@dataclass(frozen=True)
class Section:
    """Part of a piece: ids of blocks in order. `fields` holds what only one kind of piece says."""

    title: str
    blocks: tuple[str, ...]
    fields: Mapping[str, object] = field(default_factory=dict, hash=False)
    line: int = 0


@dataclass(frozen=True)
class Piece:
    """A leaflet, poster, guide, operator page, deck, sign-in sheet or book, which picks blocks by id.

    `fields` holds what only one kind of piece says: `lead` and `contacts` among them.
    """

    id: str
    kind: str
    title: str
    audience: tuple[str, ...]
    course_id: str
    sections: tuple[Section, ...]
    fields: Mapping[str, object] = field(default_factory=dict, hash=False)
    file: str = ""

    @property
    def lead(self) -> str:
        """What it begins with: words, or the id of a block."""
        return str(self.fields.get("lead") or "").strip()

    @property
    def lead_block(self) -> str:
        """The id of the block that it begins with; empty where it begins with words of its own."""
        return "" if " " in self.lead else self.lead

    @property
    def contacts(self) -> tuple[str, ...]:
        """Codes of the numbers that it lists."""
        found = self.fields.get("contacts")
        return tuple(str(code) for code in found) if isinstance(found, list) else ()


@dataclass(frozen=True)
class Term:
    """The word we use, what it means, and the words we do not use for it and why."""

    id: str
    term: str
    means: str
    avoid: tuple[str, ...]
    why: str
    file: str = ""
    line: int = 0


@dataclass(frozen=True)
class Course:
    """`mastery` is the share of `check_size` questions to answer right, 0 to 1. `version_id` names the words
    themselves: the version of the file and eight hexadecimal digits over all that the course is made of.
    `roles`: codes of those on a roster whom the course is written for."""

    id: str
    title: str
    version: str
    version_id: str
    audience: str
    minutes: int
    mastery: float
    validity_months: int
    summary: str
    lessons: tuple[Lesson, ...]
    scenarios: tuple[Scenario, ...]
    questions: tuple[Question, ...]
    check_size: int
    roles: tuple[str, ...] = ()
    file: str = ""


class NoSuchContent(LookupError):
    """Nothing in `content/` has that id."""
