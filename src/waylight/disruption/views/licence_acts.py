"""What may be done from the page of a licensing referral: one table, as for a unit and a measure."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waylight.accounts.policy import can
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import Actor, Role

from .. import actions
from .. import licence_forms as f
from ..codes import Course
from ..licence import Entry, Holder
from ..machine import HAND, REFERRAL, SETTLED
from ..models import LicensingReferral
from .acting import Act, drafts_of, plain


def _holder(referral: LicensingReferral, data: Any) -> forms.Form:
    held = Holder.read(referral.holder)
    stands = {"base": referral.version, "licence": referral.licence, "authority": referral.authority}
    stands["aware_on"] = referral.aware_on
    return f.HolderForm(data, initial={**stands, "name": held.name, "number": held.number})


def _entry(referral: LicensingReferral, data: Any) -> forms.Form:
    held, holder = Entry.read(referral.entry), Holder.read(referral.holder)
    known = {name: getattr(held, name) for name in Entry.__dataclass_fields__}
    known["full_name"] = held.full_name or holder.name
    known["driver_number"] = held.driver_number or holder.number
    return f.EntryForm(data, initial={**known, "base": referral.version})


def _put_holder(referral: LicensingReferral, d: dict[str, Any], by: Actor) -> object:
    holder = Holder(d["name"], d["number"])
    return actions.put_holder(
        referral, holder, d["licence"], d["authority"], aware_on=d["aware_on"], base=d["base"], by=by
    )


def _enter(referral: LicensingReferral, d: dict[str, Any], by: Actor) -> object:
    entry = Entry(**{name: d[name] for name in Entry.__dataclass_fields__})
    return actions.enter(referral, entry, d["entered_on"], base=d["base"], by=by)


def _decide(referral: LicensingReferral, d: dict[str, Any], by: Actor) -> object:
    typed = {**d, "relevant": d["relevant"] == "yes"}
    return actions.decide_licence(referral, typed.pop("outcome"), typed.pop("because"), by=by, **typed)


def _hand(referral: LicensingReferral, data: Any) -> forms.Form:
    return f.HandForm(data, people=holders_of(Role.LICENSING, referral.area_id).order_by("name"))


WRITE = "licence.write"
HAND_OVER = Act(
    "hand",
    HAND,
    _("Hand it to another licensing officer"),
    tuple(state for state in REFERRAL.states if state not in SETTLED),
    _hand,
    lambda r, d, by: actions.hand_licence(r, by=by, **d),
    _("Saved. What is due is due to them."),
)
ACTS = (
    Act(
        "judge",
        WRITE,
        _("Say whether the threshold is met"),
        ("created",),
        plain(f.JudgeForm),
        lambda r, d, by: actions.judge(r, d["reasons"], met=d["met"] == "yes", by=by),
        _("Saved, with your reasons."),
    ),
    Act(
        "send",
        WRITE,
        _("Note that it was sent under section 5"),
        ("met",),
        plain(f.SentForm),
        lambda r, d, by: actions.send(r, by=by, **d),
        _("Saved. The other authority's answer is in the list of what is due."),
    ),
    Act(
        "answer",
        WRITE,
        _("Note the answer"),
        ("sent",),
        plain(f.AnswerForm),
        lambda r, d, by: actions.note_answer(r, by=by, **d),
        _("Saved."),
    ),
    Act(
        "decide",
        WRITE,
        _("Note our decision about the licence"),
        ("created", "met"),
        plain(f.DecideForm),
        _decide,
        _("Saved."),
    ),
    Act(
        "told",
        WRITE,
        _("Note that whoever sent it was told what we decided"),
        ("decided", "entered"),
        plain(f.ToldForm),
        lambda r, d, by: actions.tell_sender(r, by=by, **d),
        _("Saved."),
    ),
    Act(
        "enter",
        WRITE,
        _("Note the entry in the national database"),
        ("decided", "entered"),
        _entry,
        _enter,
        _("Saved. It is removed after eleven years."),
    ),
    Act(
        "holder",
        WRITE,
        _("Put holder, authority or the day right"),
        ("created", "met"),
        _holder,
        _put_holder,
        _("Saved."),
    ),
    HAND_OVER,
)
BY_NAME = {act.name: act for act in ACTS}


def open_here(referral: LicensingReferral, actor: Actor, *, ours: bool) -> list[Act]:
    """The acts that make sense: which one depends also on whose licence it is and how the referral came."""
    came = referral.course == Course.FROM_OTHERS
    hidden = {
        "judge": came and ours,
        "send": ours,
        "decide": not ours or (referral.state == "created" and not came),
        "enter": not referral.to_be_entered,
        "told": not referral.sender_waits,
        "hand": referral.settled,
    }
    return [
        act
        for act in ACTS
        if referral.state in act.states and not hidden.get(act.name) and can(actor, act.action, referral)
    ]


drafts_of(LicensingReferral, "licence", ACTS)
