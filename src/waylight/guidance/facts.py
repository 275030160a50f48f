"""The dated facts of `content/facts/*.yaml`: definitions, laws, figures, bodies. Shown as numbers are.

live: its words are shown. lapsed (on and after `lapses_on`): hidden until somebody has checked it again, and
no release is made while one that is used has lapsed. withdrawn: never shown again.

What stands in a sentence in place of a lapsed fact is `without`: words that say less and do not go out of
date ("a child"). A fact without such words takes its whole line with it (`learning.library`), and so may not
stand where safety depends on the line.

Two different things may be known of it: that its author read it, in the source or in a study of the field
(`read_on`, `read_by`), and that a person has since compared it with the source (`checked_on`, `checked_by`).
The second is never said of a fact until somebody has done it and signed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

import yaml
from django.conf import settings
from django.utils import timezone

from .pack_file import Entry, PackError
from .rule import RouteState


class FactKind(StrEnum):
    DEFINITION = "definition"
    LAW = "law"
    FIGURE = "figure"
    BODY = "body"
    GUIDANCE = "guidance"


JURISDICTIONS = (
    *("england", "wales", "scotland", "northern-ireland", "england-wales", "great-britain", "uk"),
    "international",
)


class NoSuchFact(LookupError):
    """No fact has that id."""


@dataclass(frozen=True)
class Fact:
    """One claim. `words` go inside a sentence. `as_at`: the day the source speaks of. `page_known` is False
    where we know who says it but not on which page; `source_address` is then at best a front page."""

    id: str
    kind: FactKind
    words: str
    short: str
    without: str
    source_title: str
    source_address: str
    jurisdiction: str
    as_at: date
    read_on: date
    read_by: str
    review_every_days: int
    page_known: bool = True
    checked_on: date | None = None
    checked_by: str = ""
    replaces: str = ""
    withdrawn: bool = False
    file: str = ""
    line: int = 0

    @property
    def looked_at_on(self) -> date:
        """When somebody last held it against anything."""
        return max(self.read_on, self.checked_on or self.read_on)

    @property
    def lapses_on(self) -> date:
        return self.looked_at_on + timedelta(days=self.review_every_days)

    def state(self, on: date) -> RouteState:
        if self.withdrawn:
            return RouteState.WITHDRAWN
        return RouteState.LAPSED if on >= self.lapses_on else RouteState.LIVE

    def shown(self, on: date) -> str:
        """The words that may be shown on a day; empty: neither its own nor any that stand in."""
        return self.words if self.state(on) == RouteState.LIVE else self.without


_kept: dict[Path, tuple[tuple[Fact, ...], tuple[PackError, ...]]] = {}


def facts(content: Path | None = None) -> tuple[Fact, ...]:
    """Every fact of the register, read once per process. What cannot be read is in `mistakes`."""
    return _register(content)[0]


def mistakes(content: Path | None = None) -> tuple[PackError, ...]:
    """What an editor must mend in the register, each naming file and entry."""
    return _register(content)[1]


def fact(id: str, content: Path | None = None) -> Fact:
    """Raises NoSuchFact."""
    for one in facts(content):
        if one.id == id:
            return one
    raise NoSuchFact(id)


def lapsed(on: date | None = None, content: Path | None = None) -> list[Fact]:
    """Facts that nobody has checked in time, the longest lapsed first."""
    day = on or timezone.localdate()
    found = [one for one in facts(content) if one.state(day) == RouteState.LAPSED]
    return sorted(found, key=lambda one: one.lapses_on)


def forget() -> None:
    """Read the files anew on the next question."""
    _kept.clear()


def _register(content: Path | None) -> tuple[tuple[Fact, ...], tuple[PackError, ...]]:
    content = content or settings.CONTENT
    if content not in _kept:
        _kept[content] = _read_all(sorted((content / "facts").glob("*.yaml")))
    return _kept[content]


def _read_all(paths: Iterable[Path]) -> tuple[tuple[Fact, ...], tuple[PackError, ...]]:
    found: dict[str, Fact] = {}
    wrong: list[PackError] = []
    for path in paths:
        try:
            for one in read_facts(path):
                if one.id in found:
                    raise PackError(f"{one.file}: {one.id}: {found[one.id].file} has this id already.")
                found[one.id] = one
        except PackError as problem:
            wrong.append(problem)
    return tuple(found.values()), tuple(wrong)


def read_facts(path: Path) -> list[Fact]:
    """The facts of one file. Raises PackError naming the file and the entry."""
    file = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text("utf-8")
        found = yaml.load(text, Loader=yaml.CSafeLoader)  # noqa: S506 (a safe loader)
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise PackError(f"{file}: is not YAML: {' '.join(str(problem).split())}") from problem
    if not isinstance(found, list):
        raise PackError(f"{file}: there should be a list of facts, each with -.")
    lines = _lines(text)
    return [_fact(Entry(one, file, _place(one, n)), lines.get(n, 0)) for n, one in enumerate(found, 1)]


def _lines(text: str) -> dict[int, int]:
    """The line on which the n-th fact begins, both from 1."""
    top = yaml.compose(text, Loader=yaml.CSafeLoader)
    return {n: node.start_mark.line + 1 for n, node in enumerate(top.value if top else (), 1)}


def _place(one: object, n: int) -> str:
    return str(one["id"]) if isinstance(one, dict) and one.get("id") else f"entry {n}"


def _fact(entry: Entry, line: int) -> Fact:
    source = entry.inside("source")
    fact = Fact(
        id=entry.text("id"),
        kind=FactKind(_among(entry, "kind", tuple(FactKind))),
        words=entry.text("words"),
        short=entry.text("short", ""),
        without=entry.text("without", ""),
        source_title=source.text("title"),
        source_address=source.text("address", ""),
        jurisdiction=_among(entry, "jurisdiction", JURISDICTIONS),
        as_at=entry.day("as_at"),
        read_on=entry.day("read_on"),
        read_by=entry.text("read_by"),
        review_every_days=entry.number("review_every_days", 365),
        page_known=_page_known(source),
        checked_on=entry.day("checked_on") if entry.has("checked_on") else None,
        checked_by=entry.text("checked_by", ""),
        replaces=entry.text("replaces", ""),
        withdrawn=entry.text("status", "live") == "withdrawn",
        file=entry.file,
        line=line,
    )
    source.finish()
    entry.finish()
    if fact.words.endswith("."):
        raise entry.error("words", "go inside a sentence: leave the full stop out.")
    if bool(fact.checked_on) != bool(fact.checked_by):
        raise entry.error("checked_on", "a check has a day and a name: write checked_on and checked_by.")
    return fact


def _page_known(source: Entry) -> bool:
    said = source.text("page", "")
    if said not in ("", "unknown"):
        raise source.error("page", f"is unknown, or left out where the address is the page's, not {said!r}.")
    return not said


def _among(entry: Entry, key: str, known: tuple[str, ...]) -> str:
    found = entry.text(key)
    if found not in known:
        raise entry.error(key, f"is one of {', '.join(known)}, not {found!r}.")
    return found
