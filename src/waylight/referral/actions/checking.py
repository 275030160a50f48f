"""Asking agencies what they know about a child, and their answers."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.actions import dues
from waylight.casework.actions.steps import audit, changing, line, person_id, said, still_open
from waylight.casework.codes import DueKind, LineKind
from waylight.casework.details import Details
from waylight.casework.models import Child, Due, Related
from waylight.casework.withheld import must_look
from waylight.engine.wording.folding import plain_letters
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..codes import ASKED_AT, BASES, URGENCY, Confidence
from ..errors import Missing, NotPossible, Why
from ..machine import ANSWER, ASK, CHECK
from ..models import Check, CheckItem, agency_of
from ..rules import OUTSIDE, clocks, desk_words, desks
from ..subject import found_by

_WORD = re.compile(r"[^\W\d_]+")
SOURCE = "Agency check"


@dataclass(frozen=True)
class Known:
    """One thing that an agency knows. `shareable`: codes of desks that it may be passed on to."""

    fact: str
    source_system: str
    confidence: str
    on: date | None = None
    shareable: Sequence[str] = field(default_factory=tuple)
    not_family: bool = False


def ask(
    child: Child,
    to: Sequence[str],
    *,
    about: Related | None,
    rating: str,
    question: str,
    basis: str,
    proportionate: str,
    looked: bool = False,
    by: Actor,
) -> list[Check]:
    """Ask agencies of the area about the child, or about somebody around the child; the rating says by when.
    `looked`: at what the record keeps back, where it does.

    Raises Missing, NotPossible.
    """
    said(question=question, proportionate=proportionate)
    _refuse_unknown(to, rating, basis)
    with changing(child, ASK, by=by) as fresh:
        if not looked and must_look(fresh):
            raise NotPossible(Why.LOOK_AT_WORDS)
        if about is not None and _names(fresh, f"{question} {proportionate}"):
            raise NotPossible(Why.NAMES_THE_CHILD)
        if about is not None and (about.child_id != fresh.pk or about.ended_at is not None):
            raise NotPossible(Why.NOT_OF_RECORD)
        if still_open(fresh).checks.filter(desk__in=to, about=about, state="asked").exists():
            raise NotPossible(Why.ASKED_ALREADY)
        now = timezone.now()
        until = clocks().checks[rating].ends(now, fresh.area_id)
        subject = json.dumps(found_by(fresh, about), ensure_ascii=False)
        asked = [
            Check.objects.create(
                child=fresh,
                about=about,
                asked_in_id=fresh.area_id,
                desk=desk,
                rating=rating,
                rule_version=clocks().version,
                question=question,
                subject=subject,
                basis=basis,
                proportionate=proportionate,
                asked_by_id=person_id(by),
                asked_at=now,
                due_at=until,
            )
            for desk in to
        ]
        for each in asked:
            _run(each, now)
            announce("check.asked", check=str(each.pk))
        names = ", ".join(desk_words(desk) for desk in to)
        line(fresh, LineKind.HANDLING, f"Asked what they know: {names}. {question}", SOURCE, by=person_id(by))
        detail: dict = {"desks": list(to), "rating": rating}
        audit(fresh, ASK, by=by, verb=Verb.DISCLOSURE, detail=detail)
    return asked


def _names(child: Child, words: str) -> bool:
    """Whether a name of the child stands in them."""
    said = set(_WORD.findall(plain_letters(words)))
    names = " ".join(Details.read(child.details).names)
    return bool(said & {each for each in _WORD.findall(plain_letters(names)) if len(each) > 2})


def _refuse_unknown(to: Sequence[str], rating: str, basis: str) -> None:
    wrong = [
        name
        for name, fine in (
            ("desks", bool(to)),
            ("rating", rating in dict(ASKED_AT)),
            ("basis", basis in dict(BASES)),
        )
        if not fine
    ]
    if wrong:
        raise Missing(*wrong)
    if any(desk not in desks() or not desks()[desk].checks for desk in to):
        raise NotPossible(Why.NOT_ASKED_HERE)


def rate_higher(child: Child, rating: str, *, by: Actor) -> list[Check]:
    """Every agency still asked has less time from now on, or as much as it had: never more.

    Raises NotPossible where nothing that is asked stands at a lower rating.
    """
    if rating not in URGENCY:
        raise Missing("rating")
    with changing(child, ASK, by=by) as fresh:
        rows = fresh.checks.select_for_update().filter(state="asked")
        lower = [each for each in rows if URGENCY.index(each.rating) > URGENCY.index(rating)]
        if not lower:
            raise NotPossible(Why.NO_LONGER)
        for each in lower:
            _shorten(each, rating, timezone.now())
            announce("check.rated", check=str(each.pk), rating=rating)
        audit(fresh, ASK, by=by, detail={"rating": rating, "checks": len(lower)})
    return lower


def _shorten(check: Check, rating: str, now: datetime) -> None:
    """The sooner of both clocks runs on. One that gives way stops and stays readable."""
    until = clocks().checks[rating].ends(now, check.asked_in_id)
    check.rating, sooner = rating, until < check.due_at
    check.due_at = min(check.due_at, until)
    check.save(update_fields=["rating", "due_at"])
    if sooner:
        dues.stop(check.child, DueKind.CHECK, about=check.pk, because=Due.Stopped.BROUGHT_FORWARD)
        _run(check, now)


def _run(check: Check, at: datetime) -> None:
    """Due to the agency; where nobody answers for it yet, to the record's worker, who finds another way. What
    is counted is the rating's limit, so that another calendar reckons it anew."""
    owed = dues.Owed(agency=agency_of(check.desk, check.asked_in_id), area=check.asked_in_id)
    limit = clocks().checks[check.rating].limit
    dues.start(check.child, DueKind.CHECK, about=check.pk, at=at, limit=limit, owed=owed)


