"""Peer groups: children of an area whose records name each other, or the same person, among friends.

Exact names only, by their keyed digests: no record is opened. That it is a group, and whether to speak of it,
a person says.
"""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from waylight.casework.keeping import FRIEND, NAME
from waylight.casework.models import Child, IndexKey

from .models import Meeting, Subject


def peer_groups(meeting: Meeting) -> list[list[UUID]]:
    """The keys of groups of two and more, of children of whom no peer group stands on this agenda; the
    largest first, in each whose record was opened first.

    Somebody among friends must name them: two children who are only called the same are no group.
    """
    spoken = Subject.objects.filter(item__meeting=meeting, item__kind="peers").values("child")
    of_area = IndexKey.objects.filter(child__area_id=meeting.area_id, child__state="open")
    elsewhere = IndexKey.objects.filter(digest=OuterRef("digest")).exclude(child=OuterRef("child"))
    named, naming = Exists(elsewhere.filter(kind=FRIEND)), Exists(elsewhere.filter(kind__in=(NAME, FRIEND)))
    asked = Q(kind=NAME) & Q(named) | Q(kind=FRIEND) & Q(naming)  # of each, the cheap question first
    shared = of_area.exclude(child__in=spoken).filter(asked)
    known_as: dict[str, set[UUID]] = defaultdict(set)
    opened: dict[UUID, datetime] = {}
    friends: set[str] = set()
    for digest, kind, child, at in shared.values_list("digest", "kind", "child", "child__opened_at"):
        known_as[digest].add(child)
        opened[child] = at
        if kind == FRIEND:
            friends.add(digest)
    sets = [pks for digest, pks in known_as.items() if digest in friends and len(pks) > 1]
    groups = [sorted(group, key=lambda pk: (opened[pk], pk)) for group in _joined(sets)]
    return sorted(groups, key=lambda group: (-len(group), opened[group[0]], group[0]))


def group_of(meeting: Meeting, child: Child) -> list[Child]:
    """The group that this child is of, or none."""
    group = next((group for group in peer_groups(meeting) if child.pk in group), [])
    whole = Child.objects.in_bulk(group)
    return [whole[pk] for pk in group]


def _joined(sets: list[set[UUID]]) -> list[set[UUID]]:
    """Sets that share somebody are one. Each member is looked at once a set, and again where groups join."""
    group_of: dict[UUID, set[UUID]] = {}
    for each in sets:
        met = {id(group): group for pk in each if (group := group_of.get(pk)) is not None}
        whole = max(met.values(), key=len, default=set())
        for group in (each, *met.values()):
            if group is not whole:
                whole |= group
                group_of.update(dict.fromkeys(group, whole))
    return list({id(group): group for group in group_of.values()}.values())
