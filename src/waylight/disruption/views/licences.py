"""What licensing works on: referrals, their acts and letters, and enquiries."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import Role
from waylight.casework import queries as casework
from waylight.casework.views.acts import attempt
from waylight.casework.views.printing import why_not
from waylight.casework.views.slots import NOTHING_YET, kept, settled, written
from waylight.learning.outputs.pdf import CannotPrint
from waylight.triage.views.saying import saved

from .. import actions, queries
from ..letters import NoLetter, kinds_for
from ..licence import Holder
from ..licence_forms import AnswerForm, EnquiryForm, EnquiryHandForm, ReferForm
from ..models import Enquiry, LicensingReferral
from .acting import Act, left_over, perform, shown
from .licence_acts import BY_NAME, HAND_OVER, open_here


@require_http_methods(["GET", "POST"])
@guarded("licence.view")
def listed(request: HttpRequest) -> HttpResponse:
    """Posted: an enquiry is noted."""
    actor = actor_of(request)
    form = EnquiryForm(request.POST if request.method == "POST" else None, areas=actor.areas(Role.LICENSING))
    if request.method == "POST":
        if form.is_valid():
            typed = form.cleaned_data
            attempt(form, lambda: actions.ask(by=actor, **typed))
        settled(form, "enquiries", NOTHING_YET, "ask", actor)
        if not form.errors:
            saved(request, form, _("Noted. It is in the list of what is due."))
            return redirect("licences")
    context = {
        "referrals": queries.referrals(actor, page=request.GET.get("page", "1")),
        "enquiries": queries.enquiries(actor, page=request.GET.get("enquiries", "1")),
        "form": form,
        "kept": kept(form, "enquiries", NOTHING_YET, "ask", actor),
    }
    return render(request, "disruption/licences.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@guarded("licence.write")
def begin(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = ReferForm(request.POST if request.method == "POST" else None, areas=actor.areas(Role.LICENSING))
    begun: list[LicensingReferral] = []
    if request.method == "POST":
        if form.is_valid():
            typed: dict[str, Any] = dict(form.cleaned_data)
            holder = Holder(typed.pop("name"), typed.pop("number"))
            attempt(form, lambda: begun.append(actions.refer(holder, by=actor, **typed)))
        settled(form, "licence-new", NOTHING_YET, "begin", actor)
        if begun:
            saved(request, form, _("Begun. What the Act asks for is in the list of what is due."))
            return redirect("licence", begun[0].pk)
    context = {"form": form, "kept": kept(form, "licence-new", NOTHING_YET, "begin", actor)}
    return render(request, "disruption/licence_begin.html", context, status=400 if form.errors else 200)


def _find(pk: UUID) -> LicensingReferral:
    return there(queries.find_referral, pk)


@require_GET
@guarded("licence.view")
def licence(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, _find(pk))


@require_http_methods(["GET", "POST"])
@guarded("licence.view")
def licence_act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    chosen, thing = BY_NAME.get(name), _find(pk)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        return redirect("licence", pk)
    form, done = perform(chosen, thing, request.POST, actor_of(request))
    if not done:
        return _page(request, _find(pk), chosen, form)
    saved(request, form, chosen.done)
    return redirect("licence", pk)


@require_http_methods(["GET", "POST"])
@guarded("licence.hand")
def hand(request: HttpRequest, pk: UUID) -> HttpResponse:
    """For whoever may hand a referral on without reading it."""
    actor = actor_of(request)
    found = there(queries.referral_to_hand, actor, pk)
    form = HAND_OVER.form(found, None)
    if request.method == "POST":
        form, done = perform(HAND_OVER, found, request.POST, actor)
        if done:
            saved(request, form, HAND_OVER.done)
            return redirect("licence-hand", pk)
    context = {"referral": found, "form": form, "open": not found.settled}
    context |= {"kept": kept(form, "licence-hand", pk, HAND_OVER.name, actor)}
    return render(request, "disruption/licence_hand.html", context, status=400 if form.errors else 200)


def _page(
    request: HttpRequest,
    thing: LicensingReferral,
    chosen: Act | None = None,
    bound: forms.Form | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    page = queries.opened_referral(actor, thing)
    here = open_here(thing, actor, ours=page.ours)
    acts = [
        shown(act, thing, bound if bound and act is chosen else act.form(thing, None), actor) for act in here
    ]
    context: dict[str, Any] = {"stranded": left_over(thing, actor, BY_NAME.values(), here)}
    context |= {"page": page, "acts": acts, "chosen": chosen, "bound": bound, "letters": kinds_for(page)}
    return render(request, "disruption/licence.html", context, status=400 if bound is not None else 200)


@require_GET
@guarded("licence.write")
def letter(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """A template letter as PDF; taking it away is on record."""
    thing = _find(pk)
    try:
        body = actions.print_letter(thing, kind, by=actor_of(request))
    except NoLetter as none:
        raise Http404 from none
    except CannotPrint as problem:
        messages.error(request, why_not(problem))
        return redirect("licence", pk)
    answer = HttpResponse(body, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{kind}-{thing.reference}.pdf"'
    return answer


@require_http_methods(["GET", "POST"])
@guarded("licence.view")
def enquiry(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = actor_of(request)
    found = there(queries.find_enquiry, actor, pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if form.is_valid():
            typed = form.cleaned_data
            attempt(form, lambda: actions.answer_enquiry(found, by=actor, **typed))
        settled(form, "enquiry", pk, "answer", actor)
        if not form.errors:
            saved(request, form, _("Saved."))
            return redirect("licence-enquiry", pk)
    return _enquiry_page(request, found, form, _officers(found, None))


@require_POST
@guarded("licence.hand")
def enquiry_hand(request: HttpRequest, pk: UUID) -> HttpResponse:
    actor = actor_of(request)
    found = there(queries.find_enquiry, actor, pk)
    form = _officers(found, request.POST)
    if form.is_valid():
        owner = form.cleaned_data["owner"]
        if attempt(form, lambda: actions.hand_enquiry(found, owner, by=actor)):
            messages.success(request, _("Saved. What is due is due to them."))
            return redirect("licence-enquiry", pk)
    return _enquiry_page(request, found, AnswerForm(None), form)


def _officers(found: Enquiry, data: Any) -> EnquiryHandForm:
    people = holders_of(Role.LICENSING, found.area_id).exclude(pk=found.owner_id).order_by("name")
    return EnquiryHandForm(data, people=people)


def _enquiry_page(
    request: HttpRequest, found: Enquiry, answer: AnswerForm, hand: EnquiryHandForm
) -> HttpResponse:
    wrong = next((form for form in (answer, hand) if form.errors), None)
    context = {"enquiry": found, "form": answer, "hand": hand, "wrong": wrong}
    gone = answer.is_bound and found.state != "asked"
    context["refused"] = casework.words_of(written(answer, answer.data)) if gone else []
    context |= {"kept": kept(answer, "enquiry", found.pk, "answer", actor_of(request))}
    return render(request, "disruption/enquiry.html", context, status=400 if wrong else 200)
