"""One person, vehicle, place or number: where it is told of, with what it is linked and why."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from waylight.accounts.policy import can, require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from .. import memory
from ..badges import badges
from ..models import Decision, Entity, EntityWatch, Link, LogEntry, Mention, Observation
from ..naming import COMPARED, KINDS, described, held, title
from .following import new_since, watch_on
from .hits import days_since, independent_of
from .places import Whereabouts, whereabouts
from .scope import within_reach

MOST_LINKS = 40
_HOUR = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}):")
_NO_HOUR = ("future", "recurring")


@dataclass(frozen=True)
class Step:
    """One row of a waterfall: what was compared, how it stood, what both said, and what that is worth."""

    compared: str
    level: str
    one: str
    other: str
    bits: float


@dataclass(frozen=True)
class LinkShown:
    """A link with its ends in words. `near` is in the entity that is looked at."""

    link: Link
    near: Observation
    far: Observation
    near_said: str
    far_said: str
    steps: list[Step]
    decision: Decision | None
    may_decide: bool


@dataclass(frozen=True)
class Told:
    """One account of it. `when` is the first time told with an hour, in local time. `is_new`: it came or
    changed since the viewer last looked."""

    observation: Observation
    said: str
    mentions: list[Mention]
    when: datetime | None
    may_open: bool
    is_new: bool


@dataclass(frozen=True)
class Cell:
    """So many accounts tell of this weekday (0 is Monday) and hour."""

    weekday: int
    hour: int
    count: int


@dataclass(frozen=True)
class EntityPage:
    """`sources`: how many independent sources the accounts within reach really are. `hours`: by weekday and
    hour, the busiest last; `without_hour` counts accounts that tell of none. `age`: days since the newest
    account; `badges`: what rooms above say of it. `looked_at`: when the viewer did
    last; `seq` is the number of the log up to which this goes."""

    entity: Entity
    title: str
    described: str
    told: list[Told]
    links: list[LinkShown]
    more_links: int
    sources: int
    hours: list[Cell]
    without_hour: int
    where: Whereabouts
    age: int
    badges: list[str]
    looked_at: datetime | None
    watch: EntityWatch | None
    seq: int

    @property
    def kind_words(self) -> str:
        return str(KINDS[self.entity.kind])

    @property
    def by_hour(self) -> list[int]:
        """Accounts that tell of each hour of the day."""
        return [sum(cell.count for cell in self.hours if cell.hour == hour) for hour in range(24)]

    @property
    def by_weekday(self) -> list[int]:
        """Accounts that tell of each day of the week, Monday first."""
        return [sum(cell.count for cell in self.hours if cell.weekday == day) for day in range(7)]


def open_entity(viewer: Actor, pk: UUID) -> EntityPage | UUID:
    """An entity as far as the viewer reaches, or the id of the one it was merged into. A consultation.

    Raises Entity.DoesNotExist; Refused when it is told of only where the viewer does not reach.
    """
    require(viewer, "entity.view")
    entity = Entity.objects.get(pk=pk)
    everything = Observation.objects.filter(entity=entity, gone=False)
    if not everything.exists() and entity.merged_into_id is not None:
        return entity.merged_into_id
    rows = everything.filter(within_reach(viewer, "account__contact__"))
    rows = rows.select_related("account__contact").prefetch_related("mentions")
    seen = sorted(rows, key=lambda row: (row.account.received_at, str(row.pk)))
    if not seen:
        first = everything.select_related("account__contact").first()
        require(viewer, "entity.view", first or object())
    looked_at, new = new_since(viewer, entity, {row.account_id for row in seen})
    told = [_told(viewer, row, new) for row in seen]
    links, more = _links(viewer, seen)
    hours = _hours(told)
    with memory.reading() as known:
        sources, seq = independent_of(known, seen), known.seq
    detail: dict = {"kind": entity.kind, "reports": len(seen), "links": len(links)}
    record(Verb.CONSULTATION, "entity.view", by=viewer, thing=("entity", pk), detail=detail)
    what = [held(row) for row in seen]
    return EntityPage(
        entity=entity,
        title=title(entity.kind, what),
        described=described(entity.kind, what),
        told=told,
        links=links,
        more_links=more,
        sources=sources,
        hours=hours,
        without_hour=sum(1 for each in told if each.when is None),
        where=whereabouts(seen),
        age=days_since(seen[-1].account.received_at),
        badges=badges(viewer, [pk])[pk],
        looked_at=looked_at,
        watch=watch_on(viewer, entity),
        seq=seq,
    )


def open_link(viewer: Actor, link: Link) -> LinkShown:
    """One link with its waterfall. A consultation. Raises Refused when an end is out of reach."""
    for end in (link.one, link.other):
        require(viewer, "entity.view", end)
    record(Verb.CONSULTATION, "entity.view", by=viewer, thing=("link", link.pk))
    return _shown(viewer, link, {link.one_id: link.one}, _decisions([link]))


def _told(viewer: Actor, row: Observation, new: set[UUID]) -> Told:
    return Told(
        observation=row,
        said=held(row)["said"],
        mentions=[m for m in row.mentions.all() if m.state != "refused"],
        when=_when(row),
        may_open=can(viewer, "concern.open", row.account.contact),
        is_new=row.account_id in new,
    )


def _when(row: Observation) -> datetime | None:
    """The first time in the account that has an hour; a text may tell of several."""
    times = row.account.mentions.filter(kind="time").exclude(state="refused").order_by("part", "start")
    for mention in times:
        found = _HOUR.match(mention.normal)
        if found and json.loads(mention.attributes).get("precision") not in _NO_HOUR:
            day, hour = date.fromisoformat(found[1]), int(found[2])
            return datetime(day.year, day.month, day.day, hour)  # noqa: DTZ001  # local time, as it was told
    return None


def _hours(told: list[Told]) -> list[Cell]:
    counts = Counter((each.when.weekday(), each.when.hour) for each in told if each.when is not None)
    return [Cell(weekday, hour, n) for (weekday, hour), n in sorted(counts.items())]


def _links(viewer: Actor, seen: list[Observation]) -> tuple[list[LinkShown], int]:
    """The live links of what is seen, both ends within reach, strongest first, and how many more."""
    near = {row.pk: row for row in seen}
    reach = Observation.objects.filter(within_reach(viewer, "account__contact__"), gone=False)
    touching = Q(one__in=near, other__in=reach) | Q(other__in=near, one__in=reach)
    rows = Link.objects.filter(touching).exclude(state="overtaken")
    rows = rows.select_related("one__account__contact", "other__account__contact", "model")
    first = list(rows.order_by("-weight", "pk")[: MOST_LINKS + 1])
    more = rows.count() - MOST_LINKS if len(first) > MOST_LINKS else 0
    said = _decisions(first)
    return [_shown(viewer, link, near, said) for link in first[:MOST_LINKS]], more


def _decisions(links: list[Link]) -> dict[tuple[UUID, UUID], Decision]:
    """What holds of each pair: the last in the log."""
    ones = {link.one_id for link in links}
    entries = LogEntry.objects.filter(decision__one_id__in=ones).order_by("seq")
    return {
        (e.decision.one_id, e.decision.other_id): e.decision
        for e in entries.select_related("decision__by")
        if e.decision is not None
    }


def _shown(
    viewer: Actor,
    link: Link,
    near: dict[UUID, Observation],
    said: dict[tuple[UUID, UUID], Decision],
) -> LinkShown:
    here, there = (link.one, link.other) if link.one_id in near else (link.other, link.one)
    reasons = json.loads(link.reasons)
    steps = [
        Step(str(COMPARED.get(r["compared"], r["compared"])), r["level"], r["one"], r["other"], r["bits"])
        for r in reasons
    ]
    decision = said.get((link.one_id, link.other_id))
    return LinkShown(
        link=link,
        near=here,
        far=there,
        near_said=held(here)["said"],
        far_said=held(there)["said"],
        steps=[Step(str(COMPARED["prior"]), "", "", "", link.prior), *steps],
        decision=decision if decision and decision.verdict != Decision.Verdict.UNDECIDED else None,
        may_decide=all(can(viewer, "link.decide", end) for end in (here, there)),
    )
