"""Telling a report to somebody, their receipt, and what they say came of it."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from waylight.accounts.roles import Actor, Role
from waylight.audit.models import Verb
from waylight.triage.actions.steps import person_id
from waylight.triage.codes import LawfulBasis
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..codes import Handling, Recipient, SanitisationCode
from ..errors import NotPossible, Why
from ..machine import ANSWER, DISCLOSE, DISCLOSURE, FINISHED
from ..models import Disclosure, Report
from ..telling import told_of
from .sanitising import refuse_origins
from .steps import audit, changing, changing_disclosure, in_state, move, said

KIND_OF_ROLE = {
    Role.MANAGER: Recipient.CHILDRENS_SERVICES,
    Role.DESIGNATED: Recipient.CHILDRENS_SERVICES,
    Role.LICENSING: Recipient.LICENSING,
}
"""Roles of this system to which a report can be told, and what kind of recipient each is."""


@dataclass(frozen=True)
class Wanted:
    """To whom and why: every field is asked for, but `to_role` (for somebody outside) and `consulted`
    (only with sanitisation code S2)."""

    kind: str
    organisation: str
    addressee: str
    purpose: str
    lawful_basis: str
    means: str
    wanted: str
    wanted_by: date
    to_role: str = ""
    consulted: str = ""


def disclose(report: Report, asked: Wanted, *, by: Actor) -> Disclosure:
    """Tell the report, as it stands sanitised, to one recipient; what left is kept as it left.

    Raises NotPossible while anything of the guards is open, WrongMove.
    """
    with changing(report, DISCLOSE, by=by) as fresh:
        in_state(fresh, *FINISHED)
        kind = KIND_OF_ROLE[Role(asked.to_role)] if asked.to_role else Recipient(asked.kind)
        refuse_unfinished(fresh)
        _refuse_recipient(fresh, kind)
        _refuse_incomplete(fresh, asked)
        now = timezone.now()
        row = Disclosure(report=fresh, kind=kind, to_role=asked.to_role, at=now, by_id=person_id(by))
        row.organisation, row.addressee = asked.organisation.strip(), asked.addressee.strip()
        row.purpose, row.lawful_basis = asked.purpose, asked.lawful_basis
        row.means, row.wanted, row.wanted_by = asked.means.strip(), asked.wanted.strip(), asked.wanted_by
        row.consulted, row.version = asked.consulted.strip(), fresh.version
        told = told_of(fresh, now, kind)
        refuse_origins(fresh, row.organisation, row.addressee, row.means, row.wanted, *told.written)
        row.told = told.as_json()
        row.save(force_insert=True)
        move(fresh, "actioned" if fresh.state == "actioned" else "disseminated", DISCLOSE, by=by)
        detail: dict = {
            "disclosure": str(row.pk),
            "kind": kind,
            "role": asked.to_role,
            "purpose": row.purpose,
            "basis": row.lawful_basis,
        }
        audit(fresh, DISCLOSE, by=by, verb=Verb.DISCLOSURE, detail=detail)
        announce("report.disclosed", report=str(fresh.pk), disclosure=str(row.pk))
    return row


def refuse_unfinished(report: Report) -> None:
    """Raises NotPossible for what no state may hide: an item ungraded or unsanitised, handling C without its
    conditions and codes, something undone that nobody has settled, another report in its place."""
    items = list(report.items.all())
    if not items or not report.handling or any(not item.grade for item in items):
        raise NotPossible(Why.UNGRADED)
    if report.superseded_by_id is not None:
        raise NotPossible(Why.SUPERSEDED)
    if any(not item.sanitised for item in items):
        raise NotPossible(Why.UNSANITISED)
    codes = report.conditions and report.action_code and report.sanitisation_code
    if report.handling == Handling.CONDITIONS and not codes:
        raise NotPossible(Why.CODES)
    if report.undone.filter(settled_at__isnull=True).exists():
        raise NotPossible(Why.IN_DOUBT)


def _refuse_recipient(report: Report, kind: str) -> None:
    if kind != Recipient.POLICE_INTELLIGENCE and any(i.for_unit_only for i in report.items.all()):
        raise NotPossible(Why.UNIT_ONLY)
    if kind == Recipient.LICENSING and report.handling == Handling.CONDITIONS:
        raise NotPossible(Why.NOT_LICENSING)


def _refuse_incomplete(report: Report, asked: Wanted) -> None:
    for words in (asked.organisation, asked.addressee, asked.means, asked.wanted):
        said(words, Why.INCOMPLETE)
    if asked.lawful_basis not in LawfulBasis.values or asked.lawful_basis == LawfulBasis.NOT_SHARED:
        raise NotPossible(Why.NOT_TO_BE_SHARED)
    if asked.wanted_by < timezone.localdate():
        raise NotPossible(Why.LATE)
    if report.sanitisation_code == SanitisationCode.CONSULT:
        said(asked.consulted, Why.CONSULT)


def receive(disclosure: Disclosure, who: str, *, by: Actor) -> Disclosure:
    """It arrived, with whom: said by the recipient here, or noted for one outside. Raises WrongMove,
    NotPossible."""
    with changing_disclosure(disclosure, ANSWER, by=by) as row:
        row.received_by, row.received_at = said(who), timezone.now()
        row.receipt_noted_by_id = person_id(by)
        _move(row, "received", by)
    return row


def answer(disclosure: Disclosure, words: str, *, by: Actor) -> Disclosure:
    """What came of it, in the recipient's words. Raises WrongMove, NotPossible."""
    with changing_disclosure(disclosure, ANSWER, by=by) as row:
        row.feedback, row.feedback_at = said(words), timezone.now()
        row.feedback_noted_by_id = person_id(by)
        _move(row, "answered", by)
        if row.report.state == "disseminated":
            move(row.report, "actioned", ANSWER, by=by)
        announce("report.answered", report=str(row.report_id), disclosure=str(row.pk))
    return row


def _move(row: Disclosure, target: str, by: Actor) -> None:
    if not DISCLOSURE.allows(row.state, target, ANSWER):
        raise WrongMove(DISCLOSURE, row.state, ANSWER)
    row.state = target
    row.save()
    audit(row.report, ANSWER, by=by, detail={"disclosure": str(row.pk), "state": target})
