"""The form in a sandbox: the same questions, and nothing behind them.

What was typed travels from page to page inside the pages themselves. There is no draft, no cookie, no key and
no way to send: whoever practises cannot send by mistake, and nothing can be read afterwards.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .drafts import Draft, Entry
from .form import Step, form
from .forms import Typed, new_entry, one, visible

CARRIED = "carried"
MOST_CARRIED = 200_000
"""Characters. Who types more than this into a practice begins it again."""
MOST_ENTRIES = 50


def carried(text: str) -> Draft:
    """What an earlier page of the practice holds; an empty draft for what none of ours wrote."""
    try:
        content = json.loads(text) if len(text) <= MOST_CARRIED else {}
    except ValueError:
        content = {}
    draft = Draft()
    for step in form().row:
        for typed in _listed(content, step)[:MOST_ENTRIES]:
            put(draft, step, _only_ours(step, typed))
    return draft


def to_carry(draft: Draft) -> str:
    return json.dumps(
        {
            **{step: [typed] for step, typed in draft.pages.items()},
            **{step: [entry.typed for entry in entries] for step, entries in draft.entries.items()},
        },
        separators=(",", ":"),
    )


def put(draft: Draft, step: Step, typed: Typed) -> None:
    """What was typed on one page; another entry where the step holds a list."""
    if not typed:
        return
    if step.repeats:
        draft.put_entry(step.id, Entry(new_entry(), typed))
    else:
        draft.pages[step.id] = typed


def _listed(content: object, step: Step) -> list[object]:
    found = content.get(step.id) if isinstance(content, dict) else None
    return found if isinstance(found, list) else []


def _only_ours(step: Step, typed: object) -> Typed:
    """Values under the names of this step's own controls."""
    sent = typed if isinstance(typed, dict) else {}
    kept: Typed = {}
    for field in step.fields:
        for name in field.names:
            value = sent.get(name)
            if isinstance(value, str) and value:
                kept[name] = visible(value)
            elif field.several and isinstance(value, list):
                kept[name] = [visible(str(each)) for each in value]
    return kept


@dataclass(frozen=True)
class Point:
    """Something that helps the people who read a report. `told`: it is in this one."""

    words: str
    told: bool


def points(draft: Draft) -> list[Point]:
    """Whether each was told; never how well. Nobody has to know all of it."""
    return [Point(str(words), told(draft)) for words, told in _POINTS]


def _typed(step: str, *names: str) -> Callable[[Draft], bool]:
    """Something under one of these names, or anything at all on that step."""

    def told(draft: Draft) -> bool:
        typed = draft.pages.get(step, {})
        return any(one(typed, name).strip() for name in names or tuple(typed))

    return told


def _listed_any(step: str) -> Callable[[Draft], bool]:
    return lambda draft: bool(draft.entries.get(step))


_POINTS: tuple[tuple[object, Callable[[Draft], bool]], ...] = (
    (_("What you saw and heard, in your own words"), _typed("notice", "words")),
    (_("When it was, even if only about"), _typed("when")),
    (_("Where it was, even if only what is near it"), _typed("where")),
    (_("Who was there: clothes, height, hair, what others called them"), _listed_any("people")),
    (_("A vehicle: colour, make, part of its plate"), _listed_any("vehicles")),
    (_("How you know: seen, heard, told, or a feeling"), _typed("how")),
)
