"""The one search box."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waylight.accounts.guarding import actor_of, guarded
from waylight.accounts.policy import can

from .. import queries
from ..forms import SearchForm


@require_http_methods(["GET", "POST"])
@guarded("known.search")
def known(request: HttpRequest) -> HttpResponse:
    """Posted, so that no address holds a name. Every search is audited, also one that finds nothing."""
    form, found = SearchForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            asked = form.cleaned_data
            found = queries.search(actor_of(request), asked["value"], purpose=asked["purpose"])
        except queries.TooLittle:
            form.add_error("value", _("Write at least two letters or digits besides ? and *."))
    context = {"form": form, "found": found, "may_see_patterns": can(actor_of(request), "alert.view")}
    return render(request, "intelligence/search.html", context, status=400 if form.errors else 200)
