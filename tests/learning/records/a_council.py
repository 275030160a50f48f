"""One council's licensing office at work: a roster, people on it, and what they do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from waylight.accounts.roles import Actor
from waylight.guidance.models import Area
from waylight.learning import actions
from waylight.learning.codes import Mode, Role
from waylight.learning.models import Completion, DueDate, Learner, RosterImport
from waylight.learning.roster_keys import roster_keys

LONDON = ZoneInfo("Europe/London")
MORNING = datetime(2026, 11, 18, 10, 0, tzinfo=LONDON)
TODAY = MORNING.date()
VERSION = "2026-11-1-0f3a9c1e"
HEADINGS = "Badge,Name,Role,Operator,Renewal date,E-mail"
MIRA, TOM, IDA = (
    "D101,Mira Stane,driver,Thornleigh Cars,31/03/2027,mira@saltby.example",
    "D102,Tom Arrow,driver,Thornleigh Cars,30/06/2028,",
    "P007,Ida Quell,operator,Saltby Taxis,,ida@saltby.example",
)


def days(n: int) -> date:
    return TODAY + timedelta(days=n)


def sheet(*lines: str, headings: str = HEADINGS) -> str:
    return "\n".join((headings, *lines))


@dataclass
class Council:
    """`council.licensing`, `council.trainer`: an actor, the same one each time."""

    area: Area
    actor: Callable[..., Actor]
    staff: dict[str, Actor] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Actor:
        if name.startswith("_"):
            raise AttributeError(name)
        role = name.rpartition("_")[2]
        return self.staff.setdefault(name, self.actor(role, area_slug=self.area.slug))

    def preview(self, *lines: str, headings: str = HEADINGS, **how: Any) -> tuple[RosterImport, actions.Plan]:
        return actions.preview_roster(self.area, sheet(*lines, headings=headings), by=self.licensing, **how)

    def bring_in(self, *lines: str, headings: str = HEADINGS, **how: Any) -> RosterImport:
        kept, _plan = self.preview(*lines, headings=headings, **how)
        return actions.apply_roster(kept, by=self.licensing)

    def learner(self, badge: str) -> Learner:
        return Learner.objects.get(area=self.area, badge_key=roster_keys(self.area.slug).badge(badge))

    def rule(self, course_id: str = "drivers", *, to_all: bool = True, **draft: Any) -> Any:
        """Three years, and half a year for the first, unless said otherwise."""
        asked = {
            "starts": days(-365),
            "roles": (Role.DRIVER, Role.OPERATOR),
            "months": 36,
            "first_days": 180,
            **draft,
        }
        drafted = actions.RuleDraft(course_id, **asked)
        return actions.make_rule(self.area, drafted, to_all=to_all, by=self.licensing)

    def trained(
        self, badge: str, on: date = TODAY, mode: Mode = Mode.ROOM, course: str = "drivers"
    ) -> Completion:
        finished = [actions.Finished(self.learner(badge).pk, on, assessor="Ola Brandt")]
        written = actions.write_completions(
            self.area.slug, course, VERSION, mode, finished, by=self.licensing
        )
        return written[0]

    def due(self, badge: str, course: str = "drivers") -> DueDate:
        return DueDate.objects.get(learner=self.learner(badge), course_id=course, ended_on__isnull=True)
