"""What a pattern says when it is shown, and what it is made of."""

from dataclasses import dataclass
from datetime import datetime

from waylight.engine.linkage.accounts import Observation
from waylight.engine.linkage.origins import Known


@dataclass(frozen=True)
class Alert:
    """`facts` say what was counted. `strength` is the weakest link it needs, in bits; None without links."""

    pattern: str
    title: str
    key: tuple[str, ...]
    reports: tuple[str, ...]
    sources: int
    facts: tuple[str, ...]
    strength: float | None
    false_if: tuple[str, ...]
    ask: tuple[str, ...]
    last_report: datetime
    expires: datetime
    explained_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """Somebody went or asked, and nothing was found: what was told before no longer counts by itself."""

    entity: str
    at: datetime


@dataclass(frozen=True)
class Sighting:
    """One account of one entity."""

    known: Known
    observation: Observation

    @property
    def at(self) -> datetime:
        return self.known.account.received_at
