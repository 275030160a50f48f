"""An assessment: begun, written by several, its level said by a named person, lowered only by two."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from waylight.accounts.roles import Actor
from waylight.engine.clocks import months_after
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..codes import BESIDE_HARM, Currency, DueKind, EntryKind, Evidence, LineKind
from ..errors import Missing, NotPossible, Why
from ..machine import ASSESSMENT
from ..models import Assessment, Child, Entry
from ..rules import domains, levels
from . import dues
from .steps import audit, change, changing, line, not_to_come, person_id, said, still_open

ASSESS = "child.assess"
CURRENT_MONTHS = 6
"""How long a sign is current after its last day: Waylight's domain study 4.2."""
CARRIED = (
    *("domain", "kind", "statement", "evidence", "currency", "since", "until", "past_because", "source"),
    "alternatives",
)


@dataclass(frozen=True)
class Written:
    """What is written in one entry."""

    domain: str
    statement: str
    evidence: str
    currency: str
    source: str
    kind: str = EntryKind.SIGN
    alternatives: str = ""
    past_because: str = ""
    since: date | None = None
    until: date | None = None
    actual_harm: bool = False


def begin(child: Child, *, by: Actor) -> Assessment:
    """Begin the first assessment or the next review; a review begins with what held in the one before.

    Raises NotPossible while one is being written, or for a closed record.
    """
    with changing(child, ASSESS, by=by) as fresh:
        if still_open(fresh).assessments.filter(state__in=("draft", "second-person")).exists():
            raise NotPossible(Why.BEGUN)
        before, now = fresh.assessments.filter(state="agreed").first(), timezone.now()
        begun = Assessment.objects.create(
            child=fresh,
            number=fresh.assessments.count() + 1,
            before=before,
            begun_at=now,
            begun_by_id=person_id(by),
        )
        for entry in before.entries.filter(ended=False) if before else ():
            Entry.objects.create(
                child=fresh,
                assessment=begun,
                carried_from=entry,
                actual_harm=entry.actual_harm,
                by_id=entry.by_id,
                at=entry.at,
                **{name: getattr(entry, name) for name in CARRIED},
            )
        audit(fresh, ASSESS, by=by, detail={"assessment": str(begun.pk), "begun": begun.number})
        announce("assessment.begun", child=str(fresh.pk), assessment=str(begun.pk))
    return begun


def add_entry(assessment: Assessment, written: Written, *, by: Actor) -> Entry:
    """Raises Missing, NotPossible, WrongMove."""
    _refuse_incomplete(written)
    with changing(assessment.child, ASSESS, by=by) as child:
        entry = Entry(child=child, assessment=_open(assessment), at=timezone.now())
        return _write(child, entry, written, by)


def change_entry(entry: Entry, written: Written, *, base: int, by: Actor) -> Entry:
    """Raises Missing, NotPossible, WrongMove, StaleEdit."""
    _refuse_incomplete(written)
    edit, what = dict(vars(written)), f"entry:{entry.pk}"
    with change(
        entry.child, ASSESS, base=base, current=lambda _c: _now(entry).version, what=what, edit=edit, by=by
    ) as child:
        fresh = _now(entry)
        _open(fresh.assessment)
        fresh.version += 1
        fresh.at = timezone.now()
        return _write(child, fresh, written, by)


def end_entry(entry: Entry, reason: str, *, base: int, by: Actor) -> Entry:
    """Say why an entry no longer holds. Raises Missing, WrongMove, StaleEdit."""
    said(reason=reason)
    what = f"entry:{entry.pk}"
    with change(
        entry.child,
        ASSESS,
        base=base,
        current=lambda _c: _now(entry).version,
        what=what,
        edit={"reason": reason},
        by=by,
    ) as child:
        fresh = _now(entry)
        _open(fresh.assessment)
        fresh.ended, fresh.ended_reason, fresh.version = True, reason, fresh.version + 1
        fresh.save()
        audit(child, ASSESS, by=by, detail={"entry": str(fresh.pk), "ended": True})
    return fresh


def add_legacy(assessment: Assessment, tool: str, total: str, on: date, source: str, *, by: Actor) -> Entry:
    """The total of an earlier tool, as evidence that nobody has validated. Raises Missing, WrongMove."""
    said(tool=tool, total=total)
    written = Written(
        domain=EntryKind.LEGACY,
        statement=f"{tool}: {total}",
        evidence=Evidence.RECORD,
        currency=Currency.HISTORIC,
        source=source,
        kind=EntryKind.LEGACY,
        since=on,
    )
    return add_entry(assessment, written, by=by)


