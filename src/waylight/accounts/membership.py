"""A person in an area: what every write about people asks first, and how it is noted."""

from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils import timezone
from django.utils.translation import gettext as _

from waylight.audit.actions import Detail, record
from waylight.audit.models import Verb

from .models import Grant, Person
from .policy import require
from .roles import APART, Actor, Role


class NotPossible(ValueError):
    """A sentence for the person who asked: why it was not done, and what to do instead."""


@dataclass(frozen=True)
class Membership:
    """A person in one area, as the policy is asked about them."""

    pk: int
    area_slug: str


def locked(person: Person) -> Person:
    """The person's row, held until the transaction ends, so that two people cannot change it at once."""
    return Person.objects.select_for_update().get(pk=person.pk)


def live_areas(person: Person) -> list[str]:
    live = person.grants.live(timezone.now())
    return sorted(set(live.values_list("area_slug", flat=True)))


def require_everywhere(by: Actor, action: str, person: Person) -> list[str]:
    """Ask for the right in every area in which the person has a role, or ever had one; returns the areas.

    Whoever administers one area must not reach, through an account that works in two, into the other.
    """
    areas = live_areas(person) or sorted(set(person.grants.values_list("area_slug", flat=True)))
    for area in areas or [""]:
        require(by, action, Membership(person.pk, area))
    return areas


def give(person: Person, role: Role, area_slug: str, by: Actor) -> Grant:
    """Write the grant. The caller has asked the policy. Raises NotPossible."""
    now = timezone.now()
    here = person.grants.live(now).filter(area_slug=area_slug)
    held = {Role(each) for each in here.values_list("role", flat=True)}
    if role in held:
        raise NotPossible(_("They already hold this role here."))
    if held & set(APART.get(role, ())):
        raise NotPossible(
            _(
                "One person cannot both give access and read concerns or the audit in the same area. "
                "End their other role first."
            )
        )
    given = Grant.objects.create(person=person, role=role, area_slug=area_slug, since=now, given_by=by.ref)
    note("role.give", by, person, role=role.value, area=area_slug)
    return given


def keep_one_administrator(person: Person, areas: list[str]) -> None:
    """Raises NotPossible when `person` is the last who can administer one of the areas.

    Somebody invited who has not come in yet does not count: they may never come.
    """
    for area in areas:
        live = Grant.objects.live(timezone.now()).filter(area_slug=area, role=Role.ADMINISTRATOR)
        able = live.filter(person__is_active=True).exclude(
            person__password__startswith=UNUSABLE_PASSWORD_PREFIX
        )
        holders = set(able.select_for_update().order_by("pk").values_list("person_id", flat=True))
        if holders == {person.pk}:
            raise NotPossible(
                _("They are the last administrator of this area. Give somebody else the role first.")
            )


def note(action: str, by: Actor, person: Person, **detail: str | bool | None) -> None:
    about: Detail = {**detail}
    record(Verb.PERMISSION, action, by=by, thing=("person", person.pk), detail=about)
