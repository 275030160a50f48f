"""What happened in a simulated year, day by day."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from ..actions import RuleDraft
from ..refresher import Demand

HEADINGS = "Badge,Name,Operator,Renewal date,E-mail,Last trained"


@dataclass
class Trained:
    """`day`: when it was written down; `on`: the day that counts; `taken_back`: when it was withdrawn.
    `version` is empty for training from before."""

    day: date
    on: date
    version: str = ""
    taken_back: date | None = None


@dataclass
class Away:
    """An exemption as it was given on `day`; `back`: the day on which it was ended early."""

    day: date
    since: date
    until: date
    back: date | None = None

    def runs(self, since: date, until: date) -> bool:
        """On any of these days, both ends among them."""
        last = self.until if self.back is None else min(self.until, self.back - timedelta(days=1))
        return self.since <= last and self.since <= until and since <= last


@dataclass
class Driver:
    """`renewals`: since when the office knows of which renewal date."""

    badge: str
    area: str
    firm: str
    email: str
    joined: date
    renewals: list[tuple[date, date | None]] = field(default_factory=list)
    trained: list[Trained] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)
    left: date | None = None

    @property
    def renewal(self) -> date | None:
        return self.renewals[-1][1]

    def line(self) -> str:
        """As their council's sheet has them."""
        earlier = next((each.on for each in self.trained if not each.version), None)
        name = f"Driver {self.badge}"
        return ",".join((self.badge, name, self.firm, _said(self.renewal), self.email, _said(earlier)))


def _said(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


@dataclass(frozen=True)
class Ruled:
    """A rule as it was made on a day; `firm` is empty for the council's own."""

    day: date
    area: str
    firm: str
    draft: RuleDraft
    to_all: bool


@dataclass(frozen=True)
class Demanded:
    day: date
    area: str
    demand: Demand


@dataclass
class Diary:
    """`stood`: mornings on which no worker ran."""

    drivers: dict[str, Driver] = field(default_factory=dict)
    rules: list[Ruled] = field(default_factory=list)
    demands: list[Demanded] = field(default_factory=list)
    stood: set[date] = field(default_factory=set)
