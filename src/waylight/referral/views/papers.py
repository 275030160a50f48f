"""What those who work with the child take away on paper: a strategy discussion, what agencies answered, what
was handed over by link."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.casework.views.printing import why_not
from waylight.casework.views.record import found as child_of
from waylight.learning.outputs.pdf import CannotPrint

from .. import queries
from ..paper_team import answers_paper, discussion_paper, link_paper
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


@require_GET
@guarded("child.view")
def link(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """The copy of those who work with the child: of what somebody without an account was given."""
    thing = there(queries.find_link, pk)
    if kind not in ("pdf", "json"):
        raise Http404
    handed = queries.take_link(actor_of(request), thing, kind)
    name = f"by-link-{thing.child.reference}.{kind}"
    if kind == "json":
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return JsonResponse(handed, json_dumps_params={"ensure_ascii": False, "indent": 1}, headers=headers)
    return _printed(request, lambda: link_paper(thing.child, handed), name, ("link-referral", pk))


def _printed(
    request: HttpRequest, make: Callable[[], bytes], name: str, back: tuple[str, UUID]
) -> HttpResponse:
    try:
        printed = make()
    except CannotPrint as problem:
        messages.error(request, why_not(problem, _("The page says the same.")))
        return redirect(*back)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(printed, content_type="application/pdf", headers=headers)
