"""Which records a viewer reaches, as a condition for the database; the policy asks the same of one record."""

from django.db.models import Q

from waylight.accounts.roles import CASE_ROLES, Actor

from ..models import Access


def working(viewer: Actor, prefix: str = "") -> Q:
    """The records on which the viewer works: as worker, as manager, or named with a reason."""
    areas = viewer.areas(*CASE_ROLES)
    live = Access.objects.filter(person=viewer.user_id, kind=Access.Kind.NAMED, until__isnull=True)
    mine = (
        Q(**{f"{prefix}worker_id": viewer.user_id})
        | Q(**{f"{prefix}manager_id": viewer.user_id})
        | Q(**{f"{prefix}pk__in": live.values("child")})
    )
    return Q(**{f"{prefix}area_id__in": areas}) & mine
