"""How many sources really know: what comes from one mouth, one post or one event counts once."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from waylight.engine.linkage.accounts import Account, Observation
from waylight.engine.linkage.cues import Cues
from waylight.engine.linkage.folding import latin

# Nobody can tell whether unnamed reports come from different people, so together they are never enough.
MOST_ANONYMOUS = 2
SHINGLE = 4
# Two accounts of one thing share turns of phrase by chance; a copy shares many, or most of a short text.
COPIED, COPIED_AT_LEAST = 0.4, 8
COPIED_SHORT = 0.7
NIGHT_ENDS = 6
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_DAY = frozenset({"future", "recurring", "week", "month", "interval"})


@dataclass(frozen=True)
class Known:
    """What is known of an account for counting: its incident, whether it passes on or explains."""

    account: Account
    incident: date
    passed_on: bool
    explains: bool
    shingles: frozenset[tuple[str, ...]]


def know(account: Account, observed: Sequence[Observation], cues: Cues) -> Known:
    """Read an account once for all patterns."""
    words = latin(account.text).split()
    hearsay = bool(observed) and all(one.hearsay for one in observed)
    vouched = account.source.mode != "anonymous" or bool(account.refers_to)
    return Known(
        account=account,
        incident=incident_of(account),
        passed_on=hearsay or bool(cues.found("passed_on", account.text)),
        explains=vouched and bool(cues.found("explained", account.text)),
        shingles=frozenset(zip(*(words[n:] for n in range(SHINGLE)), strict=False)),
    )


def incident_of(account: Account) -> date:
    """The day of what is told: the first day named, else that of receipt. A night is the day before's."""
    for mention in account.mentions:
        if mention.kind == "time" and mention.attributes.get("precision") not in _NO_DAY:
            found = _DAY.match(mention.normalised)
            if found:
                day, hour = date.fromisoformat(found[0]), mention.normalised[11:13]
                return day - timedelta(days=1) if hour.isdigit() and int(hour) < NIGHT_ENDS else day
    received = account.received_at
    return received.date() - timedelta(days=1) if received.hour < NIGHT_ENDS else received.date()


def independent(known: Iterable[Known]) -> list[list[Known]]:
    """The accounts by origin. Fewer groups than may be true, never more.

    One origin: one reporter, an account and what refers to it, copied wording, and everything that is only
    passed on. Anonymous accounts without any other mark make at most `MOST_ANONYMOUS` origins.
    """
    groups: list[list[Known]] = []
    for one in sorted(known, key=lambda k: (k.account.received_at, k.account.id)):
        same = [group for group in groups if any(_one_origin(one, other) for other in group)]
        groups = [group for group in groups if group not in same]
        groups.append([*(other for group in same for other in group), one])
    unnamed = [group for group in groups if all(_unnamed(k) for k in group)]
    surplus = unnamed[MOST_ANONYMOUS:]
    for group in surplus:
        groups.remove(group)
        unnamed[MOST_ANONYMOUS - 1].extend(group)
    return groups


def _one_origin(one: Known, other: Known) -> bool:
    a, b = one.account, other.account
    if one.passed_on and other.passed_on:
        return True
    if a.source.key and a.source.key == b.source.key:
        return True
    return b.id in a.refers_to or a.id in b.refers_to or _copied(one, other)


def _copied(one: Known, other: Known) -> bool:
    fewer = min(len(one.shingles), len(other.shingles))
    shared = len(one.shingles & other.shingles)
    return fewer > 0 and (shared >= max(COPIED * fewer, COPIED_AT_LEAST) or shared >= COPIED_SHORT * fewer)


def _unnamed(known: Known) -> bool:
    return known.account.source.mode == "anonymous" and not known.account.source.key
