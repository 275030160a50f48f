"""What was found in one concern, for whoever has it open."""

import json
from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from waylight.accounts.policy import can, require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.triage.models import Contact

from ..models import Account, Entity, Link, Mention, Observation
from ..naming import KINDS, described, held, title
from ..texts import LONGEST, WORDS
from .scope import within_reach


@dataclass(frozen=True)
class Segment:
    """A run of a text, and the mention it is if it is one."""

    words: str
    mention: Mention | None = None


@dataclass(frozen=True)
class Thing:
    """One thing the concern speaks of: in how many other concerns within reach it is, and how many links of
    it wait for a person."""

    entity: UUID
    kind: str
    title: str
    described: str
    elsewhere: int
    suggested: int

    @property
    def kind_words(self) -> str:
        return str(KINDS[self.kind])


@dataclass(frozen=True)
class Part:
    """One text of the concern: `name` as in `texts.parts_of`."""

    name: str
    segments: list[Segment]
    cut: bool


@dataclass(frozen=True)
class FoundInConcern:
    """Every part with its mentions, each mention in order, and what they speak of. `common`: values that so
    many concerns hold that they say little."""

    account: Account
    parts: list[Part]
    mentions: list[Mention]
    things: list[Thing]
    common: list[str]
    may_judge: bool

    @property
    def words(self) -> list[Segment]:
        return next((part.segments for part in self.parts if part.name == WORDS), [])

    @property
    def others(self) -> list[Part]:
        """The parts besides the reporter's own words in which something was found."""
        return [p for p in self.parts if p.name != WORDS and any(s.mention for s in p.segments)]


def found_in(viewer: Actor, contact: Contact) -> FoundInConcern | None:
    """None where the viewer does not reach it, or while it is not absorbed. A consultation."""
    account = Account.objects.filter(contact=contact).first()
    if account is None or not can(viewer, "entity.view", account):
        return None
    require(viewer, "entity.view", account)
    mentions = list(account.mentions.order_by("part", "start"))
    told: dict[str, str] = json.loads(account.told)
    things = _things(viewer, account)
    detail: dict = {"mentions": len(mentions), "things": len(things)}
    record(Verb.CONSULTATION, "entity.view", by=viewer, thing=("concern", contact.pk), detail=detail)
    order = sorted(told, key=lambda part: (part != WORDS, part))
    mentions.sort(key=lambda m: (order.index(m.part), m.start))
    return FoundInConcern(
        account=account,
        parts=[_part(name, told[name], [m for m in mentions if m.part == name]) for name in order],
        mentions=mentions,
        things=things,
        common=json.loads(account.common or "[]"),
        may_judge=can(viewer, "mention.judge", account),
    )


def _part(name: str, words: str, mentions: list[Mention]) -> Part:
    segments, at = [], 0
    for mention in mentions:
        if mention.state == "refused" or mention.start < at:
            continue
        if mention.start > at:
            segments.append(Segment(words[at : mention.start]))
        segments.append(Segment(words[mention.start : mention.end], mention))
        at = mention.end
    if at < len(words):
        segments.append(Segment(words[at:]))
    return Part(name, segments, len(words) >= LONGEST)


def _things(viewer: Actor, account: Account) -> list[Thing]:
    rows = list(Observation.objects.filter(account=account, gone=False))
    entities = Entity.objects.filter(observations__in=rows)
    reach = Observation.objects.filter(within_reach(viewer, "account__contact__"), gone=False)
    others = reach.filter(entity__in=entities).exclude(account=account)
    counts = dict(
        others.values("entity").annotate(n=Count("account", distinct=True)).values_list("entity", "n")
    )
    waiting = _waiting(reach, rows)
    return [
        Thing(
            row.entity_id,
            row.kind,
            title(row.kind, [held(row)]),
            described(row.kind, [held(row)]),
            counts.get(row.entity_id, 0),
            waiting[row.pk],
        )
        for row in rows
    ]


def _waiting(reach: object, rows: list[Observation]) -> Counter[UUID]:
    """How many suggestions with another end within reach each observation has."""
    found: Counter[UUID] = Counter()
    for near, far in (("one", "other"), ("other", "one")):
        links = Link.objects.filter(**{f"{near}__in": rows, f"{far}__in": reach}, state="suggested")
        found.update(links.values_list(f"{near}_id", flat=True))
    return found
