"""A referral to a service: begun from the record, written, sent or withheld; received, accepted, declined."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.actions import dues
from waylight.casework.actions.steps import audit, change, changing, line, person_id, said, still_open
from waylight.casework.codes import DueKind, LineKind
from waylight.casework.models import Child, Due
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from .. import document
from ..codes import Share
from ..errors import NotPossible, Why
from ..machine import RECEIVE, REFERRAL, WRITE
from ..models import Referral, agency_of
from ..rules import desk_words, desks
from ..writing import Answers, filled, kept_back
from .clocks import begin


def begin_referral(child: Child, desk: str, *, by: Actor) -> Referral:
    """A form for this service that holds what the record knows. Raises NotPossible."""
    if desk not in desks() or not desks()[desk].referrals:
        raise NotPossible(Why.NOT_REFERRED_TO)
    with changing(child, WRITE, by=by) as fresh:
        begun = Referral.objects.create(
            child=still_open(fresh),
            desk=desk,
            asked_in_id=fresh.area_id,
            answers=filled(fresh, Person.objects.get(pk=person_id(by))).written(),
            begun_by_id=person_id(by),
            begun_at=timezone.now(),
        )
        audit(fresh, WRITE, by=by, detail={"referral": str(begun.pk), "desk": desk})
        announce("referral.begun", referral=str(begun.pk))
    return begun


def write_answers(referral: Referral, answers: Answers, *, base: int, by: Actor) -> Referral:
    """Keep what was written. Raises NotPossible for an item that may not go there, WrongMove, StaleEdit."""
    with change(
        referral.child,
        WRITE,
        base=base,
        current=lambda _c: _now(referral).version,
        what=f"referral:{referral.pk}",
        edit=dict(answers.by_field()),
        by=by,
    ) as child:
        fresh = _moved(_now(referral), "draft", WRITE)
        _refuse_limited(fresh, answers)
        fresh.answers, fresh.decision = answers.written(), answers.decision
        fresh.version += 1
        fresh.save()
        audit(child, WRITE, by=by, detail={"referral": str(fresh.pk), "version": fresh.version})
    return fresh


def _refuse_limited(referral: Referral, answers: Answers) -> None:
    allowed = {str(item.pk) for item in document.shareable(referral)}
    if not set(answers.items) <= allowed:
        raise NotPossible(Why.LIMITED)


def said_by_telephone(referral: Referral, at: datetime, *, by: Actor) -> Referral:
    """It was made by telephone already: confirming it in writing falls due, counted from the call.

    Raises NotPossible for a moment to come, WrongMove once it is sent.
    """
    if at > timezone.now():
        raise NotPossible(Why.NOT_YET)
    with _writing(referral, by) as (child, fresh):
        _moved(fresh, "draft", WRITE)
        fresh.said_at = at
        fresh.save(update_fields=["said_at"])
        dues.stop(child, DueKind.CONFIRM, about=fresh.pk, because=Due.Stopped.NO_LONGER)
        begin(child, DueKind.CONFIRM, "confirm", about=fresh.pk, at=at)
        _say(child, fresh, f"Said to {desk_words(fresh.desk)} by telephone.", by)
        audit(child, WRITE, by=by, verb=Verb.DISCLOSURE, detail={"referral": str(fresh.pk), "said": True})
        announce("referral.said", referral=str(fresh.pk))
    return fresh


def send(referral: Referral, *, looked: bool = False, by: Actor) -> Referral:
    """It goes to the service of the area that has the record now, as it stands, and an answer is due.
    `looked`: somebody looked at what the record keeps back today and this form does not say.

    Raises NotPossible, WrongMove.
    """
    with _writing(referral, by) as (child, fresh):
        answers = Answers.read(fresh.answers)
        _moved(fresh, "sent", WRITE)
        if answers.empty:
            raise NotPossible(Why.EMPTY)
        _refuse_unreasoned(answers)
        if answers.unsaid:
            raise NotPossible(Why.SAY_APART)
        if not looked and kept_back(child, answers):
            raise NotPossible(Why.LOOK_AGAIN)
        if answers.decision != Share.SHARE:
            raise NotPossible(Why.NOT_TO_SHARE)
        _refuse_limited(fresh, answers)
        fresh.asked_in_id = child.area_id
        sender, now = Person.objects.get(pk=person_id(by)), timezone.now()
        made = document.made(fresh, sender.name, sender.agency, now.isoformat())
        fresh.document = json.dumps(made, ensure_ascii=False)
        fresh.sent_by, fresh.sent_at = sender, now
        fresh.save()
        agency = agency_of(fresh.desk, fresh.asked_in_id)
        dues.stop(child, DueKind.CONFIRM, about=fresh.pk)
        begin(child, DueKind.REFERRAL, "answer", about=fresh.pk, at=now, agency=agency)
        _say(child, fresh, f"Referred to {desk_words(fresh.desk)}.", by)
        audit(child, WRITE, by=by, verb=Verb.DISCLOSURE, detail={"referral": str(fresh.pk), "sent": True})
        announce("referral.sent", referral=str(fresh.pk), desk=fresh.desk)
    return fresh


def withhold(referral: Referral, *, by: Actor) -> Referral:
    """Nothing is shared, and why stays with the record. Raises NotPossible, WrongMove."""
    with _writing(referral, by) as (child, fresh):
        answers = Answers.read(fresh.answers)
        _moved(fresh, "withheld", WRITE)
        _refuse_unreasoned(answers)
        if answers.decision != Share.WITHHOLD:
            raise NotPossible(Why.TO_SHARE)
        fresh.save()
        dues.stop(child, DueKind.CONFIRM, about=fresh.pk, because=Due.Stopped.NO_LONGER)
        words = f"Not shared with {desk_words(fresh.desk)}. {answers.decision_reasons}"
        _say(child, fresh, words, by, LineKind.DECISION)
        audit(child, WRITE, by=by, detail={"referral": str(fresh.pk), "withheld": True})
        announce("referral.withheld", referral=str(fresh.pk))
    return fresh


def _refuse_unreasoned(answers: Answers) -> None:
    reasons = (answers.relevance, answers.detriment, answers.decision, answers.decision_reasons)
    if not all(each.strip() for each in reasons):
        raise NotPossible(Why.SAY_SHARING)


def withdraw(referral: Referral, reason: str, *, by: Actor) -> Referral:
    """It is not pursued; the service no longer owes an answer. Raises Missing, WrongMove."""
    said(reason=reason)
    with _writing(referral, by) as (child, fresh):
        _moved(fresh, "withdrawn", WRITE)
        _end(fresh, reason, by)
        for kind in (DueKind.REFERRAL, DueKind.CONFIRM):
            dues.stop(child, kind, about=fresh.pk, because=Due.Stopped.NO_LONGER)
        _say(child, fresh, f"Referral to {desk_words(fresh.desk)} withdrawn. {reason}", by)
        audit(child, WRITE, by=by, detail={"referral": str(fresh.pk), "withdrawn": True})
        announce("referral.withdrawn", referral=str(fresh.pk))
    return fresh


def close_declined(referral: Referral, words: str, *, by: Actor) -> Referral:
    """What comes instead of a service that declined. Raises Missing, WrongMove."""
    said(words=words)
    with _writing(referral, by) as (child, fresh):
        _moved(fresh, "closed", WRITE)
        _end(fresh, words, by)
        dues.stop(child, DueKind.DECLINED, about=fresh.pk)
        _say(child, fresh, f"Instead of {desk_words(fresh.desk)}: {words}", by)
        audit(child, WRITE, by=by, detail={"referral": str(fresh.pk), "closed": True})
        announce("referral.closed", referral=str(fresh.pk))
    return fresh


def receive_referral(referral: Referral, *, by: Actor) -> Referral:
    """Somebody of the service has it, by name. Raises WrongMove."""
    with _answering(referral, "received", by) as fresh:
        fresh.received_by_id, fresh.received_at = person_id(by), timezone.now()
        fresh.save()
        _say(fresh.child, fresh, f"{desk_words(fresh.desk)} has received the referral.", by)
    return fresh


def answer_referral(referral: Referral, *, accept: bool, words: str, by: Actor) -> Referral:
    """Accept, saying who does what first, or decline with a reason. Raises Missing, WrongMove."""
    said(words=words)
    with _answering(referral, "accepted" if accept else "declined", by) as fresh:
        fresh.answered_by_one_id, fresh.answered_at = person_id(by), timezone.now()
        fresh.answer = words
        fresh.save()
        dues.stop(fresh.child, DueKind.REFERRAL, about=fresh.pk)
        if not accept:
            dues.start(fresh.child, DueKind.DECLINED, about=fresh.pk)
        answer = "accepted" if accept else "declined"
        _say(fresh.child, fresh, f"{desk_words(fresh.desk)} {answer} the referral. {words}", by)
    return fresh


def _now(referral: Referral) -> Referral:
    return Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)


def _moved(referral: Referral, state: str, action: str) -> Referral:
    if not REFERRAL.allows(referral.state, state, action):
        raise WrongMove(REFERRAL, referral.state, action)
    referral.state = state
    return referral


def _say(child: Child, referral: Referral, words: str, by: Actor, kind: LineKind = LineKind.HANDLING) -> None:
    line(child, kind, words, f"Referral {referral.reference}", by=person_id(by))


def _end(referral: Referral, words: str, by: Actor) -> None:
    referral.ended_words = words
    referral.ended_by_id, referral.ended_at = person_id(by), timezone.now()
    referral.save()


@contextmanager
def _writing(referral: Referral, by: Actor) -> Iterator[tuple[Child, Referral]]:
    with changing(referral.child, WRITE, by=by) as child:
        fresh = _now(referral)
        fresh.child = child
        yield child, fresh


@contextmanager
def _answering(referral: Referral, state: str, by: Actor) -> Iterator[Referral]:
    """The service moves it, in its own name: what every answer does besides."""
    require(by, RECEIVE, referral)
    with transaction.atomic():
        rows = Referral.objects.select_for_update(of=("self",)).select_related("child")
        fresh = rows.get(pk=referral.pk)
        require(by, RECEIVE, fresh)
        yield _moved(fresh, state, RECEIVE)
        detail: dict = {"referral": str(fresh.pk), "state": state}
        record(Verb.ALTERATION, RECEIVE, by=by, thing=("child", fresh.child_id), detail=detail)
        announce("referral.answered", referral=str(fresh.pk), state=state)
