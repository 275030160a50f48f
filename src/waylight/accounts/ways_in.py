"""One-time links: how somebody invited, or restored, chooses a password. And how every way in is shut."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from . import sessions
from .membership import NotPossible
from .models import Invitation, Person
from .roles import Actor

LINK_LASTS = timedelta(hours=72)


class LinkSpent(NotPossible):
    """The link was used, withdrawn, or is too old; or it never was one."""


@dataclass(frozen=True)
class Invited:
    """`link` is the path to hand over, shown once: only a digest of its secret is kept."""

    person: Person
    link: str
    until: datetime


def make_link(person: Person, purpose: Invitation.Purpose, by: Actor) -> Invited:
    """A new link; those made before stop working."""
    withdraw_links(person)
    secret, now = secrets.token_urlsafe(32), timezone.now()
    made = Invitation.objects.create(
        person=person,
        purpose=purpose,
        token_digest=_digest(secret),
        made_by=by.ref,
        made_at=now,
        until=now + LINK_LASTS,
    )
    return Invited(person, reverse("join", args=[secret]), made.until)


def open_link(secret: str, *, lock: bool = False) -> Invitation:
    """The invitation a link stands for, while it can be used. Raises LinkSpent."""
    found = Invitation.objects.select_for_update() if lock else Invitation.objects.select_related("person")
    invitation = found.filter(
        token_digest=_digest(secret),
        used_at__isnull=True,
        withdrawn_at__isnull=True,
        until__gt=timezone.now(),
        person__is_active=True,
    ).first()
    if invitation is None:
        raise LinkSpent(
            _("This link has been used or is too old. Ask the person who gave it to you for a new one.")
        )
    return invitation


def withdraw_links(person: Person) -> None:
    waiting = person.invitations.filter(used_at__isnull=True, withdrawn_at__isnull=True)
    waiting.update(withdrawn_at=timezone.now())


def shut(person: Person, how: str) -> None:
    """End every sign-in, and remove password, second steps and links: nothing opens the account any more.

    Removing only the lost second step would leave the password alone to open it.
    """
    sessions.end_all(person, how)
    Authenticator.objects.filter(user=person).delete()
    withdraw_links(person)
    person.set_unusable_password()
    person.save(update_fields=["password"])


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
