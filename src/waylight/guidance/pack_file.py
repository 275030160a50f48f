"""Reading the YAML of an area pack, with a sentence for whoever must mend it."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

import yaml

from waylight.engine.clocks import Limit


class PackError(ValueError):
    """A pack that cannot be loaded. The message names the file and the entry, and says what to write."""


class Entry:
    """The named entries of one place in a pack's file; remembers which were read, to refuse the others."""

    def __init__(self, found: Any, file: str, where: str = "") -> None:
        self.file, self.where = file, where
        if not isinstance(found, Mapping):
            raise self.error("", f"there should be named entries here, not {found!r}.")
        self.found: Mapping[str, Any] = found
        self._read: set[str] = set()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Raises PackError for a file that is missing or is not YAML."""
        file = f"{path.parent.name}/{path.name}"
        try:
            return cls(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader), file)  # noqa: S506 (a safe loader)
        except OSError as problem:
            raise PackError(f"{file}: cannot be read: {problem.strerror}.") from problem
        except (yaml.YAMLError, UnicodeDecodeError) as problem:
            raise PackError(f"{file}: is not YAML: {' '.join(str(problem).split())}") from problem

    def error(self, key: str, sentence: str) -> PackError:
        place = ", ".join(part for part in (self.where, key) if part)
        return PackError(f"{self.file}: {place}: {sentence}" if place else f"{self.file}: {sentence}")

    def get(self, key: str) -> Any:
        self._read.add(key)
        return self.found.get(key)

    def has(self, key: str) -> bool:
        return self.get(key) is not None

    def text(self, key: str, default: str | None = None) -> str:
        found = self.get(key)
        if found is None and default is not None:
            return default
        if found is None:
            raise self.error(key, "is missing.")
        if not isinstance(found, str) or not (found.strip() or default == ""):
            raise self.error(key, f"write words in quotes, not {found!r}.")
        return found.strip()

    def flag(self, key: str, default: bool) -> bool:
        found = self.get(key)
        if found is not None and not isinstance(found, bool):
            raise self.error(key, f"write true or false, not {found!r}.")
        return default if found is None else found

    def number(self, key: str, default: int, most: int = 3660) -> int:
        found = self.get(key)
        if found is None:
            return default
        if not isinstance(found, int) or isinstance(found, bool) or not 0 < found <= most:
            raise self.error(key, f"write a whole number from 1 to {most}, not {found!r}.")
        return found

    def day(self, key: str) -> date:
        found = self.get(key)
        if not isinstance(found, date) or isinstance(found, datetime):
            raise self.error(key, f"write a date such as 2026-11-20, not {found!r}.")
        return found

    def limit(self, key: str) -> Limit:
        try:
            return Limit.parse(self.text(key))
        except PackError:
            raise
        except ValueError as problem:
            raise self.error(key, str(problem)) from problem

    def texts(self, key: str) -> tuple[str, ...]:
        found = self.get(key)
        if not isinstance(found, list) or not found or not all(isinstance(each, str) for each in found):
            raise self.error(key, f"write a list of words in quotes, not {found!r}.")
        return tuple(found)

    def inside(self, key: str) -> Self:
        if not self.has(key):
            raise self.error(key, "is missing.")
        return type(self)(self.get(key), self.file, self._under(key))

    def each(self, key: str) -> list[Self]:
        found = self.get(key)
        if not isinstance(found, list) or not found:
            raise self.error(key, f"there should be a list, not {found!r}.")
        return [type(self)(one, self.file, self._under(f"{key} {n}")) for n, one in enumerate(found, 1)]

    def said(self, key: str) -> dict[str, str]:
        """Words by language: plain words are English; other languages are named by their code."""
        if not self.has(key):
            raise self.error(key, "is missing.")
        if isinstance(self.get(key), str):
            return {"en": self.text(key)}
        words = self.inside(key)
        return {"en": words.text("en"), **{code: words.text(code) for code in words.found}}

    def finish(self) -> None:
        """Raises PackError for an entry that nobody read: most often a misspelt name."""
        unread = sorted(str(key) for key in self.found if key not in self._read)
        if unread:
            known = ", ".join(sorted(self._read))
            raise self.error(unread[0], f"is not an entry here. The entries are: {known}.")

    def _under(self, key: str) -> str:
        return ", ".join(part for part in (self.where, key) if part)
