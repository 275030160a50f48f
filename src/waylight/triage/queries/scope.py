"""Which contacts a viewer's desks reach, as a condition for the database."""

from django.db.models import Q

from waylight.accounts.roles import ROLE_DESKS, Actor


def own_contacts(viewer: Actor, prefix: str = "") -> Q:
    """The contacts of every desk on which the viewer works; none for whoever works on none."""
    reach = {(area, ROLE_DESKS[role]) for role, area in viewer.grants if role in ROLE_DESKS}
    found = Q(pk__in=[])
    for area, desk in reach:
        found |= Q(**{f"{prefix}area_id": area, f"{prefix}desk": desk})
    return found
