"""How far a viewer reaches, as conditions for the database."""

from uuid import UUID

from django.db.models import Q

from waylight.accounts.policy import require
from waylight.accounts.roles import ROLE_DESKS, Actor, Role
from waylight.triage.queries.scope import own_contacts

from ..models import Link, Mention

APART = ROLE_DESKS[Role.INDEPENDENT]
_LEADS = (Role.MANAGER, Role.DESIGNATED, Role.INDEPENDENT)


def within_reach(viewer: Actor, prefix: str = "") -> Q:
    """Contacts of the viewer's own desks; for the unit, of its area but what goes round the hub's people."""
    reach = own_contacts(viewer, prefix)
    for area in viewer.areas(Role.INTELLIGENCE):
        reach |= Q(**{f"{prefix}area_id": area}) & ~Q(**{f"{prefix}desk": APART})
    return reach


def alerts_within_reach(viewer: Actor) -> Q:
    """Alerts of the unit's area; for a lead, those whose reports are all of the desk."""
    reach = Q(pk__in=[])
    for role, area in viewer.grants:
        if role is Role.INTELLIGENCE:
            reach |= Q(area_id=area) & ~Q(desk=APART)
        elif role in _LEADS:
            reach |= Q(area_id=area, desk=ROLE_DESKS[role])
    return reach


def mention_of(viewer: Actor, pk: UUID) -> Mention:
    """A mention that the viewer may judge. Raises Mention.DoesNotExist, Refused."""
    found = Mention.objects.select_related("account__contact").get(pk=pk)
    require(viewer, "mention.judge", found)
    return found


def link_of(viewer: Actor, pk: UUID) -> Link:
    """A live link of which the viewer reaches both ends. Raises Link.DoesNotExist, Refused."""
    links = Link.objects.select_related("one__account__contact", "other__account__contact")
    found = links.exclude(state="overtaken").get(pk=pk)
    for end in (found.one, found.other):
        require(viewer, "link.decide", end)
    return found
