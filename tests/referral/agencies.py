"""People of agencies around a team, and checks and discussions brought to where a test needs them."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from tests.casework.a_team import Team, fresh

from waylight.accounts.roles import Actor
from waylight.casework.models import Child
from waylight.referral import actions
from waylight.referral.models import Check, Discussion, Enquiry

ALL_THREE = {"social-care": "Elsie Marlow", "police": "DS Hollis", "health": "Farah Lindqvist"}


@dataclass
class Agencies:
    team: Team
    area: Any
    people: dict[str, Any] = field(default_factory=dict)

    def person(self, desk: str) -> Any:
        """Somebody who answers for the desk; "none": who has the role and no seat."""
        if desk not in self.people:
            somebody = self.team.make("agency-checker", name=desk.title(), agency=f"Merrowdale {desk}")
            self.people[desk] = somebody
            if desk != "none":
                actions.give_seat(somebody, self.area, desk, by=self.office)
        return self.people[desk]

    def of(self, desk: str) -> Actor:
        return self.team.actor_of(self.person(desk))

    @property
    def office(self) -> Actor:
        if "office" not in self.people:
            self.people["office"] = self.team.make("administrator")
        return self.team.actor_of(self.people["office"])

    def ask(self, child: Child, desk: str = "health", rating: str = "amber", **more: Any) -> Check:
        self.person(desk)
        by = more.pop("by", self.team.worker)
        words = {"question": "What is known?", "basis": "public-task", "proportionate": "Only that.", **more}
        about = words.pop("about", None)
        return actions.ask(fresh(child), [desk], about=about, rating=rating, by=by, **words)[0]

    def check_in(self, child: Child, state: str) -> Check:
        check = self.ask(child)
        if state == "answered":
            actions.answer(check, nil=True, by=self.of("health"))
        if state == "waived":
            actions.waive(check, "They closed.", by=self.team.worker)
        return Check.objects.get(pk=check.pk)

    def discussion_in(self, child: Child, state: str, decided: str = "s47-joint") -> Discussion:
        by = self.team.manager
        talk = actions.call(fresh(child), timezone.now() + timedelta(hours=2), "She told it.", by=by)
        if state == "called-off":
            actions.call_off(talk, "Another area holds it.", by=by)
        if state in ("held", "decided", "reviewed"):
            actions.hold(talk, held(), by=by)
        if state in ("decided", "reviewed"):
            actions.decide(talk, decided, "Because.", date(2026, 12, 1), by=by)
        if state == "reviewed":
            actions.review(talk, "All done.", by=by)
        return Discussion.objects.get(pk=talk.pk)

    def enquiry_in(self, child: Child, state: str) -> Enquiry:
        it = Enquiry.objects.get(discussion=self.discussion_in(child, "decided"))
        by, today = self.team.manager, timezone.localdate()
        if state in ("conference", "plan"):
            actions.conclude(it, "conference", "Substantiated.", today, by=by)
        if state == "plan":
            actions.hold_conference(it, "plan", "A plan.", today, by=by)
        if state == "ended":
            actions.conclude(it, "services", "Under section 17.", today, by=by)
        return Enquiry.objects.get(pk=it.pk)


def held(at: datetime | None = None, **changes: Any) -> actions.Held:
    said = {
        "there": ALL_THREE,
        "absent": {"education": "Half term."},
        "shared": "What each knows.",
        "speaks": "Elsie, at school, tomorrow at ten.",
        "safety": "She stays with her aunt.",
        **changes,
    }
    return actions.Held(at=at or timezone.now(), **said)


def known(fact: str = "Seen at the clinic.", **changes: Any) -> actions.Known:
    return actions.Known(
        **{"fact": fact, "source_system": "Clinic record", "confidence": "confirmed", **changes}
    )
