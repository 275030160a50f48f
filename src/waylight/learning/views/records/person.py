"""One person: their record, and one table of what may be done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from waylight.accounts.guarding import actor_of, guarded
from waylight.accounts.policy import can
from waylight.accounts.queries import staff_names
from waylight.accounts.roles import Actor

from ... import actions, queries
from ... import records_forms as f
from ...codes import ExemptBecause
from ...courses import course_title
from ...models import Certificate, Learner
from ...queries import PersonRecord, Standing
from .office import done_with
from .roster import printed_codes

Words = str | Promise


@dataclass(frozen=True)
class Act:
    """`make` gives the form for a record and what was posted, None where the act makes no sense now."""

    name: str
    action: str
    title: Words
    make: Callable[[PersonRecord, Any], forms.Form | None]
    do: Callable[[Learner, dict[str, Any], Actor], object]
    done: Words


def _plain(form: type[forms.Form]) -> Callable[[PersonRecord, Any], forms.Form | None]:
    return lambda record, data: form(data) if record.learner.left_on is None else None


def _one_of(form: type[f.OneOf], rows: Callable[[PersonRecord], Any]) -> Any:
    def make(record: PersonRecord, data: Any) -> forms.Form | None:
        found = rows(record)
        return form(data, rows=found) if found.exists() else None

    return make


def _standing(record: PersonRecord) -> Any:
    return Certificate.objects.filter(
        learner=record.learner, revocation__isnull=True, replaced_by__isnull=True
    )


ACTS = (
    Act(
        "equivalent",
        "training.equivalent",
        _("Accept training done elsewhere"),
        _plain(f.EquivalentForm),
        lambda who, d, by: actions.accept_equivalent(
            who, d["course"], on=d["on"], evidence=d["evidence"], assessor=d["assessor"], by=by
        ),
        _("Accepted. It counts from that day."),
    ),
    Act(
        "exempt",
        "training.exempt",
        _("Exempt them until a day"),
        _plain(f.ExemptForm),
        lambda who, d, by: actions.exempt(
            who,
            d["course"],
            because=ExemptBecause(d["because"]),
            reason=d["reason"],
            until=d["until"],
            by=by,
        ),
        _("Exempt until that day."),
    ),
    Act(
        "end-exemption",
        "training.exempt",
        _("End an exemption"),
        _one_of(f.EndExemptionForm, lambda r: r.learner.exemptions.filter(ended_on__isnull=True)),
        lambda who, d, by: actions.end_exemption(d["row"], by=by),
        _("The exemption has ended."),
    ),
    Act(
        "reissue",
        "training.certify",
        _("Issue a certificate anew"),
        _one_of(f.ReissueForm, _standing),
        lambda who, d, by: actions.reissue(d["row"], by=by),
        _("Issued anew. The old one says that it was replaced."),
    ),
    Act(
        "badge",
        "training.roster",
        _("Change the badge"),
        _plain(f.BadgeForm),
        lambda who, d, by: actions.change_badge(who, d["badge"], by=by),
        _("The badge is changed. Give them a new code."),
    ),
    Act(
        "withdraw",
        "training.withdraw",
        _("A training does not count"),
        _one_of(f.WithdrawForm, lambda r: r.learner.completions.filter(withdrawal__isnull=True)),
        lambda who, d, by: actions.withdraw(d["row"], reason=d["reason"], by=by),
        _("It does not count any more, and its certificate is revoked."),
    ),
    Act(
        "revoke",
        "training.certify",
        _("Revoke a certificate"),
        _one_of(f.RevokeForm, _standing),
        lambda who, d, by: actions.revoke(d["row"], reason=d["reason"], by=by),
        _("Revoked. Whoever checks it is told so."),
    ),
    Act(
        "left",
        "training.roster",
        _("They have left the roster"),
        _plain(f.NoWords),
        lambda who, d, by: actions.end_record(who, by=by),
        _("They are asked nothing any more. What they have done stays."),
    ),
)
STANDING_WORDS = {
    Standing.VALID: _("Valid"),
    Standing.EXPIRED: _("Expired"),
    Standing.REPLACED: _("Replaced by a newer one"),
    Standing.REVOKED: _("Revoked"),
}
BY_NAME = {act.name: act for act in ACTS}


@require_safe
@guarded("training.view")
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All that is kept of somebody's training; noted."""
    return _page(request, _record(request, pk))


@require_POST
@guarded("training.view")
def act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    chosen, record = BY_NAME.get(name), _record(request, pk)
    form = chosen.make(record, request.POST) if chosen is not None else None
    if chosen is None or form is None:
        raise Http404
    by = actor_of(request)
    if form.is_valid() and done_with(form, lambda: chosen.do(record.learner, form.cleaned_data, by)):
        messages.success(request, str(chosen.done))
        return redirect("training-person", pk)
    return _page(request, record, chosen, form)


@require_POST
@guarded("training.roster")
def code(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new code for one person, as a slip; an older one no longer works."""
    learner = _record(request, pk).learner
    return printed_codes(request, learner.area, [learner]) or redirect("training-person", pk)


def _record(request: HttpRequest, pk: UUID) -> PersonRecord:
    try:
        return queries.person_record(actor_of(request), pk)
    except Learner.DoesNotExist as problem:
        raise Http404 from problem


def _page(
    request: HttpRequest, record: PersonRecord, chosen: Act | None = None, bound: forms.Form | None = None
) -> HttpResponse:
    actor, acts = actor_of(request), []
    for each in ACTS:
        form = bound if each is chosen else each.make(record, None)
        if form is not None and can(actor, each.action, record.learner):
            acts.append((each, form))
    context = {
        "record": record,
        "learner": record.learner,
        "acts": acts,
        "chosen": chosen,
        "bound": bound,
        "names": staff_names(),
        "standing_of": queries.standing_of,
        "standing_words": STANDING_WORDS,
        "title_of": course_title,
        "today": timezone.localdate(),
    }
    status = 422 if bound is not None else 200
    return render(request, "learning/records/person.html", context, status=status)
