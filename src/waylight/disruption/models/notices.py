"""Hotel information notices and what is asked under them."""

from django.db import models
from django.db.models import F, Q

from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, known_states, reference, states

from ..codes import Rank, Recipient
from ..machine import REQUEST
from .units import OfUnit, Unit
from .uses import Use


class HotelNotice(OfUnit):
    """As it was written; a later one stands beside the earlier, and the last is the one that is served.
    `authorised_by` is the officer of this rank who believes what the grounds say. `statement` is what it says
    besides, `unverified` what of that nobody had read at its source: both as `statement_version` had it.
    Days are both included."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    use = models.ForeignKey(Use, on_delete=models.CASCADE, related_name="notices")
    hotel = SealedTextField()
    address = SealedTextField()
    recipient_kind = models.CharField(max_length=8, choices=Recipient.choices)
    recipient = SealedTextField()
    grounds = SealedTextField()
    authorised_by = SealedTextField()
    rank = models.CharField(max_length=20, choices=Rank.choices)
    statement = SealedTextField()
    unverified = SealedTextField()
    statement_version = models.CharField(max_length=40, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rank__in=Rank.values), name="inspector_or_above_gives_a_notice"
            ),
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")), name="a_notice_ends_after_it_begins"
            ),
        ]


class InformationRequest(OfUnit):
    """A constable's written request under a notice: about stays from one day to another, by a day."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    use = models.ForeignKey(Use, on_delete=models.CASCADE, related_name="requests")
    state = models.CharField(max_length=8, choices=states(REQUEST), default=REQUEST.start)
    asked_on = models.DateField()
    asked_by = SealedTextField()
    what = SealedTextField()
    stays_from = models.DateField()
    stays_to = models.DateField()
    answer_by = models.DateField()
    returned_on = models.DateField(null=True, blank=True)
    returned = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-asked_on"]
        constraints = [known_states(REQUEST, "hotel_request_state_is_known")]

    @property
    def reference(self) -> str:
        return reference(self.pk)
