"""What was told to whom, and who is owed word."""

from dataclasses import dataclass
from uuid import UUID

from waylight.accounts.policy import can, require
from waylight.accounts.roles import Actor, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..models import Disclosure, WordOwed
from ..told import Told, told_from
from .scope import disclosures_within_reach

MOST = 200


@dataclass(frozen=True)
class DisclosurePage:
    """`told`: what left, as it left; None once its words were disposed of. `of_unit`: the viewer is of the
    unit that told it, and notes receipt and answer for a recipient outside."""

    disclosure: Disclosure
    told: Told | None
    owed: list[WordOwed]
    may_answer: bool
    of_unit: bool


def disclosures(viewer: Actor, *, state: str = "") -> list[Disclosure]:
    """The newest within reach, `MOST` at the most. The list is one consultation."""
    require(viewer, "disclosure.view")
    found = Disclosure.objects.filter(disclosures_within_reach(viewer)).select_related("report", "by")
    if state:
        found = found.filter(state=state)
    listed = list(found.order_by("wanted_by", "-at")[:MOST])
    detail: dict = {"count": len(listed), "state": state[:20]}
    record(Verb.CONSULTATION, "disclosure.view", by=viewer, detail=detail)
    return listed


def open_disclosure(viewer: Actor, pk: UUID) -> DisclosurePage:
    """One telling. A consultation. Raises Disclosure.DoesNotExist, Refused."""
    rows = Disclosure.objects.select_related("report__area", "by", "receipt_noted_by", "feedback_noted_by")
    found = rows.get(pk=pk)
    require(viewer, "disclosure.view", found)
    record(Verb.CONSULTATION, "disclosure.view", by=viewer, thing=("disclosure", pk))
    return DisclosurePage(
        disclosure=found,
        told=told_from(found.told) if found.told else None,
        owed=list(found.owed.select_related("undone", "told_by")),
        may_answer=can(viewer, "disclosure.answer", found),
        of_unit=found.area_slug in viewer.areas(Role.INTELLIGENCE),
    )


def owed(viewer: Actor) -> list[WordOwed]:
    """Everybody who was told something that came apart and has not heard of it, longest waiting first. A
    consultation."""
    require(viewer, "disclosure.tell-again")
    areas = viewer.areas(Role.INTELLIGENCE)
    rows = WordOwed.objects.filter(report__area_id__in=areas, state="owed")
    listed = list(rows.select_related("undone", "disclosure", "report").order_by("undone__at")[:MOST])
    record(Verb.CONSULTATION, "disclosure.tell-again", by=viewer, detail={"count": len(listed)})
    return listed


def owed_of(pk: UUID) -> WordOwed:
    """Raises WordOwed.DoesNotExist. Asks nothing: whoever uses it asks."""
    return WordOwed.objects.select_related("report").get(pk=pk)
