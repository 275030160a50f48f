"""The queue as a person sees it: what waits, what runs by the clock, what needs somebody."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from waylight.accounts.guarding import actor_of, guarded
from waylight.accounts.policy import can

from . import queries
from .actions import NotDead, retry
from .models import Delivery

MOST_SHOWN = 100


@guarded("work.view")
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    viewer = actor_of(request)
    context = {
        "health": queries.health(),
        "dead": queries.dead_letters(viewer)[:MOST_SHOWN],
        "waiting": queries.waiting(viewer)[:MOST_SHOWN],
        "tasks": queries.timed_tasks(viewer),
        "may_retry": can(viewer, "work.retry"),
    }
    return render(request, "work/overview.html", context)


@guarded("work.retry")
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        retry(get_object_or_404(Delivery, pk=pk), by=actor_of(request))
        messages.success(request, _("It will be tried again within a minute."))
    except NotDead:
        messages.info(request, _("Somebody has sent it again already."))
    return redirect("work")
