"""A referral: its form while it is written; what was sent, its paper and its data; the service's answer."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.accounts.policy import can
from waylight.accounts.roles import Actor
from waylight.casework import queries as casework
from waylight.casework.forms import LOOKED, OutcomeForm
from waylight.casework.views.acts import attempt, settle_draft
from waylight.casework.views.printing import why_not
from waylight.casework.views.record import found as child_of
from waylight.casework.views.slots import (
    Begun,
    Stranded,
    away,
    begun_of,
    draft_name,
    kept,
    kept_with,
    settled,
    stranded,
    written,
)
from waylight.casework.withheld import must_look
from waylight.learning.outputs.pdf import CannotPrint
from waylight.triage.forms import NoWords, Reason
from waylight.triage.views.saying import saved

from .. import actions, queries
from ..document import answer_in_words, in_words
from ..errors import NotPossible
from ..models import Referral
from ..paper import paper
from ..queries.referrals import COPIES
from ..referral_form import AnswerForm, BeginForm, ReferralForm, SaidForm, stands
from ..rules import desk_words, law
from ..writing import Answers, kept_back

SEND, WITHHOLD, REST = "send", "withhold", "rest"
TOO_LATE = _lazy("It is no draft any more, so it was not saved. Your words are kept below, for you alone.")
OPEN = {
    "answer": ("received",),
    "said": ("draft",),
    "withdraw": ("draft", "sent", "received"),
    "instead": ("declined",),
}
"""By form of a referral, the states in which its page has it."""
TITLES = {
    "answer": _lazy("Answer"),
    "said": _lazy("It was said by telephone"),
    "withdraw": _lazy("Withdraw it"),
    "instead": _lazy("What comes instead"),
}


def found(pk: UUID) -> Referral:
    return there(queries.find_referral, pk)


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def referrals(request: HttpRequest, pk: UUID) -> HttpResponse:
    child, actor = child_of(pk), actor_of(request)
    form, begun = BeginForm(request.POST or None), list[Referral]()
    if request.method == "POST" and form.is_valid():
        desk = form.cleaned_data["desk"]
        if attempt(form, lambda: begun.append(actions.begin_referral(child, desk, by=actor))):
            messages.success(request, _("Begun. What the record knows stands in it already."))
            return redirect("referral", begun[0].pk)
    context = {
        "page": casework.opened(actor, child, "referrals"),
        "rows": queries.referrals_of(actor, child),
        "form": form,
        "may": can(actor, "referral.write", child),
    }
    return render(request, "referral/referrals.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@guarded("due.view")
def referral(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form while it is a draft, for those who work with the child; after that what was sent."""
    thing, actor = found(pk), actor_of(request)
    name = f"referral-{thing.pk}"
    if thing.state != "draft" or not can(actor, "child.view", thing):
        if request.method == "POST" and can(actor, "child.write", thing):
            late = ReferralForm(request.POST, referral=thing)
            late.add_error(None, TOO_LATE)
            settle_draft(late, thing.child, name, actor)
            messages.error(request, TOO_LATE)
            return redirect("referral", pk)
        return _sent(request, thing)
    draft = casework.draft_of(actor, thing.child, name) if can(actor, "child.write", thing) else {}
    form = ReferralForm(request.POST or None, initial={**stands(thing), **draft}, referral=thing)
    if request.method == "POST":
        done = form.is_valid() and _written(request, thing, form)
        settle_draft(form, thing.child, name, actor)
        if done:
            return redirect("referral", pk)
    return _draft(request, thing, form, begun=bool(draft) and request.method == "GET")


def _draft(
    request: HttpRequest,
    thing: Referral,
    form: ReferralForm,
    tried: forms.Form | None = None,
    *,
    begun: bool = False,
) -> HttpResponse:
    """Its form; `tried`: what else was pressed on its page and could not be done, as it was typed."""
    actor = actor_of(request)
    page = casework.opened(actor, thing.child, "referral")
    beside: dict[str, forms.Form] = {
        "withdraw": tried if isinstance(tried, Reason) else Reason(),
        "said": tried if isinstance(tried, SaidForm) else SaidForm(),
    }
    context = {
        "page": page,
        "referral": thing,
        "desk": desk_words(thing.desk),
        "form": form,
        "tried": tried,
        "begun": begun,
        "conflicts": casework.conflicts(actor, thing.child),
        "law": law(),
        "may": can(actor, "referral.write", thing),
        "kept_back": kept_back(thing.child, Answers.read(thing.answers)),
        **beside,
        "kept": {name: kept(each, "referral", thing.pk, name, actor) for name, each in beside.items()},
    }
    return render(request, "referral/write.html", context, status=400 if form.errors or tried else 200)


def _written(request: HttpRequest, thing: Referral, form: ReferralForm) -> bool:
    """Keep it, and then what the pressed button asks for. What cannot be sent is kept all the same."""
    by, base, do = actor_of(request), form.cleaned_data["base"] or 0, request.POST.get("do", "")
    kept: list[Referral] = []
    said = form.answers().rest_not_asked() if do == REST else form.answers()
    if not attempt(form, lambda: kept.append(actions.write_answers(thing, said, base=base, by=by))):
        return False
    form.data = {**form.in_full(request.POST), "base": kept[0].version}
    looked = form.cleaned_data["looked"]
    if do == SEND and (said.empty or said.unsaid):
        form.name_empty(said.empty)
        form.name_unsaid(said.unsaid)
    elif do == SEND and attempt(form, lambda: actions.send(kept[0], looked=looked, by=by)):
        saved(request, form, _("Sent. The service owes you an answer."))
    elif do == WITHHOLD and attempt(form, lambda: actions.withhold(kept[0], by=by)):
        saved(request, form, _("Not shared. Your reasons stand in the record."))
    elif do not in (SEND, WITHHOLD):
        saved(request, form, _("Saved. It is not sent."))
    return not form.errors


