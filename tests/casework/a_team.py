"""A team at work: records brought by real actions to where a test needs them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.triage.a_hub import Hub

from waylight.accounts.roles import Actor
from waylight.casework import actions
from waylight.casework.details import Details
from waylight.casework.models import Arrival, Child, Line
from waylight.triage import actions as triage

MINA = Details(name="Mina Tarn", born="2013-04-09", home_authority="Merrowdale")
ROLES = {"manager": "team-manager", "deputy": "team-manager"}


@dataclass
class Team:
    """`team.manager`, `team.deputy`, `team.worker`, `team.other`: an actor, the same one each time."""

    hub: Hub
    make: Callable[..., Any]
    actor_of: Callable[..., Actor]
    people: dict[str, Any] = field(default_factory=dict)

    def person(self, name: str) -> Any:
        if name not in self.people:
            self.people[name] = self.make(ROLES.get(name, "social-worker"), name=name.title())
        return self.people[name]

    def __getattr__(self, name: str) -> Actor:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.actor_of(self.person(name))

    def arrival(self, outcome: str = "assessment", **answers: Any) -> Arrival:
        stream = self.hub.stream(**(answers or {"words": "A girl and a grey car."}))
        triage.state_fact(stream, "fact", "A grey car waits.", quoted=False, by=self.hub.screener)
        triage.state_fact(stream, "hearsay", "He is called Uncle.", quoted=True, by=self.hub.screener)
        decision = self.hub.decide(stream, outcome=outcome)
        if outcome in ("strategy-discussion", "immediate-protection"):
            triage.countersign(decision, agree=True, reason="Yes.", by=self.hub.manager)
        found = actions.receive(decision.pk)
        assert found is not None
        return found

    def child(self, details: Details = MINA, *, another: bool = True, **arrival: Any) -> Child:
        return actions.open_record(
            self.arrival(**arrival),
            details,
            worker=self.person("worker"),
            another=another,
            by=self.manager,
        )

    def line(self, child: Child, text: str = "Seen at school, well.", **changes: Any) -> Line:
        by = changes.pop("by", self.worker)
        words = {"kind": "contact", "happened_on": date(2026, 11, 17), "source": "Own visit", **changes}
        return actions.write_line(fresh(child), text=text, by=by, **words)


def fresh(child: Child) -> Child:
    return Child.objects.get(pk=child.pk)
