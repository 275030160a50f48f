"""While which of this room's things a record stays open."""

from waylight.casework.models import Child

from ..errors import NotPossible, Why

ANSWERED_LATER = ("considered", "referred", "rg-positive", "reconsideration")
"""Of a referral: a decision, here or of the competent authority, is still to come."""


def refuse_while_missing(child: Child) -> None:
    """Nobody ends support of a child who is not back. Raises NotPossible."""
    if child.episodes.filter(state="reported").exists():
        raise NotPossible(Why.STILL_MISSING)


def refuse_while_open(child: Child) -> None:
    """A closed record's dues and pages are nobody's daily work. Raises NotPossible."""
    refuse_while_missing(child)
    if child.proceedings.filter(state="open").exists():
        raise NotPossible(Why.COURT_OPEN)
    if child.trafficking.filter(state__in=ANSWERED_LATER).exists():
        raise NotPossible(Why.ANSWER_OPEN)
