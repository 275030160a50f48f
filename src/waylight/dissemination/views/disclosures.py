"""What was told, its receipt and what came of it; and who is owed word of something undone."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.accounts.policy import can
from waylight.learning.outputs.pdf import CannotPrint
from waylight.triage.machine import WrongMove
from waylight.triage.views.saying import refused_as_it_stands, saved

from .. import actions, queries
from ..errors import NotPossible
from ..exports.police import about_lines, roles_of
from ..forms import ExportForm, ToldAgainForm
from ..machine import DISCLOSURE
from ..models import Disclosure, WordOwed
from .acts import DISCLOSURE_ACTS, Act, named, open_to, perform

BY_NAME = named(DISCLOSURE_ACTS)


@require_GET
@guarded("disclosure.view")
def disclosures(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in DISCLOSURE.states else ""
    found = queries.disclosures(actor_of(request), state=state)
    context = {"disclosures": found, "state": state, "states": DISCLOSURE.states}
    return render(request, "dissemination/disclosures.html", context)


@require_GET
@guarded("disclosure.view")
def disclosure(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, pk)


@require_http_methods(["GET", "POST"])
@guarded("disclosure.answer")
def act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    chosen = BY_NAME.get(name)
    found = Disclosure.objects.select_related("report").filter(pk=pk).first()
    if chosen is None or found is None:
        raise Http404
    if request.method == "GET":
        return redirect("disclosure", pk)
    form, done = perform(chosen, found, request.POST, actor_of(request))
    if not done:
        return _page(request, pk, chosen, form)
    saved(request, form, chosen.done)
    return redirect("disclosure", pk)


def _page(
    request: HttpRequest, pk: UUID, chosen: Act | None = None, bound: forms.Form | None = None
) -> HttpResponse:
    actor = actor_of(request)
    page = there(queries.open_disclosure, actor, pk)
    acts = [
        (each, bound if bound is not None and each is chosen else each.make(page.disclosure, actor, None))
        for each in open_to(DISCLOSURE_ACTS, page.disclosure, actor, page.disclosure.state)
    ]
    may_export = page.told is not None and can(actor, "report.export", page.disclosure)
    context = {
        "page": page,
        "acts": acts,
        "chosen": chosen,
        "bound": bound,
        "export_form": ExportForm() if may_export else None,
        "about_lines": about_lines,
        "roles_of": roles_of,
    }
    status = 400 if bound is not None else 200
    return render(request, "dissemination/disclosure.html", context, status=status)


@require_http_methods(["GET", "POST"])
@guarded("report.export")
def export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A file; without a form that there is, the page again."""
    found = Disclosure.objects.select_related("report__area").filter(pk=pk).first()
    form = ExportForm(request.POST or None)
    if found is None:
        raise Http404
    if not form.is_valid():
        return redirect("disclosure", pk)
    try:
        made = actions.export(found, form.cleaned_data["form"], by=actor_of(request))
    except (NotPossible, CannotPrint) as problem:
        words = problem.why.label if isinstance(problem, NotPossible) else _("It could not be printed.")
        messages.error(request, str(words))
        return redirect("disclosure", pk)
    kept = {"Content-Disposition": f'attachment; filename="{made.name}"', "Cache-Control": "no-store"}
    return HttpResponse(made.body, content_type=made.media_type, headers=kept)


@require_GET
@guarded("disclosure.tell-again")
def owed(request: HttpRequest) -> HttpResponse:
    context = {"owed": queries.owed(actor_of(request)), "form": ToldAgainForm()}
    return render(request, "dissemination/owed.html", context)


@require_http_methods(["GET", "POST"])
@guarded("disclosure.tell-again")
def told_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of those who were told has heard that something came apart."""
    if request.method == "GET":
        return redirect("word-owed")
    form = ToldAgainForm(request.POST)
    try:
        found = queries.owed_of(pk)
        if form.is_valid():
            actions.told_again(found, form.cleaned_data["how"], by=actor_of(request))
            saved(request, form, _("Noted: they have been told."))
            return redirect("word-owed")
    except WordOwed.DoesNotExist as none:
        raise Http404 from none
    except NotPossible as problem:
        form.add_error(None, str(problem.why.label))
    except WrongMove as wrong:
        refused_as_it_stands(wrong)
        form.add_error(None, _("They have been told already."))
    context = {"owed": queries.owed(actor_of(request)), "form": ToldAgainForm(), "bound": form, "about": pk}
    return render(request, "dissemination/owed.html", context, status=400)
