"""Joining, roles, leaving: every write about people. Getting back in is next door, in `restoring.py`."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.work.actions import announce

from . import sessions
from .membership import (
    Membership,
    NotPossible,
    give,
    keep_one_administrator,
    live_areas,
    locked,
    note,
    require_everywhere,
)
from .models import Grant, Invitation, Person, Restoration, StaffSession
from .policy import require
from .queries import actor_for
from .roles import PUBLIC, Actor, Role, system
from .ways_in import Invited, make_link, open_link, shut

SECOND_STEP_WITHIN = timedelta(hours=24)
MACHINE = system("command-line")


@transaction.atomic
def invite(
    *, name: str, email: str, agency: str, roles: Iterable[Role], area_slug: str, by: Actor
) -> Invited:
    """Make the account and its roles, and a link with which the person chooses a password.

    Somebody invited before who has not come in yet, or who had left, is invited anew. Raises NotPossible.
    """
    require(by, "people.join", Membership(0, area_slug))
    email = Person.objects.normalize_email(email.strip()).lower()
    person = Person.objects.select_for_update().filter(email=email).first()
    if person is None:
        person = Person(email=email, joined_at=timezone.now())
    elif person.is_active and person.has_usable_password():
        raise NotPossible(_("This person already has an account. Give them a role on their own page."))
    else:
        for area in live_areas(person):
            require(by, "people.join", Membership(person.pk, area))
    person.name, person.agency, person.is_active, person.left_at = name, agency, True, None
    person.set_unusable_password()
    person.save()
    held = set(person.grants.live(timezone.now()).filter(area_slug=area_slug).values_list("role", flat=True))
    for role in roles:
        if role not in held:
            give(person, role, area_slug, by)
    note("people.join", by, person, area=area_slug)
    return make_link(person, Invitation.Purpose.JOIN, by)


@transaction.atomic
def invite_again(person: Person, *, by: Actor) -> Invited:
    """A new link for somebody who has not come in yet; the old one stops working. Raises NotPossible."""
    person = locked(person)
    require_everywhere(by, "people.join", person)
    if person.has_usable_password() or not person.is_active:
        raise NotPossible(_("This person has used their link. If they lost their second step, restore them."))
    note("people.join", by, person, again=True)
    return make_link(person, Invitation.Purpose.JOIN, by)


@transaction.atomic
def invite_from_machine(*, email: str, name: str, area_slug: str, role: str) -> str:
    """The path of a link, made by whoever runs the machine: for the first administrator, or for the only one
    who lost their second step. An account that exists is shut until the link is used. Raises NotPossible."""
    require(MACHINE, "system.invite")
    email = Person.objects.normalize_email(email.strip()).lower()
    person, _new = Person.objects.get_or_create(
        email=email, defaults={"name": name, "joined_at": timezone.now()}
    )
    person.is_active, person.left_at = True, None
    person.save(update_fields=["is_active", "left_at"])
    if not person.grants.live(timezone.now()).filter(role=role, area_slug=area_slug).exists():
        give(person, Role(role), area_slug, MACHINE)
    shut(person, StaffSession.End.RESTORED)
    note("people.join", MACHINE, person, area=area_slug)
    return make_link(person, Invitation.Purpose.JOIN, MACHINE).link


@transaction.atomic
def accept_invitation(secret: str, password: str) -> Person:
    """Set the password chosen with a one-time link. A second step must follow within a day.

    Raises LinkSpent. Whether the password is strong enough is the form's to check.
    """
    require(PUBLIC, "invitation.accept")
    invitation = open_link(secret, lock=True)
    person, now = locked(invitation.person), timezone.now()
    person.set_password(password)
    person.invited_until = now + SECOND_STEP_WITHIN
    person.save(update_fields=["password", "invited_until"])
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    note("invitation.accept", actor_for(person), person, purpose=invitation.purpose)
    return person


@transaction.atomic
def grant(person: Person, role: Role, area_slug: str, *, by: Actor) -> Grant:
    """Give a role in an area. Raises NotPossible: to oneself, twice, or beside one it is kept apart from."""
    require(by, "people.join", Membership(person.pk, area_slug))
    if person.pk == by.user_id:
        raise NotPossible(_("Nobody gives themselves a role. Ask another administrator."))
    person = locked(person)
    if not person.is_active:
        raise NotPossible(_("This person has left. Invite them again."))
    return give(person, role, area_slug, by)


@transaction.atomic
def end_grant(given: Grant, *, by: Actor) -> Grant:
    """End a role now. Raises NotPossible for the area's last administrator."""
    require(by, "people.leave", given)
    if given.role == Role.ADMINISTRATOR:
        keep_one_administrator(given.person, [given.area_slug])
    now = timezone.now()
    if Grant.objects.live(now).filter(pk=given.pk).update(until=now):
        note("role.end", by, given.person, role=given.role, area=given.area_slug)
        announce("role.ended", user=given.person_id, role=given.role, area=given.area_slug)
    given.refresh_from_db()
    return given


@transaction.atomic
def leave(person: Person, *, on: datetime, reason: str, by: Actor) -> Person:
    """End all access at `on`: at once when that is past, else by the worker when the time comes.

    `reason` is a code. Asks for the right in every area in which the person has a role. Raises NotPossible
    for an area's last administrator.
    """
    person, now = locked(person), timezone.now()
    areas = require_everywhere(by, "people.leave", person)
    if not person.is_active:
        raise NotPossible(_("This person has left already."))
    keep_one_administrator(person, areas)
    person.left_at = on
    person.save(update_fields=["left_at"])
    person.grants.live(now).update(until=max(on, now))
    note("people.leave", by, person, reason=reason, on=timezone.localtime(on).date().isoformat())
    if on <= now:
        _close(person)
    return person


@transaction.atomic
def close_departed(*, by: Actor) -> int:
    """Close every account whose last day has come; returns how many."""
    require(by, "system.close-account")
    due = list(Person.objects.select_for_update().filter(is_active=True, left_at__lte=timezone.now()))
    for person in due:
        _close(person)
        note("people.close", by, person)
    return len(due)


def _close(person: Person) -> None:
    shut(person, StaffSession.End.ACCESS_ENDED)
    waiting = person.restorations.filter(state=Restoration.State.WAITING)
    waiting.update(state=Restoration.State.DECLINED, settled_at=timezone.now())
    person.is_active = False
    person.save(update_fields=["is_active"])
    announce("person.left", user=person.pk)


@transaction.atomic
def end_session(session: StaffSession, *, by: Actor) -> bool:
    """End one of one's own sign-ins. False when it had ended before."""
    require(by, "self.manage", session.person)
    ended = sessions.end(session, StaffSession.End.BY_PERSON)
    if ended:
        record(Verb.SIGN_IN, "sign-in.end", by=by, thing=("session", session.pk), detail={"how": "by-person"})
    return ended