def _sent(request: HttpRequest, thing: Referral, tried: forms.Form | None = None) -> HttpResponse:
    actor = actor_of(request)
    try:
        document: dict[str, Any] | None = queries.read_referral(actor, thing)
    except LookupError:
        document = None
    made: dict[str, forms.Form] = {
        "answer": tried if isinstance(tried, AnswerForm) else AnswerForm(),
        "withdraw": tried if isinstance(tried, Reason) else Reason(),
        "instead": tried if isinstance(tried, OutcomeForm) else OutcomeForm(),
    }
    begun = begun_of(actor, thing.child)
    context = {
        "referral": thing,
        "desk": desk_words(thing.desk),
        "stranded": _stranded(actor, thing, made, begun),
        "document": document,
        "withheld": queries.read_withheld(actor, thing) if thing.state == "withheld" else None,
        "in_words": in_words,
        "answer_in_words": answer_in_words,
        "team": can(actor, "child.view", thing),
        "writes": (writes := can(actor, "referral.write", thing)),
        "looked": LOOKED if writes and must_look(thing.child) else "",
        "answers": can(actor, "referral.answer", thing),
        **made,
        "kept": {name: kept_with(form, "referral", thing.pk, name, begun) for name, form in made.items()},
        "tried": tried,
    }
    return render(request, "referral/sent.html", context, status=400 if tried else 200)


def _stranded(actor: Actor, thing: Referral, made: dict[str, forms.Form], begun: Begun) -> list[Stranded]:
    """What the viewer had begun to write into the form before somebody sent it, where it is not what was
    sent; and into an act that is not open any more."""
    whole, words = f"referral-{thing.pk}", dict(begun)
    found: list[tuple[str | Promise, str, str]] = []
    if whole in begun and can(actor, "child.write", thing):
        says = stands(thing)
        typed = written(ReferralForm(referral=thing), begun[whole])
        words[whole] = {name: text for name, text in typed.items() if text != says.get(name)}
        found.append((_("Referral"), whole, reverse("child-throw-away", args=[thing.child_id, whole])))
    for name, form in made.items():
        left = draft_name("referral", thing.pk, name)
        if left in begun and not (thing.state in OPEN[name] or form.is_bound):
            words[left] = written(form, begun[left])
            found.append((TITLES[name], left, away("referral", thing.pk, name)))
    return stranded(found, words)


@require_POST
@guarded("due.view")
def act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Receive, answer, withdraw, or say what comes instead."""
    thing, by = found(pk), actor_of(request)
    acts: dict[str, tuple[type[forms.Form], Any]] = {
        "receive": (NoWords, lambda d: actions.receive_referral(thing, by=by)),
        "answer": (
            AnswerForm,
            lambda d: actions.answer_referral(thing, accept=d["accept"] == "yes", words=d["words"], by=by),
        ),
        "said": (SaidForm, lambda d: actions.said_by_telephone(thing, d["at"], by=by)),
        "withdraw": (Reason, lambda d: actions.withdraw(thing, d["reason"], by=by)),
        "instead": (OutcomeForm, lambda d: actions.close_declined(thing, d["words"], by=by)),
    }
    if name not in acts:
        raise Http404
    kind, do = acts[name]
    form = kind(request.POST)
    if form.is_valid():
        attempt(form, lambda: do(form.cleaned_data))
    settled(form, "referral", pk, name, by)
    if not form.errors:
        saved(request, form, _("Saved."))
        return redirect("referral", pk)
    now = found(pk)
    if now.state == "draft" and can(by, "child.view", now):
        return _draft(request, now, ReferralForm(initial=stands(now), referral=now), form)
    return _sent(request, now, form)


@require_http_methods(["GET", "POST"])
@guarded("due.view")
def take(request: HttpRequest, pk: UUID, copy: str, kind: str) -> HttpResponse:
    """As PDF/UA or as data; for the service or, with less in it, for the family."""
    thing = found(pk)
    if copy not in COPIES or kind not in ("pdf", "json"):
        raise Http404
    looked = bool(request.POST.get("looked"))
    try:
        document = queries.read_referral(actor_of(request), thing, copy=copy, take=True, looked=looked)
    except LookupError as none:
        raise Http404 from none
    except NotPossible as problem:
        messages.error(request, str(problem.why.label))
        return redirect("referral", pk)
    if kind == "pdf":
        try:
            printed = paper(document)
        except CannotPrint as problem:
            messages.error(request, why_not(problem, _("The data can be taken all the same.")))
            return redirect("referral", pk)
    name = f"referral-{thing.reference}-{copy}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if kind == "json":
        return JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1}, headers=headers)
    return HttpResponse(printed, content_type="application/pdf", headers=headers)
