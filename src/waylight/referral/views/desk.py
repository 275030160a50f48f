"""What an agency was asked: its list, one question with its answer; and who answers for which agency."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.accounts.policy import can
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import Role
from waylight.casework.views.acts import attempt
from waylight.casework.views.slots import kept, settled
from waylight.triage.machine import WrongMove
from waylight.triage.views.saying import refused_as_it_stands, saved

from .. import actions, queries
from ..errors import NotPossible
from ..forms import ItemForm, SeatForm, SendForm
from ..models import Check, CheckItem, Seat


@require_GET
@guarded("check.answer")
def asked(request: HttpRequest) -> HttpResponse:
    settled = request.GET.get("of") == "settled"
    actor = actor_of(request)
    context = {
        "rows": queries.asked(actor, settled=settled, page=request.GET.get("page", "1")),
        "settled": settled,
        "referrals": None if settled else queries.referrals_here(actor, page=request.GET.get("sent", "1")),
    }
    return render(request, "referral/asked.html", context)


@require_GET
@guarded("due.view")
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The agency's own page; whoever works with the child is led to the child's."""
    thing = _found(pk)
    if can(actor_of(request), "child.view", thing):
        return redirect("child-checks", thing.child_id)
    return _page(request, thing)


@require_POST
@guarded("check.answer")
def add_item(request: HttpRequest, pk: UUID) -> HttpResponse:
    thing, form = _found(pk), ItemForm(request.POST)
    if form.is_valid():
        known = actions.Known(**form.cleaned_data)
        attempt(form, lambda: actions.add_item(thing, known, by=actor_of(request)))
    settled(form, "check", pk, "item", actor_of(request))
    if not form.errors:
        saved(request, form, _("Added. Your agency alone reads it until you send the answer."))
        return redirect("check", pk)
    return _page(request, thing, item=form)


@require_POST
@guarded("check.answer")
def take_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    item = CheckItem.objects.select_related("check_of__child").filter(pk=pk).first()
    if item is None:
        raise Http404
    try:
        actions.take_out(item, by=actor_of(request))
        messages.success(request, _("Taken out."))
    except WrongMove as wrong:
        refused_as_it_stands(wrong)
        messages.error(request, _("The answer was sent: nothing can be taken out of it."))
    return redirect("check", item.check_of_id)


@require_POST
@guarded("check.answer")
def send(request: HttpRequest, pk: UUID) -> HttpResponse:
    thing, form = _found(pk), SendForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        nil, late = typed["nil"] == "yes", typed["late_reason"]
        attempt(form, lambda: actions.answer(thing, nil=nil, late_reason=late, by=actor_of(request)))
    settled(form, "check", pk, "send", actor_of(request))
    if not form.errors:
        saved(request, form, _("Sent. The team that asked reads it now."))
        return redirect("check", pk)
    return _page(request, thing, send=form)


def _found(pk: UUID) -> Check:
    return there(queries.find_check, pk)


def _page(
    request: HttpRequest, thing: Check, *, item: forms.Form | None = None, send: forms.Form | None = None
) -> HttpResponse:
    tried, actor = item or send, actor_of(request)
    made: dict[str, forms.Form] = {"item": item or ItemForm(), "send": send or SendForm()}
    context = {
        "it": queries.question(actor, thing),
        **made,
        "kept": {name: kept(form, "check", thing.pk, name, actor) for name, form in made.items()},
        "tried": tried,
        "prefix": "item-" if item else "send-",
    }
    return render(request, "referral/question.html", context, status=400 if tried else 200)


@require_http_methods(["GET", "POST"])
@guarded("agency.seat")
def seats(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    lists = queries.seat_lists(actor)
    shown = request.POST.get("area") or (lists[0].area.slug if lists else "")
    here = next((each for each in lists if each.area.slug == shown), None)
    if here is None:
        raise Http404
    form = SeatForm(request.POST or None, people=holders_of(Role.AGENCY, here.area.slug).order_by("name"))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if attempt(form, lambda: actions.give_seat(typed["person"], here.area, typed["desk"], by=actor)):
            messages.success(request, _("They answer for it from now on."))
            return redirect("seats")
    context = {"lists": lists, "here": here, "form": form}
    return render(request, "referral/seats.html", context, status=400 if form.errors else 200)


@require_POST
@guarded("agency.seat")
def end_seat(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        actions.end_seat(queries.seat_of(pk), by=actor_of(request))
        messages.success(request, _("Ended: they see nothing of it from now on."))
    except Seat.DoesNotExist as none:
        raise Http404 from none
    except NotPossible as problem:
        messages.error(request, str(problem.why.label))
    return redirect("seats")
