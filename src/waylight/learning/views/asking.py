"""Other languages and formats on request: the form, and how a request stands by its number."""

import logging

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from waylight.accounts.guarding import guarded
from waylight.accounts.roles import PUBLIC
from waylight.guidance import queries as guidance
from waylight.keys.keyring import KeyMissing

from ..actions.asking import ask_for_format
from ..learner_forms import NOT_NOW, AskForm
from ..models import FormatRequest
from ..queries.asking import request_by_reference
from ..roster_keys import code_in_groups
from .learner import LONGEST
from .public import area_of, show

log = logging.getLogger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("format.ask")
def request_format(request: HttpRequest) -> HttpResponse:
    """Loading the answer anew sends nothing twice: the page is named in what it sends."""
    areas, area = guidance.areas(), area_of(request)
    area = next((one for one in areas if one.slug == request.POST.get("area")), area)
    stale = getattr(request, "stale", False)
    if request.method != "POST":
        return show(request, "request", form=AskForm(areas=areas, area=area), again=False)
    form = AskForm(request.POST, areas=areas, area=area)
    if stale or area is None or not form.is_valid():
        return show(request, "request", form=form, again=stale, status=403 if stale else 422)
    try:
        kept = ask_for_format(area, form.asked(), by=PUBLIC)
    except KeyMissing as problem:
        log.error("a request could not be sealed: %s", type(problem).__name__)
        form.add_error(None, NOT_NOW)
        return show(request, "request", form=form, again=False, status=503)
    return _kept(request, kept)


def _kept(request: HttpRequest, kept: FormatRequest) -> HttpResponse:
    return show(
        request,
        "request_kept",
        reference=code_in_groups(kept.reference),
        kept=kept,
        follow=reverse("learn-request-follow"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("format.ask")
def follow(request: HttpRequest) -> HttpResponse:
    """The number is sent and never part of an address."""
    typed = request.POST.get("reference", "")[:LONGEST]
    stale = getattr(request, "stale", False)
    found = request_by_reference(typed) if typed and not stale else None
    missing = request.method == "POST" and found is None and not stale
    return show(
        request,
        "request_follow",
        typed=typed,
        row=found,
        missing=missing,
        again=stale,
        status=403 if stale else 422 if missing else 200,
    )


request_format.shows_stale = follow.shows_stale = True  # type: ignore[attr-defined]  # read by stale_form
