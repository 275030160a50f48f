"""Bringing a council's roster in: looked at first, then used. Nothing is dropped on the way."""

import json
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.guidance.models import Area

from ..cases import in_parts
from ..codes import Mode, Role
from ..models import Completion, Learner, Operator, RosterImport
from ..roster import Row, Sheet, read
from ..roster_keys import badge_as_compared, roster_keys
from ..roster_plan import Plan as Plan
from ..roster_plan import plan_for, row_key
from .completing import Finished, put_down
from .people import take_off_roster
from .problems import NotPossible, Why
from .rooms import match_lines
from .settling import settle, settle_pending

EARLIER = _("From the council's earlier records, brought in with the roster.")
_WRITTEN = [
    *("role", "badge", "badge_key", "badge_end", "name", "name_key", "email", "email_key", "mail_works"),
    *("operator", "renewal_on", "joined_on", "left_on", "row_key", "way_in", "code_given_on"),
]


@transaction.atomic
def preview_roster(
    area: Area,
    text: str,
    *,
    by: Actor,
    whole: bool = False,
    role: Role = Role.DRIVER,
    course_id: str = "",
    today: date | None = None,
) -> tuple[RosterImport, Plan]:
    """Keep a pasted roster, sealed, and say what using it would do. Nothing on the roster changes.

    `whole`: it is all of the roster for the roles in it, so that whoever is missing has left. `course_id`:
    the course that its column of earlier training dates is about; empty passes that column over. Raises
    roster.NotARoster.
    """
    require(by, "training.roster", area)
    today = today or timezone.localdate()
    sheet = read(text, today=today, role=role)
    plan = plan_for(area.slug, sheet, whole)
    kept = RosterImport.objects.create(
        area=area,
        sheet=text,
        whole=whole,
        course_id=course_id,
        counts={**plan.counts, "role": role.value},
        made_by=by.ref,
        made_at=timezone.now(),
    )
    record(
        Verb.COLLECTION,
        "training.roster",
        by=by,
        thing=("roster-import", kept.pk),
        detail={"state": "preview", **plan.counts},
    )
    return kept, plan


@transaction.atomic
def apply_roster(kept: RosterImport, *, by: Actor, today: date | None = None) -> RosterImport:
    """Use a roster that was looked at. People it names are added or brought up to date, with all their
    records; the lines that cannot be used stay with it. Raises NotPossible when it was used or dropped
    already."""
    require(by, "training.roster", kept)
    today = today or timezone.localdate()
    kept = _waiting(kept)
    area_slug = kept.area_id
    sheet = read(kept.sheet, today=today, role=Role(kept.counts["role"]))
    plan = plan_for(area_slug, sheet, kept.whole)
    settle_pending(area_slug, on=today)
    learners = _Writer(area_slug, sheet, today).write(plan)
    if plan.gone:
        take_off_roster(area_slug, plan.gone, on=today)
    earlier = _earlier_training(kept, sheet, by)
    settle(area_slug, {*(each.pk for each in learners), *plan.gone, *earlier}, on=today)
    match_lines(area_slug, by=by)
    kept.state, kept.sheet = RosterImport.State.APPLIED, ""
    kept.left_over = json.dumps([[each.line, each.why.value, each.written] for each in sheet.left])
    kept.counts = {**kept.counts, **plan.counts, "earlier": len(earlier)}
    _settled(kept, by)
    return kept


@transaction.atomic
def drop_roster(kept: RosterImport, *, by: Actor) -> RosterImport:
    """Wipe a roster that was looked at and shall not be used. Raises NotPossible."""
    require(by, "training.roster", kept)
    kept = _waiting(kept)
    kept.state, kept.sheet = RosterImport.State.DROPPED, ""
    _settled(kept, by)
    return kept


def _waiting(kept: RosterImport) -> RosterImport:
    fresh = RosterImport.objects.select_for_update().get(pk=kept.pk)
    if fresh.state != RosterImport.State.PREVIEW:
        raise NotPossible(Why.SETTLED)
    return fresh


