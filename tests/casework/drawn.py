"""Random people try random acts on one record in random order, through the real actions."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from tests.triage.drawn import REFUSALS, Tried, change_calendar

from waylight.accounts.roles import Actor
from waylight.casework import actions
from waylight.casework.codes import DueKind
from waylight.casework.models import Access, Assessment, Child, Due
from waylight.casework.rules import levels
from waylight.guidance.models import Area
from waylight.referral import actions as referral
from waylight.referral.models import RecordTransfer

from .a_team import Team, fresh
from .test_assessing import SIGN

LEVELS = sorted(levels())
TRIGGERS = ("missing", "suspect", "home")
REASONS = ("", "  ", "Because.")


def tries(*names: str) -> st.SearchStrategy[list[Tried]]:
    one = st.builds(
        Tried,
        act=st.sampled_from(names),
        which=st.just(0),
        who=st.sampled_from(["worker", "manager", "deputy", "neighbour"]),
        choice=st.integers(0, 11),
        reason=st.sampled_from(REASONS),
    )
    return st.lists(one, min_size=4, max_size=16)


def attempt(team: Team, child: Child, it: Tried, clock: Any) -> bool:
    """Do it; False where it was refused, which is one of the answers."""
    held = fresh(child)
    by: Actor = getattr(team, it.who)
    running = Due.objects.filter(child=held, stopped_at__isnull=True).order_by("started_at", "pk")
    due = running[it.choice % len(running)] if running else None
    latest = Assessment.objects.filter(child=held).order_by("-number").first()
    glass = Access.objects.filter(child=held, kind="glass").order_by("-since").first()
    offer = RecordTransfer.objects.filter(child=held, state="offered").first()
    agree = it.choice % 2 == 0
    to = Area.objects.get(pk="brackenford" if held.area_id == "merrowdale" else "merrowdale")
    person = team.people[it.who]
    acts: dict[str, Callable[[], object]] = {
        "pause": lambda: due and actions.pause(due, it.reason, by=by),
        "resume": lambda: due and actions.resume(due, by=by),
        "line": lambda: team.line(held, "She told.", trigger=TRIGGERS[it.choice % 3], by=by),
        "begin": lambda: actions.begin(held, by=by),
        "sign": lambda: latest and actions.add_entry(latest, SIGN, by=by),
        "say": lambda: (
            latest
            and actions.say_level(
                latest, LEVELS[it.choice % len(LEVELS)], it.reason, base=latest.version, by=by
            )
        ),
        "second": lambda: latest and actions.answer_second(latest, agree=agree, reason=it.reason, by=by),
        "back": lambda: latest and actions.take_back(latest, by=by),
        "glass": lambda: actions.break_glass(held, it.reason, by=by),
        "looked": lambda: glass and actions.look_at_glass(glass, it.reason, by=by),
        "allocate": lambda: actions.allocate(held, worker=person, manager=person, reason=it.reason, by=by),
        "close": lambda: actions.close_record(held, it.reason, by=by),
        "reopen": lambda: actions.reopen_record(held, it.reason, by=by),
        "offer": lambda: referral.offer_record(held, to, it.reason, "Since May.", by=by),
        "answer": lambda: offer and referral.answer_offer(offer, accept=agree, words=it.reason, by=by),
        "take back": lambda: offer and referral.take_offer_back(offer, it.reason, by=by),
        "later": lambda: clock.shift(timedelta(hours=(3, 30, 200, 900)[it.choice % 4])),
        "calendar": lambda: (change_calendar(held.area, it.choice), actions.recompute_dues()),
        "watch": actions.watch_dues,
    }
    try:
        with transaction.atomic():
            acts[it.act]()
    except REFUSALS:
        return False
    return True


REVIEWED = (DueKind.FIRST, DueKind.REVIEW)
