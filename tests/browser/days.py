"""Days and times as they are typed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def in_days(days: int) -> str:
    return f"{datetime.now(LONDON) + timedelta(days=days):%d/%m/%Y}"


def now() -> str:
    return f"{datetime.now(LONDON):%H:%M}"


def ago(hours: int) -> str:
    """The moment so many hours back, ahead where negative."""
    return f"{datetime.now(LONDON) - timedelta(hours=hours):%d/%m/%Y %H:%M}"
