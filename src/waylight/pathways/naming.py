"""Whether words that leave without anybody's name name the child after all, or somebody around them."""

import re
from collections.abc import Iterable

from waylight.casework.codes import Around
from waylight.casework.details import Details
from waylight.casework.models import Child

_WORD = re.compile(r"\w+")
_NO_NAMES = {"a", "an", "the", "her", "his", "their", "my"}
_LEAST_OF_A_NUMBER = 4


def names_somebody(child: Child, written: Iterable[str]) -> bool:
    """The child's names and numbers, and the names of those around them. It rather finds too much than too
    little; professionals are left out, for who sends it is said on it."""
    text = " ".join(written)
    words = {word.casefold() for word in _WORD.findall(text)}
    around = [each.name for each in child.related.exclude(kind=Around.PROFESSIONAL)]
    names = {word for name in Details.read(child.details).names for word in _WORD.findall(name)}
    names |= {word for name in around for word in _name_words(name)}
    numbers = (child.reference, *(each.value for each in child.identifiers.all()))
    return (
        bool({word.casefold() for word in names if len(word) > 1} & words)
        or any(_run(name) in _run(text) for name in around if name.strip())
        or any(_squeezed(number) in _squeezed(text) for number in numbers if _is_number(number))
    )


def _name_words(name: str) -> list[str]:
    """Those with a capital: of "The man they call Grey" the last."""
    return [
        word for word in _WORD.findall(name) if not word[0].islower() and word.casefold() not in _NO_NAMES
    ]


def _run(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _squeezed(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))


def _is_number(text: str) -> bool:
    return len(_squeezed(text)) >= _LEAST_OF_A_NUMBER
