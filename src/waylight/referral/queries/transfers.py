"""Records offered to the viewer's areas, and what became of those that their areas offered."""

from uuid import UUID

from django.core.paginator import Page, Paginator

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.models import Child

from ..models import RecordTransfer

ON_A_PAGE = 50
SEEN = ("from_area", "to_area", "by", "settled_by")


def offered_here(viewer: Actor) -> list[RecordTransfer]:
    """What waits for an answer, with what the other team is told. One audit event: it shows names."""
    require(viewer, "record.take")
    rows = RecordTransfer.objects.filter(to_area_id__in=viewer.areas(Role.TEAM_MANAGER), state="offered")
    found = list(rows.select_related("child", *SEEN))
    record(Verb.CONSULTATION, "record.take", by=viewer, detail={"count": len(found)})
    return found


def given_away(viewer: Actor, *, page: str = "1") -> Page[RecordTransfer]:
    """The trace that stays with the area before: which record, to whom, when. No name, no words."""
    require(viewer, "record.take")
    rows = RecordTransfer.objects.filter(from_area_id__in=viewer.areas(Role.TEAM_MANAGER), state="accepted")
    seen = rows.select_related(*SEEN).defer("subject", "reason", "summary", "answer")
    return Paginator(seen.order_by("-settled_at", "pk"), ON_A_PAGE).get_page(page)


def transfers_of(viewer: Actor, child: Child) -> list[RecordTransfer]:
    """The caller has opened the child, which is the audit event."""
    require(viewer, "child.view", child)
    return list(RecordTransfer.objects.filter(child=child).select_related(*SEEN))


def find_transfer(pk: UUID) -> RecordTransfer:
    """For an action that asks the policy itself. Raises RecordTransfer.DoesNotExist."""
    return RecordTransfer.objects.select_related("child", *SEEN).get(pk=pk)
