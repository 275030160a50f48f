"""Training in a room: the session and its register, typed on the day or read back from paper."""

from django.db import models
from django.db.models import Q

from waylight.keys.fields import SealedTextField

from ..codes import CheckHow, Mode, Result
from .base import Identified, InArea, by_reference, course_id, version_id
from .roster import Learner


class RoomSession(Identified, InArea):
    """One session. `code` is printed on the sign-in sheet, so that the paper finds its way back."""

    class State(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"

    code = models.CharField(max_length=8, unique=True)
    course_id = course_id()
    version_id = version_id()
    mode = models.CharField(
        max_length=10, choices=[(Mode.ROOM.value, Mode.ROOM.label), (Mode.PAPER.value, Mode.PAPER.label)]
    )
    on = models.DateField()
    place = SealedTextField()
    facilitator = SealedTextField()
    facilitator_ref = by_reference()
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on"]


class Attendance(Identified):
    """One line of a register, as it was written. Without `learner` the badge is on no roster yet, or could
    not be read: the line stays until somebody puts it right, or strikes it out.

    `again`: a paper has this badge a second time, with another result; a person decides between them.
    """

    session = models.ForeignKey(RoomSession, on_delete=models.PROTECT, related_name="register")
    line = models.PositiveIntegerField()
    badge = SealedTextField()
    badge_key = models.CharField(max_length=64)
    name = SealedTextField()
    learner = models.ForeignKey(Learner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    check_how = models.CharField(max_length=12, choices=CheckHow.choices, blank=True)
    result = models.CharField(max_length=10, choices=Result.choices, blank=True)
    completion = models.OneToOneField(
        "learning.Completion", null=True, blank=True, on_delete=models.PROTECT, related_name="attendance"
    )
    again = models.BooleanField(default=False)
    by = by_reference()
    at = models.DateTimeField()

    class Meta:
        ordering = ["line"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "badge_key"],
                condition=~Q(badge_key="") & Q(again=False),
                name="a_badge_is_on_a_register_once",
            )
        ]

    @property
    def area_slug(self) -> str:
        return self.session.area_id

    @property
    def facilitator_ref(self) -> str:
        return self.session.facilitator_ref

    @property
    def is_struck(self) -> bool:
        return hasattr(self, "struck")


class StruckLine(Identified):
    """A line that counts for nobody, and why. The line stays and is shown struck. Only ever added to: the
    database refuses to change or remove a row (migration 0008)."""

    line = models.OneToOneField(Attendance, on_delete=models.PROTECT, related_name="struck")
    reason = SealedTextField()
    by = by_reference()
    at = models.DateTimeField()

    @property
    def area_slug(self) -> str:
        return self.line.area_slug
