"""Referrals of a child, for those who work with the child; one that was sent, for the service it went to."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from waylight.accounts.policy import can, require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.models import Child
from waylight.casework.withheld import must_look

from ..document import Document, for_family, sent
from ..errors import NotPossible, Why
from ..models import Referral
from ..rules import desk_words
from ..writing import Answers
from .asked import ON_A_PAGE, own_desks

COPIES = ("service", "family")


@dataclass(frozen=True)
class ReferralRow:
    referral: Referral
    desk: str


def referrals_of(viewer: Actor, child: Child) -> list[ReferralRow]:
    """The caller has opened the child, which is the audit event."""
    require(viewer, "child.view", child)
    rows = Referral.objects.filter(child=child).select_related("begun_by", "sent_by")
    return [ReferralRow(each, desk_words(each.desk)) for each in rows]


def referrals_here(viewer: Actor, *, page: int | str = 1) -> Page[ReferralRow]:
    """What was sent to the services that the viewer answers for, the latest first; without names."""
    require(viewer, "referral.answer")
    rows = Referral.objects.filter(own_desks(viewer), sent_at__isnull=False).order_by("-sent_at", "pk")
    paginator: Paginator[Any] = Paginator(rows, ON_A_PAGE)
    shown = paginator.get_page(page)
    listed = [ReferralRow(each, desk_words(each.desk)) for each in shown]
    record(Verb.CONSULTATION, "referral.answer", by=viewer, detail={"count": len(listed)})
    return Page(listed, shown.number, paginator)


def read_referral(
    viewer: Actor, referral: Referral, *, copy: str = "service", take: bool = False, looked: bool = False
) -> Document:
    """What was sent, to one of the service or of the record; audited, with `take` as taken away. `looked`: a
    person looked that the copy for the family holds nothing of what the record keeps back.

    Raises Refused: a service that did not get it reads nothing; only who works with the child has the copy
    for the family; NotPossible for a family's copy at which nobody looked; LookupError for one that was never
    sent.
    """
    action = "child.view" if can(viewer, "child.view", referral) else "referral.answer"
    require(viewer, "referral.write" if copy == "family" else action, referral)
    if not referral.document:
        raise LookupError("not sent")
    if take and copy == "family" and not looked and must_look(referral.child):
        raise NotPossible(Why.LOOK_AT_COPY)
    verb = Verb.EXPORT if take else Verb.CONSULTATION
    detail: dict = {"referral": str(referral.pk), "copy": copy}
    record(verb, action, by=viewer, thing=("child", referral.child_id), detail=detail)
    whole = sent(referral)
    return for_family(whole) if copy == "family" else whole


def read_withheld(viewer: Actor, referral: Referral) -> Answers:
    """What was asked before it was decided not to share, for those who work with the child; audited. Raises
    Refused, LookupError for one that was not withheld."""
    require(viewer, "child.view", referral)
    if referral.state != "withheld":
        raise LookupError("not withheld")
    detail: dict = {"referral": str(referral.pk), "copy": "withheld"}
    record(Verb.CONSULTATION, "child.view", by=viewer, thing=("child", referral.child_id), detail=detail)
    return Answers.read(referral.answers)


def find_referral(pk: UUID) -> Referral:
    """For an action or query that asks the policy itself. Raises Referral.DoesNotExist."""
    rows = Referral.objects.select_related("child__worker", "child__manager", "asked_in", "begun_by")
    return rows.select_related("sent_by", "received_by", "answered_by_one", "ended_by").get(pk=pk)