def write_views(
    assessment: Assessment, child_view: str, parents_view: str, *, base: int, by: Actor
) -> Assessment:
    """What the child and the parents or carers think of all this. Raises WrongMove, StaleEdit."""
    edit = {"child_view": child_view, "parents_view": parents_view}
    with _editing(assessment, base, "views", edit, by) as child:
        fresh = _open(assessment)
        fresh.child_view, fresh.parents_view = child_view, parents_view
        fresh.version += 1
        fresh.save(update_fields=["child_view", "parents_view", "version"])
        audit(child, ASSESS, by=by, detail={"assessment": str(fresh.pk), "views": True})
    return fresh


def _editing(assessment: Assessment, base: int, what: str, edit: dict[str, Any], by: Actor) -> Any:
    return change(
        assessment.child,
        ASSESS,
        base=base,
        current=lambda _c: Assessment.objects.get(pk=assessment.pk).version,
        what=f"{what}:{assessment.pk}",
        edit=edit,
        by=by,
    )


def _refuse_incomplete(written: Written) -> None:
    said(statement=written.statement, source=written.source)
    wrong = [
        name
        for name, allowed in (
            ("kind", EntryKind.values),
            ("evidence", Evidence.values),
            ("currency", Currency.values),
            ("domain", [*domains(), EntryKind.LEGACY.value]),
        )
        if getattr(written, name) not in allowed
    ]
    if (written.kind == EntryKind.LEGACY) != (written.domain == EntryKind.LEGACY):
        wrong.append("kind")  # a number of an earlier tool never becomes a sign, nor the other way
    if wrong:
        raise Missing(*wrong)
    if written.actual_harm and written.kind != EntryKind.SIGN:
        raise NotPossible(Why.NEVER_HARM)
    _refuse_what_its_days_deny(written)


def _refuse_what_its_days_deny(written: Written) -> None:
    """A sign whose day lies within six months is current, whatever was ticked: else harm of last week could
    stand as history, and the child as merely at risk. Harm without any day is past only with words that say
    how that is known. A total of an earlier tool is no sign."""
    not_to_come(written.since)
    not_to_come(written.until)
    if written.since and written.until and written.until < written.since:
        raise NotPossible(Why.ENDS_FIRST)
    last = written.until or written.since
    told_as_past = written.currency != Currency.CURRENT and written.kind != EntryKind.LEGACY
    if last and told_as_past and months_after(last, CURRENT_MONTHS) > timezone.localdate():
        raise NotPossible(Why.IS_CURRENT)
    if written.actual_harm and told_as_past and last is None and not written.past_because.strip():
        raise Missing("past_because")


def _open(assessment: Assessment) -> Assessment:
    """As it stands now; raises WrongMove when nothing may be written in it."""
    fresh = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if not ASSESSMENT.allows(fresh.state, "draft", ASSESS) or fresh.state != "draft":
        raise WrongMove(ASSESSMENT, fresh.state, ASSESS)
    return fresh


def _now(entry: Entry) -> Entry:
    return Entry.objects.select_related("assessment").get(pk=entry.pk)


def _write(child: Child, entry: Entry, written: Written, by: Actor) -> Entry:
    was_harm = entry.harm_now
    for name, value in vars(written).items():
        setattr(entry, name, value)
    entry.by_id = person_id(by)
    entry.save()
    if entry.harm_now and not was_harm:
        dues.start(child, DueKind.STRATEGY, because="harm")  # what was discussed before did not know it
        _harm_is_known(child, by)
    audit(child, ASSESS, by=by, detail={"entry": str(entry.pk), "harm": entry.harm_now})
    announce("assessment.entry", child=str(child.pk), entry=str(entry.pk), harm=entry.harm_now)
    return entry


def _harm_is_known(child: Child, by: Actor) -> None:
    """From this moment nobody may read that the child is merely at risk. Once known it is let go only by an
    assessment that two people stand for."""
    if child.harm_now:
        return
    child.harm_now = True
    if child.level and child.level not in BESIDE_HARM:
        words = f"“{levels()[child.level].words}” no longer stands: a sign of actual harm is recorded."
        line(child, LineKind.ASSESSMENT, words, "", by=person_id(by))
        child.level = ""
    child.save(update_fields=["harm_now", "level"])
