"""Asking for another language or format, and what becomes of it: sealed, due in working days, reminded of."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor, system
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.clocks import Limit, due
from waylight.guidance import queries as guidance
from waylight.guidance.models import Area
from waylight.keys import keyring
from waylight.work.actions import announce

from ..models import Declined, Format, FormatRequest
from ..models.asking import PURPOSE
from ..roster_keys import new_code
from .problems import NotPossible, Why

REFERENCE_LENGTH = 8
LIMIT = Limit.parse("10 working days")
"""Our own promise. Equality Act 2010 s20(6) asks for information in an accessible format where that is
reasonable, and sets no day."""

LATE = "training.request-late"
REMIND_EVERY = timedelta(days=7)
KEPT = timedelta(days=30)
"""How long what was typed is kept after the request was settled, should something have to be sent again."""

WATCH = system("format-requests")
State = FormatRequest.State


@dataclass(frozen=True)
class Asked:
    """As it was typed. `piece`: "course:drivers", "piece:leaflet" or "other"; `once` names the page."""

    piece: str
    language: str
    format: Format
    words: str
    contact: str
    once: str


def ask_for_format(area: Area, asked: Asked, *, by: Actor, now: datetime | None = None) -> FormatRequest:
    """Store a request; sent twice from one page it is one. What was typed is sealed to the hub, and only the
    staff plane opens it. Raises keyring.KeyMissing where nothing can be sealed."""
    require(by, "format.ask")
    now = now or timezone.now()
    reference = new_code(REFERENCE_LENGTH)
    with transaction.atomic():
        made, new = FormatRequest.objects.get_or_create(
            once=asked.once,
            defaults={
                "area": area,
                "reference": reference,
                "piece": asked.piece,
                "language": asked.language,
                "format": asked.format,
                "sealed": _sealed(asked, reference),
                "collects": not asked.contact.strip(),
                "asked_at": now,
                "due_at": due(now, LIMIT, guidance.hours(area)),
            },
        )
        if new:
            detail: dict = {"language": asked.language, "format": asked.format.value, "piece": asked.piece}
            record(Verb.COLLECTION, "format.ask", by=by, thing=("format-request", made.pk), detail=detail)
    return made


def _sealed(asked: Asked, reference: str) -> bytes:
    typed = {"words": asked.words.strip(), "contact": asked.contact.strip()}
    if not any(typed.values()):
        return b""
    octets = json.dumps(typed).encode()
    return keyring.seal_to("hub", octets, purpose=PURPOSE, aad=reference.encode())


@transaction.atomic
def meet_request(request: FormatRequest, *, note: str = "", by: Actor) -> FormatRequest:
    """It was made, and sent or laid ready. Raises NotPossible when it was settled already."""
    return _settle(request, State.DONE, "", note, by)


@transaction.atomic
def decline_request(request: FormatRequest, why: Declined, *, note: str, by: Actor) -> FormatRequest:
    """`why` is told to whoever asked, `note` is the council's own record of it. Raises NotPossible, also for
    an empty note."""
    if not note.strip():
        require(by, "format.answer", request)
        raise NotPossible(Why.NO_REASON)
    return _settle(request, State.DECLINED, why, note, by)


def _settle(request: FormatRequest, state: str, why: str, note: str, by: Actor) -> FormatRequest:
    require(by, "format.answer", request)
    fresh = FormatRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if fresh.state != State.OPEN:
        raise NotPossible(Why.SETTLED)
    fresh.state, fresh.declined, fresh.note = state, why, note.strip()
    fresh.settled_by, fresh.settled_at = by.ref, timezone.now()
    fresh.save()
    record(
        Verb.ALTERATION,
        "format.answer",
        by=by,
        thing=("format-request", fresh.pk),
        detail={"state": state, "why": str(why)},
    )
    return fresh


def watch_requests(now: datetime | None = None) -> int:
    """Announce each request that is late, and again every week while it is; returns how many."""
    require(WATCH, "format.watch")
    now = now or timezone.now()
    quiet = Q(reminded_at__isnull=True) | Q(reminded_at__lte=now - REMIND_EVERY)
    late = FormatRequest.objects.filter(quiet, state=State.OPEN, due_at__lt=now)
    return sum(_remind(request, now) for request in late)


def _remind(request: FormatRequest, now: datetime) -> bool:
    same = FormatRequest.objects.filter(pk=request.pk, state=State.OPEN, reminded_at=request.reminded_at)
    with transaction.atomic():
        if not same.update(reminded_at=now):
            return False
        announce(LATE, request=str(request.pk), area=request.area_id)
    return True


def forget_what_was_typed(now: datetime | None = None) -> int:
    """Empty what was typed with requests settled long enough ago; returns how many."""
    require(WATCH, "format.watch")
    before = (now or timezone.now()) - KEPT
    with transaction.atomic():
        old = FormatRequest.objects.filter(settled_at__lt=before).exclude(sealed=b"")
        emptied = old.update(sealed=b"")
        if emptied:
            record(Verb.ERASURE, "format.watch", by=WATCH, detail={"emptied": emptied})
    return emptied
