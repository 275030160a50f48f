"""What was considered and sent about a child, and the copy that leaves."""

from uuid import UUID

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.models import Child

from ..machine import REFER
from ..models import TraffickingReferral
from ..told import Told, as_sent


def find_referral(pk: UUID) -> TraffickingReferral:
    """For an action or a query that asks the policy itself. Raises TraffickingReferral.DoesNotExist."""
    rows = TraffickingReferral.objects.select_related("child__area", "child__worker", "child__manager")
    return rows.get(pk=pk)


def referrals(viewer: Actor, child: Child) -> list[TraffickingReferral]:
    """A child's, the latest first. The caller has opened the child."""
    require(viewer, "child.view", child)
    return list(child.trafficking.all())


def take_away(viewer: Actor, referral: TraffickingReferral, form: str) -> Told:
    """What leaves, as `form` ("pdf" or "data"), for whoever works with the child: an export on record."""
    require(viewer, REFER, referral)
    detail = {"referral": str(referral.pk), "form": form, "state": referral.state}
    record(Verb.EXPORT, REFER, by=viewer, thing=("child", referral.child_id), detail=detail)
    return as_sent(referral)
