"""How many sources really know: what comes from one mouth, one post or one event counts once."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from waylight.engine.linkage.accounts import Account, Observation
from waylight.engine.linkage.cues import Cues
from waylight.engine.linkage.folding import latin

# Nobody can tell whether unnamed reports come from different people, so together they are one.
MOST_ANONYMOUS = 1
SHINGLE = 4
# Two accounts of one thing share turns of phrase by chance; a copy shares many, or most of a short text.
COPIED, COPIED_AT_LEAST = 0.4, 8
COPIED_SHORT = 0.7
NIGHT_ENDS = 6
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_DAY = frozenset({"future", "recurring", "week", "month", "interval"})


@dataclass(frozen=True)
class Known:
    """What is known of an account for counting: its incident, and whether it passes on, explains, or tells of
    a child who is missing, of rooms that were booked, or of young people at all."""

    account: Account
    incident: date
    passed_on: bool
    explains: bool
    missing: bool
    booked: bool
    young: bool
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
        missing=bool(cues.found("missing", account.text)),
        booked=bool(cues.found("booked", account.text)),
        young=bool(cues.found("young", account.text)),
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
    ones = sorted(known, key=lambda k: (k.account.received_at, k.account.id))
    groups = _joined(ones, [*_marked_alike(ones), *_copies(ones)])
    unnamed = [group for group in groups if all(_unnamed(k) for k in group)]
    surplus = unnamed[MOST_ANONYMOUS:]
    for group in surplus:
        groups.remove(group)
        unnamed[MOST_ANONYMOUS - 1].extend(group)
    return groups


def _joined(ones: Sequence[Known], pairs: Iterable[tuple[int, int]]) -> list[list[Known]]:
    """Groups under pairs of positions that belong together, each in the order of its first."""
    held = {n: [n] for n in range(len(ones))}
    for one, other in pairs:
        fewer, more = sorted((held[one], held[other]), key=len)
        if fewer is not more:
            more += fewer
            held.update(dict.fromkeys(fewer, more))
    groups = {id(group): sorted(group) for group in held.values()}
    return [[ones[n] for n in group] for group in groups.values()]


def _marked_alike(ones: Sequence[Known]) -> Iterator[tuple[int, int]]:
    """Those of one reporter, those that refer to one account, and all that is only passed on."""
    here = {one.account.id for one in ones}
    first: dict[tuple[str, str], int] = {}
    for n, one in enumerate(ones):
        marks = [("account", id) for id in (one.account.id, *one.account.refers_to) if id in here]
        marks += [("reporter", key) for key in one.account.source.keys]
        marks += [("passed on", "")] if one.passed_on else []
        for mark in marks:
            yield first.setdefault(mark, n), n


def _copies(ones: Sequence[Known]) -> Iterator[tuple[int, int]]:
    """Those that share so many turns of phrase that one is copied from the other."""
    saying: dict[tuple[str, ...], list[int]] = {}
    for n, one in enumerate(ones):
        shared = Counter(other for shingle in one.shingles for other in saying.get(shingle, ()))
        for other, count in shared.items():
            fewer = min(len(one.shingles), len(ones[other].shingles))
            if count >= max(COPIED * fewer, COPIED_AT_LEAST) or count >= COPIED_SHORT * fewer:
                yield other, n
        for shingle in one.shingles:
            saying.setdefault(shingle, []).append(n)


def _unnamed(known: Known) -> bool:
    return known.account.source.mode == "anonymous" and not known.account.source.keys
