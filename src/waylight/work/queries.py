"""What the worker has done, not done, and when it was last heard of."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone

from waylight.accounts.policy import Actor, require

from .actions import WORKER
from .models import Beat, Delivery

SILENT_AFTER = timedelta(minutes=3)


@dataclass(frozen=True)
class Health:
    waiting: int
    running: int
    dead: int
    last_beat: datetime | None

    @property
    def silent(self) -> bool:
        return self.last_beat is None or timezone.now() - self.last_beat > SILENT_AFTER


def health() -> Health:
    """Counts by state and the worker's last beat. Shown on every staff page when something is wrong."""
    counts = dict(
        Delivery.objects.exclude(state=Delivery.State.DONE).values_list("state").annotate(n=Count("id"))
    )
    last = Beat.objects.filter(name=WORKER).values_list("at", flat=True).first()
    return Health(
        counts.get(Delivery.State.WAITING, 0),
        counts.get(Delivery.State.RUNNING, 0),
        counts.get(Delivery.State.DEAD, 0),
        last,
    )


def dead_letters(viewer: Actor) -> QuerySet[Delivery]:
    require(viewer, "work.view")
    return Delivery.objects.filter(state=Delivery.State.DEAD).select_related("event").order_by("-finished_at")


def timed_tasks(viewer: Actor) -> QuerySet[Beat]:
    require(viewer, "work.view")
    return Beat.objects.order_by("name")
