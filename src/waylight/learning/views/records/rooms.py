"""Sessions in a room: opened, signed line by line or read back from paper, closed."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.accounts.guarding import actor_of, guarded

from ... import actions, queries
from ...codes import CheckHow, Mode, Result
from ...courses import course_or_none, course_title, version_now
from ...models import RoomSession
from ...outputs.edition import Edition
from ...outputs.pdf import CannotPrint
from ...outputs.register import PrintedSession, sign_in_sheet
from ...queries import Room
from ...records_forms import CorrectForm, OpenRoomForm, ReadBackForm, SignForm
from ...register_forms import ChangeForm, StrikeForm
from .office import done_with, tried

log = logging.getLogger(__name__)
SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("training.room")
def rooms(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    facilitator = getattr(request.user, "name", "")
    areas = queries.own_areas(by, "training.room")
    form = OpenRoomForm(request.POST or None, areas=areas, initial={"facilitator": facilitator})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        opened: list[RoomSession] = []
        if done_with(form, lambda: opened.append(_opened(said, by))):
            messages.success(request, _("The session is open."))
            return redirect("training-room", opened[0].pk)
    context = {"form": form, "rooms": queries.rooms(by)[:SHOWN], "title_of": course_title}
    return render(request, "learning/records/rooms.html", context, status=422 if form.errors else 200)


def _opened(said: dict[str, Any], by: Any) -> RoomSession:
    return actions.open_room(
        said["area"],
        said["course"],
        version_now(said["course"]),
        on=said["on"],
        place=said["place"],
        facilitator=said["facilitator"],
        mode=Mode(said["mode"]),
        by=by,
    )


@require_safe
@guarded("training.room")
def room(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, _room(request, pk))


@require_POST
@guarded("training.room")
def sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    found, form = _room(request, pk), SignForm(request.POST)
    by = actor_of(request)
    if form.is_valid() and done_with(form, lambda: actions.sign(found.session, **form.cleaned_data, by=by)):
        return redirect("training-room", pk)
    return _page(request, found, signing=form)


@require_POST
@guarded("training.room")
def read_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every line of the paper goes in; what could not be read of it is named."""
    found, form = _room(request, pk), ReadBackForm(request.POST)
    back: list[actions.ReadBack] = []
    by = actor_of(request)
    if form.is_valid() and done_with(
        form,
        lambda: back.append(actions.read_back(found.session, form.cleaned_data["sheet"], by=by)),
    ):
        lines = len(back[0].lines)
        one, more = "%(num)s line was read back.", "%(num)s lines were read back."
        messages.success(request, ngettext(one, more, lines) % {"num": lines})
        for line, words in back[0].unread:
            said = {"line": line, "words": words}
            messages.warning(request, _("Line %(line)s: “%(words)s” could not be read.") % said)
        return redirect("training-room", pk)
    return _page(request, found, reading=form)


@require_POST
@guarded("training.room")
def correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = CorrectForm(request.POST)
    return _about(
        request, pk, form, actions.correct_line, _("Put right."), _("Write the badge as it should be.")
    )


@require_POST
@guarded("training.room")
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The check and the result of one line."""
    form = ChangeForm(request.POST)
    return _about(request, pk, form, actions.change_line, _("Changed."), _("Choose a check and a result."))


@require_POST
@guarded("training.room")
def strike(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = StrikeForm(request.POST)
    done = _("Struck out. The line stays on the register and counts for nobody.")
    return _about(request, pk, form, actions.strike_line, done, _("Write why the line is struck out."))


def _about(
    request: HttpRequest, pk: UUID, form: forms.Form, act: Callable[..., object], done: str, asked: str
) -> HttpResponse:
    """Do what a form says about one line; `asked` is said where it says too little."""
    register, by = {line.pk: line for line in _room(request, pk).register}, actor_of(request)
    said = dict(form.cleaned_data) if form.is_valid() else {}
    line = register.get(said.pop("line", None))
    if line is None:
        messages.error(request, asked)
    else:
        tried(request, lambda: act(line, **said, by=by), done)
    return redirect("training-room", pk)


@require_POST
@guarded("training.room")
def close(request: HttpRequest, pk: UUID) -> HttpResponse:
    found, by = _room(request, pk), actor_of(request)
    words = _("Closed. Whoever passed has completed the course.")
    tried(request, lambda: actions.close_room(found.session, by=by), words)
    return redirect("training-room", pk)


@require_safe
@guarded("training.room")
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sign-in sheet of this session, with its code."""
    session = _room(request, pk).session
    course = course_or_none(session.course_id)
    if course is None:
        raise Http404
    printed = PrintedSession(
        day=date_format(session.on, "j F Y"),
        place=session.place,
        facilitator=session.facilitator,
        code=session.code,
    )
    edition = Edition(session.area, request.build_absolute_uri("/"), session.on, although="a register")
    try:
        sheet = sign_in_sheet(course, printed, edition)
    except CannotPrint as problem:
        log.error("a sign-in sheet could not be printed: %s", type(problem).__name__)
        messages.error(request, _("It could not be printed. Tell your administrator."))
        return redirect("training-room", pk)
    response = HttpResponse(sheet, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="register-{session.code}.pdf"'
    return response


def _room(request: HttpRequest, pk: UUID) -> Room:
    try:
        return queries.room(actor_of(request), pk)
    except RoomSession.DoesNotExist as problem:
        raise Http404 from problem


def _page(
    request: HttpRequest,
    found: Room,
    signing: forms.Form | None = None,
    reading: forms.Form | None = None,
) -> HttpResponse:
    context = {
        "room": found,
        "session": found.session,
        "course": course_title(found.session.course_id),
        "sign_form": signing or SignForm(),
        "read_form": reading or ReadBackForm(),
        "open_reading": reading is not None,
        "checks": [("", _("Not yet")), *CheckHow.choices],
        "results": [("", _("Not yet known")), *Result.choices],
    }
    wrong = signing is not None or reading is not None
    return render(request, "learning/records/room.html", context, status=422 if wrong else 200)
