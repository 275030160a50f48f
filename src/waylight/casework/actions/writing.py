"""What those who work with a child write in the record, and what of it is not saved yet."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.work.actions import announce

from ..codes import BY_HAND, Around, IdentifierKind, LineKind
from ..details import Details, whole_nhs_number
from ..errors import Missing, NotPossible, Why
from ..keeping import index, key_of
from ..models import Child, Draft, EditConflict, Identifier, Line, Related, whose
from ..rules import clocks
from . import dues
from .steps import UNBORN, audit, change, changing, line, not_to_come, person_id, said, still_open

OLDEST = timedelta(days=40 * 366)
"""Support goes on past 18, not past 40."""
LONGEST_DRAFT = 50_000
"""Characters of one field."""
BASE = "base"
Typed = dict[str, str | list[str]]
"""By field: what was typed, or a list of what was ticked."""
May = tuple[str, object]
"""An action of the policy, and the thing of which it is asked."""
Of = Child | UUID
"""Whose a draft is: a child's record, or the key of what is no child's."""


def write_line(
    child: Child,
    kind: str,
    happened_on: date,
    text: str,
    source: str,
    *,
    trigger: str = "",
    corrects: Line | None = None,
    by: Actor,
) -> Line:
    """Add a line by hand. `trigger`: a code of `clocks.yaml` after which the assessment is looked at sooner.
    `corrects`: the line that this one puts right, which stays. Raises Missing, NotPossible."""
    said(text=text, source=source)
    if kind not in BY_HAND:
        raise Missing("kind")
    if trigger and trigger not in clocks().triggers:
        raise Missing("trigger")
    not_to_come(happened_on)
    with changing(child, "child.write", by=by) as fresh:
        if corrects is not None and (corrects.child_id != fresh.pk or hasattr(corrects, "corrected_by")):
            raise NotPossible(Why.SETTLED_ALREADY)
        if corrects is not None and corrects.kind == LineKind.CHILD != kind:
            raise NotPossible(Why.OWN_WORDS)
        if trigger:
            still_open(fresh)
        mine = fresh.lines.filter(kind=kind, happened_on=happened_on, by=person_id(by), corrected_by=None)
        if any((each.text, each.source) == (text, source) for each in mine):
            raise NotPossible(Why.LINE_THERE)
        written = Line.objects.create(
            child=fresh,
            kind=kind,
            happened_on=happened_on,
            text=text,
            source=source,
            corrects=corrects,
            by_id=person_id(by),
            at=timezone.now(),
        )
        if trigger:
            dues.bring_forward(fresh, trigger)
        detail = {"line": str(written.pk), "kind": kind, "trigger": trigger}
        audit(fresh, "child.write", by=by, detail=detail)
        announce("child.line", child=str(fresh.pk), line=str(written.pk))
    return written


def write_details(child: Child, details: Details, *, base: int, by: Actor) -> Child:
    """Change what the record says of the child. Raises Missing, NotPossible, StaleEdit."""
    said(name=details.name)
    not_to_come(details.birthday, ahead=UNBORN)
    if details.birthday and details.birthday < timezone.localdate() - OLDEST:
        raise NotPossible(Why.LONG_AGO)
    edit = json.loads(details.written())
    with change(
        child, "child.write", base=base, current=lambda c: c.version, what="details", edit=edit, by=by
    ) as fresh:
        _keep_former(fresh, Details.read(fresh.details), details, by)
        fresh.details = details.written()
        fresh.version += 1
        fresh.save(update_fields=["details", "version"])
        index(fresh)
        if fresh.state == "open":
            dues.watch_18(fresh)
        audit(fresh, "child.write", by=by, detail={"details": fresh.version})
        announce("child.details", child=str(fresh.pk))
    return fresh


FORMER = {
    "name": "Name",
    "other_names": "Other names",
    "born": "Date of birth",
    "age_band": "About what age",
    "home_authority": "Home authority",
    "host_authority": "Lives now in",
    "school": "School",
    "communication": "How to talk with the child",
    "safe_contact": "Safe contact",
    "do_not_disclose": "Not to be disclosed",
}


def _keep_former(child: Child, before: Details, after: Details, by: Actor) -> None:
    """What the record said until now stays in the chronology: a mark that somebody takes away above all."""
    was = [
        f"{words}: {getattr(before, name)}."
        for name, words in FORMER.items()
        if getattr(before, name).strip() and getattr(before, name) != getattr(after, name)
    ]
    if was:
        told = " ".join(("Written over. Until now:", *was))
        line(child, LineKind.HANDLING, told, "", by=person_id(by))


def add_identifier(child: Child, kind: str, value: str, *, by: Actor) -> Identifier:
    """Raises Missing, NotPossible for an NHS number whose digits do not agree, and for one that stands there
    already."""
    said(value=value)
    if kind not in IdentifierKind.values:
        raise Missing("kind")
    if kind == IdentifierKind.NHS and whole_nhs_number(value) is None:
        raise NotPossible(Why.NOT_THEIR_NUMBER)
    with changing(child, "child.write", by=by) as fresh:
        there = {key_of(kind, each.value) for each in fresh.identifiers.standing().filter(kind=kind)}
        if key_of(kind, value) in there:
            raise NotPossible(Why.THERE_ALREADY)
        added = Identifier.objects.create(
            child=fresh, kind=kind, value=value, by_id=person_id(by), at=timezone.now()
        )
        index(fresh)
        audit(fresh, "child.write", by=by, detail={"identifier": kind})
    return added


def end_identifier(identifier: Identifier, *, by: Actor) -> Identifier:
    """It is not the child's number: the record is found by it no more. Raises NotPossible."""
    with changing(identifier.child, "child.write", by=by) as fresh:
        _end(fresh.identifiers.filter(pk=identifier.pk), fresh)
        told = f"Not the child's number: {identifier.get_kind_display()} {identifier.value}."
        line(fresh, LineKind.HANDLING, told, "", by=person_id(by))
        audit(fresh, "child.write", by=by, detail={"identifier": identifier.kind, "ended": True})
    return identifier


