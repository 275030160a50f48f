"""What a desk does with a concern beside deciding: holds, marks, hands on, reopens, edits at one time."""

from django.db import models
from django.db.models import Q

from waylight.guidance.models import Area
from waylight.keys.fields import SealedTextField

from ..codes import Marking
from ..machine import TRANSFER
from .base import PERSON, known_states, states
from .contact import Contact, OfContact
from .streams import Stream


class Handover(OfContact):
    """Who held it, to whom it went (nobody: back to the queue), and the note for the next person."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="handovers")
    holder = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = SealedTextField()
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


class Reopening(OfContact):
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="reopenings")
    reason = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


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
