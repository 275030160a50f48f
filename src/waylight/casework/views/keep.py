"""What is typed and not saved yet, with advice on its words; and edits that met."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.accounts.policy import can

from .. import actions, queries
from ..codes import QUOTED
from ..forms import NoWords
from ..models import Child
from ..wording import advice
from .acts import attempt
from .record import found
from .slots import slot_of

ANYBODY = "words.keep"
"""Held by every role that writes about what was reported; whether they may write here the draft's own right
says."""
NOT_TYPED = ("csrfmiddlewaretoken", "do", "act", "end")


@require_POST
@guarded("child.write")
def keep(request: HttpRequest, pk: UUID, form: str) -> JsonResponse:
    """From the page's script, while somebody types."""
    return keeping(request, found(pk), form)


def keeping(
    request: HttpRequest,
    of: Child | UUID,
    form: str,
    may: tuple[str, object] | None = None,
    never: frozenset[str] = frozenset(),
) -> JsonResponse:
    """Answers when it was kept, and advice by field. `may` as in `actions.keep_draft`; of the fields in
    `never` nothing is kept."""
    typed: dict[str, str | list[str]] = {
        name: ticked if len(ticked) > 1 else ticked[0]
        for name, ticked in request.POST.lists()
        if name not in NOT_TYPED and name not in never and ticked
    }
    actions.keep_draft(of, form, typed, by=actor_of(request), may=may)
    quoted = typed.get("kind") in QUOTED or bool(typed.get("quoted"))
    said = {name: [] if quoted else _advice(text) for name, text in typed.items() if isinstance(text, str)}
    return JsonResponse({"kept": timezone.localtime().strftime("%H:%M"), "advice": said})


def _advice(text: str) -> list[dict[str, str]]:
    return [{"words": b.words, "why": b.advice.why, "use": b.advice.use} for b in advice(text)]


@require_POST
@guarded("child.write")
def throw_away(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    actions.drop_draft(found(pk), form, by=actor_of(request))
    return redirect("child", pk)


@require_POST
@guarded(ANYBODY)
def keep_slot(request: HttpRequest, room: str, pk: UUID, name: str) -> JsonResponse:
    """From the page's script, while somebody types."""
    slot = slot_of(room, pk, name)
    return keeping(request, slot.of, slot.name, slot.may, slot.never)


@require_POST
@guarded(ANYBODY)
def throw_slot_away(request: HttpRequest, room: str, pk: UUID, name: str) -> HttpResponse:
    slot = slot_of(room, pk, name)
    actions.drop_draft(slot.of, slot.name, by=actor_of(request), may=slot.may)
    return redirect(slot.back)


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def conflict(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The edit that came too late, whole, until somebody says that it is settled."""
    actor = actor_of(request)
    met = there(queries.conflict_of, actor, pk)
    if request.method == "POST":
        form = NoWords(request.POST)
        if form.is_valid() and attempt(form, lambda: actions.settle(met.conflict, by=actor)):
            messages.success(request, _("Settled."))
        return redirect("child", met.conflict.child_id)
    page = queries.opened(actor, queries.find_child(met.conflict.child_id), "conflict")
    may = can(actor, "child.write", met.conflict)
    context = {"met": met.conflict, "fields": met.fields, "page": page, "may_settle": may}
    return render(request, "casework/conflict.html", context)
