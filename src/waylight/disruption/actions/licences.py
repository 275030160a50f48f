"""Our own decision about a licence, and its entry in the national database, kept for eleven years."""

from datetime import date

from waylight.accounts.roles import Actor
from waylight.audit.models import Verb
from waylight.casework.actions import dues
from waylight.casework.codes import DueKind
from waylight.triage.machine import WrongMove

from ..authorities import authorities
from ..codes import Course, LicenceOutcome
from ..dates import day
from ..errors import Missing, NotPossible, Why
from ..licence import Entry
from ..machine import LICENCE, REFERRAL
from ..models import LicensingReferral
from ..statute import removed_on
from .licence_steps import changing_licence, clock, not_to_come, ours, section_5, section_6, step, to
from .steps import morning, said


def decide_licence(
    referral: LicensingReferral, outcome: str, because: str, *, notified_on: date, by: Actor,
    effective_on: date | None = None, suspended_until: date | None = None, relevant: bool = True,
) -> LicensingReferral:  # fmt: skip
    """Our own decision about a licence that is ours, and when the person was notified of it. `relevant`: it
    rests wholly or partly on relevant information; then section 2's clock runs from that day.

    Raises Missing, NotPossible (NOT_OURS, DATES, NOT_THAT_DAY), WrongMove.
    """
    said(because=because)
    if outcome not in LicenceOutcome.values:
        raise Missing("outcome")
    with changing_licence(referral, by) as fresh:
        before = fresh.state
        to(fresh, "decided")
        if before == "created" and fresh.course != Course.FROM_OTHERS:
            raise WrongMove(REFERRAL, before, LICENCE)
        if not ours(fresh):
            raise NotPossible(Why.NOT_OURS)
        not_to_come(notified_on, since=fresh.aware_on)
        if suspended_until is not None and outcome != LicenceOutcome.SUSPENDED:
            raise NotPossible(Why.NOT_SUSPENDED)
        if suspended_until is not None and suspended_until < (effective_on or notified_on):
            raise NotPossible(Why.DATES)
        fresh.outcome, fresh.outcome_because, fresh.notified_on = outcome, because, notified_on
        fresh.effective_on, fresh.suspended_until = effective_on, suspended_until
        fresh.on_relevant_information = relevant
        fresh.save()
        section_5(fresh)
        section_6(fresh)
        if fresh.to_be_entered:
            clock(fresh, DueKind.LICENCE_S2, notified_on)
        step(fresh, f"{LicenceOutcome(outcome).label}. {because}", by)
    return fresh


def enter(
    referral: LicensingReferral, entry: Entry, entered_on: date, *, base: int, by: Actor
) -> LicensingReferral:
    """Recorded in the national database, or kept up to date there: the first entry sets when it is removed.

    Raises Missing, NotPossible (NOT_ENTERED, MET, NOT_THAT_DAY), WrongMove.
    """
    said(full_name=entry.full_name, address=entry.address)
    with changing_licence(referral, by) as fresh:
        first = fresh.state == "decided"
        to(fresh, "entered")
        if not fresh.to_be_entered:
            raise NotPossible(Why.NOT_ENTERED)
        if fresh.version != base:
            raise NotPossible(Why.MET)
        not_to_come(entered_on, since=fresh.notified_on)
        fresh.entry, fresh.version = entry.written(), fresh.version + 1
        if first:
            fresh.entered_on, fresh.remove_on = entered_on, removed_on(entered_on)
            dues.stop(None, DueKind.LICENCE_S2, about=fresh.pk)
            owed = dues.Owed(owner=fresh.owner, area=fresh.area_id, until=morning(fresh.remove_on))
            dues.start(None, DueKind.LICENCE_END, about=fresh.pk, owed=owed)
        fresh.save()
        step(fresh, "Entered." if first else f"Entry brought up to date on {day(entered_on)}.", by)
    return fresh


def tell_sender(referral: LicensingReferral, told_on: date, *, by: Actor) -> LicensingReferral:
    """Section 6: whoever sent it was told what we decided, in writing and with reasons; its clock ends.

    Raises NotPossible where nobody waits for it, WrongMove."""
    with changing_licence(referral, by) as fresh:
        if fresh.state not in ("decided", "entered"):
            raise WrongMove(REFERRAL, fresh.state, LICENCE)
        to(fresh, fresh.state)
        if not fresh.sender_waits:
            raise NotPossible(Why.NOBODY_WAITS)
        not_to_come(told_on, since=fresh.aware_on)
        fresh.told_on = told_on
        fresh.save(update_fields=["told_on"])
        dues.stop(None, DueKind.LICENCE_S6, about=fresh.pk)
        name = authorities()[fresh.sender].name
        step(fresh, f"{name} was told on {day(told_on)}.", by, verb=Verb.DISCLOSURE)
    return fresh
