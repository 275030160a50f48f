"""One child's record: their own words first, then what is due, who is around them, and what may be done."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.accounts.policy import can, require
from waylight.accounts.roles import Actor
from waylight.audit.models import Verb
from waylight.triage.views.saying import saved

from .. import actions, queries
from ..codes import BY_HAND, DueKind, LineKind
from ..errors import NotPossible, Why
from ..forms import OutcomeForm, Reason
from ..models import Access, Child, Due, Identifier, Related
from ..queries.due import DueRow
from ..withheld import kept_from
from ..wording import advice
from .acts import ACTS, BY_NAME, Act, attempt, make, open_to, perform
from .drafts import OF_DUE
from .slots import Begun, Kept, Stranded, away, draft_name, kept, kept_with, settled, stranded, written


def found(pk: UUID) -> Child:
    return there(queries.find_child, pk)


@require_GET
@guarded("child.view")
def child(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, found(pk))


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    chosen, thing = BY_NAME.get(name), found(pk)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        return redirect("child", pk)
    form, done = perform(chosen, thing, request.POST, actor_of(request))
    if not done:
        return _page(request, found(pk), chosen, form)
    if name == "line":
        messages.success(request, str(chosen.done))  # the line itself carries the advice
        return redirect("child-chronology", pk)
    saved(request, form, chosen.done)
    return redirect("child", pk)


def _page(
    request: HttpRequest, thing: Child, chosen: Act | None = None, bound: forms.Form | None = None
) -> HttpResponse:
    actor = actor_of(request)
    page = queries.opened(actor, thing, "record")
    corrects = _corrects(thing, request.GET.get("corrects") or (bound and bound.data.get("corrects")))
    asked = {"corrects": corrects} if corrects else None
    shown = [
        (each, bound, False) if each is chosen else (each, *make(each, thing, actor, asked))
        for each in open_to(thing, actor)
    ]
    assessments = queries.assessments(actor, thing)
    around, begun = queries.around(actor, thing), queries.drafts_in(actor, thing)
    context = {
        "page": page,
        "assessments": assessments,
        "may_begin": thing.state == "open"
        and not any(each.state in ("draft", "second-person") for each in assessments),
        "around": around,
        "of_due": _of_dues(around.dues, begun),
        "stranded": _stranded(actor, thing, [each for each, _form, _kept in shown], around.dues, begun),
        "elsewhere": _elsewhere(thing, begun) if page.may_write else [],
        "conflicts": queries.conflicts(actor, thing),
        "acts": shown,
        "chosen": chosen,
        "bound": bound,
        "corrects": corrects,
        "kinds": DueKind,
    }
    return render(request, "casework/child.html", context, status=400 if bound is not None else 200)


def _corrects(thing: Child, asked: Any) -> str:
    """The key of the line that is put right, where it is one of this child's."""
    try:
        return str(asked) if asked and thing.lines.filter(pk=UUID(str(asked))).exists() else ""
    except ValueError:
        return ""


def _of_dues(rows: list[DueRow], begun: Begun) -> dict[UUID, tuple[forms.Form, Kept | None]]:
    """By due, the form of what may be said of it, with what this person had begun to say."""
    made = dict[UUID, tuple[forms.Form, Kept | None]]()
    for row in rows:
        name, pk = _of_row(row), row.due.pk
        form = OF_A_DUE[name][0]()
        made[pk] = form, kept_with(form, "due", pk, name, begun)
    return made


def _of_row(row: DueRow) -> str:
    return "looked-at" if row.due.kind == DueKind.GLASS else "pause"


def _stranded(
    actor: Actor, thing: Child, here: list[Act], rows: list[DueRow], begun: Begun
) -> list[Stranded]:
    """What the viewer had begun to write into an act that is not open any more, or of a due that has ended or
    stands still."""
    acts = [act for act in ACTS if act not in here and act.name in begun and can(actor, act.action, thing)]
    words = {act.name: written(act.form(thing, None, {}), begun[act.name]) for act in acts}
    found = [(a.title, a.name, reverse("child-throw-away", args=[thing.pk, a.name])) for a in acts]
    running = {row.due.pk for row in rows if not row.due.paused}
    for gone in Due.objects.filter(pk__in=_dues_in(begun) - running, child=thing).only("pk"):
        found += [
            (title, draft_name("due", gone.pk, name), away("due", gone.pk, name))
            for name, title in ABOUT_A_DUE.items()
            if can(actor, OF_DUE[name], thing)
        ]
    return stranded(found, {**begun, **words})


def _elsewhere(thing: Child, begun: Begun) -> list[Stranded]:
    """What the viewer had begun to write on other pages of this record: its form waits there, or is gone.
    What is only one word is a choice of that form."""
    names = [name for name in begun if name not in BY_NAME and not NAME_OF_A_DUE.fullmatch(name)]
    found = [("", name, reverse("child-throw-away", args=[thing.pk, name])) for name in names]
    return stranded(found, {name: _of_words(begun[name]) for name in names})


def _of_words(typed: dict[str, Any]) -> dict[str, Any]:
    return {field: text for field, text in typed.items() if isinstance(text, str) and " " in text.strip()}


