"""The nightly counts, and which questions are often missed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.guidance.models import Area

from ..codes import FEWEST_TOLD
from ..library import NoSuchContent, library
from ..models import Gap, QuestionCount, SelfCheck
from ..rounds import last_round
from .scope import areas_for

DAYS = 30


@dataclass(frozen=True)
class CheckedDays:
    """`missed_days`: days that should have been counted and were not, because no worker ran since."""

    days: list[SelfCheck]
    gaps: list[Gap]
    missed_days: int

    @property
    def unsent(self) -> int:
        return sum(day.unsent for day in self.days)


def checked_days(viewer: Actor, area: Area, *, now: datetime | None = None) -> CheckedDays:
    """The last thirty days' counts and every older one with a gap, the newest first, with what should have
    gone and has not."""
    now = now or timezone.now()
    if area.slug not in areas_for(viewer, "training.view"):
        return CheckedDays([], [], 0)
    counted = SelfCheck.objects.filter(area=area)
    recent = timezone.localdate(now) - timedelta(days=DAYS)
    days = list(counted.filter(Q(day__gte=recent) | Q(unsent__gt=0)))
    gaps = Gap.objects.filter(check_of__in=days).select_related("check_of", "learner")
    last = counted.values_list("day", flat=True).first()
    behind = (last_round(now) - last).days - 1 if last is not None else 0
    return CheckedDays(days, list(gaps.order_by("-check_of__day", "why")), max(0, behind))


@dataclass(frozen=True)
class OftenMissed:
    """`tenths`: of ten people, about how many missed it; None where nearly everybody did."""

    course_id: str
    version_id: str
    question_id: str
    asked: int
    tenths: int | None


def often_missed(viewer: Actor, course_id: str) -> list[OftenMissed]:
    """Questions that at least ten people missed in their first attempt, the most missed first. Fewer are not
    told, and neither is how few did not miss one."""
    counts = QuestionCount.objects.filter(
        area_id__in=areas_for(viewer, "training.missed"), course_id=course_id, missed__gte=FEWEST_TOLD
    )
    found = sorted(counts, key=lambda each: each.missed / each.asked, reverse=True)
    return [
        OftenMissed(each.course_id, each.version_id, each.question_id, each.asked, _tenths(each))
        for each in found
    ]


def _tenths(count: QuestionCount) -> int | None:
    if count.asked - count.missed < FEWEST_TOLD:
        return None
    return round(10 * count.missed / count.asked)


def question_words(question_id: str) -> str:
    """What a question asks; its id where it is asked no more."""
    try:
        return library().question(question_id).ask
    except NoSuchContent:
        return question_id
