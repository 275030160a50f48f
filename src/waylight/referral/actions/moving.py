"""A record for the team of another authority. Until it is accepted, who offered it answers for the child."""

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.actions import dues
from waylight.casework.actions.leaving import owing_least
from waylight.casework.actions.steps import audit, changing, line, person_id, said
from waylight.casework.codes import DueKind, LineKind, Whose
from waylight.casework.details import Details
from waylight.casework.models import Access, Child, Due
from waylight.casework.withheld import must_look
from waylight.guidance.models import Area
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..errors import NotPossible, Why
from ..machine import OFFER, TAKE, TRANSFER
from ..models import Evidence, RecordTransfer

SOURCE = "Transfer to another authority"
OF_MEETINGS = (DueKind.MEETING_ACTION, DueKind.MEETING_ESCALATED)


def offer_record(
    child: Child, to_area: Area, reason: str, summary: str, *, looked: bool = False, by: Actor
) -> RecordTransfer:
    """Offer it to the team managers of another area. `summary` is what they see before they have it;
    `looked`: at what the record keeps back, where it does.

    Raises Missing, NotPossible.
    """
    said(reason=reason, summary=summary)
    with changing(child, OFFER, by=by) as fresh:
        if to_area.pk == fresh.area_id:
            raise NotPossible(Why.SAME_AREA)
        if fresh.state != "open" or RecordTransfer.objects.filter(child=fresh, state="offered").exists():
            raise NotPossible(Why.OFFERED)
        if not looked and must_look(fresh):
            raise NotPossible(Why.LOOK_AT_WORDS)
        if dues_running(fresh, DueKind.GLASS):
            raise NotPossible(Why.GLASS_FIRST)
        there = owing_least(Role.TEAM_MANAGER, to_area.pk)
        if there is None:
            raise NotPossible(Why.NOBODY_THERE)
        details = Details.read(fresh.details)
        offered = RecordTransfer.objects.create(
            child=fresh,
            from_area_id=fresh.area_id,
            to_area=to_area,
            subject=f"{details.name}, {details.birthday_words}",
            reason=reason,
            summary=summary,
            by_id=person_id(by),
            at=timezone.now(),
        )
        _after_declines(fresh, Due.Stopped.NO_LONGER)
        dues.start(fresh, DueKind.TRANSFER, about=offered.pk)
        owed = dues.Owed(owner=there, area=to_area.pk)
        dues.start(None, DueKind.OFFERED, about=offered.pk, owed=owed)
        line(fresh, LineKind.HANDLING, f"Offered to {to_area.name}. {reason}", SOURCE, by=person_id(by))
        audit(fresh, OFFER, by=by, verb=Verb.DISCLOSURE, detail={"to": to_area.pk})
        announce("record.offered", transfer=str(offered.pk))
    return offered


def dues_running(child: Child, kind: DueKind) -> bool:
    return child.dues.filter(kind=kind, stopped_at__isnull=True).exists()


def _after_declines(child: Child, because: str) -> int:
    running = child.dues.filter(kind=DueKind.OFFER_DECLINED, stopped_at__isnull=True)
    return sum(
        dues.stop(child, DueKind.OFFER_DECLINED, about=each.about, because=because) for each in list(running)
    )


def after_decline(child: Child, words: str, *, by: Actor) -> Child:
    """What comes now that the other authority declined. Raises Missing, NotPossible where none did."""
    said(words=words)
    with changing(child, OFFER, by=by) as fresh:
        if not _after_declines(fresh, Due.Stopped.DONE):
            raise NotPossible(Why.NONE_DECLINED)
        line(
            fresh, LineKind.DECISION, f"After the other authority declined: {words}", SOURCE, by=person_id(by)
        )
        audit(fresh, OFFER, by=by, detail={"declined": "answered"})
        announce("record.goes-on", child=str(fresh.pk))
    return fresh


def refuse_while_offered(child: Child) -> None:
    """Before a record is closed its offer is answered or taken back. Raises NotPossible."""
    if child.record_transfers.filter(state="offered").exists():
        raise NotPossible(Why.OFFER_WAITS)


