"""What a person says of a mention, from the page of its concern; without any script."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded
from waylight.accounts.policy import can

from .. import actions, queries
from ..errors import NotPossible
from ..forms import CorrectForm
from ..models import Mention


def find(request: HttpRequest, pk: UUID) -> Mention:
    try:
        return queries.mention_of(actor_of(request), pk)
    except Mention.DoesNotExist as none:
        raise Http404 from none


@require_POST
@guarded("mention.judge")
def judge(request: HttpRequest, pk: UUID, verdict: str) -> HttpResponse:
    """One press: it is right, or it is nothing of the kind."""
    act = {"right": actions.confirm, "not-this": actions.refuse}.get(verdict)
    if act is None:
        raise Http404
    mention = act(find(request, pk), by=actor_of(request))
    messages.success(request, _("Noted. Links that rested on it are reckoned anew."))
    return redirect(back(request, mention))


@require_http_methods(["GET", "POST"])
@guarded("mention.judge")
def correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What it should say, in the words of whoever knows better than the rules."""
    mention = find(request, pk)
    form = CorrectForm(request.POST or None, initial={"kind": mention.kind, "value": mention.said})
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(mention, by=actor_of(request), **form.cleaned_data)
            messages.success(request, _("Corrected. Links that rested on it are reckoned anew."))
            return redirect(back(request, mention))
        except NotPossible as problem:
            form.add_error(None, str(problem.why.label))
    context = {"form": form, "mention": mention, "back": back(request, mention)}
    return render(request, "intelligence/correct.html", context, status=400 if form.errors else 200)


def back(request: HttpRequest, mention: Mention) -> str:
    """To the concern for whoever may open it, else to what the mention belongs to."""
    contact = mention.account.contact
    if can(actor_of(request), "concern.open", contact):
        return reverse("contact", args=[contact.pk]) + "#found"
    if mention.observation is not None:
        return reverse("entity", args=[mention.observation.entity_id])
    return reverse("known")