def _dues_in(begun: Begun) -> set[UUID]:
    """Of which dues there is a draft."""
    keys = (found[1] for found in map(NAME_OF_A_DUE.fullmatch, begun) if found)
    return {UUID(key) for key in keys}


@require_GET
@guarded("child.view")
def chronology(request: HttpRequest, pk: UUID) -> HttpResponse:
    thing, actor = found(pk), actor_of(request)
    page = queries.opened(actor, thing, "chronology")
    shown = queries.chronology(actor, thing, request.GET.dict())
    mine = {
        line.pk: advice(line.text) for line in shown.lines if _checked(line.kind, line.by_id, actor.user_id)
    }
    context = {"page": page, "shown": shown, "asked": request.GET, "kinds": LineKind}
    context |= {"advice": mine, "by_hand": BY_HAND}
    return render(request, "casework/chronology.html", context)


def _checked(kind: str, by: int, viewer: int | None) -> bool:
    """Advice is for whoever wrote it, and never about what somebody else was heard to say."""
    return by == viewer and kind not in (LineKind.CHILD, LineKind.FAMILY, LineKind.CONCERN, LineKind.DECISION)


@require_GET
@guarded("child.view")
def to_print(request: HttpRequest, pk: UUID) -> HttpResponse:
    thing, actor = found(pk), actor_of(request)
    page = queries.opened(actor, thing, "chronology-print", verb=Verb.EXPORT)
    shown = queries.chronology(actor, thing, request.GET.dict(), whole=True)
    context = {"page": page, "shown": shown, "now": timezone.now(), "every": thing.lines.count()}
    context |= {
        "kept_from": kept_from(thing),
        "numbers": {line.pk: n for n, line in enumerate(shown.lines, 1)},
    }
    return render(request, "casework/print.html", context)


@require_http_methods(["GET", "POST"])
@guarded("child.break-glass")
def glass(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read a record for a day, with a reason that its manager sees at once."""
    thing, form, actor = found(pk), Reason(request.POST or None), actor_of(request)
    if can(actor, "child.view", thing):
        return redirect("child", pk)  # who reads it needs no other reason
    require(actor, "child.break-glass", thing)
    if request.method == "POST":
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            attempt(form, lambda: actions.break_glass(thing, reason, by=actor))
        settled(form, "glass", pk, "open", actor)
        if not form.errors:
            return redirect("child", pk)
    context = {"child": thing, "form": form, "kept": kept(form, "glass", pk, "open", actor)}
    return render(request, "casework/glass.html", context, status=400 if form.errors else 200)


@require_POST
@guarded("child.view")
def due(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    """Pause, run again, or say that an opening was looked at. What else is due ends by an act of its own.
    What is refused waits in its form on the child's page."""
    try:
        what = Due.objects.select_related("child").get(pk=pk, child__isnull=False)
    except Due.DoesNotExist as none:
        raise Http404 from none
    if name not in OF_A_DUE:
        raise Http404
    form, do = OF_A_DUE[name][0](request.POST), OF_A_DUE[name][1]
    if form.is_valid():
        attempt(form, lambda: do(what, form.cleaned_data, actor_of(request)))
    settled(form, "due", pk, name, actor_of(request))
    for problems in form.errors.values():
        messages.error(request, "; ".join(map(str, problems)))
    if not form.errors:
        saved(request, form, _("Saved."))
    return redirect("child", what.child_id)


def _looked(what: Due, typed: dict[str, str], by: Actor) -> object:
    glass = Access.objects.select_related("child").filter(pk=what.about).first()
    if glass is None:
        raise NotPossible(Why.NOT_DUE)
    return actions.look_at_glass(glass, typed["words"], by=by)


OF_A_DUE: dict[str, tuple[type[forms.Form], Callable[[Due, dict[str, str], Actor], object]]] = {
    "pause": (Reason, lambda what, typed, by: actions.pause(what, typed["reason"], by=by)),
    "resume": (forms.Form, lambda what, _typed, by: actions.resume(what, by=by)),
    "looked-at": (OutcomeForm, _looked),
}


NAME_OF_A_DUE = re.compile(r"due-(?:pause|looked-at)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
ABOUT_A_DUE = {"pause": _lazy("Pause it"), "looked-at": _lazy("What you found when you looked at it")}


ENDED: dict[str, tuple[type[Access | Related | Identifier], Callable[..., object]]] = {
    "access": (Access, actions.end_access),
    "related": (Related, actions.end_related),
    "link": (Related, actions.unlink_record),
    "identifier": (Identifier, actions.end_identifier),
}


@require_POST
@guarded("child.view")
def end(request: HttpRequest, what: str, pk: UUID) -> HttpResponse:
    """Somebody no longer works with the child or is no longer around them; a number, or another record, is
    not theirs."""
    if what not in ENDED:
        raise Http404
    model, end_it = ENDED[what]
    found = get_object_or_404(model.objects.select_related("child"), pk=pk)
    try:
        end_it(found, by=actor_of(request))
    except NotPossible as problem:
        messages.error(request, str(problem.why.label))
    return redirect("child", found.child_id)
