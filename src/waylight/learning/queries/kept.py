"""How far a learner is by the roster, for the browser to go on from. Nothing here needs a key."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor

from ..models import Completion, Learner


@dataclass(frozen=True)
class KeptCourse:
    """One course that was ever begun or done. `open`: a going-through is under way, and `done`, `passed_on`
    and `version_id` are of it. `ever_done`: lessons of every going-through; `completed_on`: the last time."""

    course_id: str
    open: bool = False
    version_id: str = ""
    done: frozenset[str] = frozenset()
    passed_on: date | None = None
    ever_done: frozenset[str] = frozenset()
    completed_on: date | None = None


def kept_on_roster(learner: Learner, *, by: Actor) -> dict[str, KeptCourse]:
    """By course. Four queries."""
    require(by, "training.learn", learner)
    completed = _completed(learner)
    ever: dict[str, set[str]] = defaultdict(set)
    under_way = {}
    for registration in learner.registrations.prefetch_related("lessons_done", "attempts"):
        lessons = {each.lesson_id for each in registration.lessons_done.all()}
        ever[registration.course_id] |= lessons
        if registration.ended_on is None:
            passed = [each.on for each in registration.attempts.all() if each.passed]
            under_way[registration.course_id] = (
                registration.version_id,
                frozenset(lessons),
                max(passed, default=None),
            )
    return {
        course_id: KeptCourse(
            course_id,
            course_id in under_way,
            *under_way.get(course_id, ("", frozenset(), None)),
            frozenset(ever[course_id]),
            completed.get(course_id),
        )
        for course_id in {*completed, *ever, *under_way}
    }


def _completed(learner: Learner) -> dict[str, date]:
    """The last day on which each course was completed; what was taken back does not count."""
    rows = Completion.objects.filter(learner=learner, withdrawal__isnull=True).order_by("on")
    return dict(rows.values_list("course_id", "on"))
