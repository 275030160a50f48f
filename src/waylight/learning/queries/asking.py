"""Requests for other languages and formats: the desk's list, one of them opened, what whoever asked sees."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from waylight.accounts.policy import require
from waylight.accounts.roles import PUBLIC, Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.wording.language_codes import languages_by_name
from waylight.keys import keyring

from ..courses import course_title
from ..library import NoSuchContent, library
from ..models import FormatRequest
from ..models.asking import PURPOSE
from ..roster_keys import code_as_compared
from ..words import KINDS
from .scope import areas_for

ROWS = 200


@dataclass(frozen=True)
class Typed:
    """What came with a request; empty once it was emptied."""

    words: str = ""
    contact: str = ""


@dataclass(frozen=True)
class RequestRow:
    """A request for the list. `late`: open, and its day is past."""

    request: FormatRequest
    piece: str
    language: str
    late: bool


def format_requests(viewer: Actor, *, settled: bool = False, now: datetime | None = None) -> list[RequestRow]:
    """Those of the viewer's areas: the open ones by what is due first, or the settled, the newest first."""
    rows = FormatRequest.objects.filter(area_id__in=areas_for(viewer, "format.answer"))
    waiting = FormatRequest.State.OPEN
    found = rows.exclude(state=waiting).order_by("-settled_at") if settled else rows.filter(state=waiting)
    return rows_of(found.select_related("area")[:ROWS], now)


def rows_of(found: Iterable[FormatRequest], now: datetime | None = None) -> list[RequestRow]:
    now = now or timezone.now()
    return [
        RequestRow(each, piece_title(each.piece), language_name(each.language), _late(each, now))
        for each in found
    ]


def opened_request(viewer: Actor, pk: UUID) -> tuple[RequestRow, Typed]:
    """One with what was typed, which is audited. Raises FormatRequest.DoesNotExist, and Refused."""
    found = FormatRequest.objects.select_related("area").get(pk=pk)
    require(viewer, "format.answer", found)
    record(Verb.CONSULTATION, "format.answer", by=viewer, thing=("format-request", pk))
    return rows_of([found])[0], _opened(found)


def request_by_reference(reference: str, *, viewer: Actor = PUBLIC) -> RequestRow | None:
    """For whoever has its reference: what was asked and how it stands, and nothing that was typed."""
    require(viewer, "format.ask")
    rows = FormatRequest.objects.select_related("area").defer("sealed", "note")
    return next(iter(rows_of(rows.filter(reference=code_as_compared(reference)))), None)


def pieces() -> list[tuple[str, str]]:
    """What may be asked for, by the code a request keeps, with its title and what it is."""
    courses = [(f"course:{course.id}", _named(course.title, "course")) for course in library().courses]
    asked = [piece for piece in library().pieces if piece.kind != "sign-in"]
    return courses + [(f"piece:{piece.id}", _named(piece.title, piece.kind)) for piece in asked]


def _named(title: str, kind: str) -> str:
    return f"{title} ({gettext(KINDS[kind])})" if kind in KINDS else title


def piece_title(code: str) -> str:
    """Empty for something else; the id of what is no longer made."""
    kind, _colon, id = code.partition(":")
    if kind == "course":
        return course_title(id)
    try:
        return library().piece(id).title if kind == "piece" else ""
    except NoSuchContent:
        return id


def language_name(code: str) -> str:
    return dict(languages_by_name()).get(code, code)


def _opened(request: FormatRequest) -> Typed:
    if not request.sealed:
        return Typed()
    aad = request.reference.encode()
    return Typed(**json.loads(keyring.open_with("hub", bytes(request.sealed), purpose=PURPOSE, aad=aad)))


def _late(request: FormatRequest, now: datetime) -> bool:
    return request.state == FormatRequest.State.OPEN and request.due_at < now
