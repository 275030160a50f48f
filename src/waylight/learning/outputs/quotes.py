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
    """A line in print; what stands before a run decides whether a mark in it opens or closes."""
    done: list[Run] = []
    before = ""
    for run in runs:
        if (run.language or language) != "en":
            done.append(run)
        else:
            whole = printed_quotes(before + run.text)
            done.append(replace(run, text=whole[len(before) :]))
        before = run.text[-1:] or before
    return tuple(done)