def _settled(kept: RosterImport, by: Actor) -> None:
    kept.settled_by, kept.settled_at = by.ref, timezone.now()
    kept.save()
    record(
        Verb.ALTERATION,
        "training.roster",
        by=by,
        thing=("roster-import", kept.pk),
        detail={"state": kept.state, **kept.counts},
    )


class _Writer:
    """Writes new and changed people in bulk. A column that the sheet does not have is left as it is."""

    def __init__(self, area_slug: str, sheet: Sheet, today: date) -> None:
        self.area_slug, self.sheet, self.today = area_slug, sheet, today
        self.keys = roster_keys(area_slug)

    def write(self, plan: Plan) -> list[Learner]:
        self.operators = self._operators({row.operator for row in self.sheet.rows if row.operator})
        known: dict[UUID, Learner] = {}
        for some in in_parts([pk for pk, _row in plan.changed]):
            known |= Learner.objects.in_bulk(some)
        fresh = [Learner(area_id=self.area_slug, joined_on=self.today) for _row in plan.new]
        pairs = [*zip(fresh, plan.new, strict=True), *((known[pk], row) for pk, row in plan.changed)]
        learners = [self._filled(learner, row) for learner, row in pairs]
        Learner.objects.bulk_create(
            learners, update_conflicts=True, unique_fields=["id"], update_fields=_WRITTEN, batch_size=200
        )
        return learners

    def _filled(self, learner: Learner, row: Row) -> Learner:
        keys, has = self.keys, self.sheet.columns
        learner.badge, learner.badge_key = row.badge, keys.badge(row.badge)
        learner.badge_end = badge_as_compared(row.badge)[-2:]
        if "role" in has or not learner.role:
            learner.role = row.role
        if learner.left_on is not None:
            learner.joined_on, learner.left_on = self.today, None
        if "name" in has:
            learner.name, learner.name_key = row.name, keys.name(row.name)
        if "email" in has and learner.email_key != keys.email(row.email):
            learner.email, learner.email_key = row.email, keys.email(row.email)
            learner.mail_works = bool(row.email)
        if "operator" in has:
            learner.operator_id = self.operators[keys.operator(row.operator)] if row.operator else None
        if "renewal" in has:
            learner.renewal_on = row.renewal
        learner.row_key = row_key(keys, self.sheet, row)
        return learner

    def _operators(self, names: Iterable[str]) -> dict[str, UUID]:
        """The operators named, by their key; those that are new are added."""
        wanted = {self.keys.operator(name): name for name in sorted(names)}
        rows = Operator.objects.filter(area_id=self.area_slug)
        known = dict(rows.values_list("name_key", "pk"))
        new = [
            Operator(area_id=self.area_slug, name=name, name_key=key)
            for key, name in wanted.items()
            if key not in known
        ]
        Operator.objects.bulk_create(new, batch_size=200)
        return known | {each.name_key: each.pk for each in new}


def _earlier_training(kept: RosterImport, sheet: Sheet, by: Actor) -> list[UUID]:
    """Completions for the dates of earlier training that are not known yet; returns whose."""
    dated = {row.badge: row.trained for row in sheet.rows if row.trained is not None}
    if not kept.course_id or not dated:
        return []
    keys = roster_keys(kept.area_id)
    wanted = {keys.badge(badge): on for badge, on in dated.items()}
    rows = Learner.objects.filter(area_id=kept.area_id).values_list("badge_key", "pk")
    people = {pk: wanted[badge_key] for badge_key, pk in rows if badge_key in wanted}
    done = Completion.objects.filter(area_id=kept.area_id, course_id=kept.course_id)
    known = set(done.values_list("learner_id", "on"))
    finished = [
        Finished(pk, on, evidence=str(EARLIER), assessor=by.ref)
        for pk, on in people.items()
        if (pk, on) not in known
    ]
    if finished:
        put_down(kept.area_id, kept.course_id, "", Mode.EQUIVALENT, finished, by=by)
    return [each.learner for each in finished]
