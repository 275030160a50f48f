"""An assessment: all its parts on one page, one part to write in, and its level with its second person."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.accounts.policy import can
from waylight.accounts.roles import Actor
from waylight.triage.views.saying import saved

from .. import actions, queries
from .. import forms as f
from ..errors import NotPossible
from ..models import Assessment, Entry
from ..rules import domains, levels
from .acts import Act, attempt, make, perform, plain, settle_draft
from .record import found
from .slots import written

NEW_BASE = 0


def _views(thing: Assessment, data: Any, initial: dict[str, Any]) -> forms.Form:
    stands = {"base": thing.version, "child_view": thing.child_view, "parents_view": thing.parents_view}
    return f.ViewsForm(data, initial={**stands, **initial})


def _level(thing: Assessment, data: Any, initial: dict[str, Any]) -> forms.Form:
    harm = any(entry.harm_now for entry in thing.entries.all())
    stands = {"base": thing.version, "level": thing.level, "reasons": thing.reasons}
    return f.LevelForm(data, initial={**stands, **initial}, harm=harm)


ACTS = (
    Act(
        "views",
        "child.assess",
        gettext_lazy("What the child and the parents think"),
        _views,
        lambda a, d, by: actions.write_views(a, by=by, **d),
        gettext_lazy("Saved."),
        kept=True,
    ),
    Act(
        "level",
        "child.assess",
        gettext_lazy("Conclude: the level, in your name"),
        _level,
        lambda a, d, by: actions.say_level(a, by=by, **d),
        gettext_lazy("Saved, in your name."),
        kept=True,
    ),
    Act(
        "legacy",
        "child.assess",
        gettext_lazy("Bring in a total of an earlier tool"),
        plain(f.LegacyForm),
        lambda a, d, by: actions.add_legacy(a, by=by, **d),
        gettext_lazy("Added, as not validated. Nothing is reckoned with it."),
        kept=True,
    ),
    Act(
        "take-back",
        "child.assess",
        gettext_lazy("Take it back and write on"),
        plain(f.NoWords),
        lambda a, d, by: actions.take_back(a, by=by),
        gettext_lazy("Taken back."),
    ),
    Act(
        "second",
        "child.second",
        gettext_lazy("Be the second person"),
        plain(f.SecondForm),
        lambda a, d, by: actions.answer_second(a, agree=d["agree"] == "yes", reason=d["reason"], by=by),
        gettext_lazy("Saved."),
        kept=True,
    ),
)
BY_NAME = {act.name: act for act in ACTS}
NOW = {"draft": ("views", "level", "legacy"), "second-person": ("take-back", "second")}


def find(pk: UUID) -> Assessment:
    return there(queries.find_assessment, pk)


@require_POST
@guarded("child.assess")
def begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    try:
        return redirect("assessment", actions.begin(found(pk), by=actor_of(request)).pk)
    except NotPossible as problem:
        messages.error(request, str(problem.why.label))
        return redirect("child", pk)


@require_GET
@guarded("child.view")
def assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, find(pk))


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    chosen, thing = BY_NAME.get(name), find(pk)
    if chosen is None:
        raise Http404
    if request.method == "GET":
        return redirect("assessment", pk)
    form, done = perform(chosen, thing, request.POST, actor_of(request))
    if not done:
        return _page(request, find(pk), chosen, form)
    saved(request, form, chosen.done)
    return redirect("assessment", pk)


def _page(
    request: HttpRequest, thing: Assessment, chosen: Act | None = None, bound: forms.Form | None = None
) -> HttpResponse:
    actor = actor_of(request)
    page = queries.opened(actor, thing.child, "assessment")
    open_now = [BY_NAME[name] for name in NOW.get(thing.state, ()) if can(actor, BY_NAME[name].action, thing)]
    if thing.level_by_id == actor.user_id:
        open_now = [each for each in open_now if each.name != "second"]
    context = {
        "page": page,
        "it": queries.assessment_page(actor, thing),
        "acts": [
            (each, bound, False) if each is chosen else (each, *make(each, thing, actor)) for each in open_now
        ],
        "chosen": chosen,
        "bound": bound,
        "conflicts": queries.conflicts(actor, thing.child),
        "before": levels().get(thing.before.level) if thing.before else None,
        "may_assess": page.may_write and thing.state == "draft",
        "refused": _refused(chosen, bound, open_now),
    }
    return render(request, "casework/assessment.html", context, status=400 if bound is not None else 200)


def _refused(chosen: Act | None, bound: forms.Form | None, here: list[Act]) -> list[str]:
    """What was typed into a form that is not on the page any more: its words stand on it nevertheless."""
    if chosen is None or bound is None or chosen in here:
        return []
    return queries.words_of(written(bound, bound.data))


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def part(request: HttpRequest, pk: UUID, domain: str) -> HttpResponse:
    """One part: what stands in it, and a form for one more entry."""
    thing, chosen, actor = find(pk), domains().get(domain), actor_of(request)
    if chosen is None:
        raise Http404
    name = f"entry-{domain}-{thing.pk}"
    if request.method == "POST":
        form = f.EntryForm(request.POST)
        if form.is_valid():
            attempt(form, lambda: actions.add_entry(thing, _written(form, domain), by=actor))
        settle_draft(form, thing.child, name, actor)
        if not form.errors:
            saved(request, form, _("Saved."))
            return redirect("assessment-part", pk, domain)
        begun = False
    else:
        draft = queries.draft_of(actor, thing.child, name)
        first = {"base": NEW_BASE, "kind": "strength" if chosen.strength else "sign"}
        form, begun = f.EntryForm(initial={**first, **draft}), bool(draft)
    return _writing(request, thing, chosen.code, form, name, begun)


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change one entry, or say why it no longer holds."""
    held = there(queries.find_entry, pk)
    actor, name, thing = actor_of(request), f"entry-{pk}", find(held.assessment_id)
    if request.method == "POST":
        ending = "end" in request.POST
        form: forms.Form = f.EndEntryForm(request.POST) if ending else f.EntryForm(request.POST)
        if form.is_valid():
            attempt(form, lambda: _change(held, form, ending, actor))
        settle_draft(form, thing.child, end_of(name) if ending else name, actor)
        if not form.errors:
            saved(request, form, _("Saved."))
            if held.domain not in domains():  # a number of an earlier tool stands in no part
                return redirect("assessment", thing.pk)
            return redirect("assessment-part", thing.pk, held.domain)
        return _writing(request, thing, held.domain, form, name, False, held)
    draft = queries.draft_of(actor, thing.child, name)
    return _writing(request, thing, held.domain, _of_entry(held, draft), name, bool(draft), held)


