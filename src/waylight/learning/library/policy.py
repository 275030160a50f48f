"""What is shown of a translation, by how much depends on it.

Safety: only what is reviewed and current may stand alone; anything less stands beside the English.
Plain: what was reviewed once may stand alone with a note when the English has changed; a draft has the
English beside it. Check (questions, certificates, law): reviewed and current, or English.
"""

from dataclasses import dataclass
from enum import StrEnum

from .house import House
from .translated import ENGLISH, State, Translations


class Weight(StrEnum):
    SAFETY = "safety"
    PLAIN = "plain"
    CHECK = "check"


@dataclass(frozen=True)
class Showing:
    """`words` in `language`; `beside`: the English stands beside them. `note` is what is said of them."""

    words: str
    language: str
    state: State
    beside: bool = False
    note: House | None = None


def showing(key: str, source: str, weight: Weight, translated: Translations | None) -> Showing:
    """`translated` None: the reader reads English."""
    if translated is None:
        return Showing(source, ENGLISH, State.ENGLISH)
    state = translated.state(key, source)
    if state == State.MISSING or (weight == Weight.CHECK and state != State.REVIEWED):
        return Showing(source, ENGLISH, state)
    words, language = translated.words(key, source), translated.language
    if state == State.REVIEWED:
        return Showing(words, language, state)
    if state == State.OUTDATED and translated.once_reviewed(key):
        if weight == Weight.PLAIN:
            return Showing(words, language, state, note=House.MAY_BE_OLD)
        return Showing(words, language, state, beside=True, note=House.CHANGED)
    return Showing(words, language, state, beside=True, note=House.UNCHECKED)
