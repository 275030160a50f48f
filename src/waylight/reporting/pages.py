"""How a page of the form is shown: what it says about the draft, and whether its form's token was too old."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from .form import form
from .visit import Visit

AGAIN, NOT_KEPT, NOT_RECEIVED = "again", "not-kept", "not-received"
EARLIER_LOST, NOTHING_YET = "earlier-lost", "nothing-yet"


def stale(request: HttpRequest) -> bool:
    """The site calls a view again when its form's token was too old: show the same page, write nothing."""
    return getattr(request, "stale", False)


def show(
    request: HttpRequest, page: str, visit: Visit, *, note: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    """A page with what every page of the form says: a calm note, and until when the draft is kept."""
    return render(
        request,
        f"reporting/{page}.html",
        {
            "form": form(),
            "visit": visit,
            "note": note,
            "kept_until": visit.kept.expires_at if visit.kept is not None and visit.begun else None,
            "cookies_off": stale(request) and not request.COOKIES,
            **context,
        },
        status=status,
    )


def note_for(request: HttpRequest, visit: Visit) -> str:
    if stale(request):
        return AGAIN
    return EARLIER_LOST if visit.draft.earlier_lost or visit.ended() else ""


def status_for(request: HttpRequest) -> int:
    return 403 if stale(request) else 200


def see(url: str) -> HttpResponse:
    """303 See Other: reloading the page that follows sends nothing again."""
    return HttpResponseRedirect(url, status=303)
