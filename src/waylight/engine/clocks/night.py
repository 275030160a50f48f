"""Which night something belongs to."""

from datetime import date, datetime, time, timedelta

NIGHT_ENDS = time(6)


def night_of(local: datetime) -> date:
    """The date a local moment is reported under: before 06:00 it still belongs to the evening before.

    People say "Friday night" for the small hours of Saturday, so a pattern counted by calendar date would
    cut every night in two. `local` is what the clock on the wall showed (naive, or aware in local time);
    a moment kept in UTC must be turned into local time first.
    """
    if local.time() < NIGHT_ENDS:
        return local.date() - timedelta(days=1)
    return local.date()
