"""The daily round: work out what begins today, write the reminders of today, count the days that are over."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ..models import CourseRule, SelfCheck
from ..rounds import round_is_open
from ..rulebooks import course_books
from .checking import check_days
from .holding import mind_exemptions
from .reminding import plan_reminders
from .settling import settle_pending


def go_round(now: datetime) -> int:
    """The round of every area that has rules and has not had today's; returns of how many. An area whose
    round fails stands in nobody else's way: it is tried again, and what failed is raised at the end."""
    if not round_is_open(now):
        return 0
    today, gone = timezone.localdate(now), 0
    problems: list[Exception] = []
    for area_slug in _areas_left(today):
        try:
            area_round(area_slug, on=today)
            gone += 1
        except Exception as problem:
            problems.append(problem)
    if problems:
        raise problems[0]
    return gone


@transaction.atomic
def area_round(area_slug: str, *, on: date) -> int:
    """Whole or not at all; run twice it changes nothing. Returns how many reminders are to go."""
    books = course_books(area_slug)
    settle_pending(area_slug, on=on)
    to_go = plan_reminders(area_slug, books, on=on) + mind_exemptions(area_slug, on=on)
    check_days(area_slug, books, on=on)
    return to_go


def _areas_left(today: date) -> list[str]:
    """That the day before is counted says that today's round has been."""
    ruled = CourseRule.objects.order_by().values_list("area_id", flat=True).distinct()
    counted = SelfCheck.objects.filter(day=today - timedelta(days=1)).values("area_id")
    return sorted(ruled.exclude(area_id__in=counted))
