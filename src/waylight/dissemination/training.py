"""Whether somebody is trained to grade, today, in an area."""

from datetime import date

from django.utils import timezone

from waylight.accounts.roles import Actor

from .models import GraderTraining


def trained(who: Actor, area_slug: str, on: date | None = None) -> bool:
    """`on`: the day, today by default. Raises nothing: nobody is trained who has no record."""
    day = on or timezone.localdate()
    live = GraderTraining.objects.filter(trained_on__lte=day, until__gte=day, ended_at__isnull=True)
    return live.filter(person_id=who.user_id or 0, area_id=area_slug).exists()
