"""How far a viewer reaches, as conditions for the database."""

from django.db.models import Q

from waylight.accounts.roles import ROLE_DESKS, Actor, Role

from ..machine import READABLE

LEADS = (Role.MANAGER, Role.DESIGNATED)


def reports_within_reach(viewer: Actor) -> Q:
    """The unit's whole area; for a lead, what they wrote and what is sanitised and of their desk."""
    reach = Q(pk__in=[])
    for role, area in viewer.grants:
        if role is Role.INTELLIGENCE:
            reach |= Q(area_id=area)
        elif role in LEADS:
            reach |= Q(area_id=area, written_by_id=viewer.user_id or 0)
            reach |= Q(area_id=area, desk=ROLE_DESKS[role], state__in=READABLE, unit_only=False)
    return reach


def disclosures_within_reach(viewer: Actor) -> Q:
    """What the unit of the area told; for others, what was told to their role there."""
    reach = Q(pk__in=[])
    for role, area in viewer.grants:
        if role is Role.INTELLIGENCE:
            reach |= Q(report__area_id=area)
        else:
            reach |= Q(report__area_id=area, to_role=role.value)
    return reach
