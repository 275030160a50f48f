"""Pages that belong to the building: lost, broken, stale, and the night theme."""

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from waylight.accounts.guarding import guarded

from . import nav
from .logs import kind_and_place
from .middleware import is_staff_path

log = logging.getLogger(__name__)

THEMES = ("auto", "day", "night")


LAST_WORDS = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Something went wrong</title>
<h1>Something went wrong on our side</h1>
<p>If a child is in danger now, call <a href="tel:999">999</a>.</p>
<p>If you have not seen a receipt, your concern has not reached us.
Try again in a while: sending twice does no harm. If it cannot wait, call <a href="tel:101">101</a>.</p>
</html>
"""


def _base(request: HttpRequest) -> str:
    staffs = settings.HAS_STAFF and is_staff_path(request)
    return "site/hub.html" if staffs or not settings.HAS_PUBLIC else "site/public.html"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "site/not_found.html", {"base": _base(request)}, status=404)


def too_much(request: HttpRequest, exception: Exception) -> HttpResponse:
    """More than the server takes in one go: far beyond what a person types."""
    return render(request, "site/too_much.html", {"base": _base(request)}, status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """With the database down the frame of a page may be what is broken; 999 is shown all the same."""
    try:
        return render(request, "site/broken.html", {"base": _base(request)}, status=500)
    except Exception as problem:
        log.error("the page that says so is broken too: %s", kind_and_place(problem))
        return HttpResponse(LAST_WORDS, status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is old or missing. A view that can show it again with all that was typed does so
    (`view.shows_stale = True`); elsewhere a page says to go back and try again."""
    match = resolve(request.path_info)
    if getattr(match.func, "shows_stale", False):
        request.stale = True  # type: ignore[attr-defined]
        return match.func(request, *match.args, **match.kwargs)
    return render(request, "site/stale.html", status=403)


@require_GET
@guarded("self.manage")
def entrance(request: HttpRequest) -> HttpResponse:
    """Where signing in leads: the first page that this person's roles reach."""
    return redirect(nav.staff_home(request))


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Day, night or as the device says: kept in a cookie, so that it works without scripts."""
    asked, back = request.POST.get("theme", ""), request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    if asked in THEMES:
        response.set_cookie("theme", asked, max_age=180 * 86400, samesite="Lax", secure=settings.SECURE)
    return response


@require_GET
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive", content_type="text/plain")
