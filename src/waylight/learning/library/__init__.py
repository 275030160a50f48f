"""Content in memory, and the one way from it to any output. Others import from here, and `.html` for HTML."""

from . import reading, translated
from .offering import Coverage, coverage, offers_check
from .passages import (
    Answer,
    Asked,
    Note,
    Passage,
    asked,
    notes,
    passage,
    passages,
    reads_right_to_left,
    said,
)
from .policy import Weight
from .problems import ContentError, Problem
from .reading import Library, library
from .runs import Line, Run
from .shapes import (
    Block,
    BlockKind,
    Choice,
    Course,
    Lesson,
    Node,
    NoSuchContent,
    Piece,
    Question,
    Scenario,
    Section,
    Term,
    Turn,
)
from .translated import State, Translations, languages, source_hash, translations, version_in


def forget() -> None:
    """Read every file anew on the next call: for tests and for an editor's preview."""
    reading.forget()
    translated.forget()


__all__ = [
    "Answer",
    "Asked",
    "Block",
    "BlockKind",
    "Choice",
    "ContentError",
    "Course",
    "Coverage",
    "Lesson",
    "Library",
    "Line",
    "NoSuchContent",
    "Node",
    "Note",
    "Passage",
    "Piece",
    "Problem",
    "Question",
    "Run",
    "Scenario",
    "Section",
    "State",
    "Term",
    "Translations",
    "Turn",
    "Weight",
    "asked",
    "coverage",
    "forget",
    "languages",
    "library",
    "notes",
    "offers_check",
    "passage",
    "passages",
    "reads_right_to_left",
    "said",
    "source_hash",
    "translations",
    "version_in",
]
