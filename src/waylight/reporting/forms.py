"""What a person typed, read from a request without judging it.

Nothing is refused for its form. Characters that a database, JSON or a screen cannot hold or show are kept as
visible escapes (`\\u0000`), so that the hub sees that they were there.
"""

import re
import secrets
from collections.abc import Mapping

from django.http import QueryDict

from .form import DATE_PARTS, Field, Step

Typed = dict[str, str | list[str]]
"""What was typed on one page: the names of its controls and their values, only those that are not empty."""

ENTRY = "entry"
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")


def visible(text: str) -> str:
    """The same text with control characters, lone surrogates and non-characters written as escapes.

    Line breaks of every system become one; tabs and line breaks stay.
    """
    return _ODD.sub(lambda odd: f"\\u{ord(odd[0]):04x}", _LINE_ENDS.sub("\n", text))


def read(step: Step, sent: QueryDict) -> Typed:
    """What was typed on this page. A control sent several times keeps every value."""
    typed: Typed = {}
    for field in step.fields:
        for name in field.names:
            values = [value for value in map(visible, sent.getlist(name)) if value.strip()]
            if values:
                distinct = list(dict.fromkeys(values))
                typed[name] = distinct if field.several else "\n".join(distinct)
    return typed


def one(typed: Mapping[str, str | list[str]], name: str) -> str:
    """The value of a control that has one, as it was typed; "" for none."""
    value = typed.get(name, "")
    return value if isinstance(value, str) else "\n".join(value)


def several(typed: Mapping[str, str | list[str]], name: str) -> list[str]:
    value = typed.get(name, [])
    return [value] if isinstance(value, str) else value


def date_parts(field: Field, typed: Mapping[str, str | list[str]]) -> tuple[str, str, str]:
    day, month, year = (one(typed, f"{field.id}_{part}") for part in DATE_PARTS)
    return day, month, year


def new_entry() -> str:
    """Names one entry of a list, so that pressing its button twice saves it once."""
    return secrets.token_hex(6)


def free_words(step: Step, typed: Typed) -> str:
    """What was typed in the person's own words on this page, without the ids of what was picked."""
    return "\n".join(one(typed, name) for field in step.fields if field.is_free for name in field.names)
