"""Who is trained to grade, and until when."""

from django.db import models
from django.db.models import F, Q

from waylight.guidance.models import Area
from waylight.triage.models.base import PERSON, Identified


class GraderTraining(Identified):
    """Somebody's training to grade under 3x5x2, on evidence, from a day to a day (both included)."""

    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="grader_training")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    evidence = models.CharField(max_length=200)
    trained_on = models.DateField()
    until = models.DateField()
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-until"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("trained_on")), name="grader_training_ends_after_it_began"
            )
        ]

    @property
    def area_slug(self) -> str:
        return self.area_id
