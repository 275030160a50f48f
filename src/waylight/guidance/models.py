"""Areas and the dated records that are shown for them."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from .kinds import ALWAYS, Kind


class Area(models.Model):
    """A hub's area, loaded from its area pack. `pack` is the pack as read; `packs.Pack` types it."""

    slug = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=80)
    hub_name = models.CharField(max_length=80)
    fictional = models.BooleanField(default=False)
    public = models.BooleanField(default=True)
    pack = models.JSONField(default=dict)
    pack_version = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name

    @property
    def area_slug(self) -> str:
        return self.slug


class Reach(models.Model):
    """The ways one service is reached, and how that was found out."""

    phone = models.CharField(max_length=30, blank=True)
    text_number = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    url = models.URLField(max_length=200, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    method = models.CharField(max_length=120)
    source = models.CharField(max_length=200)

    class Meta:
        abstract = True


class ContactRoute(Reach):
    """A number, text number or address that people are told to use: nothing is shown without its dates.

    `status` is what people decided; whether it is shown on a day is the show rule's to say (`rule.py`). A
    change of number needs two people: the proposal waits in `RouteCheck` until somebody else confirms it.
    `confirmed_by` is empty for a record that came from a pack's file and was not checked here since.
    """

    class Status(models.TextChoices):
        LIVE = "live"
        WITHDRAWN = "withdrawn"

    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.CASCADE, related_name="routes")
    code = models.SlugField(max_length=60)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    label = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True)
    verified_on = models.DateField()
    verified_by = models.CharField(max_length=120)
    confirmed_by = models.CharField(max_length=120, blank=True)
    review_every_days = models.PositiveSmallIntegerField(default=90)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.LIVE)
    order = models.PositiveSmallIntegerField(default=50)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["area", "code"], name="one_route_per_area_and_code"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(area__isnull=True), name="one_national_route_per_code"
            ),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(text_number="") | ~Q(email="") | ~Q(url=""),
                name="a_route_can_be_reached",
            ),
            models.CheckConstraint(
                condition=~Q(code=ALWAYS) | Q(area__isnull=True, phone=ALWAYS, status="live"),
                name="nine_nine_nine_stays",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def area_slug(self) -> str | None:
        """None for a national line, which belongs to no one area."""
        return self.area_id

    @property
    def lapses_on(self) -> date:
        """The first day on which it is no longer shown."""
        return self.verified_on + timedelta(days=self.review_every_days)


class RouteCheck(Reach):
    """What one person found when they checked a route; it changes the route when a second person confirms."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        CONFIRMED = "confirmed"
        REJECTED = "rejected"

    route = models.ForeignKey(ContactRoute, on_delete=models.CASCADE, related_name="checks")
    withdraw = models.BooleanField(default=False)
    checked_on = models.DateField()
    proposed_by = models.CharField(max_length=80)
    proposed_name = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, blank=True)
    decided_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by="") | ~Q(decided_by=F("proposed_by")),
                name="a_route_is_checked_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by="") | (~Q(state="proposed") & ~Q(decided_by="")),
                name="a_decided_check_names_who_decided",
            ),
            models.UniqueConstraint(
                fields=["route"], condition=Q(state="proposed"), name="one_open_check_per_route"
            ),
        ]

    @property
    def area_slug(self) -> str | None:
        return self.route.area_slug


class LapseWarning(models.Model):
    """That a route's owner was told, once, this long before one particular lapse."""

    route = models.ForeignKey(ContactRoute, on_delete=models.CASCADE, related_name="warnings")
    lapses_on = models.DateField()
    days_before = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["route", "lapses_on", "days_before"], name="one_warning_per_lapse_and_time"
            )
        ]