def _end(row: QuerySet[Any], child: Child) -> None:
    """It has ended, once; the record is found by it no more. Raises NotPossible."""
    if not row.filter(ended_at__isnull=True).update(ended_at=timezone.now()):
        raise NotPossible(Why.SETTLED_ALREADY)
    index(child)


def add_related(
    child: Child, kind: str, name: str, role: str, contact: str, *, not_to_know: bool, by: Actor
) -> Related:
    """Somebody around the child. Raises Missing, NotPossible for who stands there already."""
    said(name=name, role=role)
    if kind not in Around.values:
        raise Missing("kind")
    with changing(child, "child.write", by=by) as fresh:
        standing = fresh.related.filter(kind=kind, ended_at__isnull=True)
        if any((each.name.split(), each.role.split()) == (name.split(), role.split()) for each in standing):
            raise NotPossible(Why.AROUND_ALREADY)
        added = Related.objects.create(
            child=fresh,
            kind=kind,
            name=name,
            role=role,
            contact=contact,
            not_to_know=not_to_know,
            by_id=person_id(by),
            at=timezone.now(),
        )
        index(fresh)
        audit(fresh, "child.write", by=by, detail={"related": str(added.pk), "kind": kind})
    return added


def change_related(related: Related, contact: str, not_to_know: bool, *, by: Actor) -> Related:
    """How somebody is reached, or that they must not learn of it, is otherwise now; what stood is kept.

    Raises NotPossible for who is around the child no longer.
    """
    with changing(related.child, "child.write", by=by) as child:
        fresh = Related.objects.select_for_update(of=("self",)).get(pk=related.pk)
        if fresh.ended_at is not None:
            raise NotPossible(Why.SETTLED_ALREADY)
        kept = " Must not learn of this." if fresh.not_to_know else ""
        told = f"Written over. Until now: {fresh.name}, {fresh.role}. {fresh.contact}{kept}"
        line(child, LineKind.HANDLING, told, "", by=person_id(by))
        fresh.contact, fresh.not_to_know = contact, not_to_know
        fresh.save(update_fields=["contact", "not_to_know"])
        audit(child, "child.write", by=by, detail={"related": str(fresh.pk), "changed": True})
    return fresh


def end_related(related: Related, *, by: Actor) -> Related:
    """No longer around the child; what was written stays, and the chronology says so."""
    with changing(related.child, "child.write", by=by) as fresh:
        _end(fresh.related.filter(pk=related.pk), fresh)
        told = f"No longer around the child: {related.name}, {related.role}."
        line(fresh, LineKind.HANDLING, told, "", by=person_id(by))
        audit(fresh, "child.write", by=by, detail={"related": str(related.pk), "ended": True})
    return related


def keep_draft(of: Of, form: str, typed: Typed, *, by: Actor, may: May | None = None) -> Draft | None:
    """Keep what somebody is in the middle of writing, for nobody else; nothing typed, nothing kept.

    `typed` has the version that its writer saw, too: what somebody else saves meanwhile is not overwritten by
    a draft that is found again. `may`: the right under which they write, where it is not to write in the
    record; what is no child's always needs one. Not audited: it is no part of the record until
    it is saved, and then that is.
    """
    require(by, *(may or ("child.write", of)))
    mine: dict[str, Any] = {**whose(of), "person_id": person_id(by), "form": form}
    if not any("".join(text).strip() for name, text in typed.items() if name != BASE):
        Draft.objects.filter(**mine).delete()
        return None
    words = {name: text[:LONGEST_DRAFT] for name, text in typed.items()}
    kept: dict[str, Any] = {"typed": json.dumps(words, ensure_ascii=False), "at": timezone.now()}
    draft, _new = Draft.objects.update_or_create(**mine, defaults=kept)
    return draft


def drop_draft(of: Of, form: str, *, by: Actor, may: May | None = None) -> None:
    """Saved or thrown away. `may` as in `keep_draft`."""
    require(by, *(may or ("child.write", of)))
    Draft.objects.filter(**whose(of), person_id=person_id(by), form=form).delete()


def let_go(draft: UUID, *, by: Actor) -> None:
    """Throw away a draft of one's own, in whatever record it stands; that of somebody else stays."""
    require(by, "child.list")
    Draft.objects.filter(pk=draft, person_id=person_id(by)).delete()


def forget_drafts(about: UUID) -> None:
    """The words of what has this key are taken out, by whoever may; so goes what was begun of them."""
    Draft.objects.filter(about=about).delete()


def settle(conflict: EditConflict, *, by: Actor) -> EditConflict:
    """A person has read both and done what is right. Raises NotPossible."""
    with changing(conflict.child, "child.write", by=by) as fresh:
        conflict = EditConflict.objects.select_for_update(of=("self",)).get(pk=conflict.pk)
        if conflict.settled_at is not None:
            raise NotPossible(Why.SETTLED_ALREADY)
        conflict.settled_by_id, conflict.settled_at = person_id(by), timezone.now()
        conflict.save(update_fields=["settled_by", "settled_at"])
        audit(fresh, "child.write", by=by, detail={"settled": str(conflict.pk)})
    return conflict
