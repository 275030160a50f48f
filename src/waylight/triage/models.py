"""The hub's own record of a concern: state and clocks in plain, every word encrypted."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from waylight.guidance.models import Area
from waylight.keys.fields import SealedTextField
from waylight.reporting.models import Concern

from .codes import (
    LawfulBasis,
    Marking,
    Outcome,
    Rating,
    ReferralSource,
    ServiceAgreement,
    StatementKind,
    StreamKind,
)
from .machine import CONTACT, PAGE, STREAM, TRANSFER, TRANSLATION, Machine

PERSON = settings.AUTH_USER_MODEL


def states(machine: Machine) -> list[tuple[str, str]]:
    return [(state, state) for state in machine.states]


def known_states(machine: Machine, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(state__in=machine.states), name=name)


def reference(pk: uuid.UUID) -> str:
    return pk.hex[:8].upper()


class Identified(models.Model):
    """Rows with encrypted words need their key before they are written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Contact(Identified):
    """One concern at the hub, under the concern's own id.

    `version` is the base that an edit must carry. `received_at` is when the house had it, `arrived_at` when
    it came before the people of this area (the two differ after a transfer). `due_at` is the nearest running
    deadline, kept by `actions.timing.settle_due` so that the inbox is ordered by the database.
    `waiting_since` is since when something of the reporter's lies unread. What was read is counted and not
    dated: a message that is committed late is older than the opening that did not show it.
    """

    concern = models.OneToOneField(Concern, on_delete=models.PROTECT, related_name="contact")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    desk = models.CharField(max_length=30)
    state = models.CharField(max_length=12, choices=states(CONTACT), default=CONTACT.start)
    version = models.PositiveIntegerField(default=1)
    received_at = models.DateTimeField()
    arrived_at = models.DateTimeField()
    reported_at = models.DateTimeField(null=True, blank=True)
    out_of_hours = models.BooleanField(default=False)
    channel = models.CharField(max_length=12)
    language = models.CharField(max_length=12)
    source_code = models.CharField(max_length=3, choices=ReferralSource.choices, default="10")
    emergency = models.BooleanField(default=False)
    danger_reasons = models.JSONField(default=list)
    language_known = models.BooleanField(default=True)
    child_self = models.BooleanField(default=False)
    unreadable = models.BooleanField(default=False)
    suggested = models.JSONField(default=list)
    rating = models.CharField(max_length=6, choices=Rating.choices, blank=True)
    first_rating = models.CharField(max_length=6, choices=Rating.choices, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    holder = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True)
    read_messages = models.PositiveSmallIntegerField(default=0)
    read_versions = models.PositiveSmallIntegerField(default=0)
    earlier_seen_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    unread_messages = models.PositiveSmallIntegerField(default=0)
    unread_versions = models.PositiveSmallIntegerField(default=0)
    unpaged_since = models.DateTimeField(null=True, blank=True)
    marking = models.CharField(max_length=10, choices=Marking.choices, blank=True)
    gathered_under = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="gathered"
    )
    entered_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    feedback_at = models.DateTimeField(null=True, blank=True)
    no_feedback_at = models.DateTimeField(null=True, blank=True)
    no_feedback_reason = SealedTextField()
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            known_states(CONTACT, "contact_state_is_known"),
            models.CheckConstraint(
                condition=Q(gathered_under__isnull=True) | ~Q(gathered_under=F("id")),
                name="a_contact_is_not_gathered_under_itself",
            ),
        ]
        indexes = [models.Index(fields=["area", "desk", "state"])]

    @property
    def area_slug(self) -> str:
        return self.area_id

    @property
    def reference(self) -> str:
        """What people call it by: eight characters, in pages and over the phone."""
        return reference(self.pk)


class OfContact(Identified):
    """Whatever belongs to one contact is judged by that contact's area and desk."""

    class Meta:
        abstract = True

    contact: models.ForeignKey

    @property
    def area_slug(self) -> str:
        return self.contact.area_id

    @property
    def desk(self) -> str:
        return self.contact.desk


class Clock(OfContact):
    """A running deadline. Re-rating stops one and starts another; both stay, with the pack's version."""

    class Kind(models.TextChoices):
        SEEN = "seen"
        DECISION = "decision"
        RATING = "rating"

    class Stopped(models.TextChoices):
        SEEN = "seen"
        RATED_AGAIN = "rated-again"
        DECIDED = "decided"
        RULES_CHANGED = "rules-changed"
        TRANSFERRED = "transferred"
        GATHERED = "gathered"

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    rating = models.CharField(max_length=6, choices=Rating.choices, blank=True)
    limit = models.CharField(max_length=60)
    calendar = models.CharField(max_length=15)
    rule_version = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_because = models.CharField(max_length=14, choices=Stopped.choices, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "kind"],
                condition=Q(stopped_at__isnull=True),
                name="one_running_clock_a_kind",
            )
        ]


