"""What agencies were asked about a child and have answered, for those who work with the child."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import Detail, record
from waylight.audit.models import Verb
from waylight.casework.models import Child
from waylight.triage.queries.times import brief

from ..models import Check, CheckItem
from ..rules import SOCIAL_CARE, desk_words


@dataclass(frozen=True)
class ItemRow:
    """`limits`: in words, to whom it may be passed on."""

    item: CheckItem
    limits: str


@dataclass(frozen=True)
class CheckRow:
    """`items` are those of an answer that was sent; what an agency is still writing is its own. `apart`: how
    many besides were told to the team of the area before, for it alone."""

    check: Check
    desk: str
    about: str
    items: list[ItemRow]
    apart: int
    late: bool
    due: str


def checks_of(viewer: Actor, child: Child) -> list[CheckRow]:
    """The caller has opened the child, which is the audit event."""
    require(viewer, "child.view", child)
    rows = child.checks.select_related("about", "asked_by", "asked_in", "settled_by")
    rows = rows.prefetch_related("items")
    return [_row(each, child) for each in rows.order_by("settled_at", "due_at")]


def take_checks(viewer: Actor, child: Child) -> list[CheckRow]:
    """The same for a paper: audited as taken away."""
    require(viewer, "child.view", child)
    detail: Detail = {"paper": "checks"}
    record(Verb.EXPORT, "child.view", by=viewer, thing=("child", child.pk), detail=detail)
    return checks_of(viewer, child)


def _row(check: Check, child: Child) -> CheckRow:
    told = [item for item in check.items.all() if check.was_sent(item)]
    sent = [item for item in told if _for_this_team(item, check, child)]
    late = check.state == "asked" and timezone.now() > check.due_at
    about = check.about.name if check.about else ""
    items = [ItemRow(item, limits(item)) for item in sent]
    apart = len(told) - len(sent)
    return CheckRow(check, desk_words(check.desk), about, items, apart, late, brief(check.due_at))


def _for_this_team(item: CheckItem, check: Check, child: Child) -> bool:
    """The team that asked reads it; social care of the area to which the record moved only where the agency
    said that social care may."""
    return check.asked_in_id == child.area_id or SOCIAL_CARE in item.shareable_with


def limits(item: CheckItem) -> str:
    names = ", ".join(sorted(desk_words(desk) for desk in item.shareable_with))
    return f"May be passed on to: {names}" if names else "For the team that asked; not to be passed on"


def find_check(pk: UUID) -> Check:
    """For an action or query that asks the policy itself. Raises Check.DoesNotExist."""
    return Check.objects.select_related("child__worker", "child__manager", "about").get(pk=pk)
