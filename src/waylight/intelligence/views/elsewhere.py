"""Whether another area holds something of the same, and whom to ring there."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded, there

from .. import actions, queries
from ..errors import NotPossible
from ..forms import ElsewhereForm
from ..models import Entity


@require_http_methods(["GET", "POST"])
@guarded("elsewhere.ask")
def ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """With a reason; both areas keep that it was asked."""
    try:
        pk = queries.now_called(pk)
        about = queries.named(actor_of(request), pk)
    except Entity.DoesNotExist as none:
        raise Http404 from none
    entity = Entity.objects.get(pk=pk)
    form, held = ElsewhereForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            held = actions.ask_elsewhere(entity, reason=form.cleaned_data["reason"], by=actor_of(request))
        except NotPossible as problem:
            form.add_error(None, str(problem.why.label))
    context = {
        "form": form,
        "about": about,
        "nobody": held == [],
        "asked": queries.asked_of(actor_of(request), entity),
    }
    return render(request, "intelligence/elsewhere.html", context, status=400 if form.errors else 200)


@require_POST
@guarded("elsewhere.see")
def seen(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = actor_of(request)
    actions.seen_elsewhere(there(queries.asked_elsewhere, actor, pk), by=actor)
    messages.success(request, _("Noted."))
    return redirect("known")
