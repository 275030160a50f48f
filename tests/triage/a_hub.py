"""One desk at work: concerns brought by real actions to where a test needs them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from waylight.accounts.roles import Actor
from waylight.triage import actions, queries
from waylight.triage.models import Contact, Decision, Stream

LONDON = ZoneInfo("Europe/London")
MORNING = datetime(2026, 11, 18, 10, 0, tzinfo=LONDON)
DECISION = {
    "outcome": "assessment",
    "rationale": "A child described, an adult with a car, twice in a week.",
    "threshold": "L3-EX",
    "lawful_basis": "public-task",
    "service_agreement": "not-asked",
    "not_known": "Who the adult is.",
}


@dataclass
class Hub:
    """One desk at work."""

    submit: Callable[..., Any]
    actor: Callable[..., Actor]
    staff: dict[str, Actor] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Actor:
        """`hub.screener`, `hub.manager`, `hub.other_manager`: an actor, the same one each time."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self.staff.setdefault(name, self.actor(name.rpartition("_")[2]))

    def received(self, **answers: Any) -> Contact:
        return actions.take_up(self.submit(**answers).concern.pk)

    def screened(self, **answers: Any) -> Contact:
        return actions.open_contact(self.received(**answers), by=self.screener).contact

    def rated(self, rating: str = "amber", **answers: Any) -> Contact:
        return self.rate(self.screened(**answers), rating)

    def rate(self, contact: Contact, rating: str) -> Contact:
        contact.refresh_from_db()
        actions.rate(contact, rating, "As the words say.", base=contact.version, by=self.screener)
        contact.refresh_from_db()
        return contact

    def stream(self, kind: str = "referral", **answers: Any) -> Stream:
        return actions.fork(self.rated(**answers), kind, "A girl of about 13", by=self.screener)

    def decide(self, stream: Stream, by: Actor | None = None, **changes: str) -> Decision:
        stream.refresh_from_db()
        return actions.decide(stream, **{**DECISION, **changes}, base=stream.version, by=by or self.screener)

    def decided(self, **answers: Any) -> Contact:
        stream = self.stream(**answers)
        self.decide(stream)
        return Contact.objects.get(pk=stream.contact_id)

    def closed(self, **answers: Any) -> Contact:
        contact = self.decided(**answers)
        actions.give_feedback(contact, "considered", by=self.screener)
        return actions.close(contact, by=self.screener)

    def shown(self, by: Actor | None = None, **asked: str) -> list[str]:
        """References in the order of the list."""
        return [row.reference for row in queries.inbox(by or self.screener, asked).rows]
