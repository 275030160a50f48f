"""What is due, the viewer's children, what the hub handed on, and whether a child has a record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form, ModelMultipleChoiceField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.accounts.policy import can
from waylight.triage.machine import WrongMove
from waylight.triage.views.saying import refused_as_it_stands, saved

from .. import actions, queries
from ..errors import NotPossible, Why
from ..forms import FindForm, OpenForm, SendBackForm, details_of
from ..matching import Proposal, proposals
from ..models import Arrival, Child, Reminder
from ..queries.arriving import OpenedArrival
from ..queries.due import Of
from .acts import attempt, people_of
from .slots import kept, settled

HEADS = {
    Of.ME: gettext_lazy("Due to me"),
    Of.TEAM: gettext_lazy("Due to my team"),
    Of.AGENCY: gettext_lazy("Due to my agency"),
}


@require_GET
@guarded("due.view")
def due(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    lists = [of for of in Of if of is not Of.TEAM or can(actor, "child.receive")]
    of = next((each for each in lists if each == request.GET.get("of")), Of.ME)
    found = queries.due_list(actor, of, page=request.GET.get("page", "1"))
    said = queries.reminders(actor)
    context = {"of": of, "lists": lists, "heads": HEADS, "due": found, "said": said}
    return render(request, "casework/due.html", context)


@require_POST
@guarded("due.view")
def seen(request: HttpRequest) -> HttpResponse:
    """What the page showed; keys that are nobody's, or somebody else's, mark nothing."""
    actor = actor_of(request)
    mine = ModelMultipleChoiceField(Reminder.objects.filter(to=actor.user_id), required=False)
    try:
        actions.see_reminders(mine.clean(request.POST.getlist("said")), by=actor)
    except ValidationError as wrong:
        raise Http404 from wrong
    return redirect("due")


@require_GET
@guarded("child.list")
def children(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    arrived, closed = request.GET.get("arrived", "1"), request.GET.get("state") == "closed"
    context: dict[str, Any] = {
        "closed": closed,
        "arrivals": queries.arrivals(actor, arrived) if can(actor, "child.receive") else [],
        "children": queries.children(actor, closed=closed, page=request.GET.get("page", "1")),
    }
    context["left"] = queries.left_behind(actor)
    return render(request, "casework/children.html", context)


@require_POST
@guarded("child.list")
def let_go(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Words of one's own, begun in a record with which one does not work any more."""
    actions.let_go(pk, by=actor_of(request))
    return redirect("children")


@require_http_methods(["GET", "POST"])
@guarded("child.find")
def find(request: HttpRequest) -> HttpResponse:
    """Posted, so that no address holds a name."""
    form, found = FindForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            found = queries.find(actor_of(request), form.cleaned_data["kind"], form.cleaned_data["value"])
        except ValueError:
            form.add_error("value", _("Write the whole number, or a name, a comma and a date of birth."))
    context = {"form": form, "found": found}
    return render(request, "casework/find.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@guarded("child.receive")
def arrival(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the hub decided; open a record from it, or say whose record it belongs to."""
    actor = actor_of(request)
    page = there(queries.arrival_of, actor, pk)
    form = _open_form(page, request.POST or None)
    opened: list[Child] = []
    found = page.proposals
    if request.method == "POST":
        if form.is_valid():
            typed = form.cleaned_data
            details = details_of(typed)
            found = proposals(page.arrival, details)
            attempt(
                form,
                lambda: opened.append(
                    actions.open_record(
                        page.arrival, details, worker=typed["worker"], another=typed["another"], by=actor
                    )
                ),
            )
        settled(form, "arrival", pk, "open", actor)
        if opened:
            saved(request, form, _("The record is open. Nothing had to be written again."))
            return redirect("child", opened[0].pk)
    return _arrival_page(request, page, form=form, found=found)


def _open_form(page: OpenedArrival, data: Any) -> OpenForm:
    known = {"name": page.arrival.stream.subject, "home_authority": page.arrival.area.name}
    return OpenForm(data, initial=known, people=people_of(page.arrival.area_id))


def _arrival_page(
    request: HttpRequest,
    page: OpenedArrival,
    *,
    form: OpenForm | None = None,
    back: SendBackForm | None = None,
    found: list[Proposal] | None = None,
) -> HttpResponse:
    shown, status = form or _open_form(page, None), 200
    if shown.errors or (back and back.errors):
        status = 400
    context = {"page": page, "found": page.proposals if found is None else found, "form": shown}
    made: dict[str, Form] = {"open": shown, "back": back or SendBackForm()}
    actor = actor_of(request)
    context |= {"back": made["back"]}
    context |= {
        "kept": {name: kept(each, "arrival", page.arrival.pk, name, actor) for name, each in made.items()}
    }
    return render(request, "casework/arrival.html", context, status=status)


@require_POST
@guarded("child.receive")
def send_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor, form = actor_of(request), SendBackForm(request.POST)
    page = there(queries.arrival_of, actor, pk)
    if form.is_valid():
        attempt(form, lambda: actions.send_back(page.arrival, form.cleaned_data["reason"], by=actor))
    settled(form, "arrival", pk, "back", actor)
    if form.errors:
        return _arrival_page(request, page, back=form)
    saved(request, form, _("Sent back. The hub reads your name and your reason on the concern's page."))
    return redirect("children")


@require_POST
@guarded("child.receive")
def join(request: HttpRequest, pk: UUID, child: UUID) -> HttpResponse:
    actor = actor_of(request)
    try:
        page, held = queries.arrival_of(actor, pk), queries.find_child(child)
    except (Arrival.DoesNotExist, Child.DoesNotExist) as none:
        raise Http404 from none
    try:
        actions.join(page.arrival, held, by=actor)
        messages.success(request, _("Joined. Its worker and manager see it, and their review comes sooner."))
    except NotPossible as problem:
        messages.error(request, str(problem.why.label))
    except WrongMove as wrong:
        refused_as_it_stands(wrong)
        messages.error(request, str(Why.TAKEN_ALREADY.label))
    return redirect("children")
