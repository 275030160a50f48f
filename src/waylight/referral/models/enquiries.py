"""A section 47 enquiry and the conferences that follow from it, step by dated step."""

from django.db import models

from waylight.casework.models import Child, OfChild
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, known_states, states

from ..codes import StepKind
from ..machine import ENQUIRY
from .discussions import Discussion


class Enquiry(OfChild):
    """Begun by a discussion's decision. `begun_at` is when that discussion was held: the clock of the initial
    conference runs from there, not from when somebody wrote it down."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="enquiries")
    discussion = models.OneToOneField(Discussion, on_delete=models.PROTECT, related_name="enquiry")
    state = models.CharField(max_length=10, choices=states(ENQUIRY), default=ENQUIRY.start)
    joint = models.BooleanField()
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["-begun_at"]
        constraints = [known_states(ENQUIRY, "enquiry_state_is_known")]


class Step(OfChild):
    """What was concluded or met, on which day. `outcome`: a code of `Concluded` or `Met`, "" for a group.
    `late_reason`: where it was due before that day."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind.choices)
    on = models.DateField()
    outcome = models.CharField(max_length=10, blank=True)
    words = SealedTextField()
    late_reason = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["on", "at"]
