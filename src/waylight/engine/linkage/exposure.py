"""What would be told of a kind of place anyway: only what is above it is worth a person's look."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from waylight.engine.linkage.accounts import Account, Observation
from waylight.engine.linkage.linking import Linkage
from waylight.engine.linkage.origins import Known
from waylight.engine.linkage.rules import Rule, Rules

FOUR_WEEKS = 28
# What the rule file expects of a venue counts as much as so many windows of one venue.
GIVEN_WINDOWS = 4


@dataclass(frozen=True)
class Background:
    """`told`: by type of place, how many accounts tell of young people at one. `days`: from first to last."""

    told: Mapping[str, int]
    days: int

    @classmethod
    def of(cls, linkage: Linkage, known: Mapping[str, Known]) -> Self:
        told = Counter(
            place_type(linkage, place)
            for id, one in known.items()
            if tells_of_young(linkage, one)
            for place in in_account(linkage, id, "place")
            if not place.attributes.get("negated")
        )
        return cls(told, _days(one.account for one in known.values()))

    def expected(self, kind: str, own: int, venues: int, rules: Rules, rule: Rule) -> float:
        """Accounts of one place of a kind in a window: what is told of its like (`own`, its own, left out)
        and the rule file's rate. `venues`: how many of the kind there are."""
        rates = rules.expected_accounts
        given = rates.get(kind, rates["default"]) * rule.days / FOUR_WEEKS
        others = max(self.told.get(kind, 0) - own, 0)
        windows = max(1.0, self.days / rule.days)
        return (given * GIVEN_WINDOWS + others) / (GIVEN_WINDOWS + max(venues - 1, 0) * windows)


def _days(accounts: Iterable[Account]) -> int:
    received = [account.received_at for account in accounts]
    return (max(received) - min(received)).days if received else 0


def in_account(linkage: Linkage, account: str, kind: str) -> list[Observation]:
    return [one for one in linkage.of_account[account] if one.kind == kind]


def young_in(linkage: Linkage, account: str) -> list[Observation]:
    """The children and young people an account tells of."""
    return [
        one
        for one in in_account(linkage, account, "person")
        if one.attributes.get("role") == "child" and not one.attributes.get("negated")
    ]


def tells_of_young(linkage: Linkage, known: Known) -> bool:
    return not known.explains and (known.young or bool(young_in(linkage, known.account.id)))


def place_type(linkage: Linkage, place: Observation) -> str:
    venue = linkage.observer.venue(place)
    return venue.type if venue else str(place.attributes.get("type", ""))
