"""What is written of an episode without moving it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from waylight.accounts.roles import Actor
from waylight.casework.actions.steps import audit, changing, said
from waylight.casework.models import Child
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..machine import EPISODE, KEEP
from ..models import Episode
from .missing import checked

CARERS_ASKED = ("held", "declined", "not-offered")
CHECKED_LATER = ("offered", *CARERS_ASKED, "extracted")
"""The police's word comes when it comes; an interview that is offered by then is not undone by it."""


@contextmanager
def _beside(
    episode: Episode, states: tuple[str, ...], what: str, *, by: Actor
) -> Iterator[tuple[Child, Episode]]:
    """One transaction: locked, asked for. Raises WrongMove in any other state."""
    with changing(episode.child, KEEP, by=by) as child:
        fresh = Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
        if fresh.state not in states:
            raise WrongMove(EPISODE, fresh.state, KEEP)
        fresh.child = child
        yield child, fresh
        fresh.save()
        audit(child, KEEP, by=by, detail={"episode": str(fresh.pk), "written": what})
        announce(f"missing.{what}", child=str(child.pk), episode=str(fresh.pk))


def note_check(episode: Episode, *, checked_at: datetime, words: str, by: Actor) -> Episode:
    """The police's prevention check is known only once the interview is under way.

    Raises Missing, NotPossible, WrongMove where one is recorded already.
    """
    said(words=words)
    with _beside(episode, CHECKED_LATER, "check", by=by) as (child, fresh):
        if fresh.checked_at is not None:
            raise WrongMove(EPISODE, fresh.state, KEEP)
        checked(child, fresh, checked_at, words, by)
    return fresh


def ask_carers(episode: Episode, *, asked: bool, words: str, by: Actor) -> Episode:
    """What carers told, or why they were not asked. Raises Missing, WrongMove before the interview is over
    or once it is written out for intelligence."""
    said(words=words)
    with _beside(episode, CARERS_ASKED, "carers", by=by) as (_child, fresh):
        fresh.carers_asked, fresh.carers_words = asked, words
    return fresh
