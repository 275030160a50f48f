"""The reporter's pages: open a report with its receipt, see where it stands, write to the hub.

How the receipt is carried from page to page: `receipt_cookie`. Wrong receipts are not counted: 116 bits
cannot be guessed, and a limiter would have to remember who asked.
"""

import logging
from typing import Any

from django.db import Error as DatabaseProblem
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.accounts.guarding import guarded
from waylight.accounts.roles import PUBLIC
from waylight.engine.sealing import Receipt, ReceiptSlip
from waylight.guidance import queries as guidance
from waylight.keys.keyring import KeyMissing

from . import local, receipt_cookie
from .actions import HUB, Answers, NothingToSend, write_to_hub
from .danger import words_say_now
from .form import form
from .forms import visible
from .models import Concern, Message
from .pages import see, stale
from .queries import UnknownReceipt, Unreadable, answers_with, find, follow
from .receipt_cookie import Opened
from .receipt_forms import Said, lines_as_read, new_form, slip_in_words
from .receipt_progress import is_closed, is_read, stages, unanswered
from .sent_answers import sections

log = logging.getLogger(__name__)

AGAIN, CLOSED, NOTHING, NOT_NOW, EMPTY = "again", "closed", "nothing", "not-now", "empty"
DANGER = "danger"


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("receipt.open")
def entry(request: HttpRequest) -> HttpResponse:
    """Type the receipt. It is never part of an address."""
    if request.method != "POST":
        return _ask(request)
    typed, said = visible(request.POST.get("receipt", "")), Said.read(request.POST)
    if stale(request):
        return _ask(request, typed, said, note=AGAIN, status=403)
    try:
        receipt = Receipt.parse(typed)
        concern = find(receipt)
        notices = _write(request, receipt, concern, said) if said is not None else ()
    except ReceiptSlip as slip:
        return _ask(request, typed, said, slip=slip)
    except UnknownReceipt:
        return _ask(request, typed, said, note=NOTHING)
    except NothingToSend:
        notices = ()
    except (DatabaseProblem, KeyMissing) as problem:
        log.error("a report could not be opened: %s", type(problem).__name__)
        return _ask(request, typed, said, note=NOT_NOW, status=503)
    response = see(reverse("receipt-follow"))
    receipt_cookie.keep(response, Opened(receipt, notices))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("receipt.open")
def follow_page(request: HttpRequest) -> HttpResponse:
    """Where it stands, the conversation, and what can be written to the hub."""
    opened = receipt_cookie.read(request)
    said = Said.read(request.POST)
    if opened is None:
        return _ask(request, said=said, note=CLOSED)
    try:
        if request.method != "POST" or said is None or stale(request):
            return _show(
                request, opened, said, AGAIN if stale(request) else "", 403 if stale(request) else 200
            )
        return _say(request, opened.receipt, said)
    except (DatabaseProblem, KeyMissing, Unreadable, UnknownReceipt) as problem:
        log.error("a report could not be shown: %s", type(problem).__name__)
        return _ask(request, said=said, note=NOT_NOW, status=503)


entry.shows_stale = follow_page.shows_stale = True  # type: ignore[attr-defined]  # read by site.views.stale_form


def _say(request: HttpRequest, receipt: Receipt, said: Said) -> HttpResponse:
    try:
        notices = _write(request, receipt, find(receipt), said)
    except NothingToSend:
        return _show(request, Opened(receipt), said, EMPTY)
    response = see(reverse("receipt-follow"))
    receipt_cookie.keep(response, Opened(receipt, notices))
    return response


def _write(request: HttpRequest, receipt: Receipt, concern: Concern, said: Said) -> tuple[str, ...]:
    """Keep the message first; then look whether its words say that somebody is in danger now."""
    question = said.question_in(concern) if said.kind == Message.Kind.ANSWER else None
    kind = Message.Kind.ADDITION if said.kind == Message.Kind.ANSWER and question is None else said.kind
    write_to_hub(concern, kind, said.text, by=PUBLIC, instance_id=said.instance_id(receipt), answers=question)
    return (kind, DANGER) if words_say_now(said.text, request.LANGUAGE_CODE) else (kind,)


@csrf_exempt  # closing harms nobody, and Exit must be able to do it while the page is going
@require_POST
@guarded("receipt.open")
def close(request: HttpRequest) -> HttpResponse:
    """Close the report in this browser."""
    response = render(request, "reporting/receipt_closed.html")
    receipt_cookie.drop(response)
    return response


@require_safe
@guarded("guidance.read")
def lost(request: HttpRequest) -> HttpResponse:
    """The truth about a lost receipt."""
    return render(request, "reporting/receipt_lost.html")


def _ask(
    request: HttpRequest,
    typed: str = "",
    said: Said | None = None,
    *,
    slip: ReceiptSlip | None = None,
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page for typing the receipt, with whatever was typed before still on it."""
    context: dict[str, Any] = {
        "typed": typed,
        "said": said if said is not None and said.text.strip() else None,
        "slip": slip_in_words(slip) if slip else "",
        "read": lines_as_read(typed, slip) if slip else [],
        "note": note,
        "cookies_off": stale(request) and not request.COOKIES,
    }
    return render(request, "reporting/receipt_entry.html", context, status=status)


def _show(
    request: HttpRequest, opened: Opened, said: Said | None = None, note: str = "", status: int = 200
) -> HttpResponse:
    followed = follow(opened.receipt)
    context = {
        **about_hub(followed.concern),
        "followed": followed,
        "stages": stages(followed.statuses),
        "read": is_read(followed),
        "closed": is_closed(followed),
        "questions": unanswered(followed.messages),
        "sent": sections(followed.answers),
        "form": form(),
        "form_name": new_form(),
        "said": said,
        "note": note,
        "notices": opened.notices,
        "cookies_off": False,
    }
    response = render(request, "reporting/receipt_follow.html", context, status=status)
    receipt_cookie.keep(response, Opened(opened.receipt))
    return response


def about_hub(concern: Concern) -> dict[str, Any]:
    """Who reads it, and when: for the pages that show a receipt or what it opens."""
    area = local.chosen(concern.area_slug)
    return {
        "area": area,
        "at_hub": concern.desk == HUB,
        "desk": concern.desk,
        "doors": guidance.doors(area) if area else None,
        "promise": guidance.pack(area).promise if area else None,
    }


def beside_receipt(receipt: Receipt, concern: Concern) -> dict[str, Any]:
    """What the page that first shows a receipt says beside it. Nothing may keep that page from showing."""
    try:
        answers: Answers = answers_with(receipt, concern)
    except Unreadable:
        answers = {}
    child = bool(answers.get("child_self"))
    return {
        **about_hub(concern),
        "child_self": child,
        "anonymous": answers.get("mode") in (None, "", "anonymous"),
        "childline": guidance.route("childline") if child else None,
    }