class Pause(OfContact):
    """Time that a working-time clock does not count, with its reason. A red clock cannot be paused."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="pauses")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    reason = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact"], condition=Q(until__isnull=True), name="one_open_pause"
            )
        ]


class RatingChange(OfContact):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="ratings")
    rating = models.CharField(max_length=6, choices=Rating.choices)
    reason = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class MarkingChange(OfContact):
    """A marking put on or taken off, and why. The contact itself stays whatever it is marked."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="markings")
    marking = models.CharField(max_length=10, choices=Marking.choices, blank=True)
    reason = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class IdentityOpening(OfContact):
    """Why a reporter's sealed identity was opened. The reason is words: it is here, not in the audit."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="identity_openings")
    reason = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Handover(OfContact):
    """Who held it, to whom it went (nobody: back to the queue), and the note for the next person."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="handovers")
    holder = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class Stream(OfContact):
    """One strand of a concern, permissioned apart: a referral about one child, intelligence, licensing."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="streams")
    kind = models.CharField(max_length=14, choices=StreamKind.choices)
    state = models.CharField(max_length=12, choices=states(STREAM), default=STREAM.start)
    subject = SealedTextField()
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["opened_at"]
        constraints = [known_states(STREAM, "stream_state_is_known")]

    @property
    def reference(self) -> str:
        """Its own, so that it says nothing of the concern to those who see only the stream."""
        return reference(self.pk)


class OfStream(Identified):
    class Meta:
        abstract = True

    stream: models.ForeignKey

    @property
    def area_slug(self) -> str:
        return self.stream.area_slug

    @property
    def desk(self) -> str:
        return self.stream.desk

    @property
    def kind_of_stream(self) -> str:
        return self.stream.kind


class Statement(OfStream):
    """A fact, hearsay or opinion taken into a stream. The original words are never touched."""

    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="statements")
    kind = models.CharField(max_length=8, choices=StatementKind.choices)
    text = SealedTextField()
    quoted = models.BooleanField(default=False)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class Decision(OfStream):
    """Why, on what basis, and what was not known. Kept for ever; a reopened stream gets another."""

    class Second(models.TextChoices):
        NOT_NEEDED = "not-needed"
        AWAITED = "awaited"
        AGREED = "agreed"
        NOT_AGREED = "not-agreed"

    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=24, choices=Outcome.choices)
    rationale = SealedTextField()
    threshold = models.CharField(max_length=60)
    lawful_basis = models.CharField(max_length=20, choices=LawfulBasis.choices)
    service_agreement = models.CharField(max_length=16, choices=ServiceAgreement.choices)
    not_known = SealedTextField()
    would_change = SealedTextField()
    signpost = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    second = models.CharField(max_length=10, choices=Second.choices, default=Second.NOT_NEEDED)
    second_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    second_reason = SealedTextField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | ~Q(second_by=F("by")),
                name="the_second_person_is_another_person",
            )
        ]


class Reopening(OfContact):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="reopenings")
    reason = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Translation(OfContact):
    """A translation beside the words, never instead of them, with who made it and who checked it."""

    class Method(models.TextChoices):
        PERSON = "person"
        MACHINE = "machine"

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=12)
    text = SealedTextField()
    method = models.CharField(max_length=8, choices=Method.choices)
    translator = models.CharField(max_length=120)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]


class TranslationRequest(OfContact):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="translation_requests")
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=states(TRANSLATION), default=TRANSLATION.start)
    asked_of = models.CharField(max_length=120)
    due_at = models.DateTimeField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = SealedTextField()

    class Meta:
        constraints = [known_states(TRANSLATION, "translation_state_is_known")]


class Transfer(OfContact):
    """A concern offered to another area's hub. Until that hub accepts, it stays where it is."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="transfers")
    from_area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    to_area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=states(TRANSFER), default=TRANSFER.start)
    reason = SealedTextField()
    answer = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answered_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            known_states(TRANSFER, "transfer_state_is_known"),
            models.UniqueConstraint(
                fields=["contact"], condition=Q(state="offered"), name="one_open_offer_per_contact"
            ),
        ]

    @property
    def to_area_slug(self) -> str:
        return self.to_area_id


class MatchKey(models.Model):
    """A keyed digest of an exact mark, phone or name with birth date, to find earlier contacts."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="match_keys")
    kind = models.CharField(max_length=10)
    digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "kind", "digest"], name="one_match_key_per_value")
        ]


class Look(models.Model):
    """Who has this contact on their screen, for the others' sake."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="looks")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "person"], name="one_look_per_person")]


class EditConflict(OfContact):
    """An edit that began before somebody else's: kept whole, shown, and settled by a person."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="conflicts")
    stream = models.ForeignKey(Stream, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    action = models.CharField(max_length=40)
    edit = SealedTextField()
    base_version = models.PositiveIntegerField()
    current_version = models.PositiveIntegerField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]

    @property
    def kind(self) -> str:
        """The kind of stream it is about, for those who see only one kind; empty for the contact itself."""
        return self.stream.kind if self.stream is not None else ""


class RotaEntry(models.Model):
    """Who is paged for an area out of hours, in which order. Addresses are work addresses."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="rota")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(blank=True)
    sms_address = models.EmailField(blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]

    @property
    def area_slug(self) -> str:
        return self.area_id


class Page(OfContact):
    """One call to one person on the rota, with no content in it."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="pages")
    entry = models.ForeignKey(RotaEntry, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=states(PAGE), default=PAGE.start)
    sent_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    acknowledged_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [known_states(PAGE, "page_state_is_known")]
        ordering = ["sent_at"]

    @property
    def reference(self) -> str:
        return reference(self.contact_id)
