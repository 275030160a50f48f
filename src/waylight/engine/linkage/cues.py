"""Phrases by which an account says that it passes on, explains, names, books or misses; data, not code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from waylight.engine.linkage.folding import latin

CUES_FILE = "cues.yaml"


@dataclass(frozen=True)
class Cues:
    """Phrases by use (`called`, `passed_on`, `explained`), folded."""

    phrases: Mapping[str, tuple[str, ...]]

    @classmethod
    def load(cls, folder: Path) -> "Cues":
        """From content/linkage. Raises OSError if the file is not there."""
        held = yaml.safe_load((folder / CUES_FILE).read_text(encoding="utf-8"))
        return cls({use: tuple(p for each in by.values() for p in each) for use, by in held.items()})

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        return {
            use: re.compile(
                r"\b(?:" + "|".join(re.escape(p) for p in sorted(found, key=len, reverse=True)) + r")\b"
            )
            for use, found in self.phrases.items()
        }

    def found(self, use: str, text: str) -> list[str]:
        """The phrases of a use in a text, which need not be folded."""
        return self._patterns[use].findall(latin(text))

    def is_only(self, use: str, text: str) -> bool:
        """Whether the text is nothing but one such phrase."""
        return self._patterns[use].fullmatch(latin(text)) is not None
