"""Random people try random acts on two concerns in random order, through the real actions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from django.db import transaction
from hypothesis import strategies as st

from waylight.accounts.policy import Refused
from waylight.guidance import memory
from waylight.triage import actions
from waylight.triage.errors import Missing, NotPossible
from waylight.triage.machine import WrongMove
from waylight.triage.models import Contact

from .a_hub import DECISION, MORNING, Hub

REFUSALS = (Missing, NotPossible, Refused, WrongMove)
REASONS = ("", "  ", "Because.")
RATINGS = ("blue", "green", "amber", "red")
HOURS = (["08:45-12:00"], ["07:00-19:00"], [])
"""What a Thursday's doors may come to; none: the hub is closed that day."""
_versions = count(1)


@contextmanager
def and_undone(clock: Any) -> Iterator[None]:
    """One example: it begins on Wednesday morning and leaves nothing behind."""
    clock.move_to(MORNING)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    memory.forget()


@dataclass(frozen=True)
class Tried:
    """One act: on which of the concerns, by whom, with what is chosen and what is said."""

    act: str
    which: int
    who: str
    choice: int
    reason: str


def tries(*names: str) -> st.SearchStrategy[list[Tried]]:
    one = st.builds(
        Tried,
        act=st.sampled_from(names),
        which=st.integers(0, 1),
        who=st.sampled_from(["screener", "manager", "other_manager", "neighbour"]),
        choice=st.integers(0, 11),
        reason=st.sampled_from(REASONS),
    )
    return st.lists(one, min_size=3, max_size=14)


def change_calendar(area: Any, choice: int) -> None:
    """The doors of Thursday, or the time for a rating, are others from now on."""
    opening, limits = area.pack["opening"], area.pack["limits"]
    week = {**opening["week"], "thursday": HOURS[choice % 3]}
    amber = ("6 working hours", "4 working hours", "1 working day")[choice // 3 % 3]
    pack = {**area.pack, "opening": {**opening, "week": week}, "limits": {**limits, "amber": amber}}
    area.pack, area.pack_version = pack, f"drawn-{next(_versions)}"
    area.save()
    memory.forget()


def attempt(hub: Hub, area: Any, contacts: list[Contact], it: Tried, clock: Any) -> bool:
    """Do it; False where it was refused, which is one of the answers."""
    contact = Contact.objects.get(pk=contacts[it.which].pk)
    other = Contact.objects.get(pk=contacts[1 - it.which].pk)
    by = hub.staff[it.who]
    streams = contact.streams.order_by("opened_at", "pk")
    stream = streams[it.choice % len(streams)] if streams else None
    decision = stream.decisions.order_by("at").last() if stream else None
    transfer = contact.transfers.filter(state="offered").first()
    agree = it.choice % 2 == 0
    outcome = ("assessment", "strategy-discussion", "signposted")[it.choice % 3]
    decided = {**DECISION, "outcome": outcome, "signpost": "school", "rationale": it.reason}
    acts: dict[str, Callable[[], object]] = {
        "open": lambda: actions.open_contact(contact, by=by),
        "rate": lambda: actions.rate(contact, RATINGS[it.choice % 4], it.reason, base=contact.version, by=by),
        "pause": lambda: actions.pause(contact, it.reason, by=by),
        "resume": lambda: actions.resume(contact, by=by),
        "fork": lambda: actions.fork(contact, "referral", "A girl of about 13", by=by),
        "decide": lambda: stream and actions.decide(stream, **decided, base=stream.version, by=by),
        "second": lambda: decision and actions.countersign(decision, agree=agree, reason=it.reason, by=by),
        "tell": lambda: actions.give_feedback(contact, "considered", by=by),
        "why none": lambda: actions.no_feedback(contact, it.reason, by=by),
        "close": lambda: actions.close(contact, by=by),
        "reopen": lambda: actions.reopen(contact, it.reason, by=by),
        "gather": lambda: actions.gather(contact, under=other, by=by),
        "ungather": lambda: actions.ungather(contact, by=by),
        "offer": lambda: actions.offer_transfer(contact, to_area=area, reason=it.reason, by=by),
        "answer": lambda: (
            transfer and actions.answer_transfer(transfer, accept=agree, answer=it.reason, by=by)
        ),
        "mark": lambda: actions.mark(contact, "mistaken" if agree else "", it.reason, by=by),
        "later": lambda: clock.shift(timedelta(hours=(1, 3, 20, 100)[it.choice % 4])),
        "calendar": lambda: (change_calendar(contact.area, it.choice), actions.recompute_clocks()),
        "watch": actions.watch_clocks,
    }
    try:
        with transaction.atomic():
            acts[it.act]()
    except REFUSALS:
        return False
    return True
