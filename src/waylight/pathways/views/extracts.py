"""What waits for the intelligence unit: words written for it, and nothing of the child's record."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waylight.accounts.guarding import actor_of, guarded
from waylight.casework.errors import NotPossible

from .. import actions, queries
from ..models import Extract


@require_GET
@guarded("extract.take")
def extracts(request: HttpRequest) -> HttpResponse:
    return render(request, "pathways/extracts.html", {"extracts": queries.extracts(actor_of(request))})


@require_http_methods(["GET", "POST"])
@guarded("extract.take")
def take(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Posted, a report is begun; got, as from what is due, the words in the list of all that wait."""
    if request.method == "GET":
        return redirect(f"{reverse('extracts')}#e-{pk}")
    try:
        begun = actions.take(queries.find_extract(pk), by=actor_of(request))
    except Extract.DoesNotExist as none:
        raise Http404 from none
    except NotPossible as problem:
        messages.error(request, str(problem.why.label))
        return redirect("extracts")
    messages.success(request, _("A report is begun with these words. Check and grade it like any other."))
    return redirect("report", begun.pk)
