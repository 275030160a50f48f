"""The queue: events written in the transaction of what they tell of, and their deliveries."""

from django.db import models


class OutboxEvent(models.Model):
    """Something happened, by name. `payload` holds ids and codes only, never anybody's words."""

    name = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    at = models.DateTimeField()
    fanned_out = models.BooleanField(default=False, db_index=True)


class Delivery(models.Model):
    """One handler's work on one event: at least once, and whole, for it is done in one transaction."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        DEAD = "dead"

    event = models.ForeignKey(OutboxEvent, on_delete=models.PROTECT, related_name="deliveries")
    handler = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    leased_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="one_delivery_per_handler")]
        indexes = [models.Index(fields=["state", "next_at"])]


class Beat(models.Model):
    """When something that must keep happening last did: the worker itself, and each timed task."""

    name = models.CharField(max_length=200, primary_key=True)
    at = models.DateTimeField()
    next_at = models.DateTimeField()
    problem = models.CharField(max_length=120, blank=True)
