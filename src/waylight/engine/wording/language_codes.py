"""Codes of languages and their English names, from Unicode's CLDR: a code that it does not know is no code.

What people typed where a code was asked for could be anything, a child's name too, and is kept sealed.
"""

import re
from functools import cache

from babel import Locale

_TAG = re.compile(r"([A-Za-z]{2,3})(-[A-Za-z0-9]{2,8}){0,2}", re.ASCII)
LONGEST = 12


@cache
def _names() -> dict[str, str]:
    return dict(Locale("en").languages)


def language_code(typed: object) -> str:
    """`typed` if it is a language tag (pl, pa-Guru) of a known language, else an empty string."""
    tag = _TAG.fullmatch(typed) if isinstance(typed, str) and len(typed) <= LONGEST else None
    return str(typed) if tag is not None and tag[1].lower() in _names() else ""


@cache
def languages_by_name() -> tuple[tuple[str, str], ...]:
    """Code and English name of each language with a code of two letters, by name."""
    return tuple(sorted(((c, n) for c, n in _names().items() if len(c) == 2), key=lambda pair: pair[1]))
