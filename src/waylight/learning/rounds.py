"""The daily round: when it goes, and which round is the first to know of something."""

from datetime import date, datetime, timedelta

from django.utils import timezone

HOUR = 6
"""Local time. Reminders arrive in the morning, not at midnight on the phone of somebody who drives at night.
"""


def next_round(on: date) -> date:
    """The day of the first round that knows of what happens now, `on`: today's where it has not gone yet."""
    now = timezone.localtime()
    return on if on == now.date() and now.hour < HOUR else on + timedelta(days=1)


def round_is_open(now: datetime) -> bool:
    """Whether today's round may go."""
    return timezone.localtime(now).hour >= HOUR
