"""Bringing a council's roster in: looked at first, then used. Nothing is dropped on the way."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from waylight.accounts.policy import Actor, require
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.guidance.models import Area

from ..cases import in_parts
from ..codes import Mode, Role
from ..models import Completion, Learner, Operator, RosterImport
from ..roster import Row, Sheet, read
from ..roster_keys import RosterKeys, badge_as_compared, roster_keys
from .completing import Finished, put_down
from .people import take_off_roster
from .problems import NotPossible, Why
from .rooms import match_lines
from .settling import settle, settle_pending

EARLIER = _("From the council's earlier records, brought in with the roster.")
_COLUMNS_KEPT = ("name", "email", "operator", "renewal")
_WRITTEN = [
    *("role", "badge", "badge_key", "badge_end", "name", "name_key", "email", "email_key", "mail_works"),
    *("operator", "renewal_on", "joined_on", "left_on", "row_key", "way_in", "code_given_on"),
]


@dataclass
class Plan:
    """What using a sheet would do. `gone`: on the roster, in a role that the sheet has, and not in it."""

    sheet: Sheet
    new: list[Row] = field(default_factory=list)
    changed: list[tuple[UUID, Row]] = field(default_factory=list)
    same: list[UUID] = field(default_factory=list)
    back: int = 0
    gone: list[UUID] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "same": len(self.same),
            "back": self.back,
            "gone": len(self.gone),
            "left": len(self.sheet.left),
        }


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
    plan = _plan(area.slug, sheet, whole)
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
    plan = _plan(area_slug, sheet, kept.whole)
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


def _plan(area_slug: str, sheet: Sheet, whole: bool) -> Plan:
    keys, plan = roster_keys(area_slug), Plan(sheet)
    rows = Learner.objects.filter(area_id=area_slug)
    known = {
        badge_key: (pk, row_key, role, left_on)
        for badge_key, pk, row_key, role, left_on in rows.values_list(
            "badge_key", "pk", "row_key", "role", "left_on"
        )
    }
    met = {
        keys.badge(badge)
        for each in sheet.left
        for badge in (each.badge, *each.perhaps)
        if badge_as_compared(badge)
    }
    for row in sheet.rows:
        found = known.get(badge_key := keys.badge(row.badge))
        met.add(badge_key)
        if found is None:
            plan.new.append(row)
        elif found[1] == row_key(keys, sheet, row) and found[3] is None:
            plan.same.append(found[0])
        else:
            plan.changed.append((found[0], row))
            plan.back += found[3] is not None
    if whole:
        roles = {row.role for row in sheet.rows}
        plan.gone = [
            pk
            for badge_key, (pk, _key, role, left_on) in known.items()
            if left_on is None and role in roles and badge_key not in met
        ]
    return plan


def row_key(keys: RosterKeys, sheet: Sheet, row: Row) -> str:
    """Of a line and of the columns that it could speak of: a sheet with another column is another line."""
    renewal = row.renewal.isoformat() if row.renewal else ""
    kept = [column for column in _COLUMNS_KEPT if column in sheet.columns]
    return keys.row(",".join(kept), row.badge, row.name, row.role, row.operator, row.email, renewal)


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
