"""What of a plan stands now, for somebody who reads it beside an edit that came too late."""

import json
from typing import Any
from uuid import UUID

from waylight.casework.rooms import Standing

from .models import Plan, PlanAction, PlanPart, Sheet, Transition

Edited = Plan | PlanPart | PlanAction | Sheet | Transition
EDITED: dict[str, type[Edited]] = {
    "plan": Plan,
    "plan-part": PlanPart,
    "plan-action": PlanAction,
    "sheet": Sheet,
    "transition": Transition,
}


def standing(what: str) -> Standing:
    """How `casework.rooms` learns what a thing of this kind says now."""

    def stands(child: UUID, key: str) -> dict[str, Any]:
        thing: Edited | None = EDITED[what]._default_manager.filter(pk=key).first()
        if thing is None or thing.child_id != child:
            return {}
        said = {field.name: getattr(thing, field.name) for field in thing._meta.fields}
        if isinstance(thing, PlanAction):
            said["owner"] = thing.owner.name if thing.owner else ""
        if isinstance(thing, Sheet):
            said |= json.loads(thing.words or "{}")
        return said

    return stands
