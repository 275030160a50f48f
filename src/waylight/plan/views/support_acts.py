"""What may be done on the pages of support, in the one way of a child's record (`casework.views.acts`)."""

import json
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from waylight.accounts.roles import Actor
from waylight.casework.views.acts import Act, Make, plain
from waylight.casework.withheld import must_look

from .. import actions
from .. import forms as f
from ..actions import Offered
from ..codes import SheetKind
from ..machine import WRITE
from ..models import Sheet
from ..rules import sheets


def _today(form: Any, field: str) -> Make:
    """The form, whose day is today until somebody says otherwise."""

    def make(_thing: Any, data: Any, initial: dict[str, Any]) -> forms.Form:
        today = timezone.localdate().strftime("%d/%m/%Y")
        return form(data, initial={field: today, **initial})

    return make


def _sheet(sheet: Sheet, data: Any, initial: dict[str, Any]) -> forms.Form:
    stands = {"base": sheet.version, "at_home": sheet.at_home, **json.loads(sheet.words or "{}")}
    return f.SheetForm(data, initial={**stands, **initial}, kind=sheet.kind)


def _write(sheet: Sheet, typed: dict[str, Any], by: Actor) -> object:
    words = {question.code: typed[question.code] for question in sheets()[sheet.kind].questions}
    return actions.write_sheet(sheet, words, typed["at_home"], base=typed["base"], by=by)


def _agree_form(sheet: Sheet, data: Any, initial: dict[str, Any]) -> forms.Form:
    return (f.LookedForm if must_look(sheet.child) else f.NoWords)(data, initial=initial)


def _act(name: str, title: Any, form: Make, do: Any, done: Any, *, kept: bool = False) -> Act:
    return Act(name, WRITE, title, form, do, done, kept)


OF_SUPPORT = (
    _act(
        "offer",
        _("Write down an offer"),
        _today(f.OfferForm, "offered_on"),
        lambda c, d, by: actions.offer(c, Offered(**d), by=by),
        _("Saved."),
        kept=True,
    ),
    _act(
        "safety",
        _("Begin the safety plan, or the next"),
        plain(f.NoWords),
        lambda c, _d, by: actions.begin_sheet(c, SheetKind.SAFETY, by=by),
        _("Begun. Write it together."),
    ),
    _act(
        "parents",
        _("Begin a plan of parents or carers"),
        plain(f.ParentsSheetForm),
        lambda c, d, by: actions.begin_sheet(c, SheetKind.PARENTS, d["of_whom"], by=by),
        _("Begun. Write it together."),
        kept=True,
    ),
)
OF_OFFER = (
    _act(
        "accept",
        _("They accept it"),
        plain(f.SaidForm),
        lambda o, d, by: actions.accept(o, d["words"], by=by),
        _("Saved."),
        kept=True,
    ),
    _act(
        "decline",
        _("They do not want it now"),
        plain(f.DeclineForm),
        lambda o, d, by: actions.decline(o, by=by, **d),
        _("Saved. It is due to be offered again."),
        kept=True,
    ),
    _act(
        "again",
        _("It was offered again"),
        plain(f.SaidForm),
        lambda o, d, by: actions.offer_again(o, d["words"], by=by),
        _("Saved."),
        kept=True,
    ),
    _act(
        "wait",
        _("They wait for it"),
        _today(f.QueueForm, "since"),
        lambda o, d, by: actions.put_in_queue(o, by=by, **d),
        _("Saved. The wait is counted."),
        kept=True,
    ),
    _act(
        "ask",
        _("Say how it stands"),
        plain(f.StandsForm),
        lambda o, d, by: actions.ask_after(o, d["words"], by=by),
        _("Saved. It is due to be asked after again."),
        kept=True,
    ),
    _act(
        "start",
        _("It has started"),
        _today(f.StartForm, "started_on"),
        lambda o, d, by: actions.start(o, by=by, **d),
        _("Saved."),
        kept=True,
    ),
    _act(
        "worker",
        _("Somebody else works with them"),
        plain(f.NewWorkerForm),
        lambda o, d, by: actions.change_worker(o, by=by, **d),
        _("Saved."),
        kept=True,
    ),
    _act(
        "end",
        _("End it"),
        plain(f.Reason),
        lambda o, d, by: actions.end(o, d["reason"], by=by),
        _("Ended."),
        kept=True,
    ),
)
OFFER_NOW = {
    "offered": {"accept", "decline", "ask", "end"},
    "accepted": {"wait", "start", "decline", "ask", "end"},
    "declined": {"again", "end"},
    "waiting": {"start", "decline", "ask", "end"},
    "started": {"worker", "end"},
}
OF_SHEET = (
    _act("write", _("Write it, together with them"), _sheet, _write, _("Saved."), kept=True),
    _act(
        "agree",
        _("They agree: these are their words"),
        _agree_form,
        lambda s, d, by: actions.agree_sheet(s, looked=d.get("looked", False), by=by),
        _("It is in hand now. Write down who gets a copy."),
    ),
    _act(
        "copy",
        _("Somebody gets a copy"),
        _today(f.CopyForm, "given_on"),
        lambda s, d, by: actions.give_copy(s, by=by, **d),
        _("Saved."),
        kept=True,
    ),
    _act(
        "drop",
        _("It was begun by mistake"),
        plain(f.Reason),
        lambda s, d, by: actions.drop_sheet(s, d["reason"], by=by),
        _("Saved. It stays to be read."),
        kept=True,
    ),
    _act(
        "next",
        _("Begin the next"),
        plain(f.NoWords),
        lambda s, _d, by: actions.begin_sheet(s.child, s.kind, before=s, by=by),
        _("Begun. It stands under Support."),
    ),
)
SHEET_NOW = {"draft": {"write", "agree", "drop"}, "current": {"copy", "next"}}
