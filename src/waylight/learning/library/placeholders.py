"""`{{kind:id}}` in words: what may stand there, and how it is found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class PlaceholderKind(StrEnum):
    """`CONTACT` is a line's name with its number; the next two are one of the halves."""

    CONTACT = "contact"
    CONTACT_NAME = "contact-name"
    CONTACT_NUMBER = "contact-number"
    FACT = "fact"
    TERM = "term"
    HUB = "hub"
    AREA = "area"
    QUESTION = "question"
    SCENARIO = "scenario"


CONTACTS = frozenset({PlaceholderKind.CONTACT, PlaceholderKind.CONTACT_NAME, PlaceholderKind.CONTACT_NUMBER})
WITHOUT_ID = frozenset({PlaceholderKind.HUB, PlaceholderKind.AREA})
REFERENCES = frozenset({PlaceholderKind.QUESTION, PlaceholderKind.SCENARIO})

PLACEHOLDER = re.compile(r"\{\{(?P<inside>[^{}]*)\}\}")
HALF = re.compile(r"\{[^{}\n]*\}*")
"""What was begun as one, to the end of its line: none of it is prose."""
ALONE = re.compile(r"\{\{(?P<kind>question|scenario):(?P<id>[\w.-]+)\}\}")


@dataclass(frozen=True)
class Placeholder:
    """`kind` is None for one that we do not know."""

    written: str
    kind: PlaceholderKind | None
    id: str = ""


def placeholder(inside: str) -> Placeholder:
    """What stands between the braces."""
    name, _, id = inside.strip().partition(":")
    written = f"{{{{{inside}}}}}"
    if name not in list(PlaceholderKind) or bool(id) == (name in WITHOUT_ID):
        return Placeholder(written, None)
    return Placeholder(written, PlaceholderKind(name), id)


def placeholders(words: str) -> Iterator[Placeholder]:
    return (placeholder(found["inside"]) for found in PLACEHOLDER.finditer(words))


def without_placeholders(words: str, instead: str = " ") -> str:
    return PLACEHOLDER.sub(instead, words)
