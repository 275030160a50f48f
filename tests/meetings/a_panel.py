"""A panel at work: meetings brought by real actions to where a test needs them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.casework.a_team import Team, fresh
from tests.triage.a_hub import LONDON, MORNING

from waylight.accounts.roles import Actor
from waylight.casework.models import Child
from waylight.meetings import actions
from waylight.meetings.codes import Because
from waylight.meetings.models import Action, Attendee, Item, Meeting
from waylight.meetings.proposing import proposed_children, reasons_for

ROLES = {
    "coordinator": "exploitation-coordinator",
    "chair": "team-manager",
    "hub": "manager",
    "police": "intelligence",
    "licensing": "licensing",
    "voluntary": "agency-checker",
    "health": "agency-checker",
    "outsider": "exploitation-coordinator",
}
AGENCIES = {"voluntary": "Harbour Lights", "health": "Merrowdale Health"}
DUE = date(2026, 11, 25)


@dataclass
class Panel:
    """`panel.coordinator` calls, `panel.chair` chairs, `panel.voluntary` is asked; the same each time."""

    team: Team
    make: Callable[..., Any]
    actor_of: Callable[..., Actor]
    people: dict[str, Any] = field(default_factory=dict)

    def person(self, name: str) -> Any:
        if name in ("worker", "manager", "deputy", "other"):
            return self.team.person(name)
        if name not in self.people:
            agency = AGENCIES.get(name, "")
            self.people[name] = self.make(ROLES[name], name=name.title(), agency=agency)
        return self.people[name]

    def __getattr__(self, name: str) -> Actor:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.actor_of(self.person(name))

    def meeting(self, state: str = "called", panel: str = "child", days: int = 0) -> Meeting:
        """A meeting of so many days from now (that it be later than another), with a voluntary attendee."""
        starts = MORNING + timedelta(days=days, hours=2)
        meeting = actions.call(
            "merrowdale", panel, starts, "Room 2", self.person("chair"), by=self.coordinator
        )
        actions.invite(meeting, self.person("voluntary"), "voluntary", by=self.coordinator)
        return self.to(meeting, state)

    def to(self, meeting: Meeting, state: str) -> Meeting:
        if state == "called":
            return now(meeting)
        if not meeting.items.exists():
            actions.add_words(meeting, "theme", "Hotels in Saltby", "Asked for.", by=self.coordinator)
        if state == "cancelled":
            return actions.cancel(meeting, "Snow.", by=self.coordinator)
        actions.send_papers(meeting, by=self.coordinator)
        if state == "papers-out":
            return now(meeting)
        actions.hold(meeting, everybody(meeting), by=self.coordinator)
        if state == "held":
            return now(meeting)
        for item in meeting.items.filter(left_out=False, decisions__isnull=True):
            actions.decide(item, "Nothing more.", "It is calm.", by=self.coordinator)
        actions.agree_minutes(meeting, by=self.chair)
        return actions.close(meeting, by=self.coordinator) if state == "closed" else now(meeting)

    def harmed(self, **details: Any) -> Child:
        """A child whose record says that signs of actual harm stand."""
        child = self.team.child(**details)
        child.harm_now = True
        child.save(update_fields=["harm_now"])
        return fresh(child)

    def item(self, meeting: Meeting, child: Child) -> Item:
        return actions.add_child(meeting, child, "Asked by the school.", by=self.coordinator)

    def action(self, item: Item, owner: str = "police", what: str = "Visit the shop.") -> Action:
        return actions.give_action(item, what, self.person(owner), DUE, by=self.coordinator)

    def attendee(self, meeting: Meeting, name: str) -> Attendee:
        return meeting.attendees.get(person=self.person(name))


def now(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


def at_noon(day: int) -> datetime:
    return datetime(2026, 11, day, 12, 0, tzinfo=LONDON)


def everybody(meeting: Meeting) -> list[UUID]:
    """The keys of all who are asked to it."""
    return [each.pk for each in meeting.attendees.all()]


def proposed(meeting: Meeting) -> dict[Child, list[Because]]:
    """What speaks for each child who is proposed for this agenda."""
    return reasons_for(meeting, proposed_children(meeting))
