"""What is shown of a translation, by how much depends on it.

Safety: only what is reviewed and current may stand alone; anything less stands beside the English.
Plain: what was reviewed once may stand alone with a note when the English has changed; a draft has the
English beside it. Check (questions, certificates, law): reviewed and current, or English.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop

from .translated import ENGLISH, State, Translations


class Weight(StrEnum):
    SAFETY = "safety"
    PLAIN = "plain"
    CHECK = "check"


UNCHECKED = gettext_noop(
    "Nobody who reads this language has checked these words yet. The English is beside them."
)
CHANGED = gettext_noop("The English has changed since this was translated. The English is beside it.")
MAY_BE_OLD = gettext_noop("The English has changed since this was translated. Some of it may be out of date.")


@dataclass(frozen=True)
class Showing:
    """`words` in `language`; `beside`: the English stands beside them. `note` is a msgid, or empty."""

    words: str
    language: str
    state: State
    beside: bool = False
    note: str = ""


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
            return Showing(words, language, state, note=MAY_BE_OLD)
        return Showing(words, language, state, beside=True, note=CHANGED)
    return Showing(words, language, state, beside=True, note=UNCHECKED)
