"""The one search box, and the room's first page: what is new for whoever looks at it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded
from waylight.accounts.policy import can

from .. import actions, queries
from ..forms import SearchForm
from ..models import SavedSearch


@require_http_methods(["GET", "POST"])
@guarded("known.search")
def known(request: HttpRequest) -> HttpResponse:
    """Posted, so that no address holds a name. Every search is audited, also one that finds nothing."""
    if request.method == "POST":
        form = SearchForm(request.POST)
        return _page(request, form, **_search(request, form))
    front = queries.front(actor_of(request))
    actions.look(None, by=actor_of(request), seq=front.seq)
    elsewhere = queries.asked_of_us(actor_of(request))
    return _page(request, SearchForm(), front=front, elsewhere=elsewhere)


@require_POST
@guarded("known.search")
def run_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A search that was kept, over all there is now."""
    try:
        saved = queries.saved_search(actor_of(request), pk)
    except SavedSearch.DoesNotExist as none:
        raise Http404 from none
    form = SearchForm({"value": saved.terms, "purpose": saved.purpose})
    found = _search(request, form)
    if "found" in found:
        actions.ran(saved, by=actor_of(request), seq=found["found"].seq)
    return _page(request, form, kept=True, **found)


def _search(request: HttpRequest, form: SearchForm) -> dict[str, Any]:
    if not form.is_valid():
        return {}
    try:
        asked = form.cleaned_data
        return {"found": queries.search(actor_of(request), asked["value"], purpose=asked["purpose"])}
    except queries.TooLittle:
        form.add_error("value", _("Write at least two letters or digits besides ? and *."))
    return {}


def _page(request: HttpRequest, form: SearchForm, **shown: Any) -> HttpResponse:
    context = {
        "form": form,
        "found": None,
        "front": None,
        "kept": False,
        "days": WEEKDAYS,
        "may_see_patterns": can(actor_of(request), "alert.view"),
        **shown,
    }
    return render(request, "intelligence/search.html", context, status=400 if form.errors else 200)
