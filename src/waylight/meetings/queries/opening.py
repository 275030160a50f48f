"""How somebody reads a meeting, and what of it stands in the audit of each child and unit it is about."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from waylight.accounts.roles import Actor
from waylight.audit.actions import Detail, record_each
from waylight.audit.models import Verb
from waylight.casework.models import Child
from waylight.casework.queries.scope import working

from ..codes import Reader
from ..models import Action, Attendee, Conflict, Dissent, Item, Meeting, Subject
from ..reading import Reading
from ..rules import CHOSEN, READER_OF


def readers_of(viewer: Actor, area: str, asked_as: str | None) -> frozenset[str]:
    """The columns that bind this reader: what the narrowest role they hold now says, and what they were asked
    as. Who answers for an agency, and was not asked for one, reads as a stranger."""
    held = {role.value for role, where in viewer.grants if where == area}
    roles = [column for role, column in READER_OF if role in held]
    agency = asked_as if asked_as in CHOSEN else Reader.OTHER
    now = Reader.OTHER if not roles else roles[0] or agency
    return frozenset({str(now), asked_as or str(now)})


def reading_for(viewer: Actor, meeting: Meeting, mine: Attendee | None, *, runs: bool) -> Reading:
    """How this viewer reads the meeting. The caller has asked the policy."""
    subjects = Subject.objects.filter(child__isnull=False).values("child")
    mine_of = Child.objects.filter(working(viewer), pk__in=subjects).values_list("pk", flat=True)
    return Reading(
        meeting=meeting,
        readers=readers_of(viewer, meeting.area_id, mine.reader if mine else None),
        works_with=frozenset(mine_of),
        hidden=_hidden_from(viewer.user_id),
        person=viewer.user_id,
        runs=runs,
    )


def _hidden_from(person: int | None) -> frozenset[UUID]:
    """The items in which they have a conflict of interest; who has none is asked one small question."""
    if not Conflict.objects.standing(person).exists():
        return frozenset()
    return frozenset(Item.objects.hidden_from(person).values_list("pk", flat=True))


def asked_to(path: str = "attendees") -> "Prefetch[str]":
    """Everybody who is asked to a meeting, read once for all of a page that speaks of them."""
    return Prefetch(path, Attendee.objects.select_related("person"))


def agenda_of(meeting: Meeting) -> QuerySet[Item]:
    """Every item with whom it is about and, once the meeting was held, what came of it."""
    subjects = Subject.objects.select_related("brief_by")
    rows = meeting.items.prefetch_related(
        Prefetch("subjects", subjects, to_attr="about")  # type: ignore[no-redef]  # fills Item.about
    )
    if meeting.held_at is None:
        return rows
    return rows.prefetch_related(
        "decisions__by",
        Prefetch("dissents", Dissent.objects.select_related("attendee__person")),
        Prefetch("actions", Action.objects.counted().select_related("owner")),
    )


def spoken_of(meetings: Iterable[UUID]) -> QuerySet[Item]:
    """Every item of these meetings, with whom it is about: what was typed in one may name who stands in
    another."""
    return Item.objects.filter(meeting__in=set(meetings)).prefetch_related(
        Prefetch("subjects", Subject.objects.all(), to_attr="about")  # type: ignore[no-redef]  # fills Item.about
    )


def noted(viewer: Actor, meeting: Meeting, page: str, items: Iterable[Item]) -> None:
    """A consultation of each child and unit that these items are about."""
    subjects = [subject for item in items for subject in item.about]
    consulted(viewer, meeting, page, "child", {each.child_id for each in subjects if each.child_id})
    consulted(viewer, meeting, page, "unit", {each.thing for each in subjects if each.thing})


def consulted(viewer: Actor, meeting: Meeting, page: str, kind: str, keys: Iterable[UUID]) -> None:
    detail: Detail = {"meeting": str(meeting.pk), "page": page}
    record_each(Verb.CONSULTATION, "meeting.view", kind, sorted(keys), by=viewer, detail=detail)
