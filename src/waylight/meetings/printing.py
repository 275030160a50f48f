"""A reader's copy as PDF/UA-1, made by Typst from exactly what their page shows."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from waylight.learning.outputs.fonts import families
from waylight.learning.outputs.pdf import pdf

from .machine import ACTION
from .models import Chairing
from .queries.papers import Paper
from .reading import AGREED, ActionRead, ItemRead, SubjectRead

SHEET = Path(__file__).resolve().parent / "typst/paper.typ"
ENGLISH = "en"
STATES = dict(zip(ACTION.states, ("open", "open, somebody must look at it", "done", "not done"), strict=True))


def printed(paper: Paper) -> bytes:
    """Raises CannotPrint."""
    with override(ENGLISH):
        return pdf(SHEET, _data(paper))


def _data(paper: Paper) -> dict[str, Any]:
    meeting, page = paper.page.meeting, paper.page
    kind = "Minutes" if paper.minutes else "Papers"
    title = f"{kind}: {meeting.get_panel_display()}, {_day(meeting.starts_at)}"
    return {
        "language": ENGLISH,
        "rtl": False,
        "scripts": {ENGLISH: {"fonts": families(ENGLISH), "rtl": False, "tall": False}},
        "labels": {},
        "title": title,
        "author": meeting.area.name,
        "about": title,
        "version": meeting.reference,
        "marking": "OFFICIAL-SENSITIVE",
        "copy": paper.copy,
        "head": [
            f"{meeting.area.name}, {_moment(meeting.starts_at)}",
            f"Chair: {meeting.chair.name}",
            *(["Not agreed yet."] if paper.minutes and meeting.state not in AGREED else []),
            *map(_chairing, page.chairings),
            *_hidden(page.hidden),
        ],
        "note": paper.note,
        "words": {
            "people": "Who was asked" if paper.minutes else "Who is asked",
            "decided": "Decided",
            "dissent": "Does not agree:",
            "rolled": "Open from earlier meetings",
            "corrections": "Added after the minutes were agreed",
        },
        "people": [_person(each) for each in page.attendees],
        "items": [_item(row, minutes=paper.minutes) for row in page.items],
        "rolled": [_action(each) for each in page.rolled],
        "corrections": [
            {"lines": words.splitlines(), "who": f"{each.by.name}, {_moment(each.at)}"}
            for words, each in page.corrections
        ]
        if paper.minutes
        else [],
    }


def _chairing(each: Chairing) -> str:
    until = f"{each.before.name} chaired it until {_moment(each.at)}"
    if not each.taken:
        return f"{until}, then {each.person.name}."
    return f"{until}. Nobody who called or chaired it works here any more: {each.person.name} took it over."


def _hidden(count: int) -> list[str]:
    words = "1 item is" if count == 1 else f"{count} items are"
    return [f"{words} hidden from this reader: conflict of interest."] if count else []


def _person(each: Any) -> str:
    came = f": {each.get_came_display().lower()}" if each.came else ""
    return f"{each.name}, {each.agency_words}{came}"


def _item(row: ItemRead, *, minutes: bool) -> dict[str, Any]:
    kind = ". ".join([str(row.item.get_kind_display()), "; ".join(row.because)]).strip(". ")
    return {
        "heading": f"{row.item.number}. {row.label}",
        "kind": kind,
        "reason": row.reason.splitlines(),
        "subjects": [_subject(each, several=len(row.subjects) > 1) for each in row.subjects],
        "decisions": [
            {"who": who, "lines": [*words.splitlines(), *reasons.splitlines()]}
            for words, reasons, who in (row.decisions if minutes else [])
        ],
        "dissents": [
            {"who": f"{who}, {agency}", "lines": words.splitlines()}
            for who, agency, words in (row.dissents if minutes else [])
        ],
        "actions": [_action(each) for each in (row.actions if minutes else [])],
    }


def _subject(each: SubjectRead, *, several: bool) -> dict[str, Any]:
    return {
        "label": each.label if several else "",
        "brief": each.brief.splitlines(),
        "by": each.brief_by,
        "facts": [{"label": str(label), "lines": text.splitlines()} for label, text in each.facts],
    }


def _action(each: ActionRead) -> dict[str, Any]:
    state = STATES[each.action.state]
    words: Sequence[str] = [*each.what.splitlines(), state, *each.outcome.splitlines()]
    return {"who": f"{each.owner}, by {_day(each.due_on)}", "lines": [line for line in words if line]}


def _day(day: date | datetime) -> str:
    local = timezone.localtime(day) if isinstance(day, datetime) else day
    return date_format(local, "j F Y")


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y, H:i")
