"""The licensing office's part of the story: `content/demo/training.yaml`, told through the real actions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.queries import actor_for
from waylight.accounts.roles import Actor
from waylight.guidance.models import Area
from waylight.learning import actions
from waylight.learning.codes import ExemptBecause, Role
from waylight.learning.courses import version_now
from waylight.learning.library import library
from waylight.learning.models import Learner, Operator
from waylight.learning.name_slips import slip_for
from waylight.learning.roster_keys import roster_keys, way_in

COURSE = "drivers"
HEADINGS = "Badge,Name,Role,Operator,Renewal date,E-mail,Last trained"
FIRM = "Thornleigh Cars"
Cast = dict[str, Person]


@dataclass(frozen=True)
class Act:
    """What the office does at a moment of the story."""

    at: datetime
    do: Callable[[Cast], object]


@cache
def _story() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((settings.CONTENT / "demo/training.yaml").read_text("utf-8"))
    return found


def way_in_words() -> str:
    """With what a visitor may come in as a driver: badge, then code."""
    learner = _story()["learner"]
    return f"{learner['badge']}  {learner['code']}"


def acts(now: datetime, begins: datetime) -> list[Act]:
    """All that happens, in its order. The roster is there from the beginning."""
    told, today = _story(), timezone.localdate(now)

    def ago(of: str) -> datetime:
        return now - timedelta(days=told[of]["ago"])

    found = [
        Act(begins, partial(_begin, today=today, on=timezone.localdate(begins))),
        Act(ago("exempt"), partial(_exempt, today=today)),
        Act(ago("equivalent"), partial(_equivalent, today=today)),
        *(Act(now - timedelta(days=each["ago"]), partial(_begun, each, now)) for each in told["begun"]),
        Act(ago("room"), partial(_room, on=timezone.localdate(ago("room")))),
        Act(ago("bounced"), partial(_bounced, on=timezone.localdate(ago("bounced")))),
        Act(now, _now),
    ]
    return sorted(found, key=lambda act: act.at)


def _area() -> Area:
    return Area.objects.get(slug=settings.DEFAULT_AREA)


def _learner(badge: str) -> Learner:
    area = _area()
    return Learner.objects.get(area=area, badge_key=roster_keys(area.slug).badge(badge))


def _officer(cast: Cast) -> Actor:
    return actor_for(cast["licensing"])


def _begin(cast: Cast, *, today: date, on: date) -> None:
    """Rules, then the roster with its earlier training, and who of a firm sees its passes."""
    by, area = _officer(cast), _area()
    for rule in _story()["rules"]:
        roles = tuple(Role(role) for role in rule["roles"])
        numbers = {each: rule.get(each) for each in ("months", "first_days", "lead_days")}
        draft = actions.RuleDraft(rule["course"], on, roles, why=rule["why"], **numbers)
        actions.make_rule(area, draft, to_all=True, by=by, today=on)
    lines = (_line(person, today) for person in _story()["roster"])
    _bring_in([HEADINGS, *lines], by, on)
    seat = Operator.objects.get(area=area, name_key=roster_keys(area.slug).operator(FIRM))
    actions.give_seat(seat, cast["operator"].pk, by=by)


def _line(person: dict[str, Any], today: date) -> str:
    """As the council's sheet has it."""
    renews = today + timedelta(days=person["renews"]) if "renews" in person else None
    trained = today - timedelta(days=person["trained"]) if "trained" in person else None
    cells = (
        person["badge"],
        person["name"],
        person["role"],
        person.get("firm", ""),
        f"{renews:%d/%m/%Y}" if renews else "",
        person.get("email", ""),
        f"{trained:%d/%m/%Y}" if trained else "",
    )
    return ",".join(cells)


def _bring_in(lines: list[str], by: Actor, on: date) -> None:
    kept, _plan = actions.preview_roster(_area(), "\n".join(lines), by=by, course_id=COURSE, today=on)
    actions.apply_roster(kept, by=by, today=on)


def _exempt(cast: Cast, *, today: date) -> None:
    told = _story()["exempt"]
    actions.exempt(
        _learner(told["badge"]),
        COURSE,
        because=ExemptBecause(told["because"]),
        reason=told["reason"],
        until=today + timedelta(days=told["until"]),
        by=_officer(cast),
    )


def _equivalent(cast: Cast, *, today: date) -> None:
    told = _story()["equivalent"]
    actions.accept_equivalent(
        _learner(told["badge"]),
        COURSE,
        on=today - timedelta(days=told["done"]),
        evidence=told["evidence"],
        assessor=cast["licensing"].name,
        by=_officer(cast),
    )


def _begun(told: dict[str, Any], now: datetime, _cast: Cast) -> None:
    """Somebody is on the way through the course, as they would be with their badge and code."""
    learner = _learner(told["badge"])
    by, on = actions.learner_actor(learner), timezone.localdate(now) - timedelta(days=told["ago"])
    lessons = [lesson.id for lesson in library().course(COURSE).lessons]
    registration = actions.begin(learner, COURSE, version_now(COURSE), by=by, today=on)
    for lesson in lessons[: told["lessons"]]:
        actions.finish_lesson(registration, lesson, lessons=lessons, by=by, today=on)


def _room(cast: Cast, *, on: date) -> None:
    """A trainer's session; one who came is on no roster yet."""
    told, trainer = _story()["room"], cast["trainer"]
    by = actor_for(trainer)
    session = actions.open_room(
        _area(), COURSE, version_now(COURSE), on=on, place=told["place"], facilitator=trainer.name, by=by
    )
    for line in told["lines"]:
        signed = {"badge": line["badge"], "name": line["name"]}
        actions.sign(session, **signed, check_how=line["check"], result=line["result"], by=by)
    actions.close_room(session, by=by)


def _bounced(cast: Cast, *, on: date) -> None:
    actions.note_bounces(_area(), [_story()["bounced"]["address"]], by=_officer(cast), today=on)


def _now(cast: Cast) -> None:
    """A sheet with slips in it waits to be used, and a driver has a code that everybody may know."""
    told, area = _story(), _area()
    text = "\n".join((HEADINGS.removesuffix(",Last trained"), *told["waiting"]))
    actions.preview_roster(area, text, by=_officer(cast))
    learner = _learner(told["learner"]["badge"])
    actions.give_codes(area, [learner], by=_officer(cast))
    code = told["learner"]["code"]
    learner.way_in = way_in(area.slug, learner.badge, code)
    learner.save(update_fields=["way_in"])
    slip_for(learner, code).save(force_update=True)
