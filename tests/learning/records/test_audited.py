"""Every act leaves its event in its own transaction, and no event holds anybody's words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from waylight.audit.models import Event
from waylight.learning import actions, queries
from waylight.learning.codes import ExemptBecause, Result
from waylight.learning.models import Operator, Reminder
from waylight.learning.refresher import Demand, DemandKind

from .a_council import MIRA, TODAY, VERSION, Council, days

MARKER = "Zqxj-7731-marker"

Act = Callable[[Council], object]


def room(c: Council) -> Any:
    return actions.open_room(
        c.area, "drivers", VERSION, on=TODAY, place=MARKER, facilitator=MARKER, by=c.trainer
    )


def firm(c: Council) -> Operator:
    return Operator.objects.get(pk=c.learner("D101").operator_id)


def exemption(c: Council) -> Any:
    return actions.exempt(
        c.learner("D101"),
        "drivers",
        because=ExemptBecause.AWAY,
        reason=MARKER,
        until=days(9),
        by=c.licensing,
    )


LAW = Demand(DemandKind.LAW, TODAY, days(60))
ACTS: dict[str, tuple[str, Act]] = {
    "preview a roster": ("training.roster", lambda c: c.preview(f"D9,{MARKER},driver,{MARKER},,")),
    "apply it": ("training.roster", lambda c: c.bring_in(f"D9,{MARKER},driver,{MARKER},,")),
    "drop it": ("training.roster", lambda c: actions.drop_roster(c.preview(MIRA)[0], by=c.licensing)),
    "codes": ("training.roster", lambda c: actions.give_codes(c.area, [c.learner("D101")], by=c.licensing)),
    "badge": ("training.roster", lambda c: actions.change_badge(c.learner("D101"), MARKER, by=c.licensing)),
    "left": ("training.roster", lambda c: actions.end_record(c.learner("D101"), by=c.licensing)),
    "complete": ("training.complete", lambda c: c.trained("D101")),
    "equivalent": (
        "training.complete",
        lambda c: actions.accept_equivalent(
            c.learner("D101"), "drivers", on=TODAY, evidence=MARKER, assessor=MARKER, by=c.licensing
        ),
    ),
    "withdraw": (
        "training.withdraw",
        lambda c: actions.withdraw(c.trained("D101"), reason=MARKER, by=c.licensing),
    ),
    "revoke": (
        "training.certify",
        lambda c: actions.revoke(c.trained("D101").certificates.get(), reason=MARKER, by=c.licensing),
    ),
    "reissue": (
        "training.certify",
        lambda c: actions.reissue(c.trained("D101").certificates.get(), by=c.licensing),
    ),
    "exempt": ("training.exempt", exemption),
    "end an exemption": (
        "training.exempt",
        lambda c: actions.end_exemption(exemption(c), by=c.licensing),
    ),
    "preview a rule": (
        "training.rule",
        lambda c: actions.preview_rule(
            c.area, actions.RuleDraft("drivers", TODAY, months=1, why=MARKER[:9]), by=c.licensing
        ),
    ),
    "make a rule": ("training.rule", lambda c: c.rule(months=12, starts=TODAY)),
    "demand": (
        "training.rule",
        lambda c: actions.make_demand(c.area, "drivers", LAW, why="Changed", by=c.licensing),
    ),
    "room": ("training.room", room),
    "close a room": ("training.room", lambda c: actions.close_room(room(c), by=c.trainer)),
    "read back": ("training.room", lambda c: actions.read_back(room(c), f"D1,{MARKER}", by=c.trainer)),
    "strike out": (
        "training.room",
        lambda c: actions.strike_line(
            actions.sign(room(c), badge="D1", name=MARKER, by=c.trainer), reason=MARKER, by=c.trainer
        ),
    ),
    "seat": (
        "training.seat",
        lambda c: actions.give_seat(firm(c), c.operator.user_id or 0, by=c.licensing),
    ),
    "letters posted": (
        "training.letters",
        lambda c: actions.post_letters(c.area, [], by=c.licensing),
    ),
    "bounces": ("training.letters", lambda c: actions.note_bounces(c.area, [MARKER], by=c.licensing)),
    "list": ("training.view", lambda c: queries.roster(c.licensing)),
    "find": ("training.view", lambda c: queries.find(c.licensing, name=MARKER)),
    "person": ("training.view", lambda c: queries.person_record(c.licensing, c.learner("D101").pk)),
    "letters": ("training.letters", lambda c: queries.letters(c.licensing, c.area)),
    "lapsed": ("training.export", lambda c: queries.lapsed_csv(c.licensing, c.area)),
    "register": ("training.room", lambda c: queries.room(c.trainer, room(c).pk)),
}


@pytest.mark.parametrize("name", ACTS)
def test_each_act_is_one_more_event_of_its_name(staffed: Council, audited: Any, name: str) -> None:
    action, act = ACTS[name]
    before = len(audited(action))
    act(staffed)
    events = audited(action)[before:]
    assert events
    assert events[-1].actor.startswith("user:")
    assert events[-1].roles
    assert MARKER not in "".join(
        f"{each.detail}{each.object_id}{each.purpose}" for each in Event.objects.all()
    )


def test_an_act_that_fails_leaves_nothing(staffed: Council, monkeypatch: Any) -> None:
    """The fault lies after the completion and before what follows from it."""
    from waylight.learning.actions import completing
    from waylight.learning.models import Certificate, Completion

    events = Event.objects.count()

    def fail(*_args: object, **_words: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(completing, "settle", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        staffed.trained("D101")
    assert (Event.objects.count(), Completion.objects.count(), Certificate.objects.count()) == (events, 0, 0)


def test_a_closing_that_fails_leaves_the_register_open(staffed: Council, monkeypatch: Any) -> None:
    from waylight.learning.actions import rooms

    session = room(staffed)
    actions.sign(session, badge="D101", check_how="spoken", result=Result.PASSED, by=staffed.trainer)

    def fail(*_args: object, **_words: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(rooms, "write_completions", fail)
    with pytest.raises(RuntimeError):
        actions.close_room(session, by=staffed.trainer)
    session.refresh_from_db()
    assert session.state == "open"
    assert not Reminder.objects.exists()
