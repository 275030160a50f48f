"""A child's episodes, one episode with its interview, and an area's figures."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from waylight.accounts.guarding import actor_of, guarded
from waylight.accounts.policy import can
from waylight.accounts.roles import Actor
from waylight.casework import queries as casework
from waylight.casework.codes import DueKind
from waylight.casework.models import Child
from waylight.casework.views.acts import Act, plain

from .. import actions, queries
from .. import forms as f
from ..answers import Account
from ..machine import DECIDE, KEEP
from ..models import Episode
from ..rules import often
from .places import Place, acted, shown

YES = "yes"
CHILD_ACTS = (
    Act(
        "missing",
        KEEP,
        _("The child is missing, or away"),
        plain(f.ReportForm),
        lambda c, d, by: actions.report(c, by=by, **d),
        _("Recorded. Tell the police if nobody has."),
        kept=True,
    ),
    Act(
        "often",
        DECIDE,
        _("What the strategy discussion decided"),
        plain(f.OftenForm),
        lambda c, d, by: actions.settle_often(c, d["words"], by=by),
        _("Saved."),
        kept=True,
    ),
)


def _hold(episode: Episode, typed: dict[str, Any], by: Actor) -> object:
    held_at = typed.pop("held_at")
    return actions.hold(episode, held_at=held_at, account=Account(**typed), by=by)


def _offer(episode: Episode, typed: dict[str, Any], by: Actor) -> object:
    return actions.offer(episode, by=by, **{**typed, "independent": typed["independent"] == YES})


def _carers(episode: Episode, typed: dict[str, Any], by: Actor) -> object:
    return actions.ask_carers(episode, asked=typed["asked"] == YES, words=typed["words"], by=by)


def _still(episode: Episode, data: Any, initial: dict[str, Any]) -> forms.Form:
    return f.StillForm(data, initial={"grade": episode.grade, **initial})


def _check(episode: Episode, typed: dict[str, Any], by: Actor) -> object:
    write = actions.check if episode.state == "located" else actions.note_check
    return write(episode, by=by, **typed)


ACTS = (
    Act(
        "still",
        KEEP,
        _("The child is not back: what is known"),
        _still,
        lambda e, d, by: actions.still_missing(e, by=by, **d),
        _("Saved. It is due again in a day."),
        kept=True,
    ),
    Act(
        "located",
        KEEP,
        _("The child is back, or found"),
        plain(f.LocateForm),
        lambda e, d, by: actions.locate(e, by=by, **d),
        _("Saved. An interview is due within 72 hours of the return."),
        kept=True,
    ),
    Act(
        "checked",
        KEEP,
        _("The police's prevention check"),
        plain(f.CheckForm),
        _check,
        _("Saved. It is not the interview: that is still due."),
        kept=True,
    ),
    Act(
        "offered",
        KEEP,
        _("Offer the return home interview"),
        plain(f.OfferForm),
        _offer,
        _("Saved."),
        kept=True,
    ),
    Act("held", KEEP, _("The interview was held"), plain(f.HoldForm), _hold, _("Saved."), kept=True),
    Act(
        "declined",
        KEEP,
        _("The child does not want it"),
        plain(f.DeclineForm),
        lambda e, d, by: actions.decline(e, by=by, **d),
        _("Saved. Now offer carers to tell what they know."),
        kept=True,
    ),
    Act(
        "not-offered",
        DECIDE,
        _("Decide that none is offered"),
        plain(f.LeaveOutForm),
        lambda e, d, by: actions.leave_out(e, by=by, **d),
        _("Saved, with your reason. It counts as not offered."),
        kept=True,
    ),
    Act("carers", KEEP, _("What carers told"), plain(f.CarersForm), _carers, _("Saved."), kept=True),
    Act(
        "extracted",
        KEEP,
        _("Write out what intelligence needs to know"),
        plain(f.ExtractForm),
        lambda e, d, by: actions.write_out(e, by=by, **d),
        _("Saved. The unit sees these words and nothing of the interview."),
        kept=True,
    ),
    Act(
        "closed",
        DECIDE,
        _("Close the episode"),
        plain(f.NoWords),
        lambda e, d, by: actions.close(e, by=by),
        _("Closed."),
    ),
)
NOW = {
    "reported": ("located", "still"),
    "located": ("checked", "offered", "not-offered"),
    "checked": ("offered", "not-offered"),
    "offered": ("held", "declined"),
    "held": ("carers", "extracted"),
    "declined": ("carers", "extracted", "offered"),
    "not-offered": ("carers", "extracted", "offered"),
    "extracted": ("closed",),
}


def _now(episode: Episode) -> tuple[str, ...]:
    late = () if episode.checked_at or episode.state not in actions.CHECKED_LATER else ("checked",)
    return (*NOW.get(episode.state, ()), *late)


def _child_now(child: Child) -> tuple[str, ...]:
    running = child.dues.filter(kind=DueKind.OFTEN, stopped_at__isnull=True).exists()
    return ("missing", "often") if running else ("missing",)


CHILD = Place(
    "child-missing",
    "pathways/episodes.html",
    "missing",
    casework.find_child,
    CHILD_ACTS,
    _child_now,
    lambda viewer, child: {"rows": queries.episodes(viewer, child), "often": often()},
)
EPISODE = Place(
    "missing-episode",
    "pathways/episode.html",
    "episode",
    queries.find_episode,
    ACTS,
    _now,
    lambda viewer, episode: {
        "row": queries.episode_row(viewer, episode),
        "account": Account.read(episode.account),
        "asked": {name: field.label for name, field in f.HoldForm.base_fields.items()},
    },
)


@require_GET
@guarded("child.view")
def episodes(request: HttpRequest, pk: UUID) -> HttpResponse:
    return shown(request, CHILD, pk)


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def child_act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    return acted(request, CHILD, pk, name)


@require_GET
@guarded("child.view")
def episode(request: HttpRequest, pk: UUID) -> HttpResponse:
    return shown(request, EPISODE, pk)


@require_http_methods(["GET", "POST"])
@guarded("child.view")
def act(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    return acted(request, EPISODE, pk, name)


@require_GET
@guarded("missing.now")
def figures(request: HttpRequest) -> HttpResponse:
    """Who is missing now comes first; how often 72 hours are kept, to whom it is shown."""
    actor = actor_of(request)
    since, until = (_day(request.GET.get(name, "")) for name in ("since", "until"))
    found = queries.figures(actor, since, until) if can(actor, "missing.figures") else None
    context: dict[str, Any] = {"now": queries.missing_now(actor), "left": queries.interviews_left(actor)}
    context |= {"figures": found, "since": since, "until": until}
    return render(request, "pathways/figures.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
