"""What the intelligence unit does with words written for it after an interview."""

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.actions import dues
from waylight.casework.actions.dues import Owed
from waylight.casework.actions.leaving import owing_least
from waylight.casework.actions.steps import person_id
from waylight.casework.actions.watching import CLOCKS
from waylight.casework.codes import DueKind
from waylight.casework.models import Due
from waylight.dissemination import actions as dissemination
from waylight.dissemination.codes import Marking, Named, Priority, Provenance
from waylight.dissemination.models import Report

from ..errors import NotPossible, Why
from ..machine import TAKE
from ..models import Extract

TITLE = "From a return home interview"


def unit_owes(extract: Extract) -> bool:
    """Whoever of the unit owes the least is to begin a report; the others may as well. Of the child nothing
    stands beside it. False where nobody is of the unit. In the caller's transaction."""
    area = extract.episode.child.area_id
    if who := owing_least(Role.INTELLIGENCE, area):
        dues.start(None, DueKind.EXTRACT_TAKE, about=extract.pk, owed=Owed(owner=who, area=area))
    return who is not None


def watch_extracts() -> int:
    """What waits and nobody of its unit owes: nobody was there when it was written, or the record has moved
    to another area since. Returns how many dues began; run twice it adds nothing."""
    require(CLOCKS, "due.watch")
    with transaction.atomic():
        waiting = Extract.objects.filter(state="waiting").select_related("episode__child")
        return sum(unit_owes(each) for each in waiting if not _owed_here(each))


def _owed_here(extract: Extract) -> bool:
    running = Due.objects.filter(kind=DueKind.EXTRACT_TAKE, about=extract.pk, stopped_at__isnull=True)
    if running.exclude(area=extract.area_slug).exists():
        dues.stop(None, DueKind.EXTRACT_TAKE, about=extract.pk, because=Due.Stopped.NO_LONGER)
    return running.exists()


def take(extract: Extract, *, by: Actor) -> Report:
    """Begin a report of which the words are the first item. It names neither child nor worker.

    Raises NotPossible when that was done already.
    """
    require(by, TAKE, extract)
    with transaction.atomic():
        rows = Extract.objects.select_for_update(of=("self",)).select_related("episode__child__area")
        fresh = rows.get(pk=extract.pk)
        require(by, TAKE, fresh)
        if fresh.report_id is not None:
            raise NotPossible(Why.TAKEN)
        begun = dissemination.write(
            fresh.episode.child.area,
            title=TITLE,
            priority=Priority.MEDIUM,
            marking=Marking.SENSITIVE,
            learnt_on=timezone.localdate(fresh.written_at),
            tags=[],
            group_based=False,
            by=by,
        )
        dissemination.add_item(
            begun, words=fresh.words, provenance=Provenance.TOLD, named=Named.CONFIDENTIAL, by=by
        )
        fresh.report, fresh.state, fresh.taken_by_id = begun, "taken", person_id(by)
        fresh.save(update_fields=["report", "state", "taken_by"])
        dues.stop(None, DueKind.EXTRACT_TAKE, about=fresh.pk)
        record(Verb.ALTERATION, TAKE, by=by, thing=("extract", fresh.pk), detail={"report": str(begun.pk)})
    return begun
