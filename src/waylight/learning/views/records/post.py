"""Letters to print and post, mail that came back, mail that nobody knows about."""

import logging
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from waylight.accounts.guarding import actor_of, guarded

from ... import actions, queries
from ...models import Reminder
from ...outputs.office_papers import letters as printed_letters
from ...outputs.pdf import CannotPrint
from ...records_forms import BouncedForm
from .office import chosen_area, tried

log = logging.getLogger(__name__)
AT_ONCE = 400
"""Sheets in one file."""


@require_safe
@guarded("training.letters")
def letters(request: HttpRequest) -> HttpResponse:
    return _page(request, BouncedForm())


@require_POST
@guarded("training.letters")
def print_letters(request: HttpRequest) -> HttpResponse:
    """The letters that wait, one a page. Printing them is not yet posting them."""
    area = chosen_area(request, "training.letters")
    waiting = queries.letters(actor_of(request), area)[:AT_ONCE]
    if not waiting:
        return redirect("training-letters")
    try:
        paper = printed_letters(area, waiting, on=timezone.localdate())
    except CannotPrint as problem:
        log.error("letters could not be printed: %s", type(problem).__name__)
        messages.error(request, _("They could not be printed. Tell your administrator."))
        return _back(area.slug)
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="letters-{timezone.localdate():%Y-%m-%d}.pdf"'
    return response


@require_POST
@guarded("training.letters")
def posted(request: HttpRequest) -> HttpResponse:
    """Those that were on the page: letters that came to wait since are not among them."""
    area = chosen_area(request, "training.letters")
    chosen = [pk for pk in map(_uuid, request.POST.getlist("letter")) if pk is not None]
    count = actions.post_letters(area, chosen, by=actor_of(request))
    one, more = "%(num)s letter is noted as posted.", "%(num)s letters are noted as posted."
    messages.success(request, ngettext(one, more, count) % {"num": count})
    return _back(area.slug)


@require_POST
@guarded("training.letters")
def bounced(request: HttpRequest) -> HttpResponse:
    area, form = chosen_area(request, "training.letters"), BouncedForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    found = actions.note_bounces(area, form.listed(), by=actor_of(request))
    one, more = "%(num)s reminder goes by letter now.", "%(num)s reminders go by letter now."
    messages.success(request, ngettext(one, more, found.reminders) % {"num": found.reminders})
    if found.unknown:
        said = {"addresses": ", ".join(found.unknown[:20])}
        messages.warning(request, _("Nobody here has these addresses: %(addresses)s") % said)
    return _back(area.slug)


@require_POST
@guarded("training.letters")
def unsure(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        reminder = Reminder.objects.get(pk=pk)
    except Reminder.DoesNotExist as problem:
        raise Http404 from problem
    went, by = request.POST.get("went") == "yes", actor_of(request)
    words = _("Noted that it went.") if went else _("It is sent again.")
    tried(request, lambda: actions.settle_unsure(reminder, went=went, by=by), words)
    return _back(reminder.area_id)


def _back(area_slug: str) -> HttpResponse:
    response = redirect("training-letters")
    response["Location"] += f"?area={area_slug}"
    return response


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(request: HttpRequest, form: BouncedForm) -> HttpResponse:
    area, viewer = chosen_area(request, "training.letters"), actor_of(request)
    context = {
        "area": area,
        "areas": queries.own_areas(viewer, "training.letters"),
        "letters": queries.letters(viewer, area),
        "unsure": queries.unsure(viewer, area),
        "at_once": AT_ONCE,
        "form": form,
    }
    return render(request, "learning/records/letters.html", context, status=422 if form.errors else 200)
