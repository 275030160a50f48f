"""Which agency or service somebody answers for: their role says only that they answer for one."""

from django.db import models
from django.db.models import Q

from waylight.guidance.models import Area
from waylight.triage.models.base import PERSON, Identified


class Seat(Identified):
    """`desk`: a code of `content/referral/desks.yaml`. Ended, never deleted."""

    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="desk_seats")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    desk = models.CharField(max_length=24)
    since = models.DateTimeField()
    given_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["desk", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "area", "desk"],
                condition=Q(ended_at__isnull=True),
                name="one_seat_at_a_desk",
            )
        ]

    @property
    def area_slug(self) -> str:
        return self.area_id


def seated(desk: str, area: str) -> frozenset[int]:
    """Whoever answers for the desk in the area now; their role is the policy's question."""
    rows = Seat.objects.filter(desk=desk, area_id=area, ended_at__isnull=True)
    return frozenset(rows.values_list("person_id", flat=True))


def agency_of(desk: str, area: str) -> str:
    """The agency whose people answer for the desk there, by its name; "" where nobody does yet."""
    rows = Seat.objects.filter(desk=desk, area_id=area, ended_at__isnull=True).exclude(person__agency="")
    return rows.order_by("since").values_list("person__agency", flat=True).first() or ""
