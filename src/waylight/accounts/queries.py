"""Who people are and what they hold."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from waylight.audit.actions import record
from waylight.audit.models import Verb

from . import sessions
from .models import Grant, Person, Restoration, StaffSession
from .policy import require
from .roles import Actor, Role

ON_A_PAGE = 50
SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_LOOKERS = (Role.ADMINISTRATOR, Role.MANAGER, Role.AUDITOR)


def actor_for(person: Person) -> Actor:
    """The person as the policy sees them: their live grants. One query."""
    live = Grant.objects.live(timezone.now()).filter(person=person)
    grants = frozenset((Role(role), area) for role, area in live.values_list("role", "area_slug"))
    return Actor(f"user:{person.pk}", grants if person.is_active else frozenset(), person.pk)


def people(viewer: Actor) -> QuerySet[Person]:
    """Everybody who has or had a role in an area in which the viewer may see who has which; `.here` holds
    their roles there, newest first."""
    require(viewer, "people.view")
    here = Grant.objects.filter(area_slug__in=viewer.areas(*_LOOKERS)).order_by("-since")
    ids = here.order_by().values("person_id")
    return (
        Person.objects.filter(pk__in=ids)
        .order_by("-is_active", "name", "pk")
        .prefetch_related(Prefetch("grants", queryset=here, to_attr="here"))
    )


def person(viewer: Actor, pk: int) -> Person:
    """One of `people()`; noted. Raises Person.DoesNotExist, also for somebody of another area."""
    found = people(viewer).get(pk=pk)
    record(Verb.CONSULTATION, "people.view", by=viewer, thing=("person", pk))
    return found


def people_listed(viewer: Actor, page: int | str = 1) -> Page[Person]:
    """A page of the list as one consultation."""
    shown = Paginator(people(viewer), ON_A_PAGE).get_page(page)
    record(Verb.CONSULTATION, "people.view", by=viewer, detail={"count": len(shown)})
    return shown


def restorations_to_confirm(viewer: Actor) -> QuerySet[Restoration]:
    """Those that wait for a second person in the viewer's areas, but their own and those they began."""
    require(viewer, "people.confirm-restore")
    areas = viewer.areas(Role.MANAGER, Role.DESIGNATED, Role.INDEPENDENT)
    waiting = Restoration.objects.filter(state=Restoration.State.WAITING, area_slug__in=areas)
    others = waiting.exclude(person_id=viewer.user_id or 0).exclude(started_by=viewer.ref)
    return others.select_related("person")


def second_steps(person: Person) -> QuerySet[Authenticator]:
    """Authenticator app and passkeys; recovery codes alone do not count."""
    return Authenticator.objects.filter(user_id=person.pk, type__in=SECOND_STEPS)


def my_sessions(person: Person) -> QuerySet[StaffSession]:
    return sessions.standing(person).order_by("-began_at")


def staff_names() -> dict[str, str]:
    """The name of everybody who has ever had an account, by the reference that the audit keeps."""
    return {f"user:{pk}": name for pk, name in Person.objects.values_list("pk", "name")}


def holds(person: Person, roles: tuple[Role, ...], area_slug: str) -> bool:
    """Whether an active person holds one of the roles in the area now."""
    live = Grant.objects.live(timezone.now()).filter(person=person, role__in=roles, area_slug=area_slug)
    return person.is_active and live.exists()


def roles_had(person: Person, area_slug: str) -> list[Role]:
    """Every role that the person holds or has held in the area, the one that ended last first."""
    had = Grant.objects.filter(person=person, area_slug=area_slug)
    return [Role(role) for role in had.order_by("-until", "role").values_list("role", flat=True)]


def holders_of(role: Role, area_slug: str) -> QuerySet[Person]:
    """Active people who hold the role in the area now."""
    return holders_of_any((role,), area_slug)


def holders_of_any(roles: Iterable[Role], *areas: str) -> QuerySet[Person]:
    """Active people who hold one of the roles in one of the areas now, each once."""
    live = Grant.objects.live(timezone.now()).filter(role__in=list(roles), area_slug__in=areas)
    return Person.objects.filter(is_active=True, pk__in=live.values("person_id"))
