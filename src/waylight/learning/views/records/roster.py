"""Bringing a roster in: pasted, looked at, used. And codes for those who have none, on paper."""

import logging
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waylight.accounts.guarding import actor_of, guarded
from waylight.guidance.models import Area

from ... import actions, queries
from ...codes import Role
from ...models import Learner, RosterImport
from ...outputs.office_papers import slips
from ...outputs.pdf import CannotPrint
from ...records_forms import ResultsForm, RosterForm
from ...roster import NotARoster
from ...sheet_files import takes_sheet
from .office import chosen_area, done_with, tried

log = logging.getLogger(__name__)
SLIPS_AT_ONCE = 400
COLUMN_WORDS = {
    "badge": gettext_lazy("Badge"),
    "name": gettext_lazy("Name"),
    "role": gettext_lazy("Role"),
    "operator": gettext_lazy("Operator"),
    "renewal": gettext_lazy("Renewal date"),
    "email": gettext_lazy("E-mail address"),
    "left": gettext_lazy("Left on"),
}


@takes_sheet("file")
@require_http_methods(["GET", "HEAD", "POST"])
@guarded("training.roster")
def roster(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = RosterForm(
        request.POST or None, request.FILES or None, areas=queries.own_areas(by, "training.roster")
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            kept, _plan = actions.preview_roster(
                said["area"],
                said["sheet"],
                whole=said["whole"],
                role=Role(said["role"]),
                course_id=said["course"],
                by=by,
            )
            return redirect("training-roster-preview", kept.pk)
        except NotARoster as why:
            form.add_error("file" if said["file"] else "sheet", str(why))
    context = {
        "form": form,
        "imports": queries.roster_imports(by),
        "waiting": queries.without_code(by),
        "at_once": SLIPS_AT_ONCE,
    }
    return render(request, "learning/records/roster.html", context, status=422 if form.errors else 200)


@require_safe
@guarded("training.roster")
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What using it would do, and to whom; and afterwards what it did, with the lines that are left over."""
    kept = _kept(request, pk)
    found = queries.reading(actor_of(request), kept)
    context = {
        "kept": kept,
        "left": found.left,
        "unknown": found.unknown,
        "named": found.named,
        "counts": {**kept.counts, **(found.named.counts if found.named else {})},
        "columns": COLUMN_WORDS,
    }
    return render(request, "learning/records/roster_preview.html", context)


@require_POST
@guarded("training.roster")
def settle(request: HttpRequest, pk: UUID) -> HttpResponse:
    kept, by = _kept(request, pk), actor_of(request)
    if request.POST.get("use") == "yes":
        tried(request, lambda: actions.apply_roster(kept, by=by), _("The roster is up to date."))
        return redirect("training-roster-preview", pk)
    tried(
        request, lambda: actions.drop_roster(kept, by=by), _("Nothing was changed, and the sheet is wiped.")
    )
    return redirect("training-roster")


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("training.equivalent")
def results(request: HttpRequest) -> HttpResponse:
    """Who has done our course in another learning system."""
    by, brought = actor_of(request), list[actions.BroughtIn]()
    form = ResultsForm(request.POST or None, areas=queries.own_areas(by, "training.equivalent"))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            done_with(
                form,
                lambda: brought.append(
                    actions.bring_in_results(
                        said["area"],
                        said["course"],
                        said["version"],
                        said["sheet"],
                        evidence=said["evidence"],
                        by=by,
                    )
                ),
            )
        except NotARoster as why:
            form.add_error("sheet", str(why))
    context = {"form": form, "brought": brought[0] if brought else None}
    return render(request, "learning/records/results.html", context, status=422 if form.errors else 200)


@require_POST
@guarded("training.roster")
def codes(request: HttpRequest) -> HttpResponse:
    """Codes for people of one council who have none, as slips to cut out."""
    area = chosen_area(request, "training.roster")
    learners = queries.learners_without_code(actor_of(request), area, most=SLIPS_AT_ONCE)
    if not learners:
        messages.info(request, _("Everybody has a code."))
        return redirect("training-roster")
    return printed_codes(request, area, learners) or redirect("training-roster")


def printed_codes(request: HttpRequest, area: Area, learners: list[Learner]) -> HttpResponse | None:
    """New codes as a PDF, shown this once: only digests are kept. What cannot be printed is not given, so
    that the codes that people have go on working; then None."""
    try:
        with transaction.atomic():
            paper = slips(area.name, actions.give_codes(area, learners, by=actor_of(request)))
    except CannotPrint as problem:
        log.error("slips could not be printed: %s", type(problem).__name__)
        messages.error(
            request, _("They could not be printed, so no code was changed. Tell your administrator.")
        )
        return None
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="codes-{timezone.localdate():%Y-%m-%d}.pdf"'
    return response


def _kept(request: HttpRequest, pk: UUID) -> RosterImport:
    try:
        return queries.roster_import(actor_of(request), pk)
    except RosterImport.DoesNotExist as problem:
        raise Http404 from problem
