"""What each account says and of which days, folded for searching: beside the memory, and of its age."""

import json
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from waylight.engine.extraction.moments import LONDON
from waylight.engine.linkage.folding import latin

from .memory import Memory
from .models import Account, LogEntry
from .periods import Period, days_of
from .texts import LONGEST
from .weekly import OnDay, Weekly, on_days

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Told:
    """`words` in Latin, with a space before each; `days` from first to last of every time that is told;
    `weekly` the days of the week of each that names some."""

    words: str
    received: date
    days: tuple[tuple[date, date], ...]
    weekly: tuple[OnDay, ...]
    cut: bool

    def says(self, words: tuple[str, ...]) -> bool:
        """Whether every one begins a word of it."""
        return all(f" {word}" in self.words for word in words)

    def falls_in(self, period: Period) -> bool:
        """Whether it tells of a day of the period, or came on one."""
        return period.meets(self.received, self.received) or any(period.meets(*days) for days in self.days)

    def comes_on(self, asked: Weekly, period: Period | None) -> bool:
        """Whether a time that is told is on such a day and, of a period, within it. What comes again and
        again is within it if it was received then; the day of receipt alone says nothing of a weekday."""
        for time in self.weekly:
            day = time.at or self.received
            if time.meets(asked) and (period is None or period.meets(day, day)):
                return True
        return False


@dataclass
class Index:
    """All accounts up to the number of the log that `memory` knows."""

    memory: Memory
    seq: int = 0
    told: dict[UUID, Told] = field(default_factory=dict)

    def catch_up(self) -> None:
        new = LogEntry.objects.filter(seq__gt=self.seq, account__isnull=False)
        ids = list(dict.fromkeys(new.order_by("seq").values_list("account", flat=True)))
        for at in range(0, len(ids), MOST_AT_ONCE):
            rows = Account.objects.filter(pk__in=ids[at : at + MOST_AT_ONCE]).prefetch_related("mentions")
            self.told |= {row.pk: _told(row) for row in rows}
        self.seq = self.memory.seq


_HELD: list[Index] = []


def told_by(known: Memory) -> dict[UUID, Told]:
    """By account. Only within `memory.reading()` or `memory.writing()`, whose turn guards this too."""
    if not _HELD or _HELD[0].memory is not known:
        _HELD[:] = [Index(known)]
    if _HELD[0].seq != known.seq:
        _HELD[0].catch_up()
    return _HELD[0].told


def _told(row: Account) -> Told:
    parts: dict[str, str] = json.loads(row.told or "{}")
    times = [m for m in row.mentions.all() if m.kind == "time" and m.state != "refused"]
    return Told(
        words=" " + " ".join(latin(said) for said in parts.values()),
        received=row.received_at.astimezone(LONDON).date(),
        days=tuple(days for m in times if (days := days_of(m.normal)) is not None),
        weekly=tuple(on for m in times if (on := on_days(m.normal, m.said)) is not None),
        cut=any(len(said) >= LONGEST for said in parts.values()),
    )
