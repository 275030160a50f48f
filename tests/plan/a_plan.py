"""Plans brought by real actions to where a test needs them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.casework.a_team import ROLES, Team, fresh

from waylight.accounts.roles import Actor
from waylight.casework.models import Child
from waylight.plan import actions, queries
from waylight.plan.actions import PartWords, Task
from waylight.plan.models import Plan, PlanAction, PlanPart

ROLES |= {"nurse": "agency-checker", "constable": "intelligence"}
CHILD = PartWords("child", "Mina", "She is in school each day and sleeps at home.")
PLACE = PartWords("place", "The arcade at Saltby", "No adult waits there for children.")
FRIDAY = date(2026, 11, 20)

WHO: dict[str, Callable[[Team], Actor]] = {
    "manager": lambda t: t.manager,
    "deputy": lambda t: t.deputy,
    "worker": lambda t: t.worker,
    "other": lambda t: t.other,
    "nurse": lambda t: t.nurse,
    "constable": lambda t: t.constable,
    "screener": lambda t: t.hub.screener,
}


@dataclass
class Planning:
    team: Team

    def plan(self, state: str = "proposed", child: Child | None = None) -> Plan:
        """In that state, with a part about the child and one action of the nurse."""
        plan = actions.begin(child or self.team.child(), by=self.team.worker)
        part = actions.add_part(plan, CHILD, by=self.team.worker)
        wishes = {"child_wants": "To see my friends again.", "not_known": "", "parents_want": ""}
        actions.write_wishes(plan, **wishes, base=1, by=self.team.worker)
        action = actions.add_action(part, self.task(), by=self.team.worker)
        if state == "proposed":
            return now(plan)
        actions.agree(plan, by=self.team.manager)
        if state == "reviewed":
            self.review(plan)
        if state == "superseded":
            actions.agree(actions.begin(fresh(plan.child), by=self.team.worker), by=self.team.manager)
        if state == "ended":
            actions.drop(action_now(action), "No longer needed.", by=self.team.manager)
            actions.end_plan(plan, "Support goes on without one.", by=self.team.manager)
        return now(plan)

    def review(self, plan: Plan, **changes: Any) -> None:
        said = {"changed": "She goes to school.", "child_says": "Better.", "not_known": "", **changes}
        actions.review(plan, **said, by=changes.pop("by", self.team.worker))

    def task(self, owner: str = "nurse", **changes: Any) -> Task:
        said: dict[str, Any] = {"what": "See the child on Thursdays.", "agency": "health", "due_on": FRIDAY}
        if owner:
            said["owner"] = self.team.person(owner)
        return Task(**{**said, **changes})

    def outside(self, **changes: Any) -> Task:
        return self.task("", owner_name="Jo Fenn", owner_contact="01632 960 812", **changes)

    def action(self, state: str = "agreed", task: Task | None = None, plan: Plan | None = None) -> PlanAction:
        plan = plan or self.plan()
        part = PlanPart.objects.get(plan=plan)
        action = actions.add_action(part, task or self.task(), by=self.team.worker)
        if state != "proposed":
            actions.agree(plan, by=self.team.manager)
        if state == "in-progress":
            actions.take_up(action_now(action), "", by=self.team.worker)
        if state == "done":
            actions.finish(action_now(action), "Seen twice.", by=self.team.worker)
        if state == "dropped":
            actions.drop(action_now(action), "Moved away.", by=self.team.manager)
        return action_now(action)


def now(plan: Plan) -> Plan:
    return queries.find_plan(plan.pk)


def action_now(action: PlanAction) -> PlanAction:
    return queries.find_action(action.pk)
