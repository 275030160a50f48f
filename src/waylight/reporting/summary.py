"""Everything typed, as the page "check your answers" shows it: nothing is left out, nothing is changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .days import NIGHT, Day, from_parts, in_words
from .drafts import Draft
from .form import Field, Step, form
from .forms import Typed, date_parts, one, several


@dataclass(frozen=True)
class Row:
    """A question in the reader's language and its answers; `typed`: in the person's own words; `number`: a
    telephone number, a registration mark or their like."""

    question: str
    values: tuple[str, ...]
    typed: bool
    number: bool


@dataclass(frozen=True)
class Part:
    """One entry of a list, or the whole step. `entry` is the entry's id, "" for a step without a list."""

    title: str
    rows: tuple[Row, ...]
    entry: str = ""


@dataclass(frozen=True)
class Section:
    step: Step
    heading: str
    parts: tuple[Part, ...]


def sections(draft: Draft) -> list[Section]:
    """All steps that can be changed; the way of a child's own only where it was used."""
    found = []
    for step in form().steps:
        parts = _parts(step, draft)
        if parts or not step.own_way:
            found.append(Section(step, _(step.legend), parts))
    return found


def entry_parts(step: Step, draft: Draft) -> tuple[Part, ...]:
    """The entries of a step that holds a list, numbered as people count."""
    label = _(step.repeats.entry) if step.repeats else ""
    return tuple(
        Part(f"{label} {number}", tuple(rows(step, entry.typed)), entry.id)
        for number, entry in enumerate(draft.entries.get(step.id, []), start=1)
    )


def rows(step: Step, typed: Typed) -> Iterator[Row]:
    """The answered questions of one page."""
    for field in step.fields:
        values = tuple(_values(field, typed))
        if values:
            yield Row(_(field.question), values, field.is_free, field.number)


def _parts(step: Step, draft: Draft) -> tuple[Part, ...]:
    if step.repeats:
        return entry_parts(step, draft)
    found = tuple(rows(step, draft.pages.get(step.id, {})))
    return (Part("", found),) if found else ()


def _values(field: Field, typed: Typed) -> Iterator[str]:
    match field.kind:
        case "day" | "date":
            chosen = one(typed, field.id) if field.kind == "day" else from_parts(*date_parts(field, typed))
            day = Day.parse(chosen)
            at_night = NIGHT in (one(typed, "part"), chosen.partition(" ")[2])
            yield from [in_words(Day(day.date, at_night))] if day else _picked(field, [chosen])
        case "signs":
            signs = form().signs
            yield from (_(signs[id_].words) if id_ in signs else id_ for id_ in several(typed, field.id))
        case "choice" | "select" | "choices":
            yield from _picked(field, several(typed, field.id))
        case "lines":
            yield from filter(None, one(typed, field.id).split("\n"))
        case _:
            yield from filter(None, [one(typed, field.id)])


def _picked(field: Field, ids: list[str]) -> Iterator[str]:
    """The words of what was picked; an id we do not know stands for itself."""
    return (_(label) if (label := field.labels.get(id_)) else id_ for id_ in ids if id_)
