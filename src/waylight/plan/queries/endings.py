"""Support past 18, the end of support, and the follow-ups after it."""

from uuid import UUID

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.casework.models import Child

from ..models import Exit, FollowUp, Transition


def transition_of(viewer: Actor, child: Child) -> Transition | None:
    """The caller has opened the child."""
    require(viewer, "child.view", child)
    return Transition.objects.select_related("by", "agreed_by", "child").filter(child=child).first()


def endings(viewer: Actor, child: Child) -> list[Exit]:
    """The latest first. The caller has opened the child."""
    require(viewer, "child.view", child)
    return list(child.exits.select_related("by"))


def open_exit(found: list[Exit]) -> Exit | None:
    """The end that holds."""
    return next((each for each in found if each.reopened_at is None), None)


def follow_ups(viewer: Actor, child: Child) -> list[FollowUp]:
    require(viewer, "child.view", child)
    return list(child.follow_ups.select_related("by"))


def find_follow_up(pk: UUID) -> FollowUp:
    """For an action or query that asks the policy itself. Raises FollowUp.DoesNotExist."""
    return FollowUp.objects.select_related("child__worker", "child__manager", "by", "ending").get(pk=pk)
