"""What runs by the clock, and the worker's own sign of life."""

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from .models import Beat
from .registry import TIMED, Timed

log = logging.getLogger(__name__)

WORKER = "worker"
BEATS_EVERY = timedelta(seconds=20)
LONGEST_RUN = timedelta(minutes=5)


def beat(now: datetime | None = None) -> None:
    """The worker says it is alive; written now and then, for it is asked at every round."""
    now = now or timezone.now()
    if not Beat.objects.filter(name=WORKER, at__range=(now - BEATS_EVERY, now)).exists():
        Beat.objects.update_or_create(name=WORKER, defaults={"at": now, "next_at": now + BEATS_EVERY})


def run_timed(now: datetime | None = None) -> int:
    """Run each timed task that is due; returns how many. One that fails is kept with its kind of problem and
    tried next time."""
    now, ran = now or timezone.now(), 0
    known = {known.name: known for known in Beat.objects.all()}
    for task in TIMED.values():
        last = known.get(task.name)
        if (last is None or last.next_at <= now) and _claimed(task, last, now):
            _run(task, now)
            ran += 1
    return ran


def _claimed(task: Timed, last: Beat | None, now: datetime) -> bool:
    """Whether this worker, and no other, runs it this time. Should it die, the task is soon due again."""
    until = now + min(task.every, LONGEST_RUN)
    if last is None:
        _beat, new = Beat.objects.get_or_create(name=task.name, defaults={"at": now, "next_at": until})
        return new
    return bool(Beat.objects.filter(name=task.name, next_at=last.next_at).update(next_at=until))


def _run(task: Timed, now: datetime) -> None:
    problem = ""
    try:
        task.run()
    except Exception as error:
        problem = type(error).__name__[:120]
        log.warning("timed task %s failed: %s", task.name, problem)
    Beat.objects.filter(name=task.name).update(at=now, next_at=now + task.every, problem=problem)
