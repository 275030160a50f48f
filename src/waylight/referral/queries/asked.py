"""What was asked of the viewer's own agency: the question, who it is about, their own answer. Nothing else of
the child's record can be reached from here."""

import json
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.triage.queries.times import brief

from ..models import Check, CheckItem, Seat
from ..rules import desk_words
from ..subject import found_by
from .checks import limits

ON_A_PAGE = 50


@dataclass(frozen=True)
class AskedRow:
    check: Check
    desk: str
    due: str
    late: bool


@dataclass(frozen=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True)
class Question:
    """`subject`: by what the person can be found in the agency's own records. `items`: the agency's own."""

    check: Check
    desk: str
    due: str
    late: bool
    subject: list[Fact]
    items: list[tuple[CheckItem, str]]

    @property
    def unsent(self) -> bool:
        """Whether something is written that the team does not read."""
        return not all(self.check.was_sent(item) for item, _limits in self.items)

    @property
    def as_asked(self) -> bool:
        """Whether the subject was kept when it was asked."""
        return bool(self.check.subject)


def own_desks(viewer: Actor) -> Q:
    """The desks that the viewer answers for, each in its area, as a condition on rows with both."""
    areas = viewer.areas(Role.AGENCY)
    seats = Seat.objects.filter(person_id=viewer.user_id or 0, area_id__in=areas, ended_at__isnull=True)
    found = Q(pk__in=())
    for desk, area in seats.values_list("desk", "area_id"):
        found |= Q(desk=desk, asked_in_id=area)
    return found


def asked(viewer: Actor, *, settled: bool = False, page: int | str = 1) -> Page[AskedRow]:
    """What the viewer's agencies were asked, the nearest due first; with `settled`, the latest settled. No
    names: whom it is about is seen when one is opened."""
    require(viewer, "check.answer")
    rows = Check.objects.filter(own_desks(viewer))
    rows = (
        rows.exclude(state="asked").order_by("-settled_at", "pk")
        if settled
        else rows.filter(state="asked").order_by("due_at", "pk")
    )
    now = timezone.now()
    paginator: Paginator[Any] = Paginator(rows, ON_A_PAGE)
    shown = paginator.get_page(page)
    listed = [
        AskedRow(
            check, desk_words(check.desk), brief(check.due_at), check.state == "asked" and now > check.due_at
        )
        for check in shown
    ]
    record(Verb.CONSULTATION, "check.answer", by=viewer, detail={"count": len(listed), "settled": settled})
    return Page(listed, shown.number, paginator)


def question(viewer: Actor, check: Check) -> Question:
    """One question, opened: audited as a consultation of that child."""
    require(viewer, "check.answer", check)
    detail: dict = {"check": str(check.pk)}
    record(Verb.CONSULTATION, "check.answer", by=viewer, thing=("child", check.child_id), detail=detail)
    items = [(item, limits(item)) for item in check.items.select_related("by")]
    late = check.state == "asked" and timezone.now() > check.due_at
    return Question(check, desk_words(check.desk), brief(check.due_at), late, _subject(check), items)


def _subject(check: Check) -> list[Fact]:
    """As it stood when it was asked, for as long as an answer is owed or was given. Of what was asked before
    that was kept, as it stands now: an agency cannot answer about nobody."""
    if check.state == "waived":
        return []
    told = json.loads(check.subject) if check.subject else found_by(check.child, check.about)
    return [Fact(label, value) for label, value in told]
