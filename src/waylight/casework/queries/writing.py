"""What somebody is in the middle of writing, theirs alone, and edits that met."""

import json
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from .. import rooms
from ..details import Details
from ..models import Assessment, Child, Draft, EditConflict, Entry, whose
from .scope import working


def draft_of(viewer: Actor, of: Child | UUID, form: str) -> dict[str, Any]:
    """What this viewer typed into this form of this record, or of what has this key, and has not saved; empty
    if nothing."""
    found = Draft.objects.filter(**whose(of), person=viewer.user_id, form=form).first()
    return dict(json.loads(found.typed)) if found else {}


def drafts_in(viewer: Actor, of: Child | UUID) -> dict[str, dict[str, Any]]:
    """By form, all that this viewer typed of one thing and has not saved: for a page of many forms."""
    found = Draft.objects.filter(**whose(of), person=viewer.user_id)
    return {each.form: dict(json.loads(each.typed)) for each in found}


@dataclass(frozen=True)
class LeftBehind:
    """A draft of the viewer's own: its key, and its words."""

    pk: UUID
    words: list[str]


def left_behind(viewer: Actor) -> list[LeftBehind]:
    """What the viewer had begun to write in records with which they do not work any more: nothing of the
    record, but their own words."""
    require(viewer, "child.list")
    mine = Draft.objects.filter(person=viewer.user_id, child__isnull=False).exclude(
        working(viewer, "child__")
    )
    found = [LeftBehind(each.pk, words_of(json.loads(each.typed))) for each in mine.order_by("at")]
    return [each for each in found if any(" " in words.strip() for words in each.words)]


def words_of(typed: dict[str, Any]) -> list[str]:
    """What of a draft is words."""
    return [text for name, text in typed.items() if name != "base" and isinstance(text, str) and text.strip()]


def conflicts(viewer: Actor, child: Child) -> list[EditConflict]:
    """Edits that came too late and wait for somebody to read both."""
    require(viewer, "child.view", child)
    return list(child.conflicts.filter(settled_at__isnull=True).select_related("by"))


@dataclass(frozen=True)
class Met:
    """An edit that came too late, by field: what was written, and what stands now."""

    conflict: EditConflict
    fields: list[tuple[str, str, str]]


def conflict_of(viewer: Actor, pk: UUID) -> Met:
    """Both texts. Raises EditConflict.DoesNotExist."""
    found = EditConflict.objects.select_related("child", "by").get(pk=pk)
    require(viewer, "child.view", found)
    detail = {"conflict": str(pk)}
    record(Verb.CONSULTATION, "child.view", by=viewer, thing=("child", found.child_id), detail=detail)
    stands = _stands(found)
    edit = json.loads(found.edit).items()
    return Met(found, [(name, _text(value), _text(stands.get(name))) for name, value in edit])


def stands_beside(conflict: EditConflict) -> dict[str, str]:
    """By field, what stands now where the late edit says something else. For the page on which it was typed:
    that is a consultation of its own."""
    edit, stands = json.loads(conflict.edit), _stands(conflict)
    told = {name: _text(stands[name]) for name in edit if name in stands}
    return {name: words for name, words in told.items() if words != _text(edit[name])}


def _stands(conflict: EditConflict) -> dict[str, Any]:
    what, _colon, pk = conflict.what.partition(":")
    if what == "details":
        return asdict(Details.read(conflict.child.details))
    if (told := rooms.standing_of(what, conflict.child_id, pk)) is not None:
        return told
    model: type[Entry] | type[Assessment] = Entry if what == "entry" else Assessment
    thing = model.objects.filter(pk=pk, child=conflict.child).first()
    return {field.name: getattr(thing, field.name) for field in model._meta.fields} if thing else {}


def _text(value: Any) -> str:
    return "" if value is None else str(value)
