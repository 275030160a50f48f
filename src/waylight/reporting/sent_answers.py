"""What was sent, shown to whoever sent it: the concern's answers under the form's own questions."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from .actions import Answers
from .days import NIGHT
from .form import Field, Step, form
from .forms import Typed
from .summary import Part, Section, rows


def sections(answers: Answers) -> list[Section]:
    """The steps in which something was answered. Who reported is not in here: it is in another store."""
    found = []
    for step in form().row:
        parts = tuple(_parts(step, answers))
        if parts:
            found.append(Section(step, _(step.legend), parts))
    return found


def _parts(step: Step, answers: Answers) -> Iterator[Part]:
    if not step.repeats:
        shown = tuple(rows(step, _typed(step, answers)))
        if shown:
            yield Part("", shown)
        return
    entries = answers.get(step.id)
    for number, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
        shown = tuple(rows(step, _typed(step, entry))) if isinstance(entry, dict) else ()
        if shown:
            yield Part(f"{_(step.repeats.entry)} {number}", shown)


def _typed(step: Step, answers: Answers) -> Typed:
    """As the page would have sent it. A date typed in parts shares its place with the day that is picked."""
    typed: Typed = {}
    for field in step.fields:
        value = _value(field, answers)
        if value and field.kind != "date":
            typed[field.id] = value
    return typed


def _value(field: Field, answers: Answers) -> str | list[str]:
    found: Any = answers
    *path, last = field.answer.split(".")
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    value = found.get(last) if isinstance(found, dict) else None
    if isinstance(value, list):
        texts = [str(each) for each in value if each]
        return texts if field.several else "\n".join(texts)
    if field.kind == "day" and value and isinstance(found, dict) and found.get("part") == NIGHT:
        return f"{value} {NIGHT}"
    return str(value) if value else ""
