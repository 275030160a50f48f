"""What of a referral goes to somebody without an account: what was chosen, and nowhere who told it."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from waylight.accounts.models import Person
from waylight.engine.wording.folding import plain_letters

from .codes import Is
from .document import may_go
from .errors import NotPossible, Why
from .models import CheckItem, Referral
from .rules import OUTSIDE, form_blocks
from .writing import NOT_TO_KNOW, Answers

_SHORT = 3
_WORD = re.compile(r"[^\W\d_]{2,}")
_NAME = re.compile(r"\b[^\W\d_a-z][^\W\d_]+")
"""Written with a capital, as names and agencies are; words of scripts without any count too."""

if TYPE_CHECKING:
    from .actions.handing import Given


def choosable(referral: Referral) -> dict[str, tuple[str, str]]:
    """By code, what is asked and what is known to it: all that may be chosen, without who told it."""
    answers = Answers.read(referral.answers)
    sources = {f" ({each})" for each in _sources(referral)} | {NOT_TO_KNOW}
    found = {}
    for each in (each for block in form_blocks() for each in block.questions if each.outside):
        state, words = answers.answer(each.code)[0], answers.words(each.code)
        if state == Is.KNOWN and words.strip():
            found[each.code] = (each.ask, _untold(words, sources))
    return found


def _untold(words: str, sources: set[str]) -> str:
    """Without what stands behind a line of the chronology, its source, which may tell who told it; and behind
    the name of somebody who must not learn of this: that there is such a person."""
    for source in sorted(sources, key=len, reverse=True):
        words = words.replace(source, "")
    return words


def may_tell_who(referral: Referral, given: "Given") -> bool:
    """Whether a name of a source still stands in what was chosen, or asked: somebody wrote it there."""
    known = choosable(referral)
    answers = [known[code][1] for code in given.questions if code in known]
    facts = [item.fact for item in items_outside(referral) if str(item.pk) in given.items]
    said = plain_letters(" ".join([*answers, *facts, given.asked]))
    names = {plain_letters(word) for source in _sources(referral) for word in _names(source)}
    return not names.isdisjoint(_WORD.findall(said))


def _names(source: str) -> list[str]:
    """Its words with a capital; of one without any, those that are long enough to say something."""
    return _NAME.findall(source) or [word for word in _WORD.findall(source) if len(word) > _SHORT]


def _sources(referral: Referral) -> set[str]:
    return {each.source for each in referral.child.lines.all() if each.source}


def items_outside(referral: Referral) -> list[CheckItem]:
    """What agencies told and allow to be passed on to somebody outside, and what the family may know."""
    return [item for item in may_go(referral, OUTSIDE) if not item.not_family]


def made(referral: Referral, given: "Given", sender: Person, now: datetime) -> dict[str, Any]:
    """What the reader is shown. Raises NotPossible for what may not be chosen, and where nothing was."""
    known = choosable(referral)
    items = {str(item.pk): item for item in items_outside(referral)}
    if not set(given.questions) <= set(known):
        raise NotPossible(Why.CHOSEN_OUTSIDE)
    if not set(given.items) <= set(items):
        raise NotPossible(Why.LIMITED)
    if not given.questions and not given.items:
        raise NotPossible(Why.CHOSEN_OUTSIDE)
    return {
        "to": {"name": given.name, "organisation": given.organisation},
        "from": {"name": sender.name, "agency": sender.agency},
        "ring": given.ring,
        "asked": given.asked,
        "by": given.by_day.isoformat(),
        "sent_at": now.isoformat(),
        "answers": [
            {"question": ask, "words": words}
            for code, (ask, words) in known.items()
            if code in given.questions
        ],
        "known": [item.fact for key, item in items.items() if key in given.items],
    }
