"""What a person says of two observations: the same, not the same, or no longer either."""

from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.triage.actions.steps import person_id
from waylight.work.actions import announce

from .. import memory
from ..errors import NotPossible, Why
from ..machine import DECIDE
from ..models import Decision, LogEntry, Observation
from ..settling import settle, settle_links


def decide(one: Observation, other: Observation, *, same: bool, reason: str, by: Actor) -> Decision:
    """Join two, or keep them apart for good, whatever any score says later.

    Raises NotPossible without a reason, for two kinds, or for two of one account held to be the same.
    """
    verdict = Decision.Verdict.SAME if same else Decision.Verdict.DIFFERENT
    _ask(one, other, by)
    if one.kind != other.kind:
        raise NotPossible(Why.KINDS)
    if same and one.account_id == other.account_id:
        raise NotPossible(Why.ONE_ACCOUNT)
    return _write(one, other, verdict, reason, by)


def take_back(one: Observation, other: Observation, *, reason: str, by: Actor) -> Decision:
    """What was decided of these two no longer holds; the decision stays on record. Raises NotPossible."""
    _ask(one, other, by)
    pair = (one.pk, other.pk)
    said = LogEntry.objects.filter(decision__one_id__in=pair, decision__other_id__in=pair)
    latest = said.order_by("seq").values_list("decision__verdict", flat=True).last()
    if latest in (None, Decision.Verdict.UNDECIDED):
        raise NotPossible(Why.NOTHING_DECIDED)
    return _write(one, other, Decision.Verdict.UNDECIDED, reason, by)


def _ask(one: Observation, other: Observation, by: Actor) -> None:
    require(by, DECIDE, one)
    require(by, DECIDE, other)


def _write(one: Observation, other: Observation, verdict: str, reason: str, by: Actor) -> Decision:
    if not reason.strip():
        raise NotPossible(Why.REASON)
    first, second = sorted((one, other), key=lambda row: str(row.pk))
    with memory.writing() as held:
        decision = Decision(one=first, other=second, verdict=verdict, by_id=person_id(by), at=timezone.now())
        decision.reason = reason.strip()
        decision.save(force_insert=True)
        touched = held.take_in([decision])
        settle(held.linkage, touched)
        settle_links(held.linkage, touched)
        memory.log(held, decision=decision)
        detail: dict = {"decision": str(decision.pk), "verdict": verdict, "kind": one.kind}
        record(Verb.COMBINATION, DECIDE, by=by, thing=("observation", first.pk), detail=detail)
        announce("link.decided", decision=str(decision.pk))
    return decision
