"""The list of concerns, an exact search, and the streams of those who see only streams."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from waylight.accounts.guarding import actor_of, guarded

from .. import queries
from ..codes import Rating
from ..forms import SearchForm

FILTERS = (
    "state",
    "rating",
    "due",
    "held",
    "language",
    "channel",
    "marking",
    "second_look",
    "out_of_hours",
    "waiting",
    "reference",
)


@require_GET
@guarded("inbox.view")
def inbox(request: HttpRequest) -> HttpResponse:
    """No names before opening; one page of reads is one audit event."""
    asked = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    page = queries.inbox(actor_of(request), asked, page=_number(request.GET.get("page", "")))
    context = {"page": page, "asked": asked, "ratings": Rating.choices, "query": _query(asked)}
    return render(request, "triage/inbox.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 else 1


def _query(asked: dict[str, str]) -> str:

    return urlencode(asked)


@require_http_methods(["GET", "POST"])
@guarded("concern.search")
def search(request: HttpRequest) -> HttpResponse:
    """Exact values only; every search is audited, also one that finds nothing. Posted, so that no address
    holds a name."""
    form, found = SearchForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            found = queries.search(actor_of(request), form.cleaned_data["kind"], form.cleaned_data["value"])
        except queries.NotExact as problem:
            form.add_error("value", str(problem))
    return render(request, "triage/search.html", {"form": form, "found": found})


@require_GET
@guarded("stream.view")
def streams(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "open")
    found = queries.streams(
        actor_of(request), state=state if state in ("open", "second-look", "decided") else "open"
    )
    return render(request, "triage/streams.html", {"streams": found, "state": state})
