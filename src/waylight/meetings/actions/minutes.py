"""Minutes: agreed by the chair, closed, and corrected by adding to them."""

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.casework.actions import dues
from waylight.casework.codes import DueKind
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..errors import NotPossible, Why
from ..machine import AGREE, MEETING, RUN
from ..models import Correction, Item, Meeting
from .steps import audit, changing, is_here, not_in_conflict, person_id, said
from .telling import of_decision, tell


def agree_minutes(meeting: Meeting, *, by: Actor) -> Meeting:
    """The chair agrees them: every item has a decision, but one about records that went elsewhere. What was
    decided stands now in the chronology of each child it is about.

    Raises NotPossible, WrongMove.
    """
    with changing(meeting, AGREE, "minutes-agreed", by=by) as fresh:
        agenda = fresh.items.filter(left_out=False)
        if any(map(is_here, agenda.filter(decisions__isnull=True))):
            raise NotPossible(Why.UNDECIDED)
        fresh.agreed_by_id, fresh.agreed_at = person_id(by), timezone.now()
        fresh.save(update_fields=["state", "agreed_by", "agreed_at"])
        for item in agenda.prefetch_related("decisions"):
            for decision in item.decisions.all():
                tell(item, of_decision(decision), by=decision.by_id)
        dues.stop(None, DueKind.MEETING_MINUTES, about=fresh.pk)
        audit(fresh, AGREE, by=by, detail={"state": "minutes-agreed"})
        announce("meeting.agreed", meeting=str(fresh.pk))
    return fresh


def close(meeting: Meeting, *, by: Actor) -> Meeting:
    """Nothing more is expected of it; its actions roll on by themselves. Raises WrongMove."""
    with changing(meeting, RUN, "closed", by=by) as fresh:
        fresh.save(update_fields=["state"])
        audit(fresh, RUN, by=by, detail={"state": "closed"})
        announce("meeting.closed", meeting=str(fresh.pk))
    return fresh


def correct(meeting: Meeting, words: str, item: Item | None = None, *, by: Actor) -> Correction:
    """Add to agreed minutes; nothing in them changes. What it adds about a child stands in their chronology
    too. Raises Missing, NotPossible, WrongMove."""
    said(words=words)
    with changing(meeting, RUN, by=by) as fresh:
        if fresh.state not in ("minutes-agreed", "closed"):
            raise WrongMove(MEETING, fresh.state, RUN)
        if item is not None:
            if item.meeting_id != fresh.pk:
                raise NotPossible(Why.NOT_OF_THIS)
            not_in_conflict(item, by.user_id)
        added = Correction.objects.create(
            meeting=fresh, item=item, words=words, by_id=person_id(by), at=timezone.now()
        )
        if item is not None:
            tell(item, f"Added to the minutes: {words}", by=added.by_id)
        audit(fresh, RUN, by=by, detail={"correction": str(added.pk)})
        announce("meeting.corrected", meeting=str(fresh.pk))
    return added
