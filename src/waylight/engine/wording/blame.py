"""Words that put blame on a child or make harm sound small: `content/wording/blame.yaml`.

It finds and explains; it never changes or refuses anything. What a person said themselves is theirs.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml


class BlameListError(ValueError):
    """The list cannot be used. The message names the entry."""


@dataclass(frozen=True)
class Advice:
    """One entry: words to avoid, why, and what to write."""

    avoid: str
    why: str
    use: str


@dataclass(frozen=True)
class Blaming:
    """Words found in a text, from `start` (characters) on."""

    start: int
    words: str
    advice: Advice


@dataclass(frozen=True)
class BlameList:
    entries: tuple[tuple[str, re.Pattern[str], Advice], ...]
    """A part that must stand in a text in lower case, the pattern that is then tried, the advice."""

    @classmethod
    def load(cls, path: Path) -> "BlameList":
        """Raises OSError, and BlameListError for a file that is not a list of {avoid, why, use}."""
        try:
            found = yaml.safe_load(path.read_text("utf-8"))
        except yaml.YAMLError as problem:
            raise BlameListError(f"{path.name} is not YAML: {' '.join(str(problem).split())}") from problem
        if not isinstance(found, list):
            raise BlameListError(f"{path.name}: there should be a list, each entry with -.")
        return cls.of(_advice(entry, n, path.name) for n, entry in enumerate(found, 1))

    @classmethod
    def of(cls, advice: Iterable[Advice]) -> "BlameList":
        return cls(tuple((_part(each.avoid), _pattern(each.avoid), each) for each in advice))

    def find(self, text: str) -> Iterator[Blaming]:
        """Each place once, in order; where two entries begin at one place, the longer words."""
        folded = text.replace("’", "'")
        lower = folded.lower()
        found = [
            Blaming(match.start(), text[match.start() : match.end()], advice)
            for part, pattern, advice in self.entries
            if part in lower
            for match in pattern.finditer(folded)
        ]
        reached = -1
        for each in sorted(found, key=lambda each: (each.start, -len(each.words))):
            if each.start >= reached:
                yield each
                reached = each.start + len(each.words)


def _advice(entry: object, n: int, file: str) -> Advice:
    known = {"avoid", "why", "use"}
    if not isinstance(entry, Mapping) or set(entry) != known:
        raise BlameListError(f"{file}: entry {n} needs avoid, why and use, and nothing else.")
    words = {key: str(entry[key] or "").strip() for key in known}
    if not all(words.values()):
        raise BlameListError(f"{file}: entry {n}: avoid, why and use each need words.")
    return Advice(**words)


def _part(avoid: str) -> str:
    """The longest run of letters that stands in every match."""
    return max(re.split(r"[\s*-]+", avoid.lower().replace("’", "'")), key=len)


def _pattern(avoid: str) -> re.Pattern[str]:
    """Whole words, however they are spaced and written; `*` ends a word in any way."""
    words = [re.escape(word).replace(r"\*", r"\w*") for word in avoid.replace("’", "'").split()]
    spaced = r"[\s-]+".join(words)
    return re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)
