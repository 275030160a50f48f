"""What may be done from a meeting's page and an item's: two tables, one way of doing it."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from waylight.accounts.models import Person
from waylight.accounts.queries import holders_of_any
from waylight.accounts.roles import CALLING_ROLES, OWING_ROLES, PANEL_ROLES, Actor, Role

from .. import actions
from .. import forms as f
from ..machine import AGREE, DECLARE, RUN
from ..models import Attendee, Item, Meeting
from ..queries import MeetingPage
from .acting import Act, plain

AGENDA = frozenset({"called", "papers-out"})
HELD = frozenset({"held"})
MINUTES = frozenset({"minutes-agreed", "closed"})


def people_of(roles: Iterable[Role], *areas: str) -> QuerySet[Person]:
    """Whoever holds one of the roles in one of the areas, by name."""
    return holders_of_any(roles, *areas).order_by("name")


def _named(page: MeetingPage) -> list[tuple[str, str]]:
    return [(str(a.pk), f"{a.name}, {a.agency_words}") for a in page.attendees]


def _accounts(page: MeetingPage) -> list[tuple[str, str]]:
    """Whose conflict may be noted: anybody's by who runs the meeting, else one's own."""
    shown = page.attendees if page.runs else [a for a in page.attendees if a is page.mine]
    return [(str(a.person_id), f"{a.name}, {a.agency_words}") for a in shown if a.person_id]


def _dissenting(page: MeetingPage) -> list[tuple[str, str]]:
    return _named(page) if page.runs else [(str(page.mine.pk), page.mine.name)] if page.mine else []


def _not_running(page: MeetingPage) -> list[tuple[str, str]]:
    """Who may be asked no longer: everybody but who chairs it and who called it."""
    run_by = page.meeting.run_by
    return [(str(a.pk), f"{a.name}, {a.agency_words}") for a in page.attendees if a.person_id not in run_by]


def _labels(page: MeetingPage) -> list[tuple[str, str]]:
    return [(str(row.item.pk), f"{row.item.number}. {row.label}") for row in page.items]


def _invite(meeting: Meeting, page: MeetingPage, data: Any) -> forms.Form:
    return f.InviteForm(data, people=people_of(PANEL_ROLES, meeting.area_id))


def _ask_off(_meeting: Meeting, typed: dict[str, Any], by: Actor) -> object:
    return actions.ask_off(Attendee.objects.get(pk=typed["attendee"]), typed["reason"], by=by)


def _reference(meeting: Meeting, typed: dict[str, Any], by: Actor) -> object:
    child = actions.child_of_reference(meeting, typed["reference"], by=by)
    return actions.add_child(meeting, child, typed["reason"], by=by)


def _correct(meeting: Meeting, typed: dict[str, Any], by: Actor) -> object:
    item = meeting.items.filter(pk=typed["item"]).first() if typed["item"] else None
    return actions.correct(meeting, typed["words"], item, by=by)


MEETING_ACTS = (
    Act(
        "invite",
        RUN,
        _("Ask somebody to come"),
        _invite,
        lambda m, d, by: actions.invite(m, by=by, **d),
        AGENDA,
    ),
    Act(
        "outside",
        RUN,
        _("Note somebody from outside"),
        plain(f.OutsideForm),
        lambda m, d, by: actions.invite_outside(m, d["name"], d["agency"], by=by),
        AGENDA,
    ),
    Act(
        "ask-off",
        RUN,
        _("Ask somebody no longer"),
        lambda _m, page, data: f.AskOffForm(data, attendees=_not_running(page)),
        _ask_off,
        AGENDA,
    ),
    Act(
        "chair",
        RUN,
        _("Let somebody else chair it"),
        lambda m, _page, data: f.ChairForm(
            data, people=people_of(CALLING_ROLES, m.area_id).exclude(pk=m.chair_id)
        ),
        lambda m, d, by: actions.hand_chair(m, d["chair"], by=by),
        AGENDA | HELD,
    ),
    Act("child", RUN, _("Add a child by reference"), plain(f.ChildForm), _reference, AGENDA),
    Act(
        "words",
        RUN,
        _("Add a theme, place or person"),
        plain(f.ThemeForm),
        lambda m, d, by: actions.add_words(m, by=by, **d),
        AGENDA,
    ),
    Act(
        "papers",
        RUN,
        _("Send the papers"),
        plain(f.NoWords),
        lambda m, _d, by: actions.send_papers(m, by=by),
        AGENDA,
    ),
    Act(
        "held",
        RUN,
        _("It was held"),
        lambda _m, page, data: f.HeldForm(data, attendees=_named(page)),
        lambda m, d, by: actions.hold(m, [UUID(pk) for pk in d["came"]], by=by),
        frozenset({"papers-out"}),
    ),
    Act(
        "cancel",
        RUN,
        _("Call it off"),
        plain(f.CancelForm),
        lambda m, d, by: actions.cancel(m, d["reason"], by=by),
        AGENDA,
    ),
    Act(
        "agree",
        AGREE,
        _("Agree the minutes"),
        plain(f.NoWords),
        lambda m, _d, by: actions.agree_minutes(m, by=by),
        frozenset({"held"}),
    ),
    Act(
        "correct",
        RUN,
        _("Add a correction to the minutes"),
        lambda _m, page, data: f.CorrectionForm(data, items=_labels(page)),
        _correct,
        MINUTES,
    ),
    Act(
        "close",
        RUN,
        _("Close the meeting"),
        plain(f.NoWords),
        lambda m, _d, by: actions.close(m, by=by),
        frozenset({"minutes-agreed"}),
    ),
)


def _dissent(item: Item, typed: dict[str, Any], by: Actor) -> object:
    attendee = Attendee.objects.get(pk=typed["attendee"])
    return actions.dissent(item, attendee, typed["words"], by=by)


def _conflict(item: Item, typed: dict[str, Any], by: Actor) -> object:
    return actions.declare_conflict(item, Person.objects.get(pk=typed["person"]), typed["reason"], by=by)


def _action(item: Item, typed: dict[str, Any], by: Actor) -> object:
    due: date = typed["due_on"]
    return actions.give_action(item, typed["what"], typed["owner"], due, by=by)


ITEM_ACTS = (
    Act(
        "decide",
        RUN,
        _("Write down a decision"),
        plain(f.DecisionForm),
        lambda i, d, by: actions.decide(i, by=by, **d),
        HELD,
    ),
    Act(
        "action",
        RUN,
        _("Give somebody an action"),
        lambda item, _page, data: f.ActionForm(data, people=people_of(OWING_ROLES, item.meeting.area_id)),
        _action,
        HELD,
    ),
    Act(
        "dissent",
        DECLARE,
        _("Write down who does not agree"),
        lambda _i, page, data: f.DissentForm(data, attendees=_dissenting(page)),
        _dissent,
        HELD,
    ),
    Act(
        "conflict",
        DECLARE,
        _("Conflict of interest"),
        lambda _i, page, data: f.ConflictForm(data, attendees=_accounts(page)),
        _conflict,
        AGENDA | HELD | MINUTES,
    ),
    Act(
        "covert",
        RUN,
        _("What is to be handled covertly"),
        lambda item, _page, data: f.CovertForm(
            data, initial={"words": item.covert, "base": item.covert_version}
        ),
        lambda i, d, by: actions.note_covert(i, d["words"], base=d["base"], by=by),
        AGENDA | HELD,
    ),
    Act(
        "take-off",
        RUN,
        _("Take it off the agenda"),
        plain(f.Reason),
        lambda i, d, by: actions.take_off(i, d["reason"], by=by),
        AGENDA,
    ),
)
BACK = (
    Act(
        "put-back",
        RUN,
        _("Put it on the agenda again"),
        plain(f.Reason),
        lambda i, d, by: actions.put_back(i, d["reason"], by=by),
        AGENDA,
    ),
)
"""What may be done with an item that was left out, or taken off."""
