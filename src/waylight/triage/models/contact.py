"""One concern at the hub, the keys by which it is found again, and who is looking at it."""

from django.db import models
from django.db.models import F, Q

from waylight.guidance.models import Area
from waylight.keys.fields import SealedTextField
from waylight.reporting.models import Concern

from ..codes import Marking, Rating, ReferralSource
from ..machine import CONTACT
from .base import PERSON, Identified, known_states, reference, states


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
