"""Support past 18, the end of support and the follow-ups after it."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from waylight.accounts.guarding import actor_of, guarded, there
from waylight.accounts.roles import Actor
from waylight.casework import queries as children
from waylight.casework.models import Child
from waylight.casework.views.acts import Act, plain
from waylight.casework.views.record import found

from .. import actions, queries
from .. import forms as f
from ..actions.passing_18 import WRITTEN
from ..machine import AGREE, WRITE
from ..models import FollowUp, Transition
from .pages import shown
from .support import done_or_asked


def _transition(child: Child, data: Any, initial: dict[str, Any]) -> forms.Form:
    held = Transition.objects.filter(child=child).first()
    stands = {name: getattr(held, name, "") for name in WRITTEN}
    return f.TransitionForm(data, initial={**stands, "base": held.version if held else 0, **initial})


def _held(child: Child) -> Transition:
    return there(lambda pk: Transition.objects.select_related("child").get(child=pk), child.pk)


def _exit(child: Child, typed: dict[str, Any], by: Actor) -> object:
    return actions.end_support(child, by=by, **typed)


def _answer(held: FollowUp, typed: dict[str, Any], by: Actor) -> object:
    return actions.answer_follow_up(held, typed["words"], reopen=typed["reopen"] == "yes", by=by)


OF_18 = (
    Act(
        "write",
        WRITE,
        _("Write what is planned"),
        _transition,
        lambda c, d, by: actions.write_transition(c, by=by, **d),
        _("Saved."),
        kept=True,
    ),
    Act(
        "agree",
        AGREE,
        _("Agree it"),
        plain(f.NoWords),
        lambda c, _d, by: actions.agree_transition(_held(c), by=by),
        _("Agreed. Handing on falls due."),
    ),
    Act(
        "hand-on",
        WRITE,
        _("Whoever goes on took over"),
        plain(f.HandOnForm),
        lambda c, d, by: actions.hand_on(_held(c), d["words"], by=by),
        _("Saved."),
        kept=True,
    ),
)
NOW_18 = {
    "": {"write"},
    "planning": {"write", "agree"},
    "planned": {"write", "hand-on"},
    "handed-on": {"write"},
}
OF_ENDING = (
    Act(
        "exit", AGREE, _("End support"), plain(f.ExitForm), _exit, _("Ended. Follow-ups are due."), kept=True
    ),
)
OF_FOLLOW_UP = (
    Act(
        "asked",
        WRITE,
        _("Write what was found"),
        plain(f.FollowUpForm),
        lambda held, d, by: actions.follow_up(held, by=by, **d),
        _("Saved."),
        kept=True,
    ),
    Act("answer", AGREE, _("Answer it"), plain(f.FollowAnswerForm), _answer, _("Saved."), kept=True),
)
NOW_FOLLOW = {"planned": {"asked"}, "worried": {"answer"}, "not-reached": {"answer"}}


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def transition(request: HttpRequest, pk: UUID, name: str = "") -> HttpResponse:
    child, actor = found(pk), actor_of(request)
    chosen, bound, done = done_or_asked(request, OF_18, name, child)
    if done:
        return redirect("transition", pk)
    page = children.opened(actor, child, "transition")
    held = queries.transition_of(actor, child)
    context = {
        "page": page,
        "held": held,
        "acts": shown(OF_18, NOW_18.get(held.state if held else "", set()), child, actor, chosen, bound),
        "conflicts": children.conflicts(actor, child),
        "chosen": chosen,
        "bound": bound,
    }
    return render(request, "plan/transition.html", context, status=400 if bound is not None else 200)


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def ending(request: HttpRequest, pk: UUID, name: str = "") -> HttpResponse:
    child, actor = found(pk), actor_of(request)
    chosen, bound, done = done_or_asked(request, OF_ENDING, name, child)
    if done:
        return redirect("ending", pk)
    page = children.opened(actor, child, "ending")
    every = queries.endings(actor, child)
    now = {"exit"} if child.state == "open" and queries.open_exit(every) is None else set()
    context = {
        "page": page,
        "endings": every,
        "follow_ups": queries.follow_ups(actor, child),
        "acts": shown(OF_ENDING, now, child, actor, chosen, bound),
        "chosen": chosen,
        "bound": bound,
    }
    return render(request, "plan/ending.html", context, status=400 if bound is not None else 200)


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def follow_up(request: HttpRequest, pk: UUID, name: str = "") -> HttpResponse:
    thing, actor = there(queries.find_follow_up, pk), actor_of(request)
    chosen, bound, done = done_or_asked(request, OF_FOLLOW_UP, name, thing)
    if done:
        return redirect("follow-up", pk)
    context = {
        "page": children.opened(actor, thing.child, "follow-up"),
        "it": thing,
        "acts": shown(OF_FOLLOW_UP, NOW_FOLLOW.get(thing.state, set()), thing, actor, chosen, bound),
        "chosen": chosen,
        "bound": bound,
    }
    return render(request, "plan/follow_up.html", context, status=400 if bound is not None else 200)
