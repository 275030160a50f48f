"""Who people are and what they hold."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import Grant, Person
from .policy import Actor, Role, require


def actor_for(person: Person) -> Actor:
    """The person as the policy sees them: their live grants. One query."""
    now = timezone.now()
    live = Grant.objects.filter(person=person, since__lte=now).filter(Q(until__isnull=True) | Q(until__gt=now))
    grants = frozenset((Role(role), area) for role, area in live.values_list("role", "area_slug"))
    return Actor(f"user:{person.pk}", grants if person.is_active else frozenset(), person.pk)


def people(viewer: Actor) -> QuerySet[Person]:
    """Everybody with a grant in an area in which the viewer may see who has which role."""
    require(viewer, "people.view")
    areas = viewer.areas(Role.ADMINISTRATOR, Role.MANAGER, Role.AUDITOR)
    return (
        Person.objects.filter(grants__area_slug__in=areas)
        .distinct()
        .order_by("name")
        .prefetch_related("grants")
    )


def holders_of(role: Role, area_slug: str) -> QuerySet[Person]:
    """Active people who hold the role in the area now."""
    now = timezone.now()
    live = Q(grants__until__isnull=True) | Q(grants__until__gt=now)
    return Person.objects.filter(
        live, is_active=True, grants__role=role, grants__area_slug=area_slug, grants__since__lte=now
    ).distinct()
