"""What is told of together, as a chart: who stands with what in one account, and the way between two."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..drawing import Frame, Spot, rings
from ..models import Entity, Observation
from ..naming import KINDS, held, title
from .scope import within_reach

MOST_NODES = 300
MOST_EDGES = 1000
HUB = 40
"""What more accounts than this tell of joins everything with everything, so it is left out and named."""
STEPS = 2
LONGEST_WAY = 6

Pair = tuple[UUID, UUID]


@dataclass(frozen=True)
class Node:
    """`on_way`: it lies on the way that was asked for."""

    entity: UUID
    kind: str
    title: str
    accounts: int
    spot: Spot
    on_way: bool

    @property
    def kind_words(self) -> str:
        return str(KINDS[self.kind])


@dataclass(frozen=True)
class Edge:
    """So many accounts tell of both."""

    one: Node
    other: Node
    accounts: int
    on_way: bool


@dataclass(frozen=True)
class Chart:
    """`left_out`: hubs by their names. `more`: there is more than is drawn. `way`: from the first to the one
    asked for, None where nothing was asked, empty where there is none of `LONGEST_WAY` steps."""

    centre: Node
    nodes: list[Node]
    edges: list[Edge]
    frame: Frame
    left_out: list[str]
    more: bool
    way: list[Node] | None


class _Reached:
    """The accounts within reach that tell of entities, read once each."""

    def __init__(self, viewer: Actor) -> None:
        self.rows = Observation.objects.filter(within_reach(viewer, "account__contact__"), gone=False)
        self.accounts: dict[UUID, set[UUID]] = {}
        self.beside: dict[UUID, set[UUID]] = {}

    def learn(self, entities: set[UUID]) -> None:
        """Which accounts tell of them."""
        new = entities - set(self.accounts)
        self.accounts |= {entity: set[UUID]() for entity in new}
        for entity, account in self.rows.filter(entity__in=new).values_list("entity", "account"):
            self.accounts[entity].add(account)

    def neighbours(self, entities: set[UUID]) -> dict[UUID, Counter[UUID]]:
        """For each, who else stands in its accounts, and in how many."""
        self.learn(entities)
        new = {account for entity in entities for account in self.accounts[entity]} - set(self.beside)
        self.beside |= {account: set[UUID]() for account in new}
        for account, entity in self.rows.filter(account__in=new).values_list("account", "entity"):
            self.beside[account].add(entity)
        found: dict[UUID, Counter[UUID]] = {}
        for entity in entities:
            count = Counter(other for account in self.accounts[entity] for other in self.beside[account])
            del count[entity]
            found[entity] = count
        return found

    def is_hub(self, entity: UUID) -> bool:
        return len(self.accounts[entity]) > HUB


def chart(viewer: Actor, pk: UUID, *, to: UUID | None = None) -> Chart | UUID:
    """`STEPS` steps around an entity, or the id of the one it went into. A consultation.

    Raises Entity.DoesNotExist, Refused.
    """
    require(viewer, "entity.view")
    entity, reached = Entity.objects.get(pk=pk), _Reached(viewer)
    reached.learn({pk})
    if entity.merged_into_id is not None and not entity.observations.filter(gone=False).exists():
        return entity.merged_into_id
    if not reached.accounts[pk]:
        first = Observation.objects.filter(entity=entity).select_related("account__contact").first()
        require(viewer, "entity.view", first or object())
    waves, hubs, more = _waves(reached, pk)
    way = None if to is None else _way(reached, pk, to)
    drawn = [{pk}, *waves, set(way or ()) - {pk}]
    spots = rings(str(pk), [[str(each) for each in wave] for wave in drawn[1:]])
    nodes = _nodes(reached, set().union(*drawn), spots, set(way or ()))
    edges = _edges(reached, nodes, way or [])
    record(
        Verb.CONSULTATION,
        "entity.view",
        by=viewer,
        thing=("entity", pk),
        detail={"chart": len(nodes), "way_to": str(to) if to else ""},
    )
    return Chart(
        centre=nodes[pk],
        nodes=sorted(nodes.values(), key=lambda node: (node.kind, node.title, str(node.entity))),
        edges=edges[:MOST_EDGES],
        frame=Frame.around(node.spot for node in nodes.values()),
        left_out=sorted(_titles(reached, hubs).values()),
        more=more or len(edges) > MOST_EDGES,
        way=None if way is None else [nodes[each] for each in way],
    )


def _waves(reached: _Reached, pk: UUID) -> tuple[list[set[UUID]], set[UUID], bool]:
    """The entities of each step, those told of together most often first, up to `MOST_NODES` in all."""
    seen, hubs, waves, more = {pk}, set[UUID](), list[set[UUID]](), False
    front = {pk}
    for _step in range(STEPS):
        together: Counter[UUID] = Counter()
        for count in reached.neighbours(front).values():
            together.update(count)
        new = set(together) - seen - hubs
        reached.learn(new)
        hubs |= {each for each in new if reached.is_hub(each)}
        ranked = sorted(new - hubs, key=lambda each: (-together[each], str(each)))
        room = MOST_NODES - len(seen)
        more = more or len(ranked) > room
        front = set(ranked[:room])
        seen |= front
        waves.append(front)
    return waves, hubs, more


def _way(reached: _Reached, start: UUID, end: UUID) -> list[UUID]:
    """A shortest way that goes through no hub; of several always the same. Empty if there is none."""
    came: dict[UUID, UUID | None] = {start: None}
    front = [start]
    for _step in range(LONGEST_WAY):
        if end in came or not front:
            break
        around = reached.neighbours(set(front))
        reached.learn({other for count in around.values() for other in count})
        onward = []
        for one in front:
            for other in sorted(around[one], key=str):
                if other not in came and (other == end or not reached.is_hub(other)):
                    came[other] = one
                    onward.append(other)
        front = onward
    way, at = list[UUID](), end if end in came else None
    while at is not None:
        way.append(at)
        at = came[at]
    return way[::-1]


def _titles(reached: _Reached, entities: set[UUID]) -> dict[UUID, str]:
    rows: dict[UUID, list[Observation]] = {}
    for row in reached.rows.filter(entity__in=entities).order_by("-account__received_at", "pk"):
        rows.setdefault(row.entity_id, []).append(row)
    return {entity: title(own[0].kind, [held(row) for row in own[:HUB]]) for entity, own in rows.items()}


def _nodes(reached: _Reached, drawn: set[UUID], spots: dict[str, Spot], way: set[UUID]) -> dict[UUID, Node]:
    reached.learn(drawn)
    titles = _titles(reached, drawn)
    kinds = dict(Entity.objects.filter(pk__in=drawn).values_list("pk", "kind"))
    return {
        pk: Node(pk, kinds[pk], titles.get(pk, ""), len(reached.accounts[pk]), spots[str(pk)], pk in way)
        for pk in drawn
    }


def _edges(reached: _Reached, nodes: dict[UUID, Node], way: list[UUID]) -> list[Edge]:
    """Each pair once, those that most accounts tell of first."""
    steps = {frozenset(pair) for pair in zip(way, way[1:], strict=False)}
    found: dict[Pair, int] = {}
    for one, count in reached.neighbours(set(nodes)).items():
        for other, number in count.items():
            if other in nodes and str(one) < str(other):
                found[one, other] = number
    ranked = sorted(found.items(), key=lambda each: (-each[1], str(each[0])))
    return [
        Edge(nodes[one], nodes[other], number, frozenset((one, other)) in steps)
        for (one, other), number in ranked
    ]
