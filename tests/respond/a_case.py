"""One child's whole way through the six rooms, by real actions: something in each of their tables."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone
from tests.casework.a_team import Team, fresh
from tests.casework.test_assessing import HARM, SIGN
from tests.meetings.a_panel import Panel, everybody
from tests.pathways import a_path
from tests.pathways.test_court import case, hearing, word
from tests.pathways.test_trafficking import FORM
from tests.plan.a_plan import PLACE, Planning
from tests.plan.test_endings import PLANNED
from tests.plan.test_support import offered, sheet_in
from tests.referral.agencies import Agencies, known
from tests.referral.test_referring import in_state as referral_in

from waylight.casework import actions as casework
from waylight.casework.models import Child
from waylight.meetings import actions as meetings
from waylight.pathways import actions as pathways
from waylight.pathways.codes_court import SpecialMeasure
from waylight.plan import actions as plan
from waylight.plan.codes import KeptWhere
from waylight.referral import actions as referral

TODAY = date(2026, 11, 18)
SCREEN = SpecialMeasure.values[0]
KEPT = KeptWhere.values[0]


@dataclass
class Everything:
    team: Team
    area: Any
    children: list[Child] = field(default_factory=list)

    @cached_property
    def agencies(self) -> Agencies:
        return Agencies(self.team, self.area)

    @cached_property
    def panel(self) -> Panel:
        return Panel(self.team, self.team.make, self.team.actor_of)

    def another(self) -> Child:
        """A child with something of every kind, told of in each room."""
        child = self.team.child()
        self._recorded(child)
        self._planned(child)
        self._walked(child)
        self._asked(child)
        self._met(child)
        self.children.append(child)
        return child

    def _recorded(self, child: Child) -> None:
        by = self.team.worker
        self.team.line(child)
        casework.add_identifier(child, "upn", f"A{len(self.children)}", by=by)
        casework.add_related(child, "family", "Bo Tarn", "mother", "01632 960 777", not_to_know=False, by=by)
        casework.keep_draft(child, "line", {"text": "half a sentence that goes"}, by=by)
        begun = casework.begin(child, by=by)
        for each in (SIGN, HARM):
            casework.add_entry(begun, each, by=by)
        casework.write_views(begun, "I want it to stop.", "They worry.", base=begun.version, by=by)
        casework.name_other(child, self.team.person("deputy"), "With us.", by=self.team.manager)
        first = child.dues.filter(kind="first", stopped_at=None).first()
        if first is not None:
            casework.pause(first, "Waits for the hospital.", by=by)

    def _planned(self, child: Child) -> None:
        by = self.team.worker
        planning = Planning(self.team)
        held = planning.plan("reviewed", fresh(child))
        part = plan.add_part(held, PLACE, by=by)
        plan.add_action(part, planning.outside(), by=by)
        offered(self.team, "started", fresh(child))
        sheet = sheet_in(self.team, "agreed", fresh(child))
        plan.give_copy(sheet, "Mina", KEPT, TODAY, by=by)
        plan.write_transition(fresh(child), **PLANNED, base=0, by=by)

    def _walked(self, child: Child) -> None:
        by = self.team.worker
        episode = a_path.report(self.team, child)
        a_path.hold(self.team, a_path.offer(self.team, a_path.locate(self.team, episode)))
        it = pathways.consider(fresh(child), signs=FORM.signs, by=by)
        pathways.write_form(it, FORM, ["criminal"], may_have_defence=True, base=1, by=by)
        court = case(self.team, child)
        hearing(self.team, court)
        pathways.ask_measure(court, kind=SCREEN, on=TODAY, words="So she need not see him.", by=by)
        word(self.team, child)

    def _asked(self, child: Child) -> None:
        check = self.agencies.ask(child)
        referral.add_item(check, known(), by=self.agencies.of("health"))
        talk = self.agencies.discussion_in(child, "decided")
        gone = timezone.now() + timedelta(days=3)
        by, owner = self.team.worker, self.team.person("worker")
        referral.add_evidence(talk, "Camera", "Hotel", gone, owner, by=by)
        referral_in(self.agencies, fresh(child), "accepted")

    def _met(self, child: Child) -> None:
        panel, by = self.panel, self.panel.coordinator
        meeting = panel.meeting()
        item = panel.item(meeting, child)
        outside = meetings.invite_outside(meeting, "Ada Ray", "Saltby Sports Club", by=by)
        meetings.ask_off(outside, "The club has closed.", by=by)
        meetings.note_covert(item, "A van is watched.", base=item.covert_version, by=by)
        meetings.send_papers(meeting, by=by)
        meetings.hold(meeting, everybody(meeting), by=by)
        meetings.decide(item, "Visit.", "It is near.", by=by)
        panel.action(item)
