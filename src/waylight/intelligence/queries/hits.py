"""What a search shows: things with what one must know of them at a glance, and concerns by their words."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.engine.linkage.folding import latin
from waylight.engine.linkage.origins import independent

from ..badges import badges
from ..memory import Memory
from ..models import Account, Link, Observation
from ..naming import KINDS, described, held, title
from ..told import Told
from .scope import within_reach

MOST_COUNTED = 100
"""Of how many accounts, the newest, origins are told apart: it takes the square of their number."""
MOST_IN_WORDS = 20
LONGEST_SHOWN = 200
_SENTENCE = re.compile(r"(?<=[.!?\n])\s+")
STANDINGS = ("confirmed", "joined", "suggested", "alone")
"""How it hangs together: a person said so; by weight; there is only a suggestion; nothing else is known."""


@dataclass(frozen=True)
class Hit:
    """One entity. `why` is the reading that found it, `sources` how many of its reports know by themselves,
    `standing` one of STANDINGS, `waiting` how many suggestions nobody has looked at, `age` days since the
    newest. `badges`: what rooms above say of it."""

    entity: UUID
    kind: str
    title: str
    described: str
    why: str
    said: list[str]
    reports: int
    sources: int
    standing: str
    waiting: int
    last: datetime
    age: int
    badges: list[str]

    @property
    def kind_words(self) -> str:
        return str(KINDS[self.kind])


@dataclass(frozen=True)
class InWords:
    """A concern in whose words everything stands that was asked; `said` is the sentence with the first."""

    contact: UUID
    reference: str
    received_at: datetime
    said: str


def independent_of(known: Memory, rows: Iterable[Observation]) -> int:
    """How many of these accounts' sources know by themselves; copies and hearsay count once."""
    ids = {str(row.account_id) for row in rows}
    found = sorted(
        (known.known[id] for id in ids if id in known.known), key=lambda one: one.account.received_at
    )
    return len(independent(found[-MOST_COUNTED:]))


def hits_of(viewer: Actor, why_of: Mapping[UUID, str], known: Memory) -> list[Hit]:
    """These entities as far as the viewer reaches, in their order."""
    reach = Observation.objects.filter(within_reach(viewer, "account__contact__"), gone=False)
    of_entity: dict[UUID, list[Observation]] = {entity: [] for entity in why_of}
    for row in reach.filter(entity__in=why_of).select_related("account"):
        of_entity[row.entity_id].append(row)
    standing = _standing([row.pk for rows in of_entity.values() for row in rows], reach)
    said = badges(viewer, of_entity)
    return [
        _hit(entity, why_of[entity], rows, standing, known, said[entity])
        for entity, rows in of_entity.items()
        if rows
    ]


def days_since(last: datetime) -> int:
    """Whole days, none for what lies ahead."""
    return max((timezone.now() - last).days, 0)


def _standing(ids: list[UUID], reach: object) -> Mapping[UUID, Counter[str]]:
    """For each observation the states of its links with others within reach."""
    found: dict[UUID, Counter[str]] = {pk: Counter() for pk in ids}
    links = Link.objects.filter(Q(one__in=ids, other__in=reach) | Q(other__in=ids, one__in=reach))
    live = links.filter(state__in=STANDINGS)
    for one, other, state in live.values_list("one", "other", "state"):
        for end in (one, other):
            if end in found:
                found[end][state] += 1
    return found


def _hit(
    entity: UUID,
    why: str,
    rows: list[Observation],
    standing: Mapping[UUID, Counter[str]],
    known: Memory,
    said: list[str],
) -> Hit:
    what = [held(row) for row in rows]
    states = sum((standing[row.pk] for row in rows), Counter[str]())
    last = max(row.account.received_at for row in rows)
    return Hit(
        entity=entity,
        kind=rows[0].kind,
        title=title(rows[0].kind, what),
        described=described(rows[0].kind, what),
        why=why,
        said=list(dict.fromkeys(each["said"] for each in what))[:5],
        reports=len({row.account_id for row in rows}),
        sources=independent_of(known, rows),
        standing=next((state for state in STANDINGS if states[state]), STANDINGS[-1]),
        waiting=states["suggested"],
        last=last,
        age=days_since(last),
        badges=said,
    )


def in_words(found: list[UUID], told: Mapping[UUID, Told], words: tuple[str, ...]) -> list[InWords]:
    """The newest of these accounts, `MOST_IN_WORDS` at the most."""
    newest = sorted(found, key=lambda pk: (told[pk].received, str(pk)), reverse=True)[:MOST_IN_WORDS]
    rows = Account.objects.filter(pk__in=newest).select_related("contact").order_by("-received_at", "pk")
    return [
        InWords(row.contact_id, row.contact.reference, row.received_at, _sentence(row, words)) for row in rows
    ]


def _sentence(row: Account, words: tuple[str, ...]) -> str:
    """The first sentence that holds most of the words."""
    sentences = [
        each for part in json.loads(row.told).values() for each in _SENTENCE.split(part) if each.strip()
    ]
    best = max(sentences, key=lambda each: sum(word in latin(each) for word in words), default="")
    return best if len(best) <= LONGEST_SHOWN else best[:LONGEST_SHOWN] + "…"
