"""An attendee's own paper and minutes: what their page and their PDF are made from, and nothing besides."""

from dataclasses import dataclass

from waylight.accounts.models import Person
from waylight.accounts.policy import can, require
from waylight.accounts.roles import Actor

from ..errors import NotPossible, Why
from ..machine import RUN
from ..models import Meeting
from ..reading import AGREED, PAPERS_OUT
from ..rules import table
from .meetings import MeetingPage, meeting_page


@dataclass(frozen=True)
class Paper:
    """`copy`: whose copy it is. `note`: by which table it was made."""

    page: MeetingPage
    minutes: bool
    copy: str
    note: str


def paper_of(viewer: Actor, meeting: Meeting, *, minutes: bool, form: str) -> Paper:
    """The viewer's own copy; a consultation that says which, and whether page or PDF. Minutes that are not
    agreed yet are for whoever runs the meeting.

    Raises NotPossible before there is one, Refused.
    """
    require(viewer, "meeting.view", meeting)
    runs = can(viewer, RUN, meeting)
    ready = AGREED | ({"held"} if runs else frozenset()) if minutes else PAPERS_OUT
    if meeting.state not in ready:
        raise NotPossible(Why.NOT_OUT)
    page = meeting_page(viewer, meeting, f"{'minutes' if minutes else 'paper'}-{form}")
    person = Person.objects.get(pk=viewer.user_id or 0)
    agency = page.mine.agency_words if page.mine else person.agency
    rules = table()
    note = f"Made for this reader by table {rules.version} of who reads what" + (
        "." if rules.verified else ", which no partnership has checked yet."
    )
    return Paper(page, minutes, f"Copy of {person.name}, {agency}. Not to be passed on.", note)
