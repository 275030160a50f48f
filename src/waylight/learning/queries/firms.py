"""What a licensed firm sees of its people: pass and date. And, for the council, who sees it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q

from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..courses import course_title
from ..models import Completion, DueDate, Learner, Operator, OperatorSeat
from .scope import areas_for, own_areas


@dataclass(frozen=True)
class Pass:
    """One person and one course that is asked of them. `on`: when they last passed it; None: not yet."""

    badge: str
    name: str
    course: str
    on: date | None

    @property
    def course_words(self) -> str:
        return course_title(self.course)


@dataclass(frozen=True)
class Firm:
    pk: UUID
    name: str
    passes: list[Pass]


def firms(viewer: Actor) -> list[Firm]:
    """The viewer's own firms, with pass and date of everybody who works for them now. Nothing of when it is
    due, how it was done or how often it was tried. Noted, firm by firm."""
    areas = areas_for(viewer, "training.passes")
    seats = OperatorSeat.objects.filter(user_id=viewer.user_id or 0, until__isnull=True, area_id__in=areas)
    own = Operator.objects.filter(pk__in=seats.values("operator"))
    found = sorted((_firm(each) for each in own), key=lambda firm: firm.name.casefold())
    for firm in found:
        detail: dict = {"count": len(firm.passes)}
        record(Verb.DISCLOSURE, "training.passes", by=viewer, thing=("operator", firm.pk), detail=detail)
    return found


def _firm(operator: Operator) -> Firm:
    people = {each.pk: each for each in operator.learners.filter(left_on__isnull=True)}
    asked = DueDate.objects.filter(learner__in=people, ended_on__isnull=True)
    courses = sorted(asked.values_list("learner_id", "course_id"), key=lambda pair: pair[1])
    last = _last_passes(people)
    passes = [
        Pass(people[pk].badge, people[pk].name, course, last.get((pk, course))) for pk, course in courses
    ]
    return Firm(operator.pk, operator.name, sorted(passes, key=lambda each: (each.course, each.badge)))


def _last_passes(people: Collection[UUID]) -> dict[tuple[UUID, str], date]:
    counting = Completion.objects.filter(learner__in=people, withdrawal__isnull=True).order_by()
    last = counting.values("learner_id", "course_id").annotate(last=Max("on"))
    return {(each["learner_id"], each["course_id"]): each["last"] for each in last}


@dataclass(frozen=True)
class FirmSeats:
    """A firm as the council sees it: how many people it has, and who sees their passes."""

    operator: Operator
    people: int
    seats: list[tuple[OperatorSeat, str]]


def firms_of_area(viewer: Actor) -> list[FirmSeats]:
    """Every firm of the viewer's areas, by name."""
    from waylight.accounts.queries import staff_names  # not on the public plane, where nobody asks this

    slugs = [area.slug for area in own_areas(viewer, "training.seat")]
    names, seats = staff_names(), defaultdict(list)
    for seat in OperatorSeat.objects.filter(area_id__in=slugs, until__isnull=True):
        seats[seat.operator_id].append((seat, names.get(f"user:{seat.user_id}", "")))
    present = Count("learners", filter=Q(learners__left_on__isnull=True))
    rows = Operator.objects.filter(area_id__in=slugs).annotate(present=present)
    found = [FirmSeats(each, each.present, seats[each.pk]) for each in rows]
    return sorted(found, key=lambda firm: firm.operator.name.casefold())


def operator(viewer: Actor, pk: UUID) -> Operator:
    """Raises Operator.DoesNotExist, also for a firm of another area."""
    return Operator.objects.get(pk=pk, area_id__in=areas_for(viewer, "training.seat"))


def learners_of(viewer: Actor, firm: Operator) -> list[Learner]:
    """The people of a firm, for the council."""
    areas_for(viewer, "training.view")
    return list(firm.learners.filter(left_on__isnull=True))


def firm_choices(viewer: Actor) -> list[tuple[str, str]]:
    """The firms of the viewer's areas, by name, for a filter."""
    firms = Operator.objects.filter(area_id__in=areas_for(viewer, "training.view"))
    return sorted(((str(each.pk), each.name) for each in firms), key=lambda firm: firm[1].casefold())
