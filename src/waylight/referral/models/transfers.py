"""A record offered to the team of another authority, which accepts or declines it."""

from django.db import models
from django.db.models import F, Q

from waylight.casework.models import Child, OfChild
from waylight.guidance.models import Area
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, known_states, states

from ..machine import TRANSFER


class RecordTransfer(OfChild):
    """`summary` and `subject` are what the other team sees before it has accepted, and nothing else."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="record_transfers")
    from_area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    to_area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=states(TRANSFER), default=TRANSFER.start)
    subject = SealedTextField()
    reason = SealedTextField()
    summary = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = SealedTextField()
    settled_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            known_states(TRANSFER, "record_transfer_state_is_known"),
            models.UniqueConstraint(
                fields=["child"], condition=Q(state="offered"), name="one_offer_of_a_record_at_once"
            ),
            models.CheckConstraint(condition=~Q(to_area=F("from_area")), name="a_record_moves_elsewhere"),
        ]

    @property
    def to_area_slug(self) -> str:
        return self.to_area_id
