"""What the database knows of people's training, in the shape that `refresher` reasons about: in bulk."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet

from .models import Completion, Exemption, Learner
from .refresher import Case, Done, Exempt

AT_ONCE = 500
"""Ids in one query: SQLite takes no more than a thousand values where it was built long ago."""


@dataclass(frozen=True, slots=True)
class OnRoster:
    """A person as the rules see them."""

    pk: UUID
    role: str
    joined: date
    renewal: date | None
    operator: UUID | None


@dataclass(frozen=True)
class Cases:
    """People still on the roster, with their last training and exemptions in some courses."""

    people: tuple[OnRoster, ...]
    done: dict[tuple[UUID, str], Done]
    exempt: dict[tuple[UUID, str], tuple[Exempt, ...]]

    def of(self, person: OnRoster, course_id: str) -> Case:
        key = (person.pk, course_id)
        return Case(person.joined, person.renewal, self.done.get(key), self.exempt.get(key, ()))


def cases(area_slug: str, courses: Collection[str], learners: Collection[UUID] | None = None) -> Cases:
    """`learners`: only these; None: everybody in the area."""
    people: list[OnRoster] = []
    done: dict[tuple[UUID, str], Done] = {}
    exempt: dict[tuple[UUID, str], list[Exempt]] = defaultdict(list)
    for some in in_parts(learners):
        people += _people(area_slug, some)
        done |= last_done(area_slug, courses, some)
        for each in _exemptions(area_slug, courses, some):
            if each.plain is not None:
                exempt[(each.learner_id, each.course_id)].append(each.plain)
    return Cases(tuple(people), done, {key: tuple(found) for key, found in exempt.items()})


def in_parts(learners: Collection[UUID] | None) -> Iterator[list[UUID] | None]:
    """The ids in lots that one query can hold; one None for everybody."""
    if learners is None:
        yield None
        return
    ids = iter(learners)
    while some := list(islice(ids, AT_ONCE)):
        yield some


def _people(area_slug: str, some: list[UUID] | None) -> Iterator[OnRoster]:
    rows: QuerySet[Learner] = Learner.objects.filter(area_id=area_slug, left_on__isnull=True)
    rows = rows if some is None else rows.filter(pk__in=some)
    for row in rows.values_list("pk", "role", "joined_on", "renewal_on", "operator_id").iterator(5000):
        yield OnRoster(*row)


def last_done(
    area_slug: str, courses: Collection[str], some: list[UUID] | None
) -> dict[tuple[UUID, str], Done]:
    """The last training that counts: of two on one day, that which was written down later."""
    rows = Completion.objects.filter(area_id=area_slug, course_id__in=courses, withdrawal__isnull=True)
    rows = rows if some is None else rows.filter(learner__in=some)
    values = rows.order_by("on", "at").values_list("learner_id", "course_id", "on", "version_id")
    return {
        (learner, course_id): Done(on, version) for learner, course_id, on, version in values.iterator(5000)
    }


def exempt_on(day: date) -> QuerySet[Exemption]:
    """Exemptions that run on a day, from the course and of the person of whatever row this stands in."""
    return Exemption.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=day),
        learner=OuterRef("learner"),
        course_id=OuterRef("course_id"),
        since__lte=day,
        until__gte=day,
    )


def _exemptions(area_slug: str, courses: Collection[str], some: list[UUID] | None) -> Iterable[Exemption]:
    rows = Exemption.objects.filter(area_id=area_slug, course_id__in=courses).defer("reason")
    return rows if some is None else rows.filter(learner__in=some)
