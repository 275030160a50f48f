"""What using a sheet would do to a council's roster, and to whom. Nothing is written."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from .codes import Role
from .models import Learner
from .roster import Row, Sheet
from .roster_keys import RosterKeys, badge_as_compared, roster_keys, words_as_compared

_COLUMNS_KEPT = ("name", "email", "operator", "renewal")


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


def plan_for(area_slug: str, sheet: Sheet, whole: bool) -> Plan:
    """`whole`: whoever has a role that the sheet has, and is not in it, has left."""
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
    """Of a line and of the columns that it could speak of: a sheet with another column is another line, and
    one without roles says nothing of anybody's."""
    role = row.role if "role" in sheet.columns else ""
    renewal = row.renewal.isoformat() if row.renewal else ""
    kept = [column for column in _COLUMNS_KEPT if column in sheet.columns]
    return keys.row(",".join(kept), row.badge, row.name, role, row.operator, row.email, renewal)


@dataclass(frozen=True)
class Change:
    """One thing about somebody known. None: nothing stood there, or will; `column` is the name that
    `roster.COLUMNS` gives it, or "left" for the day on which they left."""

    column: str
    was: str | date | None
    becomes: str | date | None


def changes(learner: Learner, sheet: Sheet, row: Row) -> list[Change]:
    """What a line changes about somebody; empty where it only comes with other columns than the last one.
    A column that the sheet does not have changes nothing."""
    operator = learner.operator.name if learner.operator else ""
    same_firm = words_as_compared(operator) == words_as_compared(row.operator)
    pairs: dict[str, tuple[str | date | None, str | date | None]] = {
        "badge": (learner.badge, row.badge),
        "name": (learner.name, row.name),
        "role": (str(Role(learner.role).label), str(row.role.label)),
        "operator": (operator, operator if same_firm else row.operator),
        "renewal": (learner.renewal_on, row.renewal),
        "email": (learner.email, row.email),
    }
    found = [
        Change(column, was or None, becomes or None)
        for column, (was, becomes) in pairs.items()
        if column in sheet.columns and (was or None) != (becomes or None)
    ]
    return found if learner.left_on is None else [Change("left", learner.left_on, None), *found]
