"""The controls of a page, from the markup in `fields.html`.

A page has dozens, and most are empty: each empty control is made once for each language and kept, and what
was picked is ticked in it.
"""

from functools import cache
from typing import Any

from django.template import engines
from django.utils.translation import get_language
from markupsafe import Markup

from .form import Field, Step, form
from .forms import Typed, one, several

PICKED = {"choice": " checked", "choices": " checked", "select": " selected"}


def control(step: Step, field: Field, typed: Typed, days: list[tuple[str, str]]) -> Markup:
    """One question with what was typed into it."""
    if field.kind == "day":
        return _macros().day(field, one(typed, field.id), days)
    if field.kind == "signs":
        return _signs(step, field, several(typed, field.id))
    if not any(name in typed for name in field.names):
        return _empty(get_language(), step.id, field.id)
    picked = several(typed, field.id)
    if field.kind in PICKED and all(value in field.labels for value in picked):
        return _ticked(_empty(get_language(), step.id, field.id), picked, PICKED[field.kind])
    return _made(field, typed)


def _signs(step: Step, field: Field, picked: list[str]) -> Markup:
    """Kinds with a tick are open; with none, the first is, to show how it works."""
    kinds, open_first = [], not picked
    for kind in form().sign_kinds:
        html = _sign_kind(get_language(), step.id, field.id, kind.id)
        here = [sign.id for sign in kind.signs if sign.id in picked]
        if here or open_first:
            html, open_first = html.replace("<details", "<details open", 1), False
        kinds.append(_ticked(html, here, " checked"))
    return _macros().signs(field, kinds, [sign for sign in picked if sign not in form().signs])


def _ticked(html: str, ids: list[str], how: str) -> Markup:
    """Ids come from the form's own files, so they stand in the markup as they are."""
    text = str(html)
    for id_ in ids:
        text = text.replace(f'value="{id_}"', f'value="{id_}"{how}', 1)
    return Markup(text)  # noqa: S704 (our own markup, in which only our own ids were ticked)


def _made(field: Field, typed: Typed) -> Markup:
    macros = _macros()
    match field.kind:
        case "text" | "lines":
            return macros.text(field, one(typed, field.id))
        case "choice":
            return macros.radios(field, one(typed, field.id))
        case "choices":
            return macros.checkboxes(field, several(typed, field.id))
        case "date":
            return macros.date(field, typed)
        case _:
            return getattr(macros, field.kind)(field, one(typed, field.id))


@cache
def _empty(language: str | None, step: str, field: str) -> Markup:
    """Kept for each language: as many as the form has questions."""
    return _made(_field(step, field), {})


@cache
def _sign_kind(language: str | None, step: str, field: str, kind: str) -> str:
    found = next(each for each in form().sign_kinds if each.id == kind)
    return str(_macros().sign_kind(_field(step, field), found))


def _field(step: str, field: str) -> Field:
    return next(each for each in form().by_id[step].fields if each.id == field)


def _macros() -> Any:
    """The module of macros, which Jinja itself keeps."""
    return engines["jinja2"].env.get_template("reporting/fields.html").module  # type: ignore[attr-defined]