def due_anew(check: UUID, at: datetime) -> None:
    """Its due was reckoned anew: the agency reads the same time."""
    Check.objects.filter(pk=check, state="asked").update(due_at=at)


def add_item(check: Check, known: Known, *, by: Actor) -> CheckItem:
    """One thing more that the agency knows. Nobody else reads it until the agency sends its answer.

    Raises Missing, NotPossible for a day to come and for what stands there already, WrongMove.
    """
    _refuse_incomplete(known)
    if known.on is not None and known.on > timezone.localdate():
        raise NotPossible(Why.NOT_YET)
    with _answering(check, by=by) as fresh:
        _still_asked(fresh)
        if any(each.fact.split() == known.fact.split() for each in fresh.items.all()):
            raise NotPossible(Why.TOLD_ALREADY)
        added = CheckItem.objects.create(
            child=fresh.child,
            check_of=fresh,
            by_id=person_id(by),
            at=timezone.now(),
            **{**vars(known), "shareable": json.dumps(sorted(known.shareable))},
        )
        detail: dict = {"check": str(fresh.pk), "item": str(added.pk)}
        record(Verb.COLLECTION, ANSWER, by=by, thing=("child", fresh.child_id), detail=detail)
    return added


def take_out(item: CheckItem, *, by: Actor) -> None:
    """Before it is sent, its writer may take out what was wrong. Raises WrongMove."""
    with _answering(item.check_of, by=by) as fresh:
        if fresh.was_sent(item):
            raise WrongMove(CHECK, fresh.state, ANSWER)
        fresh.items.filter(pk=item.pk).delete()
        detail: dict = {"check": str(fresh.pk), "taken-out": str(item.pk)}
        record(Verb.ERASURE, ANSWER, by=by, thing=("child", fresh.child_id), detail=detail)


def answer(check: Check, *, nil: bool, late_reason: str = "", by: Actor) -> Check:
    """Send what was written, or that nothing is known: an answer too. The team reads it from now on. What is
    known after it was answered, or no longer waited for, goes there as well, with why it comes late.

    Raises NotPossible, WrongMove.
    """
    with _answering(check, by=by) as fresh:
        _still_asked(fresh)
        more = fresh.state != "asked"
        count = sum(not fresh.was_sent(item) for item in fresh.items.all())
        if nil == bool(count) or (nil and more):
            raise NotPossible(Why.NIL_OR_ITEMS)
        if (more or timezone.now() > fresh.due_at) and not late_reason.strip():
            raise NotPossible(Why.SAY_WHY_LATE)
        _settle(fresh, "answered", ANSWER, by)
        fresh.nil, fresh.late_reason = nil, f"{fresh.late_reason} {late_reason}".strip()
        fresh.save()
        words = (
            "nothing is known" if nil else "1 thing is known" if count == 1 else f"{count} things are known"
        )
        who = desk_words(fresh.desk)
        line(fresh.child, LineKind.RECORD, f"{who} answered: {words}.", SOURCE, by=person_id(by))
        dues.stop(fresh.child, DueKind.CHECK, about=fresh.pk)
        detail: dict = {"check": str(fresh.pk), "nil": nil, "items": count}
        record(Verb.DISCLOSURE, ANSWER, by=by, thing=("child", fresh.child_id), detail=detail)
        announce("check.answered", check=str(fresh.pk), nil=nil)
    return fresh


def _still_asked(check: Check) -> None:
    if not CHECK.allows(check.state, "answered", ANSWER):
        raise WrongMove(CHECK, check.state, ANSWER)


def _refuse_incomplete(known: Known) -> None:
    said(fact=known.fact, source_system=known.source_system)
    if known.confidence not in Confidence.values:
        raise Missing("confidence")
    if not set(known.shareable) <= {*desks(), OUTSIDE}:
        raise Missing("shareable")


def waive(check: Check, reason: str, *, by: Actor) -> Check:
    """No answer is waited for any more, with a reason. Raises Missing, WrongMove."""
    said(reason=reason)
    with changing(check.child, ASK, by=by) as child:
        fresh = Check.objects.select_for_update(of=("self",)).get(pk=check.pk)
        _settle(fresh, "waived", ASK, by)
        fresh.waived_reason = reason
        fresh.save()
        dues.stop(child, DueKind.CHECK, about=fresh.pk, because=Due.Stopped.NO_LONGER)
        words = f"{desk_words(fresh.desk)} is no longer waited for. {reason}"
        line(child, LineKind.HANDLING, words, SOURCE, by=person_id(by))
        audit(child, ASK, by=by, detail={"check": str(fresh.pk), "waived": True})
        announce("check.waived", check=str(fresh.pk))
    return fresh


@contextmanager
def _answering(check: Check, *, by: Actor) -> Iterator[Check]:
    """One transaction around an agency's answer: it reaches the question, never the child's record."""
    require(by, ANSWER, check)
    with transaction.atomic():
        rows = Check.objects.select_for_update(of=("self",)).select_related("child")
        fresh = rows.get(pk=check.pk)
        require(by, ANSWER, fresh)
        yield fresh


def _settle(check: Check, state: str, action: str, by: Actor) -> None:
    if not CHECK.allows(check.state, state, action):
        raise WrongMove(CHECK, check.state, action)
    check.state, check.settled_by_id, check.settled_at = state, person_id(by), timezone.now()
