"""Who is trained, due and overdue: narrowed and ordered by the database, one page and one audit event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..cases import exempt_on
from ..codes import REASON_WORDS, STATE_WORDS, Role
from ..courses import course_title
from ..models import DueDate, Learner, Registration
from ..refresher import Reason, State
from ..roster_keys import roster_keys
from .scope import areas_for

ROWS = 50
FILTERS = ("area", "course", "state", "role", "operator", "reach")


@dataclass(frozen=True)
class RosterRow:
    """One person and one course."""

    learner: UUID
    badge: str
    name: str
    role: str
    operator: str
    course: str
    state: State
    due_on: date | None
    reason: str
    last_on: date | None

    @property
    def role_words(self) -> str:
        return str(Role(self.role).label)

    @property
    def state_words(self) -> str:
        return str(STATE_WORDS[self.state])

    @property
    def reason_words(self) -> str:
        return str(REASON_WORDS[Reason(self.reason)]) if self.reason else ""

    @property
    def course_words(self) -> str:
        return course_title(self.course)


@dataclass(frozen=True)
class RosterPage:
    """`counts`: how many are in each state, whatever the filter of states."""

    rows: list[RosterRow]
    number: int
    pages: int
    total: int
    counts: dict[State, int]


def roster(
    viewer: Actor, asked: Mapping[str, str] | None = None, *, page: int = 1, today: date | None = None
) -> RosterPage:
    """People of the viewer's areas by what is due first. An answer that is not among a filter's values
    narrows nothing.

    Filters: area, course, state, role, operator (its id), reach (letter: mail does not reach them; no-code).
    """
    asked, today = asked or {}, today or timezone.localdate()
    reach = standing(areas_for(viewer, "training.view"), today).filter(_narrowed(asked))
    counted = reach.values("state").annotate(n=Count("pk")).order_by()
    counts = {State(state): n for state, n in counted.values_list("state", "n")}
    found = reach.filter(state=asked["state"]) if asked.get("state") in set(State) else reach
    total = found.count()
    pages = max(1, -(-total // ROWS))
    number = min(max(1, page), pages)
    shown = list(rows(found)[(number - 1) * ROWS : number * ROWS])
    listed = [row_of(each) for each in shown]
    record(
        Verb.CONSULTATION,
        "training.view",
        by=viewer,
        detail={"shown": [str(each.learner) for each in listed], "page": number},
    )
    return RosterPage(listed, number, pages, total, counts)


def standing(area_slugs: frozenset[str], today: date) -> QuerySet[Any]:
    """What stands today for everybody on these rosters, each due date with its `state`: `refresher.TABLE` in
    SQL."""
    begun = Registration.objects.filter(
        learner=OuterRef("learner"), course_id=OuterRef("course_id"), ended_on__isnull=True
    )
    current = DueDate.objects.filter(
        area_id__in=area_slugs, ended_on__isnull=True, learner__left_on__isnull=True
    )
    never, soon = Q(last_on__isnull=True), Q(soon_on__lte=today)
    state = Case(
        When(Exists(exempt_on(today)), then=Value(State.EXEMPT)),
        When(on__lt=today, then=Value(State.OVERDUE)),
        When(Q(Exists(begun)) & (soon | never), then=Value(State.IN_PROGRESS)),
        When(never, then=Value(State.NEVER)),
        When(soon, then=Value(State.DUE_SOON)),
        default=Value(State.VALID),
        output_field=CharField(),
    )
    return current.annotate(state=state)


def rows(found: QuerySet[Any]) -> QuerySet[Any]:
    """In the order of a list, with the people; what is sealed stays so until a row is made of it."""
    ordered = found.order_by(F("on").asc(nulls_last=True), "learner_id", "course_id")
    return ordered.select_related("learner", "learner__operator")


def row_of(each: Any) -> RosterRow:
    learner = each.learner
    return RosterRow(
        learner=learner.pk,
        badge=learner.badge,
        name=learner.name,
        role=learner.role,
        operator=learner.operator.name if learner.operator is not None else "",
        course=each.course_id,
        state=State(each.state),
        due_on=each.on,
        reason=each.reason,
        last_on=each.last_on,
    )


def _narrowed(asked: Mapping[str, str]) -> Q:
    narrowed = Q()
    if asked.get("area"):
        narrowed &= Q(area_id=asked["area"])
    if asked.get("course"):
        narrowed &= Q(course_id=asked["course"])
    if asked.get("role") in Role.values:
        narrowed &= Q(learner__role=asked["role"])
    if operator := _uuid(asked.get("operator", "")):
        narrowed &= Q(learner__operator=operator)
    if asked.get("reach") == "letter":
        narrowed &= Q(learner__mail_works=False)
    if asked.get("reach") == "no-code":
        narrowed &= Q(learner__way_in="")
    return narrowed


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def find(viewer: Actor, *, badge: str = "", name: str = "", email: str = "") -> list[Learner]:
    """People of the viewer's areas with exactly this badge, name or e-mail address, those who have left too;
    found by keyed digests. Every look is audited."""
    found: list[Learner] = []
    for area_slug in sorted(areas_for(viewer, "training.view")):
        keys, wanted = roster_keys(area_slug), Q(pk__in=[])
        wanted |= Q(badge_key=keys.badge(badge)) if badge.strip() else Q()
        wanted |= Q(name_key=keys.name(name)) if name.strip() else Q()
        wanted |= Q(email_key=keys.email(email)) if email.strip() else Q()
        found += Learner.objects.filter(wanted, area_id=area_slug).select_related("operator")[:ROWS]
    record(
        Verb.SEARCH,
        "training.view",
        by=viewer,
        detail={"shown": [str(each.pk) for each in found], "count": len(found)},
    )
    return found
