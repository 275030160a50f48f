"""An extract of a referral for a named person without an account: handed over by link, noted, ended."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.actions import dues
from waylight.casework.actions.steps import audit, changing, line, person_id, said
from waylight.casework.codes import DueKind, LineKind
from waylight.casework.models import Child, Due
from waylight.casework.withheld import must_look
from waylight.handover import actions as handover
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from .. import extract
from ..codes import BASES, ToldCode
from ..errors import Missing, NotPossible, Why
from ..machine import HAND, LINK, OPEN_LINK, READ, WATCH
from ..models import LinkReferral, Referral
from ..rules import END_OF_DAY
from .clocks import by_moment

DAYS, MOST_DAYS = 7, 28
DAY_OVER = time(23, 59)
KEPT_BACK = ("withheld", "withdrawn")
SOURCE = "Referral by link"


@dataclass(frozen=True)
class Given:
    """What is handed over: codes of questions, keys of agencies' items, to whom, what is asked, and why."""

    name: str
    organisation: str
    asked: str
    ring: str
    by_day: date
    code_told: str
    basis: str
    relevance: str
    detriment: str
    reasons: str
    questions: Sequence[str] = field(default_factory=tuple)
    items: Sequence[str] = field(default_factory=tuple)
    days: int = DAYS
    looked: bool = False
    """The sender looked at what must not be disclosed, who must not learn of it, and who told it."""


def hand_over(referral: Referral, given: Given, *, by: Actor) -> LinkReferral:
    """Seal the chosen extract to a new link and code; a receipt is due to the sender.

    Raises Missing, NotPossible.
    """
    said(
        name=given.name,
        organisation=given.organisation,
        asked=given.asked,
        ring=given.ring,
        relevance=given.relevance,
        detriment=given.detriment,
        reasons=given.reasons,
    )
    with changing(referral.child, HAND, by=by) as child:
        fresh = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk, child=child)
        if not given.looked and (must_look(child) or extract.may_tell_who(fresh, given)):
            raise NotPossible(Why.LOOK)
        to = {"name": given.name, "organisation": given.organisation}
        still = LinkReferral.objects.filter(referral=fresh, state__in=OPEN_LINK)
        if any(json.loads(each.extract)["to"] == to for each in still):
            raise NotPossible(Why.HANDED_ALREADY)
        now = timezone.now()
        until, ends_at = _times(fresh, given, now)
        sender = Person.objects.get(pk=person_id(by))
        made = extract.made(fresh, given, sender, now)
        up = handover.seal_up(made, area_slug=child.area_id, ends_at=ends_at)
        link = LinkReferral.objects.create(
            child=child,
            referral=fresh,
            handed=up.handed,
            extract=json.dumps(made, ensure_ascii=False),
            why=json.dumps({name: getattr(given, name) for name in ("relevance", "detriment", "reasons")}),
            basis=given.basis,
            code_told=given.code_told,
            link=up.link.text,
            code=up.code.text,
            sent_by=sender,
            sent_at=now,
            due_at=until,
            ends_at=ends_at,
        )
        by_moment(child, DueKind.HANDED, until, about=link.pk, owner=sender)
        words = f"Handed by link to {given.name}, {given.organisation}. {given.reasons}"
        line(child, LineKind.DECISION, words, SOURCE, by=sender.pk)
        detail: dict = {"link": str(link.pk), "questions": list(given.questions), "items": len(given.items)}
        audit(child, HAND, by=by, verb=Verb.DISCLOSURE, detail=detail)
        announce("link.sent", link=str(link.pk))
    return link


def _times(referral: Referral, given: Given, now: datetime) -> tuple[datetime, datetime]:
    """By when it is asked for, and when it ends. Raises Missing, NotPossible."""
    if given.basis not in dict(BASES):
        raise Missing("basis")
    if given.code_told not in ToldCode.values:
        raise Missing("code_told")
    if referral.state in KEPT_BACK:
        raise NotPossible(Why.NOT_THIS_ONE)
    if not 1 <= given.days <= MOST_DAYS:
        raise NotPossible(Why.HOW_LONG)
    until = timezone.make_aware(datetime.combine(given.by_day, END_OF_DAY))
    last = timezone.localdate(now) + timedelta(days=given.days)
    ends_at = timezone.make_aware(datetime.combine(last, DAY_OVER))
    if not now <= until <= ends_at:
        raise NotPossible(Why.BY_THEN)
    return until, ends_at


