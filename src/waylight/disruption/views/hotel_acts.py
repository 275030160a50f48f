"""What may be done about a hotel information notice, beside the acts of every measure."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waylight.accounts.roles import Actor

from .. import actions
from .. import hotel_forms as f
from ..forms import ServedForm
from ..models import Use
from .acting import Act, plain

WORK = "measure.work"


def _write(use: Use, d: dict[str, Any], by: Actor) -> object:
    days = {name: d.pop(name) for name in ("first_day", "last_day")}
    return actions.write_notice(use, actions.NoticeText(**d), by=by, **days)


def _returning(use: Use, data: Any) -> forms.Form:
    return f.ReturnForm(data, requests=use.requests.filter(state="asked"))


def _return(use: Use, d: dict[str, Any], by: Actor) -> object:
    asked = use.requests.select_related("use__unit").get(pk=d["asked"])
    return actions.note_return(asked, d["returned_on"], d["returned"], by=by)


RETURNED = "returned"
"""Only while a request waits for its answer."""
HOTEL_ACTS = (
    Act(
        "notice",
        WORK,
        _("Write the notice"),
        ("approved",),
        plain(f.NoticeForm),
        _write,
        _("Written. Print it, and note when it was served."),
    ),
    Act(
        "serve-notice",
        WORK,
        _("The notice was served"),
        ("approved",),
        plain(ServedForm),
        lambda u, d, by: actions.serve_notice(u, by=by, **d),
        _("Saved. Its end is in the list of what is due."),
    ),
    Act(
        "ask-hotel",
        WORK,
        _("Note a request for information"),
        ("live", "breached"),
        plain(f.AskHotelForm),
        lambda u, d, by: actions.ask_hotel(u, by=by, **d),
        _("Saved. The answer is in the list of what is due."),
    ),
    Act(
        RETURNED,
        WORK,
        _("Note what came back"),
        ("live", "breached", "expired"),
        _returning,
        _return,
        _("Saved."),
    ),
)
