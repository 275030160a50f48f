"""Peer groups: children of an area whose records name each other, or the same person, among friends.

Exact names only; that it is a group, and whether to speak of it, a person says.
"""

from collections import defaultdict
from uuid import UUID

from waylight.casework.codes import Around
from waylight.casework.details import Details
from waylight.casework.models import Child, Related

from .models import Meeting, Subject


def peer_groups(meeting: Meeting) -> list[list[Child]]:
    """Groups of two and more, of children of whom no peer group stands on this agenda; the largest first.

    Somebody among friends must name them: two children who are only called the same are no group, and where
    nobody names anybody no record is opened.
    """
    spoken = Subject.objects.filter(item__meeting=meeting, item__kind="peers").values("child")
    rows = Child.objects.filter(area_id=meeting.area_id, state="open").exclude(pk__in=spoken)
    friends = Related.objects.filter(child__in=rows, kind=Around.NETWORK, ended_at__isnull=True)
    known_as: dict[str, set[UUID]] = defaultdict(set)
    for each in friends.order_by().only("child", "name"):
        if " " in (name := _same(each.name)):
            known_as[name].add(each.child_id)
    if not known_as:
        return []
    needed = rows.only("details", "opened_at")  # of every open record of the area: no more than is read here
    children = {child.pk: child for child in needed.order_by("opened_at", "pk")}
    for child in children.values():
        for name in map(_same, Details.read(child.details).names):
            if name in known_as:
                known_as[name].add(child.pk)
    groups = _joined([pks for pks in known_as.values() if len(pks) > 1])
    listed = [[child for pk, child in children.items() if pk in group] for group in groups]
    return sorted(listed, key=lambda group: (-len(group), group[0].opened_at, group[0].pk))


def group_of(meeting: Meeting, child: Child) -> list[Child]:
    """The group that this child is of, or none."""
    group = next((group for group in peer_groups(meeting) if child in group), [])
    whole = Child.objects.in_bulk([each.pk for each in group])
    return [whole[each.pk] for each in group]


def _same(name: str) -> str:
    return " ".join(name.casefold().split())


def _joined(sets: list[set[UUID]]) -> list[set[UUID]]:
    """Sets that share somebody are one."""
    found: list[set[UUID]] = []
    for each in sets:
        apart = [group for group in found if not group & each]
        found = [*apart, each.union(*(group for group in found if group & each))]
    return found
