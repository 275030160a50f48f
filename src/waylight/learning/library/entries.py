"""YAML of `content/`, each entry knowing its line, so that a finding can name it."""

from collections.abc import Mapping
from typing import Any, Self

import yaml

from waylight.guidance.pack_file import Entry

from .problems import ContentError, Problem

UNREADABLE = "unreadable"


class Lined(dict[str, Any]):
    """The named entries of one place: `line` is where it begins, `lines` where each entry stands, from 1."""

    line: int = 0
    lines: Mapping[str, int] = {}  # noqa: RUF012 (replaced, never changed)


class _Loader(yaml.CSafeLoader):
    def construct_lined(self, node: yaml.MappingNode) -> Lined:
        """Names are taken as they are written: to YAML itself, `on` would be true."""
        found = Lined({str(key.value): self.construct_object(value, deep=True) for key, value in node.value})
        found.line = node.start_mark.line + 1
        found.lines = {str(key.value): key.start_mark.line + 1 for key, _ in node.value}
        _refuse_twins(node)
        return found


def _refuse_twins(node: yaml.MappingNode) -> None:
    """YAML itself would silently keep the last of two entries with one name."""
    seen: set[str] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise yaml.MarkedYAMLError(problem=f"{key.value!r} is there twice", problem_mark=key.start_mark)
        seen.add(key.value)


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_lined)


def parsed(text: str, file: str, first_line: int = 1) -> Any:
    """What the YAML holds. `first_line`: the line of the file that the text begins on.

    Raises ContentError.
    """
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + first_line if problem.problem_mark else 0
        words = f"is not YAML here: {problem.problem}. Words that hold a colon or begin with {{ need quotes."
        raise ContentError(Problem(file, line, "", UNREADABLE, words)) from problem
    except yaml.YAMLError as problem:
        words = f"is not YAML: {' '.join(str(problem).split())}"
        raise ContentError(Problem(file, 0, "", UNREADABLE, words)) from problem


class Named(Entry):
    """The named entries of a place in a content file. Raises ContentError wherever Entry raises."""

    def __init__(self, found: Any, file: str, where: str = "", offset: int = 0) -> None:
        self.offset = offset
        super().__init__(found, file, where)

    @classmethod
    def read(cls, text: str, file: str, offset: int = 0) -> Self:
        """`offset`: how many lines of the file stand before the text."""
        return cls(parsed(text, file, offset + 1), file, offset=offset)

    def error(self, key: str, sentence: str) -> ContentError:
        place = ", ".join(part for part in (self.where, key) if part)
        return ContentError(Problem(self.file, self.line_of(key), "", UNREADABLE, f"{place}: {sentence}"))

    def line_of(self, key: str = "") -> int:
        """The line of an entry, or of the place itself; 0 where nothing is known."""
        found = getattr(self, "found", None)
        if not isinstance(found, Lined):
            return 0
        return found.lines.get(key, found.line) + self.offset

    def share(self, key: str) -> float:
        """A number from 0 to 1."""
        found = self.get(key)
        if not isinstance(found, int | float) or isinstance(found, bool) or not 0 <= found <= 1:
            raise self.error(key, f"write a share from 0 to 1, such as 0.8, not {found!r}.")
        return float(found)

    def names(self, key: str) -> tuple[str, ...]:
        """A list of words that may be empty or missing."""
        return self.texts(key) if self.get(key) else ()