def _of_entry(held: Entry, draft: dict[str, Any]) -> f.EntryForm:
    stands = {field: getattr(held, field) for field in f.EntryForm.base_fields if field != "base"}
    return f.EntryForm(initial={**stands, "base": held.version, **draft})


def end_of(name: str) -> str:
    """Of an entry's draft: that of the form which says why it no longer holds."""
    return f"end-{name}"


def _written(form: forms.Form, domain: str) -> actions.Written:
    typed = {name: value for name, value in form.cleaned_data.items() if name != "base"}
    return actions.Written(domain=domain, **typed)


def _change(held: Entry, form: forms.Form, ending: bool, by: Actor) -> object:
    base = form.cleaned_data["base"] or 0
    if ending:
        return actions.end_entry(held, form.cleaned_data["reason"], base=base, by=by)
    return actions.change_entry(held, _written(form, held.domain), base=base, by=by)


def _writing(
    request: HttpRequest,
    thing: Assessment,
    domain: str,
    form: forms.Form,
    name: str,
    begun: bool,
    held: Entry | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    page = queries.opened(actor, thing.child, "assessment")
    it = queries.assessment_page(actor, thing)
    rows = next((p.entries for p in it.parts if p.domain.code == domain), [])
    ending = form if isinstance(form, f.EndEntryForm) else None
    ended = queries.draft_of(actor, thing.child, end_of(name)) if held and not ending else {}
    if held and ending:
        draft = queries.draft_of(actor, thing.child, name)
        form, begun = _of_entry(held, draft), bool(draft)
    version = held.version if held else NEW_BASE
    sent, may_assess = ending or form, page.may_write and thing.state == "draft"
    context = {
        "page": page,
        "assessment": thing,
        "domain": domains().get(domain),
        "rows": rows,
        "form": form,
        "bound": sent,
        "end_form": ending or f.EndEntryForm(initial={"base": version, **ended}),
        "end_name": end_of(name),
        "end_begun": bool(ended),
        "held": held,
        "name": name,
        "begun": begun,
        "may_assess": may_assess,
        "refused": queries.words_of(written(sent, sent.data)) if sent.is_bound and not may_assess else [],
    }
    return render(request, "casework/part.html", context, status=400 if sent.errors else 200)
