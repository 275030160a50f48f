"""What is proposed for an agenda, for whoever runs the meeting."""

from dataclasses import dataclass
from uuid import UUID

from waylight.accounts.policy import Actor, can
from waylight.casework.details import Details
from waylight.casework.models import Child

from ..codes import Because, Panel
from ..models import Meeting
from ..peers import peer_groups
from ..proposing import proposed_children, proposed_units
from ..reading import Reading
from ..redacting import as_shown, pseudonym
from .opening import consulted

MOST = 100


@dataclass(frozen=True)
class Proposed:
    """`what`: "child", "unit" or "peers"; `key`: the child's (of a group, its first's) or the unit's."""

    what: str
    key: UUID
    label: str
    because: list[str]


def proposed(viewer: Actor, meeting: Meeting, reading: Reading) -> list[Proposed]:
    """Named as the viewer may have it; units only for who may see units. A consultation of each child and
    unit that is proposed."""

    def child_name(child: Child) -> str:
        other = pseudonym(reading.key, child.pk)
        return as_shown(Details.read(child.details).name, reading.shown("name", child.pk), other) or other

    children = dict(list(proposed_children(meeting).items())[:MOST])
    units = proposed_units(meeting)[:MOST] if can(viewer, "unit.view", meeting) else []
    groups = peer_groups(meeting)[:MOST] if meeting.panel in (Panel.CHILD, Panel.THEME) else []
    named = {child.pk for child in children}.union(*({child.pk for child in group} for group in groups))
    consulted(viewer, meeting, "proposed", "child", named)
    consulted(viewer, meeting, "proposed", "unit", {unit.pk for unit in units})
    found = [
        Proposed("child", child.pk, child_name(child), [str(Because(code).label) for code in because])
        for child, because in children.items()
    ]
    for unit in units:
        other = pseudonym(reading.key, unit.pk, unit.kind.title())
        label = as_shown(unit.title, reading.shown("thing"), other) or other
        found.append(Proposed("unit", unit.pk, label, [str(Because.OPEN.label)]))
    for group in groups:
        label = ", ".join(child_name(child) for child in group)
        found.append(Proposed("peers", group[0].pk, label, [str(Because.NETWORK.label)]))
    return found
