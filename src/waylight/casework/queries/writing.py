"""What somebody is in the middle of writing, theirs alone, and edits that met."""

import json
from uuid import UUID

from waylight.accounts.policy import Actor, require
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..models import Child, Draft, EditConflict


def draft_of(viewer: Actor, child: Child, form: str) -> dict[str, str]:
    """What this viewer typed into this form of this record and has not saved; empty if nothing."""
    found = Draft.objects.filter(child=child, person=viewer.user_id, form=form).first()
    return dict(json.loads(found.typed)) if found else {}


def conflicts(viewer: Actor, child: Child) -> list[EditConflict]:
    """Edits that came too late and wait for somebody to read both."""
    require(viewer, "child.view", child)
    return list(child.conflicts.filter(settled_at__isnull=True).select_related("by"))


def conflict_of(viewer: Actor, pk: UUID) -> tuple[EditConflict, dict[str, str]]:
    """Both texts. Raises EditConflict.DoesNotExist."""
    found = EditConflict.objects.select_related("child", "by").get(pk=pk)
    require(viewer, "child.view", found)
    record(
        Verb.CONSULTATION,
        "child.view",
        by=viewer,
        thing=("child", found.child_id),
        detail={"conflict": str(pk)},
    )
    return found, {name: str(value) for name, value in json.loads(found.edit).items()}
