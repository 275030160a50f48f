"""What the worker has done, not done, and when it was last heard of."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor

from .models import Beat, Delivery
from .registry import TIMED
from .timetable import WORKER

SILENT_AFTER = timedelta(minutes=3)
State = Delivery.State


@dataclass(frozen=True)
class Health:
    """Counts by state; `oldest` is since when the longest-waiting delivery could have run."""

    waiting: int
    running: int
    dead: int
    last_beat: datetime | None
    oldest: datetime | None = None

    @property
    def silent(self) -> bool:
        return self.last_beat is None or timezone.now() - self.last_beat > SILENT_AFTER

    @property
    def behind(self) -> bool:
        """Work has waited longer than a live worker would let it."""
        return self.oldest is not None and timezone.now() - self.oldest > SILENT_AFTER


@dataclass(frozen=True)
class TaskState:
    """A task of the timetable; `last` is None until it has run once."""

    name: str
    every: timedelta
    last: Beat | None

    @property
    def overdue(self) -> bool:
        return self.last is None or timezone.now() > self.last.next_at + SILENT_AFTER


def health() -> Health:
    """Shown on every staff page when something is wrong, so it reads only what is not done."""
    open_states = [State.WAITING, State.RUNNING, State.DEAD]
    found = Delivery.objects.filter(state__in=open_states).values_list("state")
    counts = {state: (n, oldest) for state, n, oldest in found.annotate(n=Count("id"), oldest=Min("next_at"))}
    last = Beat.objects.filter(name=WORKER).values_list("at", flat=True).first()
    waiting, oldest = counts.get(State.WAITING, (0, None))
    return Health(
        waiting,
        counts.get(State.RUNNING, (0, None))[0],
        counts.get(State.DEAD, (0, None))[0],
        last,
        oldest,
    )


def dead_letters(viewer: Actor) -> QuerySet[Delivery]:
    require(viewer, "work.view")
    return Delivery.objects.filter(state=State.DEAD).select_related("event").order_by("-finished_at")


def waiting(viewer: Actor) -> QuerySet[Delivery]:
    """What is to be done or being done, longest first."""
    require(viewer, "work.view")
    undone = Delivery.objects.filter(state__in=[State.WAITING, State.RUNNING])
    return undone.select_related("event").order_by("next_at")


def timed_tasks(viewer: Actor) -> list[TaskState]:
    """Every task of the timetable, those that never ran too."""
    require(viewer, "work.view")
    beats = {beat.name: beat for beat in Beat.objects.exclude(name=WORKER)}
    return [TaskState(task.name, task.every, beats.get(task.name)) for _, task in sorted(TIMED.items())]
