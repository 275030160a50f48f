"""Areas and the dated records that are shown for them."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q


class Area(models.Model):
    """A hub's area, loaded from its area pack. `pack` holds clocks, opening hours, thresholds and words."""

    slug = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=80)
    hub_name = models.CharField(max_length=80)
    fictional = models.BooleanField(default=False)
    public = models.BooleanField(default=True)
    pack = models.JSONField(default=dict)
    pack_version = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name


class ContactRoute(models.Model):
    """A number, text number or address that people are told to use: nothing is shown without its dates.

    `status` is what people decided; whether it is shown on a day is `queries.shown()`'s to say. A change of
    number needs two people: the proposal waits in `RouteCheck` until somebody else confirms it.
    """

    class Status(models.TextChoices):
        LIVE = "live"
        WITHDRAWN = "withdrawn"

    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.CASCADE, related_name="routes")
    code = models.SlugField(max_length=60)
    kind = models.CharField(max_length=30)
    label = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    text_number = models.CharField(max_length=30, blank=True)
    url = models.URLField(max_length=200, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    verified_on = models.DateField()
    verified_by = models.CharField(max_length=120)
    confirmed_by = models.CharField(max_length=120, blank=True)
    method = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
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
        ]

    @property
    def area_slug(self) -> str | None:
        return self.area_id

    @property
    def lapses_on(self) -> date:
        """The first day on which it is no longer shown."""
        return self.verified_on + timedelta(days=self.review_every_days)


class RouteCheck(models.Model):
    """One person's check of a route; it changes the route when a second person confirms it."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        CONFIRMED = "confirmed"
        REJECTED = "rejected"

    route = models.ForeignKey(ContactRoute, on_delete=models.CASCADE, related_name="checks")
    phone = models.CharField(max_length=30, blank=True)
    text_number = models.CharField(max_length=30, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    withdraw = models.BooleanField(default=False)
    method = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
    checked_on = models.DateField()
    proposed_by = models.CharField(max_length=80)
    proposed_name = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, blank=True)
    decided_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by="") | ~Q(decided_by=F("proposed_by")),
                name="a_route_is_checked_by_two_people",
            )
        ]