def withdraw_link(link: LinkReferral, reason: str, *, by: Actor) -> LinkReferral:
    """Nobody reads it from this moment. Raises Missing, WrongMove."""
    said(reason=reason)
    return _end(link, "withdrawn", reason, Due.Stopped.NO_LONGER, by)


def settle_link(link: LinkReferral, words: str, *, by: Actor) -> LinkReferral:
    """It ended and nobody had said that it arrived: what comes instead. Raises Missing, WrongMove."""
    said(words=words)
    return _end(link, "settled", words, Due.Stopped.DONE, by)


def _end(link: LinkReferral, state: str, words: str, because: str, by: Actor) -> LinkReferral:
    with changing(link.child, HAND, by=by) as child:
        fresh = _moved(_now(link.pk), state, HAND)
        fresh.ended_words, fresh.ended_by_id, fresh.ended_at = words, person_id(by), timezone.now()
        _take_away(fresh)
        dues.stop(child, DueKind.HANDED, about=fresh.pk, because=because)
        said_so = "Link withdrawn" if state == "withdrawn" else "Instead of what was handed by link"
        line(child, LineKind.HANDLING, f"{said_so}. {words}", SOURCE, by=person_id(by))
        audit(child, HAND, by=by, detail={"link": str(fresh.pk), "state": state})
        announce("link.ended", link=str(fresh.pk), state=state)
    return fresh


def note(handed: UUID, kind: str, *, by: Actor) -> None:
    """What the reader did moves the link, each step in its order whenever it is told, and each answer is said
    once. A link that has ended stays so: what was done in its time is noted all the same. `kind`: what is
    told now; what else was done is there to be read."""
    require(by, WATCH)
    with transaction.atomic():
        found = LinkReferral.objects.select_for_update(of=("self",)).filter(handed=handed).first()
        if found is None:
            return
        happened = list(found.handed.events.values_list("kind", flat=True))
        opened = "opened" in happened and _step(found, "opened")
        received = "received" in happened and _step(found, "received")
        new = happened.count("answered") - found.answers
        if new > 0:
            _step(found, "answered")
            found.answers += new
        running = dues.stop(found.child, DueKind.HANDED, about=found.pk) if "received" in happened else 0
        if not (opened or received or running or new > 0):
            return
        found.save()
        record(Verb.ALTERATION, WATCH, by=by, thing=("child", found.child_id), detail={"state": kind})
        if received or running:
            _say(found.child, found, "received")
        if new > 0:
            _say(found.child, found, "answered")


def _step(link: LinkReferral, state: str) -> bool:
    """Whether it came further; its code is shown no longer."""
    if not LINK.allows(link.state, state, READ):
        return False
    _moved(link, state, READ)
    link.link = link.code = ""
    return True


def _say(child: Child, link: LinkReferral, kind: str) -> None:
    to = json.loads(link.extract)["to"]
    who = f"{to['name']}, {to['organisation']}"
    words = {"received": "says that they have received", "answered": "has answered"}[kind]
    line(child, LineKind.HANDLING, f"{who}, {words} what was handed by link.", who, by=link.sent_by_id)


def end_what_is_over(*, by: Actor) -> int:
    """End every link whose time is over; returns how many. What was not received stays due to the sender."""
    require(by, WATCH)
    over = LinkReferral.objects.filter(state__in=OPEN_LINK, ends_at__lte=timezone.now())
    for pk in list(over.values_list("pk", flat=True)):
        with transaction.atomic():
            fresh = _now(pk)
            if fresh.state in OPEN_LINK:
                _take_away(_moved(fresh, "expired", WATCH))
                record(
                    Verb.ALTERATION, WATCH, by=by, thing=("child", fresh.child_id), detail={"link": str(pk)}
                )
                announce("link.ended", link=str(pk), state="expired")
    return len(over)


def _take_away(link: LinkReferral) -> None:
    link.link = link.code = ""
    link.save()
    handover.take_away(link.handed)


def _now(pk: UUID) -> LinkReferral:
    rows = LinkReferral.objects.select_for_update(of=("self",)).select_related("handed", "child")
    return rows.get(pk=pk)


def _moved(link: LinkReferral, state: str, action: str) -> LinkReferral:
    if not LINK.allows(link.state, state, action):
        raise WrongMove(LINK, link.state, action)
    link.state = state
    return link
