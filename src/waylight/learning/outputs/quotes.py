"""Typewriter quotation marks and apostrophes, as an editor types them, into those of print. English only."""

import re
from collections.abc import Sequence
from dataclasses import replace

from waylight.learning.library import Run

_OPENS = re.compile(r"(?<![\w.,;:!?…)\]’”])(['\"])(?=\S)")
_SIGNS = {"'": ("‘", "’"), '"': ("“", "”")}


def printed_quotes(words: str) -> str:
    opened = _OPENS.sub(lambda found: _SIGNS[found[1]][0], words)
    return opened.replace("'", _SIGNS["'"][1]).replace('"', _SIGNS['"'][1])


def line_with_quotes(runs: Sequence[Run], language: str) -> tuple[Run, ...]:
    """A line in print. The whole line decides whether a mark opens or closes; each becomes one other mark."""
    whole = printed_quotes("".join(run.text for run in runs))
    done, at = [], 0
    for run in runs:
        printed = whole[at : at + len(run.text)]
        at += len(run.text)
        done.append(replace(run, text=printed) if (run.language or language) == "en" else run)
    return tuple(done)
