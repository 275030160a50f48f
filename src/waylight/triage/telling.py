"""What was sent, as labelled lines for the person who reads it: every value, whatever form it came from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from waylight.reporting.form import Field, form

from .answers import Answers, text

UNSHOWN = frozenset({"language", "form", "gate"})
LARGEST_DEPTH = 6

Fields = Mapping[str, Field]


@dataclass(frozen=True)
class Line:
    """One answer. `entry` is the person or vehicle that it is about ("Person 2"), "" for none."""

    entry: str
    label: str
    value: str


@dataclass(frozen=True)
class Told:
    """One sending of a concern: the person's own words, and all other answers."""

    at: datetime
    words: str
    lines: list[Line]

    @property
    def details(self) -> list[tuple[str, str]]:
        """All as (label, value), the label with its entry."""
        return [
            (f"{line.entry}: {line.label}" if line.entry else line.label, line.value) for line in self.lines
        ]

    @property
    def general(self) -> list[Line]:
        """What is about no single person or vehicle."""
        return [line for line in self.lines if not line.entry]

    @property
    def entries(self) -> dict[str, list[Line]]:
        """What is about each person and vehicle, by its name."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            if line.entry:
                found.setdefault(line.entry, []).append(line)
        return found


def tell_of(answers: Answers, at: datetime) -> Told:
    """In the order of the questions that were asked. Nothing is left out: what no field of our form covers
    stands last, under its own name."""
    rest = {key: value for key, value in answers.items() if key not in UNSHOWN | {"words"}}
    fields = _fields(answers.get("child_self") is True)
    return Told(at, text(answers, "words"), list(_lines(rest, (), "", fields)))


def _lines(value: Any, path: tuple[str, ...], entry: str, fields: Fields) -> Iterator[Line]:
    if isinstance(value, Mapping) and len(path) < LARGEST_DEPTH:
        inside = [((*path, str(key)), inner) for key, inner in value.items()]
        for at, inner in sorted(inside, key=lambda each: _place(each[0], fields)):
            yield from _lines(inner, at, entry, fields)
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        for number, each in enumerate(value, start=1):
            yield from _lines(each, path, f"{_label(path, fields)} {number}", fields)
    elif value is not False and value not in ("", None, []):
        yield Line(entry, _label(path, fields), _shown(value, path, fields))


def _place(path: tuple[str, ...], fields: Fields) -> int:
    """How far down the form the first question under this path stands."""
    key = ".".join(path)
    under = (at for at, name in enumerate(fields) if name == key or name.startswith(f"{key}."))
    return next(under, len(fields))


def _label(path: tuple[str, ...], fields: Fields) -> str:
    field = fields.get(".".join(path))
    step = form().by_id.get(path[0]) if len(path) == 1 else None
    if field is not None:
        return _(field.question)
    if step is not None and step.repeats is not None:
        return _(step.repeats.entry)
    return ", ".join(part.replace("_", " ") for part in path)


def _shown(value: Any, path: tuple[str, ...], fields: Fields) -> str:
    if value is True:
        return _("Yes")
    if isinstance(value, list):
        return "\n".join(_shown(each, path, fields) for each in value)
    field = fields.get(".".join(path))
    named = field.labels.get(str(value), "") if field is not None else ""
    sign = form().signs.get(str(value)) if path == ("signs",) else None
    words = sign.words if sign is not None else named
    return _(words) if words else str(value)


@cache
def _fields(own_way: bool) -> dict[str, Field]:
    """Every field of the form by where its answer lies; an entry's fields under their step.

    `own_way`: a child told of themselves. Their way in asks in its own words for what the form asks too, and
    whoever reads must see the question that was put.
    """
    steps = sorted(form().steps, key=lambda step: step.own_way is not own_way)
    fields: dict[str, Field] = {}
    for step in steps:
        for field in step.fields:
            if field.question:
                fields.setdefault(f"{step.id}.{field.answer}" if step.repeats else field.answer, field)
    return fields
