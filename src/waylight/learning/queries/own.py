"""What a learner who came in with badge and code sees of themselves. Nothing here needs a key: it stands on
the public plane."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor

from ..models import Learner, Registration
from ..refresher import State
from .listing import standing


@dataclass(frozen=True)
class OwnCourse:
    """A course that is asked of them."""

    course_id: str
    state: State
    due_on: date | None
    last_on: date | None


def own_courses(learner: Learner, *, by: Actor, today: date | None = None) -> list[OwnCourse]:
    """By what is due first."""
    require(by, "training.learn", learner)
    found = standing(frozenset({learner.area_id}), today or timezone.localdate()).filter(learner=learner)
    return [
        OwnCourse(each.course_id, State(each.state), each.on, each.last_on)
        for each in found.order_by("on", "course_id")
    ]


def own_registration(learner: Learner, course_id: str, *, by: Actor) -> Registration | None:
    """The open one."""
    require(by, "training.learn", learner)
    return learner.registrations.filter(course_id=course_id, ended_on__isnull=True).first()


def own_lessons(registration: Registration, *, by: Actor) -> Collection[str]:
    """Ids of the lessons that are done."""
    require(by, "training.learn", registration)
    return set(registration.lessons_done.values_list("lesson_id", flat=True))
