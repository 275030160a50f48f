"""Advice on words beside what professionals write: suggests and explains, never blocks, changes nothing."""

import re
from functools import cache

from django.conf import settings

from waylight.engine.wording.blame import BlameList, Blaming

_QUOTATION = re.compile(
    r"“[^”]*”|\"[^\"]*\"|«[^»]*»"
    r"|‘(?:[^’\n]|’(?=\w))*’"  # what stands within a word is no end of it
    r"|(?<!\w)'(?=\w)(?:[^'\n]|(?<=\w)'(?=\w))*'(?!\w)"
)
"""Single marks end with their line, since an apostrophe may look like one; double marks go over lines."""


@cache
def blame_list() -> BlameList:
    return BlameList.load(settings.CONTENT / "wording/blame.yaml")


def advice(text: str) -> list[Blaming]:
    """Words that put blame on a child, outside quotation marks, each once with why and what to write."""
    if not text.strip():
        return []
    own = _QUOTATION.sub(lambda found: " " * len(found.group()), text)
    once: dict[str, Blaming] = {}
    for found in blame_list().find(own):
        once.setdefault(found.advice.avoid, found)
    return list(once.values())
