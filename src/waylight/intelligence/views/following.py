"""What a person follows: searches that they keep, things that they watch, what they are told."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.triage.views.saying import saved

from .. import actions, queries
from ..errors import NotPossible
from ..forms import KeepForm, WatchForm
from ..models import Entity, Notice, SavedSearch


@require_POST
@guarded("known.search")
def keep(request: HttpRequest) -> HttpResponse:
    """What was just looked for is kept, sealed."""
    form = KeepForm(request.POST)
    if form.is_valid():
        try:
            asked = form.cleaned_data
            actions.save_search(asked["value"], asked["purpose"], by=actor_of(request))
            messages.success(request, _("Kept. Only you see it."))
        except NotPossible as problem:
            messages.warning(request, problem.why.label)
    return redirect("known")


@require_POST
@guarded("known.search")
def forget(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        actions.forget_search(queries.saved_search(actor_of(request), pk), by=actor_of(request))
    except SavedSearch.DoesNotExist as none:
        raise Http404 from none
    return redirect("known")


@require_http_methods(["GET", "POST"])
@guarded("entity.watch")
def watch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Be told when it is told of again: with a reason, for a time."""
    try:
        pk = queries.now_called(pk)
        about = queries.named(actor_of(request), pk)
    except Entity.DoesNotExist as none:
        raise Http404 from none
    form = WatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = form.cleaned_data
            entity = Entity.objects.get(pk=pk)
            actions.watch_entity(
                entity, reason=asked["reason"], days=int(asked["days"]), by=actor_of(request)
            )
            saved(request, form, _("You are told on the page “Known” when a new account speaks of it."))
            return redirect("entity", pk)
        except NotPossible as problem:
            form.add_error(None, str(problem.why.label))
    context = {"form": form, "about": about}
    return render(request, "intelligence/watch.html", context, status=400 if form.errors else 200)


@require_POST
@guarded("entity.watch")
def end_watch(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = actor_of(request)
    actions.end_watch(there(queries.own_watch, actor, pk), by=actor)
    messages.success(request, _("You are no longer told of it."))
    return redirect("known")


@require_POST
@guarded("known.search")
def notice_done(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        actions.notice_done(queries.own_notice(actor_of(request), pk), by=actor_of(request))
    except Notice.DoesNotExist as none:
        raise Http404 from none
    return redirect("known")