def take_offer_back(transfer: RecordTransfer, reason: str, *, by: Actor) -> RecordTransfer:
    """Raises Missing, WrongMove."""
    said(reason=reason)
    with changing(transfer.child, OFFER, by=by) as child:
        fresh = _settled(transfer, "withdrawn", OFFER, reason, by)
        dues.stop(child, DueKind.TRANSFER, about=fresh.pk)
        line(child, LineKind.HANDLING, f"Offer taken back. {reason}", SOURCE, by=person_id(by))
        audit(child, OFFER, by=by, detail={"transfer": str(fresh.pk), "withdrawn": True})
        announce("record.withdrawn", transfer=str(fresh.pk))
    return fresh


def answer_offer(transfer: RecordTransfer, *, accept: bool, words: str, by: Actor) -> RecordTransfer:
    """Accept, and the whole record with all that is due is the accepting manager's from now; or decline, with
    why. Raises Missing, WrongMove."""
    said(words=words)
    require(by, TAKE, transfer)
    with transaction.atomic():
        child = Child.objects.select_for_update(of=("self",)).get(pk=transfer.child_id)
        fresh = _settled(transfer, "accepted" if accept else "declined", TAKE, words, by)
        dues.stop(child, DueKind.TRANSFER, about=fresh.pk)
        if accept:
            _hand_on(child, fresh, by)
        else:
            dues.start(child, DueKind.OFFER_DECLINED, about=fresh.pk)
        answer = "Accepted" if accept else "Declined"
        line(child, LineKind.HANDLING, f"{answer} by {fresh.to_area.name}. {words}", SOURCE, by=person_id(by))
        detail: dict = {"transfer": str(fresh.pk), "accepted": accept}
        record(Verb.DISCLOSURE, TAKE, by=by, thing=("child", child.pk), detail=detail)
        announce("record.answered", transfer=str(fresh.pk), accepted=accept)
    return fresh


def _hand_on(child: Child, transfer: RecordTransfer, by: Actor) -> None:
    """Nobody of the area before reads on; nothing that runs is lost, and its time stays as it was."""
    now = timezone.now()
    child.area_id, child.manager_id, child.worker = transfer.to_area_id, person_id(by), None
    child.save(update_fields=["area", "manager", "worker"])
    Evidence.objects.filter(child=child, settled_at__isnull=True).update(owner=child.manager_id)
    live = Access.objects.filter(child=child)
    live.filter(until__isnull=True).update(until=now)
    live.filter(until__gt=now).update(until=now)
    _hand_dues_on(child, transfer.to_area_id)


def _hand_dues_on(child: Child, area: str) -> None:
    """What an agency or a meeting of the area before asked for is still theirs to do and to see. Whatever the
    record's people owe is the new ones', who ask how an action of a plan stands: its owner is not theirs."""
    running = child.dues.filter(stopped_at__isnull=True)
    for brief in running.filter(kind=DueKind.MEETING_BRIEF):
        dues.stop(child, DueKind.MEETING_BRIEF, about=brief.about, because=Due.Stopped.NO_LONGER)
    running.filter(kind=DueKind.LEAVER).update(whose=Whose.MANAGER, agency="")
    moving = running.exclude(whose=Whose.AGENCY).exclude(kind__in=OF_MEETINGS)
    moving.update(area=area)
    moving.filter(kind=DueKind.ACTION).update(kind=DueKind.CHASE)
    moving.filter(whose=Whose.OWNER).update(whose=Whose.MANAGER, owner=None)


def _settled(transfer: RecordTransfer, state: str, action: str, words: str, by: Actor) -> RecordTransfer:
    rows = RecordTransfer.objects.select_for_update(of=("self",)).select_related("to_area")
    fresh = rows.get(pk=transfer.pk)
    if not TRANSFER.allows(fresh.state, state, action):
        raise WrongMove(TRANSFER, fresh.state, action)
    dues.stop(None, DueKind.OFFERED, about=fresh.pk)
    fresh.state, fresh.answer = state, words
    fresh.settled_by_id, fresh.settled_at = person_id(by), timezone.now()
    fresh.save()
    return fresh
