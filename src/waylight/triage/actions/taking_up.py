"""From a sealed concern to a contact in the inbox: opened in memory, judged again, its clocks started."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor, system
from waylight.audit.models import Verb
from waylight.engine.sealing import FlowKey
from waylight.guidance import queries as guidance
from waylight.guidance.models import Area
from waylight.keys.keyring import KeyMissing
from waylight.reporting.actions import Answers, Submission, submit
from waylight.reporting.models import Channel, Concern
from waylight.reporting.queries import Unreadable, open_for_desk
from waylight.work.actions import announce

from ..models import Clock, Contact, MatchKey
from ..reading import Reading, read
from . import timing
from .paging import page_rota
from .steps import audit

WORKER = system("take-up")


@dataclass(frozen=True)
class Entered:
    """What is about to be entered, as the policy sees it: it has an area and nothing else yet."""

    area_slug: str


def take_up(concern_id: uuid.UUID | str) -> Contact:
    """Put a concern into the inbox, once however often it is called.

    What cannot be opened is taken up all the same, on top for a person. Raises Concern.DoesNotExist, or
    guidance's NoArea when neither the concern's area nor the default one is loaded.
    """
    require(WORKER, "system.take-up")
    known = Contact.objects.select_related("area", "concern").filter(concern_id=concern_id).first()
    if known is not None:
        return known
    concern = Concern.objects.get(pk=concern_id)
    reading = read_sealed(concern)
    with transaction.atomic():
        contact = _store(concern, reading)
        _start_clocks(contact)
        audit(contact, "system.take-up", by=WORKER, verb=Verb.CONSULTATION, detail=_codes(contact))
        announce("contact.taken-up", contact=str(contact.pk))
        if contact.emergency:
            page_rota(contact)
    return contact


def read_sealed(concern: Concern) -> Reading | None:
    """What the envelope says, or None when it cannot be opened or is not a concern."""
    try:
        return read(open_for_desk(concern), concern.language)
    except (Unreadable, KeyMissing):
        return None


def _store(concern: Concern, reading: Reading | None) -> Contact:
    area, now = _area(concern.area_slug), timezone.now()
    contact = Contact(
        id=concern.pk,
        concern=concern,
        area=area,
        desk=concern.desk,
        received_at=concern.received_at,
        arrived_at=now,
        out_of_hours=not guidance.open_now(area, concern.received_at),
        channel=concern.channel,
        language=concern.language,
        unreadable=reading is None,
    )
    if reading is not None:
        enter_reading(contact, reading)
    contact.save(force_insert=True)
    if reading is not None:
        keep_keys(contact, reading)
    return contact


def _area(slug: str) -> Area:
    """A concern for an area that is not loaded here goes to the default one: somebody must see it."""
    try:
        return guidance.area(slug)
    except guidance.NoArea:
        return guidance.area(settings.DEFAULT_AREA)


def enter_reading(contact: Contact, reading: Reading) -> None:
    """Set what the inbox shows of the reading. Save after."""
    contact.emergency = contact.emergency or reading.emergency
    contact.danger_reasons = sorted({*contact.danger_reasons, *reading.reasons})
    contact.language_known = reading.language_known
    contact.child_self = reading.child_self
    contact.suggested = reading.suggested
    contact.source_code = reading.source_code
    contact.reported_at = reading.reported_at


def keep_keys(contact: Contact, reading: Reading) -> None:
    rows = [MatchKey(contact=contact, kind=kind, digest=digest) for kind, digest in sorted(reading.keys)]
    MatchKey.objects.bulk_create(rows, ignore_conflicts=True)


def _start_clocks(contact: Contact) -> None:
    """The clocks run from when the hub received it, however long it lay before it was taken up."""
    timing.start(contact, Clock.Kind.SEEN, contact.received_at)
    timing.start(contact, Clock.Kind.DECISION, contact.received_at)
    timing.settle_due(contact)
    contact.save(update_fields=["due_at"])


def _codes(contact: Contact) -> dict[str, str | int | bool | None | list[str] | list[int]]:
    return {
        "unreadable": contact.unreadable,
        "emergency": contact.emergency,
        "language_known": contact.language_known,
        "suggested": list(contact.suggested),
        "area": contact.area_id,
    }


def enter_for_caller(
    answers: Answers,
    identity: Answers | None,
    area_slug: str,
    *,
    by: Actor,
    flow: FlowKey | None = None,
) -> Submission:
    """A member of staff enters a concern for a caller; who took it and who called are kept apart.

    `answers.source.channel` says how it came, by telephone unless it says otherwise. The caller's own name
    and number go into `identity` only. `flow` is the form's own, so that a second send is harmless. The
    receipt is shown once, to be read out: the taker keeps nothing that opens it. Raises NothingToSend.
    """
    require(by, "concern.enter", Entered(area_slug))
    source = {"channel": Channel.PHONE, **answers.get("source", {}), "taker": by.ref}
    with transaction.atomic():
        sent = submit(
            {**answers, "source": source},
            flow=flow or FlowKey.new(),
            by=by,
            area_slug=area_slug,
            channel=source["channel"],
            identity=identity,
        )
        contact = take_up(sent.concern.pk)
        if contact.entered_by_id is None and not sent.already:
            contact.entered_by_id = by.user_id
            contact.save(update_fields=["entered_by"])
            audit(contact, "concern.enter", by=by, verb=Verb.COLLECTION)
    return sent
