"""Patterns that rules met, and what came of them."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waylight.accounts.guarding import actor_of, guarded
from waylight.triage.views.saying import saved

from .. import actions, queries
from ..errors import NotPossible
from ..forms import OutcomeForm
from ..machine import ALERT
from ..models import Alert


@require_GET
@guarded("alert.view")
def alerts(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", ALERT.start)
    state = state if state in ALERT.states else ALERT.start
    found = queries.alerts(actor_of(request), state=state)
    return render(request, "intelligence/alerts.html", {"alerts": found, "state": state})


@require_http_methods(["GET", "POST"])
@guarded("alert.view")
def alert(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        page = queries.open_alert(actor_of(request), pk)
    except Alert.DoesNotExist as none:
        raise Http404 from none
    actions.saw(page.alert, by=actor_of(request))
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            actions.answer(page.alert, asked["outcome"], asked["words"], by=actor_of(request))
            saved(request, form, _("Noted."))
            return redirect("alert", pk)
        except NotPossible as problem:
            form.add_error(None, str(problem.why.label))
    context = {"page": page, "form": form}
    return render(request, "intelligence/alert.html", context, status=400 if form.errors else 200)
