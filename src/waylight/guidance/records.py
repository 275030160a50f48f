"""The dated records of a `contacts.yaml`, read and judged before any reaches the database."""

import re
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError

from .kinds import ALWAYS, Kind
from .models import ContactRoute
from .pack_file import Entry

NATIONAL = "national"
CONTACTS = "contacts.yaml"

_NUMBER = re.compile(r"\+?[0-9][0-9 ]*[0-9]")
_DIGITS_IN_WORDS = re.compile(r"\d(?:[ -]?\d){3,}")
_DATES = ("verified_on", "verified_by", "method", "source", "review_every_days")


def read_contacts(path: Path, checked_on: date | None = None) -> list[ContactRoute]:
    """The records of one file, not yet saved and without an area.

    `unless_said` at the top holds what every record shares (who checked, when, how). A `checked_on` later
    than a record's own date stands in its place: for the demonstration's invented areas only.
    Raises PackError naming the file and the entry.
    """
    top = Entry.open(path)
    shared = top.inside("unless_said") if top.has("unless_said") else None
    routes = [_record(entry, shared, checked_on) for entry in top.each("routes")]
    top.finish()
    _refuse_twins(routes, top)
    if path.parent.name == NATIONAL and not any(route.code == ALWAYS for route in routes):
        raise top.error("routes", f"the record of {ALWAYS} is missing; it may never be.")
    return routes


def _record(entry: Entry, shared: Entry | None, checked_on: date | None) -> ContactRoute:
    def source_of(key: str) -> Entry:
        return shared if shared is not None and not entry.has(key) else entry

    route = ContactRoute(
        code=entry.text("code"),
        kind=entry.text("kind"),
        label=entry.text("label"),
        note=entry.text("note", ""),
        phone=entry.text("phone", ""),
        text_number=entry.text("text_number", ""),
        email=entry.text("email", ""),
        url=entry.text("url", ""),
        hours=entry.text("hours", ""),
        order=entry.number("order", 50),
        verified_on=source_of("verified_on").day("verified_on"),
        verified_by=source_of("verified_by").text("verified_by"),
        method=source_of("method").text("method"),
        source=source_of("source").text("source"),
        review_every_days=source_of("review_every_days").number("review_every_days", 90),
        status=entry.text("status", ContactRoute.Status.LIVE),
    )
    for key in _DATES:
        entry.get(key)
    entry.finish()
    if checked_on is not None:
        route.verified_on = max(route.verified_on, checked_on)
    _judge(route, entry)
    return route


def _judge(route: ContactRoute, entry: Entry) -> None:
    if route.kind not in Kind.values:
        raise entry.error("kind", f"is one of {', '.join(Kind.values)}, not {route.kind!r}.")
    for key in ("phone", "text_number"):
        number = getattr(route, key)
        if number and not _NUMBER.fullmatch(number):
            raise entry.error(key, f"write digits and spaces, such as '01632 960100', not {number!r}.")
    for key in ("label", "note", "hours"):
        if _DIGITS_IN_WORDS.search(getattr(route, key)):
            raise entry.error(key, "a number in words cannot be hidden when it lapses: write it under phone.")
    if not (route.phone or route.text_number or route.email or route.url):
        raise entry.error("", "give a phone, a text_number, an email or a url.")
    if route.code == ALWAYS and (route.phone != ALWAYS or route.status != ContactRoute.Status.LIVE):
        raise entry.error("code", f"{ALWAYS} is always live and its phone is {ALWAYS}.")
    try:
        route.clean_fields(exclude=["area"])
    except ValidationError as problem:
        key, sentences = next(iter(problem.message_dict.items()))
        raise entry.error(key, sentences[0]) from problem


def _refuse_twins(routes: list[ContactRoute], top: Entry) -> None:
    codes = [route.code for route in routes]
    for code in codes:
        if codes.count(code) > 1:
            raise top.error("routes", f"the code {code!r} is there twice.")
