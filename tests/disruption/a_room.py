"""The people who work on places and people of concern, and units brought by real actions to where a test
needs them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from tests.triage.a_hub import Hub

from waylight.accounts.roles import Actor
from waylight.disruption import actions
from waylight.disruption.models import Handed, Unit, Use
from waylight.learning.outputs.pdf import CannotPrint

ROLES = {
    "coordinator": "exploitation-coordinator",
    "second": "exploitation-coordinator",
    "intelligence": "intelligence",
    "licensing": "licensing",
    "licensing_deputy": "licensing",
    "worker": "social-worker",
    "screener": "screener",
    "auditor": "auditor",
}
TODAY = date(2026, 11, 18)


@dataclass
class Room:
    """`room.coordinator`, `room.second`, `room.intelligence`: an actor, the same one each time."""

    hub: Hub
    make: Callable[..., Any]
    actor_of: Callable[..., Actor]
    people: dict[str, Any] = field(default_factory=dict)

    def person(self, name: str) -> Any:
        if name not in self.people:
            self.people[name] = self.make(ROLES[name], name=name.title())
        return self.people[name]

    def __getattr__(self, name: str) -> Actor:
        if name not in ROLES:
            raise AttributeError(name)
        return self.actor_of(self.person(name))

    def handed(self, subject_words: str = "A hotel by the station.") -> Handed:
        stream = self.hub.stream(kind="intelligence", words=subject_words)
        decision = self.hub.decide(stream, outcome="disruption")
        found = actions.receive(decision.pk)
        assert found is not None
        return found

    def unit(self, kind: str = "place", title: str = "Tern Hotel", source: Any = None) -> Unit:
        return actions.open_unit(
            source,
            kind,
            title,
            "Three accounts of children there at night.",
            area="merrowdale",
            owner=self.person("coordinator"),
            by=self.coordinator,
        )

    def considered(self, measure: str = "CLOS-ASB", unit: Unit | None = None) -> Use:
        return actions.consider(
            unit or self.unit(), measure, "They name one hotel.", self.person("second"), by=self.coordinator
        )

    def approved(self, measure: str = "CLOS-ASB", unit: Unit | None = None) -> Use:
        use = self.considered(measure, unit)
        actions.write_check(use, "They come for food.", "The hostel, and it is watched.", by=self.coordinator)
        return actions.approve(fresh(use), "It fits.", by=self.second)

    def served(self, measure: str = "CLOS-ASB", last: date = date(2027, 1, 31), first: date = TODAY) -> Use:
        use = self.approved(measure)
        actions.serve(
            use, served_on=TODAY, served_how="PC 12, to the manager", first_day=first, last_day=last,
            by=self.coordinator,
        )  # fmt: skip
        return fresh(use)

    def use_in(self, state: str) -> Use:
        """A use of a measure in this state of its machine."""
        if state in ("considered", "approved"):
            return {"considered": self.considered, "approved": self.approved}[state]()
        if state == "rejected":
            return actions.reject(self.considered(), "Too soon.", by=self.second)
        if state in ("applied", "refused"):
            use = self.approved()
            act = actions.apply_for if state == "applied" else actions.refuse
            return fresh(act(use, "To the court.", by=self.coordinator))
        if state == "served":
            return self.served(first=date(2026, 11, 30))
        use = self.served()
        if state == "breached":
            actions.breach(use, "He came back.", by=self.coordinator)
        if state in ("expired", "reviewed"):
            actions.end_early(use, "The hotel closed.", by=self.coordinator)
        if state == "reviewed":
            actions.review(fresh(use), "Two are safe.", "Not seen elsewhere.", by=self.coordinator)
        return fresh(use)


def in_both(somebody: Any, role: str) -> Any:
    """Somebody of Merrowdale who holds the role in Brackenford too, which comes first in the alphabet."""
    somebody.grants.create(role=role, area_slug="brackenford", since=timezone.now(), given_by="test")
    return somebody


def cannot_print(*_args: object, **_more: object) -> bytes:
    raise CannotPrint("paper.typ: no such font")


def fresh(use: Use) -> Use:
    return Use.objects.select_related("unit").get(pk=use.pk)
