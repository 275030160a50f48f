"""A partnership with many open cases: one child's whole way by real actions, then copies of it; meetings and
places of concern the same way."""

import json
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from copying import copies  # noqa: E402 - its folder is on the path only from here on

WORDS = "Seen at school with her tutor. She said little, and that a man she does not name waits for her. "
KINDS = ("contact", "observed", "child", "meeting", "told")
LEAVE = ("casework.Arrival", "meetings.Subject", "meetings.Action")
ON_AN_AGENDA = 20
"""One case in so many is on the agenda of a panel, and there is a place of concern for as many."""
MEASURES = ("CLOS-ASB", "PSPO", "TEN")
NAMES_FRIENDS = 5
"""One record in so many names somebody among friends and peers: of every other two such records the first
names the child of the next record, and both name the same man."""


def say(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)


class Partnership:
    """People, and one child with something in each room of Respond, as the tests bring them there."""

    def __init__(self, lines: int) -> None:
        import time_machine
        from tests.disruption.a_room import Room
        from tests.respond.a_case import Everything
        from tests.triage.a_hub import MORNING, Hub

        from waylight.accounts.queries import actor_for
        from waylight.guidance.models import Area

        self.count = 0
        hub = Hub(self._concern, lambda *roles: actor_for(self._person(*roles)))
        from tests.casework.a_team import Team

        self.team = Team(hub, self._person, actor_for)
        self.room = Room(hub, self._person, actor_for)
        self.everything = Everything(self.team, Area.objects.get(slug="merrowdale"))
        self.panel = self.everything.panel
        self.hub_manager = self._person("manager")
        with time_machine.travel(MORNING, tick=False):
            self.child = self.everything.another()
            self._lines(lines)
            self._parts()
            self.unit = self._unit(lines)
        from waylight.casework.actions import watch_dues

        watch_dues()

    def _person(self, *roles: str, area_slug: str = "merrowdale", name: str = "", agency: str = "") -> Any:
        from django.utils import timezone

        from waylight.accounts.models import Grant, Person

        self.count += 1
        email = f"person{self.count}@{area_slug}.example"
        name = name or f"Person {self.count}"
        somebody = Person.objects.create(email=email, name=name, agency=agency, joined_at=timezone.now())
        for role in roles:
            given = {"area_slug": area_slug, "since": timezone.now(), "given_by": "bench"}
            Grant.objects.create(person=somebody, role=role, **given)
        return somebody

    @staticmethod
    def _concern(**answers: Any) -> Any:
        from waylight.accounts.roles import PUBLIC
        from waylight.engine.sealing import FlowKey
        from waylight.reporting.actions import submit

        said = {"language": "en", **(answers or {"words": "A worry."})}
        return submit(said, flow=FlowKey.new(), by=PUBLIC, area_slug="merrowdale")

    def _lines(self, lines: int) -> None:
        """Of one kind after the other, through two years, by two writers."""
        from django.utils import timezone

        from waylight.casework.models import Line

        writers, today = (self.team.person("worker"), self.team.person("other")), timezone.localdate()
        Line.objects.bulk_create(
            Line(
                child=self.child,
                kind=KINDS[number % len(KINDS)],
                happened_on=today - timedelta(days=number * 700 // lines),
                text=WORDS * 3,
                source="Own visit",
                by=writers[number % 2],
                at=timezone.now(),
            )
            for number in range(lines - self.child.lines.count())
        )

    def _parts(self) -> None:
        """Something in each part of the assessment."""
        from waylight.casework import actions
        from waylight.casework.actions import Written
        from waylight.casework.rules import domains

        for domain in domains():
            entry = Written(domain, WORDS, "observed", "current", "The school", alternatives=WORDS)
            actions.add_entry(self.child.assessments.get(), entry, by=self.team.worker)

    def _unit(self, lines: int) -> Any:
        """A place of concern with three measures, one of them served, and its log."""
        from tests.disruption.a_room import TODAY

        from waylight.disruption import actions

        unit = self.room.unit()
        uses = [self.room.approved(measure, unit) for measure in MEASURES[:2]]
        self.room.considered(MEASURES[2], unit)
        served = {"served_on": TODAY, "served_how": "By hand", "first_day": TODAY}
        last = TODAY + timedelta(days=80)
        actions.serve(uses[0], **served, last_day=last, by=self.room.coordinator)
        for _ in range(lines // 10):
            actions.write_line(unit, "told", TODAY, WORDS, "Worker", by=self.room.coordinator)
        return type(unit).objects.get(pk=unit.pk)

    def fill(self, count: int) -> None:
        """Until there are so many open cases, and places of concern beside them."""
        from django.utils import timezone

        from waylight.casework.keeping import index
        from waylight.casework.models import Child
        from waylight.disruption.models import Unit

        began, here = time.monotonic(), Child.objects.count()

        def named(child: Any, number: int) -> None:
            details = json.loads(child.details) | {"name": f"Child {here + number}"}
            child.details, child.opened_at = json.dumps(details), timezone.now()

        for some in range(here, count, 50):
            child = Child.objects.get(pk=self.child.pk)
            for number, made in enumerate(copies(child, min(50, count - some), named, LEAVE), here):
                index(made)
                self._friends(made, number)
            here = Child.objects.count()
            say(f"{here} of {count} open cases, {time.monotonic() - began:.0f} s")

        def titled(unit: Any, number: int) -> None:
            unit.title = f"Tern Hotel {number}"

        self._missing(count // 25)
        unit = Unit.objects.get(pk=self.unit.pk)
        copies(unit, count // ON_AN_AGENDA - Unit.objects.count(), titled)

    def _friends(self, child: Any, number: int) -> None:
        from waylight.casework import actions

        which, between = divmod(number, NAMES_FRIENDS)
        if between:
            return
        of_a_group = which % 4 < 2
        known = (f"Sam Reed {number}", f"Bram Cole {which // 4}" if of_a_group else "Mum")
        for name in (*known, *([f"Child {number + 1}"] if of_a_group and not which % 2 else [])):
            said = {"role": "friend", "contact": "", "not_to_know": False}
            actions.add_related(child, "network", name, **said, by=self.team.worker)

    def _missing(self, count: int) -> None:
        """So many children are missing now, as many wait for their interview, and of as many something was
        written out after their interview for the unit."""
        from tests.pathways import a_path

        from waylight.casework.models import Child
        from waylight.pathways import actions

        held = Child.objects.order_by("-opened_at", "pk")[: 3 * count]
        for number, child in enumerate(held):
            if number % 3 == 2:
                by = self.team.worker
                actions.write_out(child.episodes.first(), words=a_path.FOR_THE_UNIT, nothing="", by=by)
                continue
            episode = a_path.report(self.team, child)
            if number % 3 == 1:
                a_path.locate(self.team, episode)

    def meet(self, count: int) -> dict[str, Any]:
        """A panel that was closed, one whose papers are out and one that is called, each over its share of
        so many cases; what each item's action of the first left open comes to the others."""
        import time_machine
        from tests.meetings.a_panel import now
        from tests.triage.a_hub import MORNING

        from waylight.casework.models import Child
        from waylight.meetings.models import Meeting

        about = list(Child.objects.order_by("opened_at", "pk")[: max(count // ON_AN_AGENDA, 1)])
        made: dict[str, Any] = {}
        earlier = Meeting.objects.count()
        for state, days in (("closed", earlier), ("papers-out", earlier + 7), ("called", earlier + 14)):
            with time_machine.travel(MORNING + timedelta(days=earlier), tick=False):
                meeting = self.panel.meeting(days=days)
                items = [self.panel.item(meeting, child) for child in about]
                if state == "closed":
                    self._hold(meeting, items)
                else:
                    self.panel.to(meeting, state)
                made[state] = now(meeting)
        say(f"three meetings about {len(about)} children each")
        return made

    def _hold(self, meeting: Any, items: list) -> None:
        """A meeting that decides something about each child, gives an action, and is closed."""
        from tests.meetings.a_panel import everybody, now

        from waylight.meetings import actions

        by = self.panel.coordinator
        actions.send_papers(meeting, by=by)
        actions.hold(meeting, everybody(meeting), by=by)
        for item in items:
            actions.decide(item, "Visit the shop.", "Two accounts name it.", by=by)
            self.panel.action(item, owner="voluntary")
        actions.agree_minutes(now(meeting), by=self.panel.chair)
        actions.close(now(meeting), by=by)
