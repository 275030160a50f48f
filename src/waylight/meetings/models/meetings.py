"""A meeting and who is asked to it."""

from datetime import datetime
from functools import cached_property

from django.db import models
from django.db.models import Q

from waylight.accounts.queries import holders_of_any
from waylight.accounts.roles import CALLING_ROLES
from waylight.guidance.models import Area
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, Identified, known_states, reference, states

from ..codes import Came, Panel, Reader
from ..machine import MEETING


class Meeting(Identified):
    """`place`: a room, or the words of a link. `minutes_agreed_by` is its chair, and nobody else. `taken_by`:
    who runs it since nobody who called or chaired it can."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    panel = models.CharField(max_length=10, choices=Panel.choices)
    state = models.CharField(max_length=14, choices=states(MEETING), default=MEETING.start)
    starts_at = models.DateTimeField(db_index=True)
    place = SealedTextField()
    chair = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    called_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField()
    papers_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cancelled_because = SealedTextField()

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            known_states(MEETING, "meeting_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=("minutes-agreed", "closed"))
                | Q(agreed_by__isnull=False, agreed_by=models.F("chair")),
                name="minutes_are_agreed_by_the_chair",
            ),
        ]

    @property
    def area_slug(self) -> str:
        return self.area_id

    @property
    def reference(self) -> str:
        return reference(self.pk)

    @property
    def chaired_by(self) -> int:
        return self.chair_id

    @property
    def run_by(self) -> frozenset[int]:
        taken = {self.taken_by_id} if self.taken_by_id is not None else set()
        return frozenset({self.chair_id, self.called_by_id} | taken)

    @property
    def led_by_nobody(self) -> bool:
        """None of those who may run it can: each has left, or has no role for it in its area."""
        return not holders_of_any(CALLING_ROLES, self.area_id).filter(pk__in=self.run_by).exists()

    @cached_property
    def reader_alone(self) -> str:
        """Who would be the only one to read its papers; "" where there are several."""
        readers = [each.person for each in self.attendees.all() if each.person_id and each.person]
        return readers[0].name if len(readers) == 1 else ""

    @cached_property
    def met_before(self) -> datetime | None:
        """When its panel last met before it."""
        earlier = Meeting.objects.filter(area_id=self.area_id, panel=self.panel, held_at__isnull=False)
        before = earlier.filter(starts_at__lt=self.starts_at).order_by("-starts_at")
        return before.values_list("held_at", flat=True).first()

    @cached_property
    def attended_by(self) -> frozenset[int]:
        invited = (each.person_id for each in self.attendees.all())
        return self.run_by | frozenset(pk for pk in invited if pk is not None)


class Attendee(Identified):
    """Somebody asked to come: a person with an account, or a name and an agency from outside, who gets no
    paper. `reader`: which column of the table of papers is theirs."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    person = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reader = models.CharField(max_length=14, choices=Reader.choices, default=Reader.OTHER)
    outside = SealedTextField()
    agency = SealedTextField()
    came = models.CharField(max_length=4, choices=Came.choices, blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="invited_once")]

    @property
    def name(self) -> str:
        return self.person.name if self.person else self.outside

    @property
    def agency_words(self) -> str:
        return (self.person.agency if self.person else self.agency) or str(Reader(self.reader).label)


class AskedOff(Identified):
    """Somebody who was asked and is not any more, before the meeting was held: nobody's page of it shows them
    as asked, and they read nothing of it. `had_paper`: the papers had been sent when they were taken off."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="asked_off")
    name = SealedTextField()
    agency = SealedTextField()
    reason = SealedTextField()
    had_paper = models.BooleanField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]


class Chairing(Identified):
    """Somebody else runs it from then on: named by who ran it, or a manager who took what was left to nobody
    (`taken`). `before` chaired it until then; in agreed minutes they stay the chair."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="chairings")
    before = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    taken = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
