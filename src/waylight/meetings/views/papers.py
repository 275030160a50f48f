"""A reader's own paper and minutes, as a page and as PDF."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from waylight.accounts.guarding import actor_of, guarded
from waylight.casework.views.printing import why_not
from waylight.learning.outputs.pdf import CannotPrint

from .. import queries
from ..errors import NotPossible
from ..printing import printed
from .desk import found

WHICH = ("paper", "minutes")


@require_GET
@guarded("meeting.view")
def paper(request: HttpRequest, pk: UUID, which: str) -> HttpResponse:
    if which not in WHICH:
        raise Http404
    try:
        it = queries.paper_of(actor_of(request), found(pk), minutes=which == "minutes", form="page")
    except NotPossible as problem:
        messages.error(request, str(problem.why.label))
        return redirect("meeting", pk)
    return render(request, "meetings/paper.html", {"paper": it, "page": it.page})


@require_GET
@guarded("meeting.view")
def paper_pdf(request: HttpRequest, pk: UUID, which: str) -> HttpResponse:
    if which not in WHICH:
        raise Http404
    try:
        it = queries.paper_of(actor_of(request), found(pk), minutes=which == "minutes", form="pdf")
        body = printed(it)
    except (NotPossible, CannotPrint) as problem:
        words = problem.why.label if isinstance(problem, NotPossible) else why_not(problem)
        messages.error(request, str(words))
        return redirect("meeting", pk)
    name = f"{which}-{it.page.meeting.reference}.pdf"
    kept = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(body, content_type="application/pdf", headers=kept)
