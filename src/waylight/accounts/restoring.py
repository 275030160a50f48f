"""A lost authenticator: a new way in for somebody whose identity a colleague has checked."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from waylight.work.actions import announce

from .membership import NotPossible, locked, note, require_everywhere
from .models import Invitation, Person, Restoration, StaffSession
from .policy import require
from .roles import Actor, Role
from .ways_in import Invited, make_link, shut

NEEDS_SECOND_PERSON = frozenset(
    {Role.MANAGER, Role.DESIGNATED, Role.INDEPENDENT, Role.ADMINISTRATOR, Role.AUDITOR}
)
"""Whoever holds one of these roles is given a new way in by two people, not one."""


@dataclass(frozen=True)
class Restored:
    """`invited` is None while a second person has yet to agree, or when they did not."""

    restoration: Restoration
    invited: Invited | None


@transaction.atomic
def start_restore(person: Person, *, how_checked: str, by: Actor) -> Restored:
    """Begin; the person is told by e-mail. An account that leads, administers or audits waits for a second
    person. Raises NotPossible: one's own, one who has left, or one that is waiting already."""
    person = locked(person)
    areas = require_everywhere(by, "people.restore", person)
    if person.pk == by.user_id:
        raise NotPossible(_("Nobody restores their own account. Ask another administrator."))
    if not person.is_active:
        raise NotPossible(_("This person has left. Invite them again."))
    if person.restorations.filter(state=Restoration.State.WAITING).exists():
        raise NotPossible(_("This is already waiting for a second person."))
    leading = person.grants.live(timezone.now()).filter(role__in=NEEDS_SECOND_PERSON).order_by("pk").first()
    restoration = Restoration.objects.create(
        person=person,
        area_slug=leading.area_slug if leading else areas[0],
        how_checked=Restoration.Check(how_checked),
        started_by=by.ref,
        started_at=timezone.now(),
        state=Restoration.State.WAITING,
    )
    note("people.restore", by, person, checked=restoration.how_checked, waits=leading is not None)
    announce("person.told", user=person.pk, what="restore-started")
    return Restored(restoration, None if leading else _restore(restoration, by))


@transaction.atomic
def confirm_restore(restoration: Restoration, *, agree: bool, by: Actor) -> Restored:
    """The second person's word. Raises NotPossible: settled already, about oneself, or begun by oneself."""
    restoration = Restoration.objects.select_for_update().get(pk=restoration.pk)
    require(by, "people.confirm-restore", restoration)
    if restoration.state != Restoration.State.WAITING:
        raise NotPossible(_("This has already been settled."))
    if by.user_id == restoration.person_id or by.ref == restoration.started_by:
        raise NotPossible(_("Somebody else must agree: neither the person themselves nor whoever began it."))
    restoration.second_person = by.ref
    note("people.confirm-restore", by, restoration.person, agree=agree)
    if agree:
        return Restored(restoration, _restore(restoration, by))
    _settle(restoration, Restoration.State.DECLINED)
    announce("person.told", user=restoration.person_id, what="restore-declined")
    return Restored(restoration, None)


def _restore(restoration: Restoration, by: Actor) -> Invited:
    person = locked(restoration.person)
    shut(person, StaffSession.End.RESTORED)
    _settle(restoration, Restoration.State.DONE)
    announce("person.told", user=person.pk, what="restore-done")
    return make_link(person, Invitation.Purpose.RESTORE, by)


def _settle(restoration: Restoration, state: Restoration.State) -> None:
    restoration.state, restoration.settled_at = state, timezone.now()
    restoration.save()
