"""Opening a concern: decrypted in memory, the consultation logged, "seen by a person" stamped and told."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.models import Verb
from waylight.keys.keyring import KeyMissing
from waylight.reporting import queries as reporting
from waylight.reporting.actions import Answers, tell
from waylight.reporting.models import Channel, Message, Status
from waylight.work.actions import announce

from ..machine import CONTACT
from ..models import Clock, Contact, IdentityOpening, Look, Translation
from ..telling import Told, tell_of
from . import timing
from .steps import audit, changing, move, person_id, said
from .taking_up import enter_reading, keep_keys, read_sealed

CHANNELS: dict[str, str | Promise] = {
    Channel.WEB: _("Form on the web"),
    Channel.OPERATOR: _("Through an operator"),
    Channel.EMAIL: _("E-mail or letter"),
    Channel.PHONE: _("Telephone"),
    Channel.API: _("Another system"),
}


@dataclass(frozen=True)
class Opened:
    """A contact with its words. `unreadable`: this concern, or the messages counted, could not be opened.
    `has_identity`: somebody holds who reported, sealed apart."""

    contact: Contact
    answers: Answers
    versions: list[reporting.Version]
    messages: list[reporting.Turn]
    translations: list[Translation]
    has_identity: bool
    unreadable: bool
    unreadable_messages: int

    @property
    def reference(self) -> str:
        return self.contact.reference

    @property
    def channel_words(self) -> str:
        return str(CHANNELS.get(self.contact.channel, self.contact.channel))

    @property
    def readings(self) -> list[Told]:
        """What was sent, first and again, as labelled lines."""
        first = [] if self.unreadable else [tell_of(self.answers, self.contact.received_at)]
        return [*first, *(tell_of(each.answers, each.received_at) for each in self.versions)]


def open_contact(contact: Contact, *, by: Actor) -> Opened:
    """Open a concern for a person of its desk.

    The first opening moves it from received to screening, stops its clock of being seen and tells the
    reporter "seen". What lay unread (messages, another version) is read by this.
    """
    with changing(contact, "concern.open", by=by) as fresh:
        if fresh.unreadable:
            _try_again(fresh)
        written = list(Message.objects.filter(concern=fresh.concern).select_related("concern"))
        answers, versions = _opened(fresh)
        _stamp(fresh)
        _count_as_read(fresh, written, versions)
        fresh.save()
        look(fresh, by=by)
        detail: dict = {"messages": len(written), "versions": len(versions)}
        audit(fresh, "concern.open", by=by, verb=Verb.CONSULTATION, detail=detail)
    messages = list(_turns(written))
    return Opened(
        contact=fresh,
        answers=answers,
        versions=versions,
        messages=messages,
        translations=list(fresh.translations.all()),
        has_identity=reporting.has_identity(fresh.concern),
        unreadable=fresh.unreadable,
        unreadable_messages=len(written) - len(messages),
    )


def _try_again(contact: Contact) -> None:
    """A key that was missing may have come since."""
    reading = read_sealed(contact.concern)
    if reading is not None:
        contact.unreadable = False
        enter_reading(contact, reading)
        keep_keys(contact, reading)


def _opened(contact: Contact) -> tuple[Answers, list[reporting.Version]]:
    if contact.unreadable:
        return {}, []
    return reporting.open_for_desk(contact.concern), reporting.open_versions_for_desk(contact.concern)


def _turns(written: list[Message]) -> Iterator[reporting.Turn]:
    for message in written:
        with suppress(reporting.Unreadable, KeyMissing):  # counted and said by the caller
            yield reporting.turn(message, reporting.open_message_for_desk(message))


def _stamp(contact: Contact) -> None:
    now = timezone.now()
    if contact.state == CONTACT.start:
        move(contact, "screening", "concern.open")
        timing.stop(contact, Clock.Stopped.SEEN, now, Clock.Kind.SEEN)
        timing.settle_due(contact)
        announce("contact.opened", contact=str(contact.pk))
    if contact.seen_at is None and not contact.unreadable:
        contact.seen_at = now
        tell(contact.concern, Status.SEEN, at=now)


def _count_as_read(contact: Contact, written: list[Message], versions: list[reporting.Version]) -> None:
    contact.read_messages = sum(not message.from_hub for message in written)
    contact.read_versions = max(contact.read_versions, len(versions))
    contact.unread_messages = contact.unread_versions = 0
    contact.waiting_since = contact.unpaged_since = None


def look(contact: Contact, *, by: Actor) -> None:
    """Say that this person has the contact on their screen now. A screen may repeat it."""
    require(by, "concern.open", contact)
    Look.objects.update_or_create(contact=contact, person_id=person_id(by), defaults={"at": timezone.now()})


def open_identity(contact: Contact, reason: str, *, by: Actor) -> Answers:
    """Open the reporter's sealed identity: a lead, with a reason that is kept. Empty when nobody is named.

    Raises Missing("reason"), and reporting's Unreadable or KeyMissing.
    """
    require(by, "identity.open", contact)
    said(reason=reason)
    with transaction.atomic():
        opening = IdentityOpening.objects.create(
            contact=contact, reason=reason, by_id=person_id(by), at=timezone.now()
        )
        identity = reporting.open_identity(contact.concern)
        detail: dict = {"opening": str(opening.pk), "found": bool(identity)}
        audit(contact, "identity.open", by=by, verb=Verb.CONSULTATION, detail=detail)
    return identity
