"""Thousands of contacts as the database would hold them, without sealing each."""

import hashlib
import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from waylight.accounts.models import Person
from waylight.guidance import queries as guidance
from waylight.reporting.models import Concern
from waylight.triage.models import Clock, Contact, MatchKey, Stream

RATINGS = ("red", "amber", "green", "blue")


def many_contacts(count: int, area_slug: str = "merrowdale") -> list[Contact]:
    """Rated contacts, received a minute apart, each with two clocks, a stream, a key of its own and one that
    every twentieth shares."""
    now, by = timezone.now(), _somebody()
    concerns = [_concern(now - timedelta(minutes=n), area_slug) for n in range(count)]
    Concern.objects.bulk_create(concerns, batch_size=500)
    contacts = [_contact(concern, n) for n, concern in enumerate(concerns)]
    Contact.objects.bulk_create(contacts, batch_size=500)
    clocks = [_clock(contact, kind) for contact in contacts for kind in ("rating", "decision")]
    Clock.objects.bulk_create(clocks, batch_size=500)
    streams = [Stream(contact=each, kind="referral", opened_at=now, opened_by=by) for each in contacts]
    Stream.objects.bulk_create(streams, batch_size=500)
    keys = [
        MatchKey(contact=contact, kind="mark", digest=hashlib.sha256(value.encode()).hexdigest())
        for n, contact in enumerate(contacts)
        for value in (str(contact.pk), f"shared by {count}: {n % max(1, count // 20)}")
    ]
    MatchKey.objects.bulk_create(keys, batch_size=500)
    return contacts


def _somebody() -> Person:
    found = Person.objects.order_by("pk").first()
    return found or Person.objects.create(
        email="desk@merrowdale.example", name="Desk", joined_at=timezone.now()
    )


def _concern(received_at: datetime, area_slug: str) -> Concern:
    return Concern(
        instance_id=uuid.uuid4().hex,
        content_tag="",
        locator=uuid.uuid4().hex,
        receipt_key=b"",
        sealed_to_desk=b"",
        sealed_to_receipt=b"",
        desk="hub",
        area_slug=area_slug,
        channel="web",
        language="en",
        form_version="1",
        received_at=received_at,
    )


def _contact(concern: Concern, n: int) -> Contact:
    rating = RATINGS[n % 4]
    return Contact(
        id=concern.pk,
        concern=concern,
        area_id=concern.area_slug,
        desk="hub",
        state="rated",
        received_at=concern.received_at,
        arrived_at=concern.received_at,
        channel="web",
        language="en",
        rating=rating,
        first_rating=rating,
        due_at=concern.received_at + timedelta(hours=2 + n % 7),
        seen_at=concern.received_at,
        suggested=["referral", "intelligence"],
        emergency=n % 100 == 0,
    )


def _clock(contact: Contact, kind: str) -> Clock:
    rating = contact.rating if kind == "rating" else ""
    limits = guidance.pack(contact.area_id).limits
    limit = limits.ratings[rating] if rating else limits.decision
    return Clock(
        contact=contact,
        kind=kind,
        rating=rating,
        limit=str(limit),
        calendar=limit.kind,
        rule_version="1",
        started_at=contact.received_at,
        due_at=contact.due_at,
    )
