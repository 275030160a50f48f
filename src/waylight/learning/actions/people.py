"""One person on the roster: their code, their badge, and that they have left."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.guidance.models import Area

from ..cases import AT_ONCE, in_parts
from ..models import Learner, NameSlip, Visit
from ..name_slips import slip_for
from ..roster_keys import badge_as_compared, code_in_groups, new_code, roster_keys, way_in
from .problems import NotPossible, Why
from .settling import settle, settle_pending


@dataclass(frozen=True)
class GivenCode:
    """Shown once, to be handed over on paper; only its digest is kept. `code` is in groups of four."""

    learner: Learner
    code: str


@transaction.atomic
def give_codes(
    area: Area, learners: Iterable[Learner], *, by: Actor, today: date | None = None
) -> list[GivenCode]:
    """A new code for each of these people of one area; an older code of theirs no longer works, and the
    visits that it opened have ended."""
    require(by, "training.roster", area)
    today = today or timezone.localdate()
    given = []
    for learner in learners:
        require(by, "training.roster", learner)
        code = new_code()
        learner.way_in = way_in(learner.area_id, learner.badge, code)
        learner.code_given_on = today
        given.append(GivenCode(learner, code_in_groups(code)))
    Learner.objects.bulk_update(
        [each.learner for each in given], ["way_in", "code_given_on"], batch_size=AT_ONCE // 2
    )
    NameSlip.objects.bulk_create(
        [slip_for(each.learner, each.code) for each in given],
        batch_size=AT_ONCE // 2,
        update_conflicts=True,
        unique_fields=["learner"],
        update_fields=["sealed", "name_key"],
    )
    _end_visits(area.pk, [each.learner.pk for each in given])
    ids = [str(each.learner.pk) for each in given[:AT_ONCE]]
    record(
        Verb.ALTERATION,
        "training.roster",
        by=by,
        thing=("area", area.pk),
        detail={"what": "codes", "count": len(given), "learners": ids},
    )
    return given


@transaction.atomic
def change_badge(learner: Learner, badge: str, *, by: Actor) -> Learner:
    """A new badge number for the same person, with all their records. Their code no longer works, for it
    belongs to the badge, and the visits that it opened have ended. Raises NotPossible when somebody else on
    the roster has it."""
    require(by, "training.roster", learner)
    keys = roster_keys(learner.area_id)
    if not badge_as_compared(badge):
        raise NotPossible(Why.OFF_ROSTER)
    taken = Learner.objects.filter(area_id=learner.area_id, badge_key=keys.badge(badge))
    if taken.exclude(pk=learner.pk).exists():
        raise NotPossible(Why.BADGE_TAKEN)
    fresh = Learner.objects.select_for_update(of=("self",)).get(pk=learner.pk)
    fresh.badge, fresh.badge_key = badge.strip(), keys.badge(badge)
    fresh.badge_end = badge_as_compared(badge)[-2:]
    fresh.way_in, fresh.code_given_on, fresh.row_key = "", None, ""
    fresh.save()
    _end_visits(fresh.area_id, [fresh.pk])
    record(Verb.ALTERATION, "training.roster", by=by, thing=("learner", fresh.pk), detail={"what": "badge"})
    return fresh


@transaction.atomic
def end_record(learner: Learner, *, by: Actor, today: date | None = None) -> Learner:
    """Somebody is no longer on the roster: nothing is asked of them any more, and their code no longer works.
    What they have done stays. Raises NotPossible when they have left already."""
    require(by, "training.roster", learner)
    today = today or timezone.localdate()
    fresh = Learner.objects.select_for_update(of=("self",)).get(pk=learner.pk)
    if fresh.left_on is not None:
        raise NotPossible(Why.LEFT)
    settle_pending(fresh.area_id, on=today)
    take_off_roster(fresh.area_id, [fresh.pk], on=today)
    settle(fresh.area_id, [fresh.pk], on=today)
    fresh.refresh_from_db()
    record(Verb.ALTERATION, "training.roster", by=by, thing=("learner", fresh.pk), detail={"what": "left"})
    return fresh


def take_off_roster(area_slug: str, gone: Collection[UUID], *, on: date) -> None:
    """Whoever leaves one council's roster, by hand or with a new sheet: their code, their visits and the slip
    that opens their name end with it. The caller has asked the policy, settles their due dates and audits."""
    _end_visits(area_slug, gone)
    for some in in_parts(gone):
        people = Learner.objects.filter(area_id=area_slug, left_on__isnull=True, pk__in=some or [])
        people.update(left_on=on, way_in="", code_given_on=None, row_key="")
        NameSlip.objects.filter(learner__area=area_slug, learner__in=some or []).delete()


def _end_visits(area_slug: str, learners: Collection[UUID]) -> None:
    """Whatever they had open, on any device."""
    for some in in_parts(learners):
        Visit.objects.filter(learner__area=area_slug, learner__in=some or []).delete()
