"""A record offered to another authority: from the child's side, and from the side that answers."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.accounts.policy import can, require
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import Role
from waylight.casework import queries as casework
from waylight.casework.codes import DueKind
from waylight.casework.forms import LooksFirst
from waylight.casework.matching import known_in
from waylight.casework.models import Child
from waylight.casework.views.acts import attempt
from waylight.casework.views.record import found as child_of
from waylight.casework.views.slots import Kept, kept, kept_with, settled
from waylight.guidance.models import Area
from waylight.triage.forms import LONG, Ask, Reason, Words
from waylight.triage.views.saying import saved

from .. import actions, queries
from ..models import RecordTransfer


class OfferForm(LooksFirst):
    submit = gettext_lazy("Offer the record")
    to_area = forms.ModelChoiceField(
        label=gettext_lazy("To which area"), queryset=Area.objects.order_by("name")
    )
    reason = Words(label=gettext_lazy("Why it is theirs"), widget=LONG)
    summary = Words(
        label=gettext_lazy("What they must know before they answer"),
        widget=LONG,
        help_text=gettext_lazy("They see this, the name and the age, and nothing else until they accept."),
    )

    def __init__(self, *args: Any, child: Child, **kwargs: Any) -> None:
        super().__init__(*args, child=child, **kwargs)
        there = [
            area.pk
            for area in Area.objects.exclude(pk=child.area_id)
            if holders_of(Role.TEAM_MANAGER, area.pk).exists()
        ]
        self.offer_rows("to_area", Area.objects.filter(pk__in=there).order_by("name"))


class NowForm(Ask):
    submit = gettext_lazy("Save")
    words = Words(label=gettext_lazy("What comes now, who does what first"), widget=LONG)


class TakeForm(Ask):
    submit = gettext_lazy("Answer")
    accept = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[
            ("yes", gettext_lazy("We accept: from now on I answer for this child")),
            ("no", gettext_lazy("We decline: they go on answering for this child")),
        ],
        widget=forms.RadioSelect,
    )
    words = Words(label=gettext_lazy("What happens first, or why not"), widget=LONG)


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def child_transfer(request: HttpRequest, pk: UUID) -> HttpResponse:
    child, actor = child_of(pk), actor_of(request)
    form = OfferForm(request.POST or None, child=child)
    if request.method == "POST":
        if form.is_valid():
            typed = form.cleaned_data
            attempt(form, lambda: actions.offer_record(child, by=actor, **typed))
        settled(form, "record", pk, "offer", actor)
        if not form.errors:
            saved(request, form, _("Offered. Until they accept, you answer for the child."))
            return redirect("child-transfer", pk)
    return _shown(request, child, form)


def _shown(
    request: HttpRequest, child: Child, form: forms.Form, tried: forms.Form | None = None
) -> HttpResponse:
    """`tried`: what was written after a decline and could not be saved."""
    actor = actor_of(request)
    declined = child.dues.filter(kind=DueKind.OFFER_DECLINED, stopped_at__isnull=True).first()
    now = tried or NowForm()
    begun, made = casework.drafts_in(actor, child), queries.transfers_of(actor, child)
    back = {each.pk: _back(each, begun) for each in made if each.state == "offered"}
    context = {
        "page": casework.opened(actor, child, "transfer"),
        "transfers": made,
        "form": form,
        "kept": kept(form, "record", child.pk, "offer", actor),
        "back": back,
        "declined": declined if can(actor, "record.offer", child) else None,
        "now": now,
        "now_kept": kept(now, "record", child.pk, "declined", actor),
        "tried": tried,
        "may": can(actor, "record.offer", child),
    }
    return render(request, "referral/transfer.html", context, status=400 if form.errors or tried else 200)


@require_POST
@guarded("record.offer")
def after_decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What comes now that another authority declined the record: `pk` is the child's."""
    child, form, actor = child_of(pk), NowForm(request.POST), actor_of(request)
    if form.is_valid():
        attempt(form, lambda: actions.after_decline(child, form.cleaned_data["words"], by=actor))
    settled(form, "record", pk, "declined", actor)
    if form.errors:
        return _shown(request, child, OfferForm(child=child), form)
    saved(request, form, _("Saved."))
    return redirect("child-transfer", pk)


def _back(thing: RecordTransfer, begun: dict[str, dict[str, Any]]) -> tuple[forms.Form, Kept | None]:
    form = Reason()
    return form, kept_with(form, "transfer", thing.pk, "back", begun)


@require_GET
@guarded("record.take")
def offered(request: HttpRequest) -> HttpResponse:
    return _offered(request)


@require_POST
@guarded("record.take")
def take(request: HttpRequest, pk: UUID) -> HttpResponse:
    thing, form, actor = _found(pk), TakeForm(request.POST), actor_of(request)
    accept = request.POST.get("accept") == "yes"
    if form.is_valid():
        words = form.cleaned_data["words"]
        attempt(form, lambda: actions.answer_offer(thing, accept=accept, words=words, by=actor))
    settled(form, "offered", pk, "take", actor)
    if not form.errors:
        saved(request, form, _("Saved."))
        return redirect("child", thing.child_id) if accept else redirect("offered-records")
    return _offered(request, thing, form)


@require_POST
@guarded("child.view")
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    thing, form, actor = _found(pk), Reason(request.POST), actor_of(request)
    require(actor, "child.view", thing.child)
    if form.is_valid():
        attempt(form, lambda: actions.take_offer_back(thing, form.cleaned_data["reason"], by=actor))
    settled(form, "transfer", pk, "back", actor)
    for problems in form.errors.values():
        messages.error(request, "; ".join(map(str, problems)))
    return redirect("child-transfer", thing.child_id)


@require_GET
@guarded("child.view")
def of_due(request: HttpRequest, pk: UUID) -> HttpResponse:
    thing = _found(pk)
    require(actor_of(request), "child.view", thing.child)
    return redirect("child-transfer", thing.child_id)


@require_GET
@guarded("record.take")
def of_offer(request: HttpRequest, pk: UUID) -> HttpResponse:
    return redirect(f"{reverse('offered-records')}#offer-{pk}")


def _found(pk: UUID) -> RecordTransfer:
    return there(queries.find_transfer, pk)


def _offered(
    request: HttpRequest, tried: RecordTransfer | None = None, form: forms.Form | None = None
) -> HttpResponse:
    actor = actor_of(request)
    rows = []
    for each in queries.offered_here(actor):
        here = form if tried is not None and form is not None and each.pk == tried.pk else TakeForm()
        known = known_in(each.to_area_id, each.child)
        rows.append((each, here, kept(here, "offered", each.pk, "take", actor), known))
    context = {
        "rows": rows,
        "given": queries.given_away(actor, page=request.GET.get("page", "1")),
        "tried": tried,
        "gone": tried is not None and tried.pk not in {each.pk for each, *_rest in rows},
        "form": form,
    }
    return render(request, "referral/offered.html", context, status=400 if tried else 200)
