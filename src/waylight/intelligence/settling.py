"""Entities follow from links: which row stands for which group of observations, and each link's state."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from waylight.engine.linkage.linking import Linkage

from .models import Decision, Entity, Link, Observation

DECIDED = {Decision.Verdict.SAME: "confirmed", Decision.Verdict.DIFFERENT: "refused"}


def settle(linkage: Linkage, touched: set[str], new: Iterable[Observation] = ()) -> None:
    """Give every touched observation the entity of its group, and save the `new` ones with theirs.

    A group keeps the entity that most of it had; a part that broke off gets a fresh one. `touched` must hold
    whole groups.
    """
    fresh = {str(row.pk): row for row in new}
    stored = Observation.objects.filter(pk__in=set(touched) - set(fresh)).only("entity")
    rows = {str(row.pk): row for row in stored}
    groups: dict[str, list[str]] = {}
    for id in sorted(touched):
        groups.setdefault(linkage.entity(id), []).append(id)
    held = {name: Counter(rows[id].entity_id for id in ids if id in rows) for name, ids in groups.items()}
    chosen = _chosen(held)
    for name, ids in groups.items():
        entity = chosen.get(name) or _fresh(linkage.observations[ids[0]].kind, held[name])
        for id in ids:
            if id in fresh:
                fresh[id].entity_id = entity
            elif id in rows:
                _move(rows[id], entity)
    Observation.objects.bulk_create(fresh.values())
    _merge_emptied({entity for counts in held.values() for entity in counts}, rows)


def _chosen(held: dict[str, Counter[UUID]]) -> dict[str, UUID]:
    """Each entity to the group that holds most of it, each group the entity it holds most of."""
    offers = sorted(
        ((-n, str(entity), name) for name, counts in held.items() for entity, n in counts.items())
    )
    chosen: dict[str, UUID] = {}
    for _n, entity, name in offers:
        if name not in chosen and UUID(entity) not in chosen.values():
            chosen[name] = UUID(entity)
    return chosen


def _fresh(kind: str, came_from: Counter[UUID]) -> UUID:
    source = came_from.most_common(1)[0][0] if came_from else None
    return Entity.objects.create(kind=kind, made_at=timezone.now(), split_from_id=source).pk


def _move(row: Observation, entity: UUID) -> None:
    if row.entity_id != entity:
        row.came_from = row.entity_id  # type: ignore[attr-defined]  # read by _merge_emptied, never stored
        row.entity_id = entity
        row.save(update_fields=["entity"])


def _merge_emptied(before: set[UUID], rows: dict[str, Observation]) -> None:
    """An entity that nothing is left of says where it went."""
    left = set(Observation.objects.filter(entity__in=before, gone=False).values_list("entity_id", flat=True))
    for entity in before - left:
        went = Counter(row.entity_id for row in rows.values() if getattr(row, "came_from", None) == entity)
        if went:
            Entity.objects.filter(pk=entity).update(merged_into=went.most_common(1)[0][0])


def settle_links(linkage: Linkage, touched: set[str]) -> None:
    """Set each live link's state from the decisions, else from whether its two are one entity now."""
    links = Link.objects.filter(Q(one_id__in=touched) | Q(other_id__in=touched)).exclude(state="overtaken")
    changed: dict[str, list[UUID]] = {}
    for pk, one, other, state in links.values_list("pk", "one_id", "other_id", "state"):
        now = _state(linkage, str(one), str(other))
        if now != state:
            changed.setdefault(now, []).append(pk)
    for now, pks in changed.items():
        Link.objects.filter(pk__in=pks).update(state=now)


def _state(linkage: Linkage, one: str, other: str) -> str:
    verdict = linkage.kinds[linkage.observations[one].kind].clusters.verdict(one, other)
    if verdict:
        return DECIDED[Decision.Verdict(verdict)]
    return "joined" if linkage.entity(one) == linkage.entity(other) else "suggested"
