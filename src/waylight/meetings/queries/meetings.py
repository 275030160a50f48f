"""The viewer's meetings, and one meeting as they may read it."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q

from waylight.accounts.policy import can, require
from waylight.accounts.queries import holders_of_any
from waylight.accounts.roles import CALLING_ROLES, MANAGING_ROLES, PANEL_ROLES, Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..actions.rolling import OPEN
from ..machine import TAKE, TAKEN_IN
from ..models import Action, AskedOff, Attendee, Chairing, Correction, Item, Meeting, Subject
from ..reading import ActionRead, ItemRead, Reading
from .opening import agenda_of, asked_to, noted, reading_for, spoken_of
from .proposed import Proposals, proposed

ON_A_PAGE = 50


@dataclass(frozen=True)
class MeetingPage:
    """`rolled`: what earlier meetings of the panel left open. `proposed`, `left_out` and `asked_off` are for
    whoever runs it; `corrections` are words and who wrote them, `called_off` why it was called off.
    `minutes`: what came of it may be read by this viewer."""

    meeting: Meeting
    attendees: list[Attendee]
    mine: Attendee | None
    items: list[ItemRead]
    hidden: int
    rolled: list[ActionRead]
    proposed: Proposals | None
    left_out: list[ItemRead]
    asked_off: list[AskedOff]
    chairings: list[Chairing]
    corrections: list[tuple[str, Correction]]
    called_off: str
    runs: bool
    chairs: bool
    minutes: bool


def meetings(viewer: Actor, *, page: int | str = 1) -> Page[Meeting]:
    """Those that the viewer calls, chairs or is asked to, the latest first. One audit event."""
    require(viewer, "meeting.view")
    me = viewer.user_id or 0
    mine = Q(chair_id=me) | Q(called_by_id=me) | Q(taken_by_id=me)
    asked = Attendee.objects.filter(person_id=viewer.user_id or 0).values("meeting")
    rows = Meeting.objects.filter(mine | Q(pk__in=asked), area_id__in=viewer.areas(*PANEL_ROLES))
    shown = Paginator(rows.select_related("chair", "area"), ON_A_PAGE).get_page(page)
    record(Verb.CONSULTATION, "meeting.view", by=viewer, detail={"count": len(shown.object_list)})
    return shown


def left_to_nobody(viewer: Actor) -> list[Meeting]:
    """Meetings of the areas that the viewer manages which nobody can run any more; none of their words."""
    if not can(viewer, TAKE):
        return []
    found: list[Meeting] = []
    for area in sorted(viewer.areas(*MANAGING_ROLES)):
        able = holders_of_any(CALLING_ROLES, area).values("pk")
        led = Q(chair__in=able) | Q(called_by__in=able) | Q(taken_by__in=able)
        found += Meeting.objects.filter(area_id=area, state__in=TAKEN_IN).exclude(led).select_related("area")
    return found


def areas_to_call(viewer: Actor) -> list[str]:
    require(viewer, "meeting.call")
    return sorted(viewer.areas(*CALLING_ROLES))


def find_meeting(pk: UUID) -> Meeting:
    """For an action or query that asks the policy itself. Raises Meeting.DoesNotExist."""
    rows = Meeting.objects.select_related("area", "chair", "called_by", "agreed_by")
    return rows.prefetch_related(asked_to()).get(pk=pk)


def find_item(pk: UUID) -> Item:
    rows = Item.objects.select_related("meeting__area", "meeting__chair")
    return rows.prefetch_related(asked_to("meeting__attendees")).get(pk=pk)


ACTING = "act"
"""Not a page that is read, but what forms ask when something is done."""


def meeting_page(
    viewer: Actor, meeting: Meeting, page: str = "meeting", only: Item | None = None, at: int | str = 1
) -> MeetingPage:
    """One meeting as the viewer may read it: a consultation of it, with the page or paper that was read, and
    of each child and unit that stands there (on an item's own page, `only` that item's). `at`: the page of
    what is proposed. Items in which they have a conflict of interest are not in it, only how many. Raises
    Refused."""
    require(viewer, "meeting.view", meeting)
    attendees = list(meeting.attendees.all())
    mine = next((each for each in attendees if each.person_id == viewer.user_id), None)
    runs = can(viewer, "meeting.run", meeting)
    reading = reading_for(viewer, meeting, mine, runs=runs)
    items = list(agenda_of(meeting))
    rolled = _rolled(meeting)
    reading.over([*items, *spoken_of(action.item.meeting_id for action in rolled)])
    seen = [item for item in items if item.pk not in reading.hidden]
    agenda = [item for item in seen if not item.left_out]
    rolled = [each for each in rolled if each.item_id not in reading.hidden]
    if page != ACTING:
        listed = [*(seen if runs else agenda), *(each.item for each in rolled)]
        noted(viewer, meeting, page, [each for each in listed if only is None or each.pk == only.pk])
    proposing = runs and page == "meeting" and meeting.state in ("called", "papers-out")
    record(
        Verb.CONSULTATION,
        "meeting.view",
        by=viewer,
        thing=("meeting", meeting.pk),
        detail={"page": page, "items": len(agenda), "reader": reading.as_what},
    )
    return MeetingPage(
        meeting=meeting,
        attendees=attendees,
        mine=mine,
        items=[reading.item(item) for item in agenda],
        hidden=sum(not item.left_out for item in items if item.pk in reading.hidden),
        rolled=[reading.action(each) for each in rolled],
        proposed=proposed(viewer, meeting, reading, at) if proposing else None,
        left_out=[reading.item(item) for item in seen if item.left_out] if runs else [],
        asked_off=list(meeting.asked_off.select_related("by")) if runs else [],
        chairings=list(meeting.chairings.select_related("before", "person")),
        corrections=_corrections(meeting, reading),
        called_off=reading.scrub(meeting.cancelled_because),
        runs=runs,
        chairs=can(viewer, "meeting.agree", meeting),
        minutes=reading.minutes,
    )


def _rolled(meeting: Meeting) -> list[Action]:
    """Before it is held, what is open now; afterwards what was carried to it."""
    rows = Action.objects.counted().filter(area_id=meeting.area_id, panel=meeting.panel)
    if meeting.held_at is None:
        rows = rows.filter(state__in=OPEN, item__meeting__starts_at__lt=meeting.starts_at)
    else:
        rows = rows.filter(carried__meeting=meeting)
    about = Prefetch("item__subjects", Subject.objects.all(), to_attr="about")
    return list(rows.select_related("owner", "item").prefetch_related(about))


def _corrections(meeting: Meeting, reading: Reading) -> list[tuple[str, Correction]]:
    rows = meeting.corrections.select_related("by", "item")
    shown = [each for each in rows if each.item_id not in reading.hidden]
    return [(text, each) for each in shown if (text := reading.words("correction", each.words))]
