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


@dataclass(frozen=True)
class Told:
    """One sending of a concern: the person's own words, and all other answers as (label, value)."""

    at: datetime
    words: str
    details: list[tuple[str, str]]


def tell_of(answers: Answers, at: datetime) -> Told:
    """Nothing is left out: what no field of our form covers stands under its own name."""
    rest = {key: value for key, value in answers.items() if key not in UNSHOWN | {"words"}}
    return Told(at, text(answers, "words"), list(_lines(rest, (), "")))


def _lines(value: Any, path: tuple[str, ...], entry: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping) and len(path) < LARGEST_DEPTH:
        for key, inner in value.items():
            yield from _lines(inner, (*path, str(key)), entry)
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        for number, each in enumerate(value, start=1):
            yield from _lines(each, path, f"{_label(path, '')} {number}")
    elif value not in ("", None, [], False):
        yield _label(path, entry), _shown(value, path)


def _label(path: tuple[str, ...], entry: str) -> str:
    field = _fields().get(".".join(path))
    step = form().by_id.get(path[0]) if len(path) == 1 else None
    if field is not None:
        words = _(field.question)
    elif step is not None and step.repeats is not None:
        words = _(step.repeats.entry)
    else:
        words = ", ".join(part.replace("_", " ") for part in path)
    return f"{entry}: {words}" if entry else words


def _shown(value: Any, path: tuple[str, ...]) -> str:
    if value is True:
        return _("Yes")
    if isinstance(value, list):
        return "\n".join(_shown(each, path) for each in value)
    field = _fields().get(".".join(path))
    named = field.labels.get(str(value), "") if field is not None else ""
    sign = form().signs.get(str(value)) if path == ("signs",) else None
    words = sign.words if sign is not None else named
    return _(words) if words else str(value)


@cache
def _fields() -> dict[str, Field]:
    """Every field of the form by where its answer lies; an entry's fields under their step."""
    return {
        f"{step.id}.{field.answer}" if step.repeats else field.answer: field
        for step in form().steps
        for field in step.fields
        if field.question
    }
