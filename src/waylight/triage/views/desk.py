"""The desk's own pages: entering for a caller, transfers, pages, rota, handover, edits that met."""

from typing import Any, TypeVar
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded
from waylight.accounts.roles import ROLE_DESKS, Role
from waylight.reporting.actions import NothingToSend
from waylight.reporting.taking_in import flow_key

from .. import actions, queries
from ..errors import NotPossible
from ..forms import CallerForm, RotaForm, ShiftForm, TransferAnswerForm
from ..machine import WrongMove
from ..models import Contact, EditConflict, Page, RotaEntry, Transfer
from .acts import desk_people
from .saying import refused_as_it_stands, saved
from .slots import NOTHING_YET, kept, settled

Thing = TypeVar("Thing", bound=Model)


def own_area(request: HttpRequest, *roles: Role) -> str:
    """The area in which this person holds one of the roles; the first by name when there are several."""
    return min(actor_of(request).areas(*roles), default="")


def posted(model: type[Thing], value: str | None) -> Thing:
    """The record that a form names. Raises Http404, also for what cannot be the key of one."""
    try:
        return get_object_or_404(model, pk=value)
    except (ValidationError, ValueError, OverflowError):
        raise Http404 from None


@require_http_methods(["GET", "POST"])
@guarded("concern.enter")
def enter(request: HttpRequest) -> HttpResponse:
    """Taker and caller are recorded apart; the receipt is shown to be read out. Pressing Send twice sends one
    concern: the form carries an id of its own."""
    actor = actor_of(request)
    form = CallerForm(request.POST or None, initial={"form_id": uuid4().hex})
    if request.method == "POST":
        if form.is_valid():
            answers, identity = from_caller(form.cleaned_data)
            flow = flow_key("caller", f"{actor.ref} {form.cleaned_data['form_id']}")
            try:
                sent = actions.enter_for_caller(
                    answers, identity, own_area(request, *ROLE_DESKS), by=actor, flow=flow
                )
            except NothingToSend:
                form.add_error(None, _("Write at least one thing that the caller said."))
        settled(form, "caller", NOTHING_YET, "enter", actor)
        if not form.errors:
            return render(request, "triage/entered.html", {"receipt": sent.receipt, "concern": sent.concern})
    context = {"form": form, "kept": kept(form, "caller", NOTHING_YET, "enter", actor)}
    return render(request, "triage/enter.html", context)


