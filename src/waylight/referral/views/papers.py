"""What those who work with the child take away on paper: a strategy discussion, what agencies answered."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waylight.accounts.guarding import actor_of, guarded
from waylight.casework.views.record import found as child_of
from waylight.learning.outputs.pdf import CannotPrint

from .. import queries
from ..paper_team import answers_paper, discussion_paper
from .team import found


@require_GET
@guarded("child.view")
def discussion(request: HttpRequest, pk: UUID) -> HttpResponse:
    thing = found("discussion", pk)
    it = queries.take_discussion(actor_of(request), thing)
    name = f"strategy-discussion-{thing.child.reference}.pdf"
    return _printed(request, lambda: discussion_paper(it), name, ("discussion", pk))


@require_GET
@guarded("child.view")
def answers(request: HttpRequest, pk: UUID) -> HttpResponse:
    child = child_of(pk)
    rows = queries.take_checks(actor_of(request), child)
    name = f"agencies-{child.reference}.pdf"
    return _printed(request, lambda: answers_paper(child, rows), name, ("child-checks", pk))


def _printed(
    request: HttpRequest, make: Callable[[], bytes], name: str, back: tuple[str, UUID]
) -> HttpResponse:
    try:
        printed = make()
    except CannotPrint:
        messages.error(request, _("It could not be printed. The page says the same."))
        return redirect(*back)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(printed, content_type="application/pdf", headers=headers)
