"""One box over everything that was found, within the viewer's reach; each search is audited, empty or not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np

from waylight.accounts.policy import Actor, require
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.linkage.accounts import Kind
from waylight.engine.linkage.folding import latin
from waylight.engine.linkage.linking import Linkage
from waylight.keys.data_keys import match
from waylight.triage.models import Contact

from .. import memory
from ..asked import Asked, mark_agrees, phone_agrees, understood
from ..models import Account, Observation
from ..naming import KINDS, described, held, title
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
class Hit:
    """One entity. `why` is the reading that found it."""

    entity: UUID
    kind: str
    title: str
    described: str
    why: str
    said: list[str]
    reports: int
    last: datetime

    @property
    def kind_words(self) -> str:
        return str(KINDS[self.kind])


@dataclass(frozen=True)
class Searched:
    """`looked_in` concerns were searched; `unreadable` of the viewer's could not be opened and `waiting` are
    not read yet, so nothing of those was searched. `more`: there are more than are shown."""

    readings: list[str]
    hits: list[Hit]
    more: bool
    looked_in: int
    unreadable: int
    waiting: int


def search(viewer: Actor, typed: str, *, purpose: str) -> Searched:
    """What agrees with what was typed, best first. `purpose` is the code of why it is looked for.

    Raises TooLittle. The audit keeps the readings, a keyed digest and what was found, never what was typed.
    """
    require(viewer, "known.search")
    asked = understood(typed)
    with memory.reading() as known:
        ids = _ordered(_hits(known, asked))
    hits, more = _entities(viewer, ids)
    contacts = Contact.objects.filter(within_reach(viewer))
    looked_in = Account.objects.filter(contact__in=contacts).count()
    unreadable = contacts.filter(unreadable=True, account__isnull=True).count()
    waiting = contacts.filter(unreadable=False, account__isnull=True).count()
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
        },
    )
    if not asked.readings:
        raise TooLittle
    return Searched(asked.readings, hits, more, looked_in, unreadable, waiting)


def _ordered(hits: Hits) -> list[tuple[str, str]]:
    return [(id, why) for id, (_n, why) in sorted(hits.items(), key=lambda hit: (-hit[1][0], hit[0]))]


def _hits(known: memory.Memory, asked: Asked) -> Hits:
    found: Hits = {}
    for id, agree, why in _found(known, asked):
        if id in known.linkage.observations and agree > found.get(id, (0, ""))[0]:
            found[id] = (agree, why)
    return found


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


def _entities(viewer: Actor, ids: list[tuple[str, str]]) -> tuple[list[Hit], bool]:
    """The entities of these observations that the viewer reaches, in their order, `MOST` at the most."""
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
    shown = list(why_of)[:MOST]
    rows = list(reach.filter(entity__in=shown).select_related("account"))
    return [_hit(entity, why_of[entity], rows) for entity in shown], len(why_of) > MOST


def _hit(entity: UUID, why: str, rows: list[Observation]) -> Hit:
    own = [row for row in rows if row.entity_id == entity]
    what = [held(row) for row in own]
    kind = own[0].kind
    return Hit(
        entity=entity,
        kind=kind,
        title=title(kind, what),
        described=described(kind, what),
        why=why,
        said=list(dict.fromkeys(each["said"] for each in what))[:5],
        reports=len({row.account_id for row in own}),
        last=max(row.account.received_at for row in own),
    )
