"""The room's dated rules, read from `content/casework`; each file has its owner, version and source date."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from waylight.casework.rules import RulesError, opened
from waylight.engine.clocks import Limit

from .codes import EpisodeKind


@dataclass(frozen=True)
class Often:
    """So many episodes of these kinds within so many days are talked about. `verified`: somebody read it."""

    kinds: tuple[str, ...]
    episodes: int
    days: int
    source: str
    verified: bool


@cache
def often() -> Often:
    """Raises RulesError for a file that cannot be used."""
    found = opened("missing.yaml")["often"]
    if not set(found["kinds"]) <= set(EpisodeKind.values) or found["episodes"] < 2 or found["days"] < 1:
        raise RulesError("missing.yaml: often needs kinds of M and A, 2 episodes or more, and days.")
    return Often(
        tuple(found["kinds"]), found["episodes"], found["days"], found["source"], bool(found["verified"])
    )


@dataclass(frozen=True)
class Fact:
    """A rule in words for the screen, with where it comes from. `verified`: somebody read it there."""

    words: str
    source: str
    verified: bool


@dataclass(frozen=True)
class Pilot:
    """An area that takes part, on both days and between. `until` is None while nobody has ended it."""

    area: str
    since: date
    until: date | None

    def holds(self, area: str, on: date) -> bool:
        return self.area == area and self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Trafficking:
    """`answer` by route; `rest` is how many days at least lie between the two decisions."""

    facts: dict[str, Fact]
    answer: dict[str, Limit]
    rest: int
    pilot_days: int
    pilots: tuple[Pilot, ...]
    form_version: str


@cache
def court() -> dict[str, Fact]:
    """What the screen of a case before a court says of the law, by code."""
    return {code: Fact(**line) for code, line in opened("court.yaml")["facts"].items()}


@cache
def trafficking() -> Trafficking:
    found = opened("trafficking.yaml")
    return Trafficking(
        {code: Fact(**line) for code, line in found["facts"].items()},
        {route: Limit.parse(text) for route, text in found["answer"].items()},
        found["rest_days"],
        found["pilot"]["more_than_days"],
        tuple(Pilot(each["area"], each["since"], each["until"]) for each in found["pilot"]["areas"]),
        str(found["form_version"]),
    )