def from_caller(d: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The form's fields as the concern's answers and the caller's identity."""
    answers = {
        "language": d["language"] or "en",
        "words": d["words"],
        "happening_now": "yes" if d["happening_now"] else "",
        "when": {"words": d["when"]},
        "where": {"name": d["where"]},
        "people": [{"kind": "unsure", "words": line} for line in d["people"].splitlines() if line.strip()],
        "vehicles": [{"words": line} for line in d["vehicles"].splitlines() if line.strip()],
        "how_known": [d["how_known"]] if d["how_known"] else [],
        "mode": d["mode"],
        "role": d["role"],
        "source": {"channel": d["channel"]},
    }
    return answers, {key: d[key] for key in ("name", "phone", "safe_contact")}


@require_GET
@guarded("inbox.view")
def handover(request: HttpRequest) -> HttpResponse:
    """All that I hold, to be handed over at the end of a shift."""
    actor, form = actor_of(request), ShiftForm()
    held = queries.held_by(actor)
    people = desk_people(held[0]) if held else ()
    context = {"held": held, "people": people, "form": form}
    context |= {"kept": kept(form, "shift", NOTHING_YET, "hand-over", actor)}
    return render(request, "triage/handover.html", context)


@require_POST
@guarded("concern.hold")
def hand_over_all(request: HttpRequest) -> HttpResponse:
    to, chosen, form = (
        request.POST.get("to", ""),
        set(request.POST.getlist("contact")),
        ShiftForm(request.POST),
    )
    done = form.is_valid()
    settled(form, "shift", NOTHING_YET, "hand-over", actor_of(request))
    if not done:
        messages.error(request, _("Write what the next person needs to know. Nothing was handed over."))
        return redirect("handover")
    given = [contact for contact in queries.held_by(actor_of(request)) if str(contact.pk) in chosen]
    for contact in given:
        person = desk_people(contact).filter(pk=to).first() if to.isdigit() else None
        actions.hand_over(contact, to=person, note=form.cleaned_data["note"], by=actor_of(request))
    saved(request, form, _("Handed over: %(count)s.") % {"count": len(given)})
    return redirect("handover")


@require_http_methods(["GET", "POST"])
@guarded("transfer.answer")
def transfers(request: HttpRequest) -> HttpResponse:
    """What other hubs offer to mine, waiting for an answer."""
    actor, tried, asked = actor_of(request), None, None
    if request.method == "POST":
        tried, asked = TransferAnswerForm(request.POST), posted(Transfer, request.POST.get("transfer"))
        done = tried.is_valid()
        if done:
            _answer(request, asked, tried)
        settled(tried, "transfer-offered", asked.pk, "answer", actor)
        if done:
            return redirect("transfers")
    rows = []
    for each in queries.transfers_to_answer(actor):
        form = tried if tried is not None and each == asked else TransferAnswerForm()
        rows.append((each, form, kept(form, "transfer-offered", each.pk, "answer", actor)))
    return render(request, "triage/transfers.html", {"transfers": rows, "tried": tried})


def _answer(request: HttpRequest, transfer: Transfer, form: forms.Form) -> None:
    d = form.cleaned_data
    try:
        actions.answer_transfer(
            transfer, accept=d["accept"] == "yes", answer=d["answer"], by=actor_of(request)
        )
        saved(request, form, _("Answered."))
    except WrongMove as wrong:
        refused_as_it_stands(wrong)
        messages.error(request, _("This has been answered already, or the concern has moved on."))


@require_http_methods(["GET", "POST"])
@guarded("page.acknowledge")
def pages(request: HttpRequest) -> HttpResponse:
    """Who was paged; answering stops the page from going on to the next person."""
    if request.method == "POST":
        try:
            actions.acknowledge(posted(Page, request.POST.get("page")), by=actor_of(request))
            messages.success(request, _("Answered. It will not be passed on."))
        except WrongMove as wrong:
            refused_as_it_stands(wrong)
            messages.info(request, _("Somebody has answered this page already."))
        return redirect("pages")
    return render(request, "triage/pages.html", {"pages": queries.my_pages(actor_of(request))})


@require_http_methods(["GET", "POST"])
@guarded("rota.edit")
def rota(request: HttpRequest) -> HttpResponse:
    """Who is paged for an emergency or a red out of hours, in which order."""
    area = own_area(request, Role.MANAGER, Role.ADMINISTRATOR)
    form = RotaForm(request.POST or None, people=desk_people(Contact(area_id=area, desk="hub")))
    if request.method == "POST" and "end" in request.POST:
        actions.end_rota_entry(posted(RotaEntry, request.POST["end"]), by=actor_of(request))
        return redirect("rota")
    if request.method == "POST" and form.is_valid():
        actions.add_to_rota(area, by=actor_of(request), **form.cleaned_data)
        return redirect("rota")
    return render(
        request, "triage/rota.html", {"entries": queries.rota(actor_of(request), area), "form": form}
    )


@require_http_methods(["GET", "POST"])
@guarded("conflict.settle")
def conflict(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Two edits that met: the one that came too late, whole, beside what stands now."""
    met = get_object_or_404(EditConflict.objects.select_related("contact", "stream", "by"), pk=pk)
    if request.method == "POST":
        try:
            actions.settle(met, by=actor_of(request))
        except NotPossible as problem:
            messages.error(request, str(problem.why.label))
        return redirect("stream", met.stream_id) if met.stream_id else redirect("contact", met.contact_id)
    return render(request, "triage/conflict.html", {"met": queries.open_conflict(actor_of(request), met)})
