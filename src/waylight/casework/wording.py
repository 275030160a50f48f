"""Advice on words beside what professionals write: suggests and explains, never blocks, changes nothing."""

import re

from waylight.engine.wording.blame import Blaming

from .rules import blame_list

_QUOTATION = re.compile(r"“[^”]*”|\"[^\"\n]*\"|‘[^’\n]{2,}’(?!\w)|«[^»]*»")


def advice(text: str) -> list[Blaming]:
    """Words that put blame on a child, outside quotation marks, each once with why and what to write."""
    own = _QUOTATION.sub(lambda found: " " * len(found.group()), text)
    once: dict[str, Blaming] = {}
    for found in blame_list().find(own):
        once.setdefault(found.advice.avoid, found)
    return list(once.values())
