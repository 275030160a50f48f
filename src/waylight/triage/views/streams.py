"""One stream: what is known, how, and what was decided."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from waylight.accounts.guarding import actor_of, guarded
from waylight.accounts.policy import can

from .. import queries
from ..models import Stream
from .acts import STREAM_ACTS, STREAM_BY_NAME, Act
from .doing import for_page, perform
from .saying import saved


def find(pk: UUID) -> Stream:
    return get_object_or_404(Stream.objects.select_related("contact__area", "contact__concern"), pk=pk)


@require_GET
@guarded("stream.view")
def stream(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, find(pk))


@require_http_methods(["GET", "POST"])
@guarded("stream.view")
def act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    chosen, thing = STREAM_BY_NAME.get(name), find(pk)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        return redirect("stream", pk)
    form, done = perform(chosen, thing, request.POST, actor_of(request))
    if not done:
        return _page(request, find(pk), chosen, form)
    saved(request, form, chosen.done)
    return redirect("stream", pk)


def _page(
    request: HttpRequest, thing: Stream, chosen: Act | None = None, bound: forms.Form | None = None
) -> HttpResponse:
    actor = actor_of(request)
    opened = queries.open_stream(actor, thing)
    context = {
        "stream": thing,
        "opened": opened,
        **for_page(STREAM_ACTS, thing, actor, sensible(thing, actor.user_id), chosen, bound),
        "chosen": chosen,
        "bound": bound,
        "may_open_contact": can(actor, "concern.open", thing.contact),
    }
    return render(request, "triage/stream.html", context, status=400 if bound is not None else 200)


def sensible(stream: Stream, user_id: int | None) -> set[str]:
    """A second look is for somebody else than the person who decided."""
    if stream.contact.state == "closed":
        return set()
    if stream.state == "second-look":
        decided_by = stream.decisions.order_by("-at").values_list("by_id", flat=True).first()
        return {"state", "countersign"} if decided_by != user_id else {"state"}
    return {"state", "decide"} if stream.state == "open" else {"state"}
