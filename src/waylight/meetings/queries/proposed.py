"""What is proposed for an agenda, for whoever runs the meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from waylight.accounts.policy import can
from waylight.accounts.roles import Actor
from waylight.casework.details import Details
from waylight.casework.models import Child
from waylight.disruption.models import Unit

from ..codes import Because, Panel
from ..models import Meeting, Subject
from ..peers import peer_groups
from ..proposing import proposed_children, proposed_units, reasons_for
from ..reading import Reading
from ..redacting import as_shown, pseudonym
from .opening import consulted

ON_A_PAGE = 10


@dataclass(frozen=True)
class Proposed:
    """`what`: "child", "unit" or "peers"; `key`: the child's (of a group, its first's) or the unit's."""

    what: str
    key: UUID
    label: str
    because: list[str]


class Proposals(Page[Proposed]):
    """`withheld`: how much more there is that this viewer may not see."""

    def __init__(self, found: list[Proposed], number: int, pages: "Paginator[Any]", withheld: int) -> None:
        super().__init__(found, number, pages)
        self.withheld = withheld


class _Listed(Sequence[Any]):
    """Children, of which the database counts all and reads those of a page, and after them the others."""

    def __init__(self, children: QuerySet[Child, UUID], others: list[Any]) -> None:
        self.children, self.others, self.first = children, others, children.count()

    def __len__(self) -> int:
        return self.first + len(self.others)

    def __getitem__(self, part: Any) -> Any:
        start, stop, _step = part.indices(len(self))
        after = slice(max(start - self.first, 0), max(stop - self.first, 0))
        return [*self.children[start:stop], *self.others[after]]


def proposed(viewer: Actor, meeting: Meeting, reading: Reading, page: int | str = 1) -> Proposals:
    """Children, then units, then peer groups, by pages. Named as the viewer may have it; units only for who
    may see units; nothing in which they have a conflict of interest, only how much (`withheld`). A
    consultation of each child and unit that this page proposes."""

    def child_name(child: Child) -> str:
        other = pseudonym(reading.key, child.pk)
        return as_shown(Details.read(child.details).name, reading.shown("name", child.pk), other) or other

    apart = Subject.objects.filter(item__in=reading.hidden).keys() if reading.hidden else frozenset()
    children = proposed_children(meeting)
    all_units = proposed_units(meeting) if can(viewer, "unit.view", meeting) else []
    all_groups = peer_groups(meeting) if meeting.panel in (Panel.CHILD, Panel.THEME) else []
    others = [
        *(unit for unit in all_units if unit.pk not in apart),
        *(group for group in all_groups if apart.isdisjoint(group)),
    ]
    withheld = len(all_units) + len(all_groups) - len(others)
    if apart:
        withheld += children.filter(pk__in=apart).count()
        children = children.exclude(pk__in=apart)
    every = _Listed(children, others)
    shown = Paginator(every, ON_A_PAGE).get_page(page)
    units = [each for each in shown if isinstance(each, Unit)]
    groups = [each for each in shown if isinstance(each, list)]
    because = reasons_for(meeting, (each for each in shown if isinstance(each, UUID)))
    grouped = Child.objects.only("details").in_bulk([key for group in groups for key in group])
    named = {child.pk for child in because} | grouped.keys()
    consulted(viewer, meeting, "proposed", "child", named)
    consulted(viewer, meeting, "proposed", "unit", {unit.pk for unit in units})
    found = [
        Proposed("child", child.pk, child_name(child), [str(code.label) for code in reasons])
        for child, reasons in because.items()
    ]
    for unit in units:
        other = pseudonym(reading.key, unit.pk, unit.kind.title())
        label = as_shown(unit.title, reading.shown("thing"), other) or other
        found.append(Proposed("unit", unit.pk, label, [str(Because.OPEN.label)]))
    for group in groups:
        label = ", ".join(child_name(grouped[key]) for key in group)
        found.append(Proposed("peers", group[0], label, [str(Because.NETWORK.label)]))
    return Proposals(found, shown.number, shown.paginator, withheld)
