"""What the intelligence unit does with words written for it after an interview."""

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.actions.steps import person_id
from waylight.dissemination import actions as dissemination
from waylight.dissemination.codes import Marking, Named, Priority, Provenance
from waylight.dissemination.models import Report

from ..errors import NotPossible, Why
from ..machine import TAKE
from ..models import Extract

TITLE = "From a return home interview"


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
        record(Verb.ALTERATION, TAKE, by=by, thing=("extract", fresh.pk), detail={"report": str(begun.pk)})
    return begun
