"""One box over everything that was found, within the viewer's reach; each search is audited, empty or not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.linkage.accounts import Kind
from waylight.engine.linkage.folding import latin
from waylight.engine.linkage.linking import Linkage
from waylight.keys.data_keys import match
from waylight.triage.models import Contact
from waylight.triage.queries.scope import own_contacts

from .. import memory
from ..asked import READINGS, Asked, mark_agrees, phone_agrees, understood
from ..models import Account, Observation
from ..periods import Period
from ..told import Told, told_by
from ..weekly import Weekly
from .hits import Hit, InWords, hits_of, in_words
from .scope import within_reach

MOST = 50
AT_ONCE = 400
NAME_LEVELS, HANDLE_LEVELS = 6, 4
WITH_PHONE: tuple[Kind, ...] = ("phone", "person")
WITH_HANDLE: tuple[Kind, ...] = ("handle", "person")
_BEST = 100
"""Above any number of agreeing characters: an exact value comes first."""

Hits = dict[str, tuple[int, str]]
"""By observation: how well it agrees, for the order alone, and which reading found it."""


class TooLittle(ValueError):
    """There is too little in what was typed to look for."""


@dataclass(frozen=True)
class Searched:
    """`looked_in` concerns were searched for what was found in them, and the words of `read` of them besides:
    those that the viewer may read. `cut` of these are so long that only their beginning was. `unreadable`
    could not be opened and `waiting` are not read yet, so nothing of those was searched. `more`: there are
    more than are shown. `seq` is the number of the log up to which this looked."""

    readings: list[str]
    period: Period | None
    weekly: Weekly | None
    hits: list[Hit]
    words: list[InWords]
    more: bool
    looked_in: int
    read: int
    cut: int
    unreadable: int
    waiting: int
    seq: int

    @property
    def not_read_as(self) -> list[str]:
        """The ways in which what was typed could not be read."""
        return [name for name in READINGS if name not in (*self.readings, "period", "weekly")]


def search(viewer: Actor, typed: str, *, purpose: str) -> Searched:
    """What agrees with what was typed, best first. `purpose` is the code of why it is looked for.

    Raises TooLittle. The audit keeps the readings, a keyed digest and what was found, never what was typed.
    """
    require(viewer, "known.search")
    asked = understood(typed)
    contacts = Contact.objects.filter(within_reach(viewer))
    own = set(Account.objects.filter(own_contacts(viewer, "contact__")).values_list("pk", flat=True))
    with memory.reading() as known:
        told = told_by(known)
        shown, more = _entities(viewer, _ordered(known, _hits(known, told, asked)))
        hits, seq = hits_of(viewer, shown, known), known.seq
    looks_in_words = bool(asked.words)
    said = [pk for pk in own if pk in told and _is_said(told[pk], asked)] if looks_in_words else []
    words = in_words(said, told, asked.words)
    record(
        Verb.SEARCH,
        "known.search",
        by=viewer,
        purpose=purpose,
        detail={
            "readings": asked.readings,
            "digest": match("search", latin(typed)),
            "count": len(hits),
            "found": [str(hit.entity) for hit in hits],
            "in_words": [str(each.contact) for each in words],
        },
    )
    if not asked.readings:
        raise TooLittle
    return Searched(
        readings=asked.readings,
        period=asked.period,
        weekly=asked.weekly,
        hits=hits,
        words=words,
        more=more or len(said) > len(words),
        looked_in=Account.objects.filter(contact__in=contacts).count(),
        read=len(own) if looks_in_words else 0,
        cut=sum(told[pk].cut for pk in own if pk in told) if looks_in_words else 0,
        unreadable=contacts.filter(unreadable=True, account__isnull=True).count(),
        waiting=contacts.filter(unreadable=False, account__isnull=True).count(),
        seq=seq,
    )


def accounts_that_agree(viewer: Actor, known: memory.Memory, typed: str, among: set[UUID]) -> set[UUID]:
    """Of these accounts, all within reach, those that a search finds by what was found in them or, where the
    viewer may read it, by their words. The caller audits."""
    asked, told = understood(typed), told_by(known)
    stored = known.linkage.observations
    found = {UUID(stored[id].account) for id in _hits(known, told, asked)} & among
    if asked.words:
        own = Account.objects.filter(own_contacts(viewer, "contact__"), pk__in=among - found)
        ids = own.values_list("pk", flat=True)
        found |= {pk for pk in ids if pk in told and _is_said(told[pk], asked)}
    return found


def _is_said(told: Told, asked: Asked) -> bool:
    return (asked.is_period or _is_of(told, asked)) and told.says(asked.words)


def _is_of(told: Told, asked: Asked) -> bool:
    """Whether it tells of the days that are asked, if any are."""
    if asked.weekly is not None:
        return told.comes_on(asked.weekly, asked.period)
    return asked.period is None or told.falls_in(asked.period)


def _ordered(known: memory.Memory, hits: Hits) -> list[tuple[str, str]]:
    """The best first, of those the newest."""
    stored = known.linkage.observations

    def rank(hit: tuple[str, tuple[int, str]]) -> tuple[int, float, str]:
        id, (agree, _why) = hit
        return -agree, -stored[id].received_at.timestamp(), id

    return [(id, why) for id, (_n, why) in sorted(hits.items(), key=rank)]


def _hits(known: memory.Memory, told: dict[UUID, Told], asked: Asked) -> Hits:
    """Of a period alone, everything told of it; else what agrees and, if a period is asked too, is of it."""
    found: Hits = {}
    stored = known.linkage.observations
    within = _within(told, asked)
    for id, agree, why in _found(known, asked):
        of_it = within is None or asked.is_period or (id in stored and stored[id].account in within)
        if id in stored and of_it and agree > found.get(id, (0, ""))[0]:
            found[id] = (agree, why)
    if asked.is_period and within is not None:
        for id, one in stored.items():
            if one.account in within:
                found.setdefault(id, (1, "weekly" if asked.weekly else "period"))
    return found


def _within(told: dict[UUID, Told], asked: Asked) -> set[str] | None:
    if asked.period is None and asked.weekly is None:
        return None
    return {str(pk) for pk, one in told.items() if _is_of(one, asked)}


def _found(known: memory.Memory, asked: Asked) -> Iterator[tuple[str, int, str]]:
    linkage = known.linkage
    if asked.mark:
        marks = _values(linkage, "vehicle", "mark")
        yield from _rows(linkage, "vehicle", "mark", {v: mark_agrees(asked.mark, v) for v in marks}, "mark")
    if asked.phone:
        for kind in WITH_PHONE:
            numbers = _values(linkage, kind, "phone")
            agree = {v: phone_agrees(asked.phone, v) for v in numbers}
            yield from _rows(linkage, kind, "phone", agree, "phone")
    if asked.handle:
        handle = latin(asked.handle).replace(" ", "_")
        for kind in WITH_HANDLE:
            yield from _alike(linkage, kind, "handle", handle, HANDLE_LEVELS, "handle")
    if asked.name:
        yield from _alike(linkage, "person", "name", asked.name, NAME_LEVELS, "name")
    if asked.postcode:
        compact = asked.postcode.replace(" ", "")
        yield from (
            (id, _BEST, "postcode") for id, said in known.folded.items() if compact in said.replace(" ", "")
        )
    if asked.words:
        yield from (
            (id, 1, "words") for id, said in known.folded.items() if all(word in said for word in asked.words)
        )


def _values(linkage: Linkage, kind: Kind, column: str) -> list[str]:
    return linkage.kinds[kind].columns.comparisons[column].values


def _alike(
    linkage: Linkage, kind: Kind, column: str, value: str, levels: int, why: str
) -> Iterator[tuple[str, int, str]]:
    """Values up to a level of the comparison, the same first."""
    comparison = linkage.kinds[kind].columns.comparisons[column]
    if not value or not comparison.values:
        return
    numbers = comparison.level_numbers(value)
    agree = {v: _BEST - int(n) for v, n in zip(comparison.values, numbers, strict=True) if 0 < n <= levels}
    yield from _rows(linkage, kind, column, agree, why)


def _rows(
    linkage: Linkage, kind: Kind, column: str, agree: Mapping[str, int], why: str
) -> Iterator[tuple[str, int, str]]:
    """The stored observations that hold one of the values that agree."""
    columns = linkage.kinds[kind].columns
    codes = {columns.comparisons[column].code_of[v] + 1: n for v, n in agree.items() if n}
    if not codes:
        return
    stored = columns.codes[column].view
    for row in np.flatnonzero(np.isin(stored, list(codes))).tolist():
        if row not in columns.gone:
            yield columns.ids[row], codes[int(stored[row])], why


def _entities(viewer: Actor, ids: list[tuple[str, str]]) -> tuple[dict[UUID, str], bool]:
    """The entities of these observations that the viewer reaches, in their order, `MOST` at the most, each
    with the reading that found it."""
    reach = Observation.objects.filter(within_reach(viewer, "account__contact__"), gone=False)
    why_of: dict[UUID, str] = {}
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        entity_of = dict(reach.filter(pk__in=[id for id, _why in part]).values_list("pk", "entity"))
        for id, why in part:
            entity = entity_of.get(UUID(id))
            if entity is not None:
                why_of.setdefault(entity, why)
        if len(why_of) > MOST:
            break
    return {entity: why_of[entity] for entity in list(why_of)[:MOST]}, len(why_of) > MOST
