"""The daily round: when it goes, and which round is the first to know of something."""

from datetime import date, datetime, timedelta

from django.utils import timezone

HOUR = 6
"""Local time. Reminders arrive in the morning, not at midnight on the phone of somebody who drives at night.
"""
TAKES = timedelta(hours=1)
"""The worker looks every twenty minutes whether a round is to go: for so long after the hour nothing is
wrong."""


def next_round(on: date) -> date:
    """The day of the first round that knows of what happens now, `on`: today's where it has not gone yet."""
    now = timezone.localtime()
    return on if on == now.date() and now.hour < HOUR else on + timedelta(days=1)


def last_round(now: datetime) -> date:
    """The day of the last round that must have been by now."""
    begun = timezone.localtime(now - TAKES)
    return begun.date() if begun.hour >= HOUR else begun.date() - timedelta(days=1)


def round_is_open(now: datetime) -> bool:
    """Whether today's round may go."""
    return timezone.localtime(now).hour >= HOUR
