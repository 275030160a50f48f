"""A discussion, and what agencies answered, on paper: PDF/UA-1, for those who work with the child."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from waylight.casework.details import Details
from waylight.casework.models import Child
from waylight.casework.withheld import told
from waylight.learning.outputs.pdf import pdf

from .document import in_words
from .machine import CHECK
from .models import Evidence
from .paper import ENGLISH, SHEET, sheet
from .queries import CheckRow, DiscussionPage

MARKING = "OFFICIAL-SENSITIVE: for those who work with the child alone"
STATES = {
    "called": "called",
    "held": "held, not decided yet",
    "decided": "decided",
    "reviewed": "reviewed",
    "called-off": "called off",
}
NOT_FAMILY = "Must not reach the family."
Rows = list[dict[str, Any]]


def discussion_paper(it: DiscussionPage) -> bytes:
    """Raises CannotPrint."""
    d = it.discussion
    blocks = [
        {"title": f"Strategy discussion, {STATES[d.state]}", "rows": _discussed(it)},
        {"title": "Evidence that will be gone", "rows": [_evidence(each) for each in it.evidence]},
        {"title": "Section 47 enquiry", "rows": _enquired(it)},
    ]
    return _paper(d.child, "Strategy discussion", [each for each in blocks if each["rows"]])


def answers_paper(child: Child, rows: Iterable[CheckRow]) -> bytes:
    """Raises CannotPrint."""
    nobody = {"title": "Agencies", "rows": [_row("Asked", "Nobody has been asked yet.")]}
    return _paper(child, "What agencies know", [_answer(each) for each in rows] or [nobody])


def link_paper(child: Child, handed: dict[str, Any]) -> bytes:
    """`handed` as `queries.take_link` gives it. Raises CannotPrint."""
    to, why = handed["to"], handed["why"]
    by_then = f"By {_day(date.fromisoformat(handed['by']))}."
    given = [_row("To", f"{to['name']}, {to['organisation']}"), _row("Asked", handed["asked"], by_then)]
    given += [_row("Whom they ring", handed["ring"])]
    given += [_row(each["question"], each["words"]) for each in handed["answers"]]
    given += [_row("Told by an agency", each) for each in handed["known"]]
    ends = _moment(datetime.fromisoformat(handed["ends_at"]))
    became = [_row("Sent", f"{_moment(datetime.fromisoformat(handed['sent_at']))}, open until {ends}.")]
    became += [
        _row(f"{each['what']}, {_moment(datetime.fromisoformat(each['at']))}", each["words"] or "No words.")
        for each in handed["happened"]
    ]
    shared = [
        _row("Lawful basis for sharing", in_words("basis", why["lawful_basis"])),
        _row("How it may help", why["relevance"]),
        _row("What speaks against sharing", why["detriment"]),
        _row("Reasons", why["reasons"]),
    ]
    blocks = [
        {"title": "What they were given", "rows": given},
        {"title": "What happened", "rows": became},
        {"title": "Why it was shared", "rows": shared},
    ]
    return _paper(child, "Handed over by link", blocks)


def _paper(child: Child, what: str, blocks: list[dict[str, Any]]) -> bytes:
    details = Details.read(child.details)
    said = sheet(
        f"{what}, {child.reference}",
        headline=f"{what}: {details.name}",
        author=child.area.name,
        version=f"{child.reference}, printed {_moment(timezone.now())}",
        marking=MARKING,
        sent=f"{child.area.name}, as it stood at {_moment(timezone.now())}",
        warnings=told(child),
        blocks=blocks,
    )
    return pdf(SHEET, said)


def _discussed(it: DiscussionPage) -> Rows:
    d = it.discussion
    rows = [_row("Called", f"{d.called_by.name}, {_moment(d.called_at)}", d.reason)]
    if d.state == "called":
        rows.append(_row("To be held", _moment(d.planned_at)))
    if d.held_at:
        there = "Social care, police and health were there." if d.quorate else "Not everybody was there."
        rows.append(_row("Held", _moment(d.held_at), there, d.few_reason))
        rows += [_row(desk, each.get_attended_display(), each.words) for desk, each in it.attendance]
        rows += [
            _row("What was shared", d.shared),
            _row("Who speaks to the child", d.speaks),
            _row("What keeps the child safe", d.safety),
        ]
    if d.decided and d.decided_by and d.decided_at:
        who = f"{d.decided_by.name}, {_moment(d.decided_at)}"
        again = f"To be looked at again on {_day(d.review_on)}." if d.review_on else ""
        rows.append(_row(f"Decided: {d.get_decided_display()}", d.reasons, who, again))
    if d.ended_at and d.ended_by:
        rows.append(_row("Ended", d.ended_words, f"{d.ended_by.name}, {_moment(d.ended_at)}"))
    return rows


def _evidence(each: Evidence) -> dict[str, Any]:
    gone = f"Gone on {_moment(each.overwritten_at)}. Seen to by {each.owner.name}."
    kept = "" if each.settled_at is None else "Kept safe." if each.secured else "Not kept."
    return _row(each.what, each.where, gone, kept, each.outcome)


def _enquired(it: DiscussionPage) -> Rows:
    if it.enquiry is None:
        return []
    how = "Jointly with the police." if it.enquiry.joint else "By social care alone."
    steps = [
        _row(
            f"{_day(each.on)}: {each.get_kind_display()}",
            each.words,
            each.late_reason and f"Late: {each.late_reason}",
            each.by.name,
        )
        for each in it.steps
    ]
    return [_row("Begun", how, _moment(it.enquiry.begun_at)), *steps]


def _answer(row: CheckRow) -> dict[str, Any]:
    check = row.check
    about = f" about {row.about}" if row.about else ""
    asked = f"{check.asked_by.name}, {_moment(check.asked_at)}. {check.get_basis_display()}."
    rows = [_row("Asked", check.question, asked)]
    if check.state == CHECK.start:
        rows.append(_row("Not answered yet", f"Due by {_moment(check.due_at)}."))
    if check.settled_at and check.settled_by:
        what = "No longer waited for" if check.state == "waived" else "Answered"
        nil = "Nothing is known." if check.nil else ""
        who = f"{check.settled_by.name}, {_moment(check.settled_at)}"
        rows.append(_row(what, nil, who, check.late_reason, check.waived_reason))
    if row.apart:
        rows.append(_row("For another team alone", f"{row.apart} told to the team of {check.asked_in.name}."))
    for number, each in enumerate(row.items, start=1):
        item = each.item
        how = f"{item.get_confidence_display()}. {item.source_system}"
        limits = f"{each.limits}. {NOT_FAMILY if item.not_family else ''}"
        on = _day(item.on) if item.on else "day not said"
        rows.append(_row(f"Known, {number}: {on}", item.fact, how, limits))
    return {"title": f"{row.desk}{about}", "rows": rows}


def _row(head: str, *words: str) -> dict[str, Any]:
    return {"question": head, "lines": [line for each in words for line in each.splitlines() if line.strip()]}


def _moment(at: datetime) -> str:
    with override(ENGLISH):
        return date_format(timezone.localtime(at), "j F Y, H:i")


def _day(on: date) -> str:
    with override(ENGLISH):
        return date_format(on, "j F Y")
