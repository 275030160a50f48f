"""Whether a child may have been trafficked: considered, referred, answered; the form to take away."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from waylight.accounts.guarding import actor_of, guarded
from waylight.accounts.roles import Actor
from waylight.casework import queries as casework
from waylight.casework.models import Child
from waylight.casework.views.acts import Act, plain
from waylight.casework.views.printing import why_not
from waylight.learning.outputs.pdf import CannotPrint

from .. import actions, queries
from .. import forms_trafficking as f
from ..answers import ReferralForm
from ..machine import REFER, WITHHOLD
from ..models import TraffickingReferral
from ..paper import paper
from ..rules import trafficking
from .about_trafficking import about
from .places import Place, acted, shown

ANSWERS = {
    "rg": [
        ("rg-positive", _("Reasonable grounds: positive")),
        ("rg-negative", _("Reasonable grounds: negative")),
    ],
    "cg": [
        ("cg-positive", _("Conclusive grounds: positive")),
        ("cg-negative", _("Conclusive grounds: negative")),
    ],
}
STAGE = {"referred": "rg", "rg-positive": "cg"}


def _form(it: TraffickingReferral, data: Any, initial: dict[str, Any]) -> forms.Form:
    held = ReferralForm.read(it.form)
    stands = {**vars(held), "types": it.types, "may_have_defence": it.may_have_defence, "base": it.version}
    return f.WriteForm(data, initial={**stands, **initial})


def _answer(it: TraffickingReferral, data: Any, initial: dict[str, Any]) -> forms.Form:
    stage = it.again or STAGE.get(it.state, "rg")
    return f.AnswerForm(data, initial=initial, answers=ANSWERS[stage])


def _write(it: TraffickingReferral, typed: dict[str, Any], by: Actor) -> object:
    base, types, defence = typed.pop("base") or 0, typed.pop("types"), typed.pop("may_have_defence")
    form = ReferralForm(**typed)
    return actions.write_form(it, form, types, may_have_defence=defence, base=base, by=by)


CHILD_ACTS = (
    Act(
        "trafficking",
        REFER,
        _("Consider a referral"),
        plain(f.ConsiderForm),
        lambda c, d, by: actions.consider(c, by=by, **d),
        _("Saved. Whether it is referred is due to be decided."),
        kept=True,
    ),
)
ACTS = (
    Act("form", REFER, _("Write the form"), _form, _write, _("Saved."), kept=True),
    Act(
        "refer",
        REFER,
        _("It was referred"),
        plain(f.ReferForm),
        lambda r, d, by: actions.refer(r, by=by, **d),
        _("Saved. The answer is due."),
        kept=True,
    ),
    Act(
        "notify",
        REFER,
        _("An adult declines: notify without a name"),
        plain(f.NotifyForm),
        lambda r, d, by: actions.notify(r, by=by, **d),
        _("Saved. The paper names nobody."),
    ),
    Act(
        "not-refer",
        WITHHOLD,
        _("Decide that it is not referred"),
        plain(f.NotReferForm),
        lambda r, d, by: actions.not_refer(r, by=by, **d),
        _("Saved, with your reason."),
        kept=True,
    ),
    Act(
        "consider-again",
        REFER,
        _("Something new is known"),
        plain(f.AgainForm),
        lambda r, d, by: actions.consider_again(r, by=by, **d),
        _("Saved."),
        kept=True,
    ),
    Act(
        "answer",
        REFER,
        _("What was answered"),
        _answer,
        lambda r, d, by: actions.answer(r, by=by, **d),
        _("Saved."),
        kept=True,
    ),
    Act(
        "ask-how",
        REFER,
        _("It was asked how it stands"),
        plain(f.AskHowForm),
        lambda r, d, by: actions.ask_how(r, by=by, **d),
        _("Saved. It is due to be asked again."),
        kept=True,
    ),
    Act(
        "their-reference",
        REFER,
        _("Their reference came back"),
        plain(f.ReferenceForm),
        lambda r, d, by: actions.note_reference(r, by=by, **d),
        _("Saved."),
        kept=True,
    ),
    Act(
        "ask-again",
        REFER,
        _("A reconsideration was asked for"),
        plain(f.DatedForm),
        lambda r, d, by: actions.ask_again(r, by=by, **d),
        _("Saved."),
        kept=True,
    ),
    Act(
        "guardian",
        REFER,
        _("The child was referred to a guardian"),
        plain(f.DatedForm),
        lambda r, d, by: actions.refer_to_guardian(r, by=by, **d),
        _("Saved."),
        kept=True,
    ),
)
REFERENCE = ("their-reference",)
NOW = {
    "considered": ("form", "refer", "notify", "not-refer", "guardian"),
    "not-referred": ("consider-again", "guardian"),
    "referred": ("answer", "ask-how", *REFERENCE, "guardian"),
    "notified": (),
    "rg-positive": ("answer", "ask-how", *REFERENCE, "guardian"),
    "rg-negative": ("ask-again", *REFERENCE, "guardian"),
    "cg-positive": (*REFERENCE, "guardian"),
    "cg-negative": ("ask-again", *REFERENCE, "guardian"),
    "reconsideration": ("answer", "ask-how", *REFERENCE, "guardian"),
}


def _child_now(child: Child) -> tuple[str, ...]:
    begun = child.trafficking.filter(state="considered").exists()
    return () if begun or child.state == "closed" else ("trafficking",)


CHILD = Place(
    "child-trafficking",
    "pathways/trafficking_all.html",
    "trafficking",
    casework.find_child,
    CHILD_ACTS,
    _child_now,
    lambda viewer, child: {"referrals": queries.referrals(viewer, child), "facts": trafficking().facts},
)
REFERRAL = Place(
    "trafficking",
    "pathways/trafficking.html",
    "trafficking-referral",
    queries.find_referral,
    ACTS,
    lambda it: NOW[it.state],
    about,
)


@require_GET
@guarded("child.view")
def of_child(request: HttpRequest, pk: UUID) -> HttpResponse:
    return shown(request, CHILD, pk)


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def child_act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    return acted(request, CHILD, pk, name)


@require_GET
@guarded("child.view")
def referral(request: HttpRequest, pk: UUID) -> HttpResponse:
    return shown(request, REFERRAL, pk)


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    return acted(request, REFERRAL, pk, name)


@require_GET
@guarded("trafficking.keep")
def take_away(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """As PDF/UA-1 or as data. An export on record."""
    try:
        told = queries.take_away(actor_of(request), queries.find_referral(pk), form)
        printed = paper(told) if form == "pdf" else b""
    except TraffickingReferral.DoesNotExist as none:
        raise Http404 from none
    except CannotPrint as problem:
        messages.error(request, why_not(problem))
        return redirect("trafficking", pk)
    name = f"referral-{told.reference}"
    if form == "pdf":
        answer = HttpResponse(printed, content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    else:
        answer = HttpResponse(told.as_data(), content_type="application/json")
        answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer
