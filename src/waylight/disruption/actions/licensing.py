"""A licensing referral: what is known of a licence holder, judged, sent to who has the licence, answered."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import Actor, Role
from waylight.audit.models import Verb
from waylight.casework.actions import dues
from waylight.casework.codes import DueKind
from waylight.casework.models import Due
from waylight.triage.machine import WrongMove

from ..authorities import authorities, now_called, own
from ..catalogue import CatalogueError
from ..codes import Course, Licence, LineKind
from ..dates import day
from ..errors import Missing, NotPossible, Why
from ..licence import Holder
from ..machine import LICENCE, REFERRAL, WORK
from ..models import LicensingReferral, Use
from .licence_steps import changing_licence, clock, not_to_come, ours, section_5, section_6, step, to
from .passing import waits
from .steps import audit, line, move_use, person_id, said, using


def refer(
    holder: Holder, information: str, *, licence: str, authority: str, aware_on: date, area: str, by: Actor,
    course: str = Course.OURS, sender: str = "",
) -> LicensingReferral:  # fmt: skip
    """Begin one; whoever begins it owns it. `aware_on`: when we became aware, or received what was sent.

    Raises Missing, NotPossible for a day that is still to come.
    """
    said(information=information, name=holder.name)
    wrong = [code for code in (authority, sender) if code and code not in authorities()]
    if not authority or wrong or licence not in Licence.values or course not in Course.values:
        raise Missing("authority")
    if course == Course.FROM_OTHERS and not sender:
        raise Missing("sender")
    if aware_on > timezone.localdate():
        raise NotPossible(Why.NOT_THAT_DAY)
    begun = LicensingReferral(
        area_id=area,
        course=course,
        licence=licence,
        authority=authority,
        sender=sender,
        aware_on=aware_on,
        holder=holder.written(),
        information=information,
        owner_id=person_id(by),
    )
    require(by, LICENCE, begun)
    with transaction.atomic():
        return _begin(begun, by)


def _begin(begun: LicensingReferral, by: Actor) -> LicensingReferral:
    begun.opened_at, begun.opened_by_id = timezone.now(), person_id(by)
    begun.save()
    section_6(begun)
    section_5(begun)
    step(begun, "", by)
    return begun


def ask_licensing(
    use: Use, holder: Holder, information: str, owner: Person, *, by: Actor
) -> LicensingReferral:
    """A licence measure that was approved goes to a licensing officer, in words written for them: nothing of
    the unit is carried over, and nothing leads back. Raises Missing, NotPossible, WrongMove."""
    said(information=information, name=holder.name)
    require(by, "licence.ask", use)
    if not holders_of(Role.LICENSING, use.unit.area_id).filter(pk=owner.pk).exists():
        raise NotPossible(Why.NOT_A_LICENSING_OFFICER)
    try:
        authority = own(use.unit.area_id, timezone.localdate())
    except CatalogueError:
        raise NotPossible(Why.NO_AUTHORITY) from None
    with using(use, WORK, by=by) as fresh:
        if not fresh.measure.startswith("LIC-"):
            raise NotPossible(Why.NO_LICENCE_MEASURE)
        move_use(fresh, "applied", WORK)
        begun = _begin(
            LicensingReferral(
                area_id=fresh.unit.area_id,
                course=Course.OURS,
                licence=Licence.PREMISES if fresh.measure == "LIC-PREM" else Licence.DRIVER,
                authority=authority.code,
                aware_on=timezone.localdate(),
                holder=holder.written(),
                information=information,
                owner=owner,
            ),
            by,
        )
        fresh.licensing = begun
        fresh.save(update_fields=["state", "licensing"])
        waits(fresh)
        line(fresh.unit, LineKind.MEASURE, f"Licensing was asked: {begun.reference}.", by=person_id(by))
        audit(fresh.unit, WORK, by=by, verb=Verb.DISCLOSURE, detail={"licensing": str(begun.pk)})
    return begun


def put_holder(
    referral: LicensingReferral, holder: Holder, licence: str, authority: str, *, base: int, by: Actor,
    aware_on: date | None = None,
) -> LicensingReferral:  # fmt: skip
    """Whose licence it is, who gave it, and from which day the Act counts, until something was sent or
    decided. From another day what runs is counted anew, and both stand in what has happened. Raises
    NotPossible."""
    said(name=holder.name)
    if authority not in authorities() or licence not in Licence.values:
        raise Missing("authority")
    with changing_licence(referral, by) as fresh:
        if fresh.version != base:
            raise NotPossible(Why.MET)
        if fresh.state not in ("created", "met"):
            raise WrongMove(REFERRAL, fresh.state, LICENCE)
        fresh.holder, fresh.licence, fresh.authority = holder.written(), licence, authority
        fresh.version += 1
        words = "Holder or authority put right."
        if aware_on is not None and aware_on != fresh.aware_on:
            not_to_come(aware_on, since=None)
            words = f"Aware since {day(aware_on)}, not since {day(fresh.aware_on)}."
            fresh.aware_on = aware_on
            for kind in (DueKind.LICENCE_S5, DueKind.LICENCE_S6):
                dues.stop(None, kind, about=fresh.pk, because=Due.Stopped.NO_LONGER)
        fresh.save()
        section_6(fresh)
        section_5(fresh)
        step(fresh, words, by)
    return fresh


def judge(referral: LicensingReferral, reasons: str, *, met: bool, by: Actor) -> LicensingReferral:
    """Whether it is relevant information on which suspending or revoking would be considered. Where the
    licence is our own, or the threshold is not met, nobody else is told. What another authority sent us about
    a licence of our own is decided, not judged. Raises Missing, WrongMove."""
    said(reasons=reasons)
    with changing_licence(referral, by) as fresh:
        to(fresh, "met" if met else "not-met")
        if fresh.course == Course.FROM_OTHERS and ours(fresh):
            raise WrongMove(REFERRAL, referral.state, LICENCE)
        fresh.judged_because = reasons
        fresh.save()
        section_5(fresh)
        section_6(fresh)
        step(fresh, reasons, by)
    return fresh


def send(referral: LicensingReferral, sent_on: date, *, by: Actor) -> LicensingReferral:
    """Section 5: told to who has the licence, or its successor. Raises NotPossible, WrongMove."""
    with changing_licence(referral, by) as fresh:
        to(fresh, "sent")
        if ours(fresh):
            raise NotPossible(Why.OURS)
        not_to_come(sent_on, since=fresh.aware_on)
        fresh.sent_on, fresh.sent_to = sent_on, now_called(fresh.authority, sent_on).code
        fresh.save()
        dues.stop(None, DueKind.LICENCE_S5, about=fresh.pk)
        clock(fresh, DueKind.LICENCE_TOLD, sent_on)
        name = authorities()[fresh.sent_to].name
        step(fresh, f"Sent to {name}.", by, verb=Verb.DISCLOSURE)
    return fresh


def note_answer(
    referral: LicensingReferral, answered_on: date, answer: str, *, by: Actor
) -> LicensingReferral:
    """What the other authority did, with its reasons. Raises Missing, NotPossible, WrongMove."""
    said(answer=answer)
    with changing_licence(referral, by) as fresh:
        to(fresh, "answered")
        not_to_come(answered_on, since=fresh.sent_on)
        fresh.answered_on, fresh.answer = answered_on, answer
        fresh.save()
        dues.stop(None, DueKind.LICENCE_TOLD, about=fresh.pk)
        step(fresh, answer, by)
    return fresh
