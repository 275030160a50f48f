"""Reminders: written as rows by the daily round, sent by the queue, and what became of them.

A mail says that training is due and nothing else. It goes through GOING, so that a run that died between
sending and writing down leaves a row that is shown as unsure, and is not sent twice by itself.
"""

import smtplib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from secrets import token_hex
from uuid import UUID

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Case, Exists, OuterRef, QuerySet, SmallIntegerField, Value, When
from django.utils import timezone

from waylight.accounts.policy import Actor, require, system
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.guidance.models import Area
from waylight.work.actions import announce

from ..cases import in_parts
from ..models import DueDate, Learner, Reminder
from ..moves import sources
from ..refresher import Notice, reached
from ..roster_keys import roster_keys
from ..rulebooks import CourseBook
from ..words import reminder_mail
from .problems import NotPossible, Why

ROUND = system("training")
LOT = 50
"""Mails between two writings-down: so many rows may be unsure after a run that died."""
BOUNCE_WITHIN = timedelta(days=30)
State = Reminder.State
Way = Reminder.Way


# Writing them


@transaction.atomic(savepoint=False)
def plan_reminders(area_slug: str, books: Mapping[str, CourseBook], *, on: date) -> int:
    """Write the reminders that have come due by the end of `on` and are not written yet; returns how many are
    to go. Of several that one person missed while no worker ran only the last goes, and the others are kept
    as overtaken. Run twice it writes nothing new."""
    require(ROUND, "training.remind")
    rows = [row for book in books.values() for row in _planned(area_slug, book, on)]
    if rows:
        Reminder.objects.bulk_create(rows, batch_size=200)
    waiting = Reminder.objects.filter(area_id=area_slug, state=State.DUE, way=Way.EMAIL)
    if waiting.exists():
        announce("training.reminders-due", area=area_slug)
    return sum(row.state == State.DUE for row in rows)


def _planned(area_slug: str, book: CourseBook, on: date) -> Iterator[Reminder]:
    steps, since = book.steps(on)
    owed: list[tuple[UUID, date, Sequence[Notice]]] = []
    unwritten = _unwritten(area_slug, book.course_id, steps, on)
    for learner, due_on, known in unwritten.values_list("learner_id", "on", "known_on"):
        if due_on is not None and (now := reached(due_on, max(known, since), steps, on)):
            owed.append((learner, due_on, now))
    learners = [learner for learner, _due, _found in owed]
    written, mailed = _written(learners, book.course_id), _mailed(learners)
    for learner, due_on, found in owed:
        for notice in found:
            if (learner, due_on, notice.days_before) not in written:
                yield Reminder(
                    area_id=area_slug,
                    learner_id=learner,
                    course_id=book.course_id,
                    due_on=due_on,
                    days_before=notice.days_before,
                    goes_on=notice.goes,
                    way=Way.EMAIL if learner in mailed else Way.LETTER,
                    state=State.DUE if notice is found[-1] else State.OVERTAKEN,
                )


def _unwritten(area_slug: str, course_id: str, steps: Sequence[int], on: date) -> QuerySet[DueDate]:
    """Standing due dates whose latest step by `on` has no reminder. A step is the latest for those who are
    due on its day at the latest, and after the next step's."""
    if not steps:
        return DueDate.objects.none()
    latest = [When(on__gt=on + timedelta(days=then), then=Value(step)) for step, then in pairwise(steps)]
    rows = DueDate.objects.filter(
        area_id=area_slug,
        course_id=course_id,
        ended_on__isnull=True,
        on__lte=on + timedelta(days=max(steps)),
    ).annotate(step=Case(*latest, default=Value(steps[-1]), output_field=SmallIntegerField()))
    same = Reminder.objects.filter(
        learner=OuterRef("learner"),
        course_id=course_id,
        due_on=OuterRef("on"),
        days_before=OuterRef("step"),
    )
    return rows.filter(~Exists(same))


def _written(learners: Collection[UUID], course_id: str) -> set[tuple[UUID, date, int]]:
    found: set[tuple[UUID, date, int]] = set()
    for some in in_parts(learners):
        rows = Reminder.objects.filter(learner__in=some or [], course_id=course_id)
        found |= set(rows.values_list("learner_id", "due_on", "days_before"))
    return found


def _mailed(learners: Collection[UUID]) -> set[UUID]:
    """Those whom mail reaches."""
    found: set[UUID] = set()
    for some in in_parts(learners):
        rows = Learner.objects.filter(pk__in=some or [], mail_works=True)
        found |= set(rows.values_list("pk", flat=True))
    return found


# Sending them


def send_reminders(area_slug: str, *, on: date | None = None) -> int:
    """Send what waits to go by mail in an area; returns how many went. Waits for the mail server outside of
    any transaction, and raises what it raises when it takes nothing now, so that the queue tries again."""
    require(ROUND, "training.remind")
    on, sent = on or timezone.localdate(), 0
    area = Area.objects.get(pk=area_slug)
    connection = get_connection()
    try:
        while lot := _claimed(area_slug):
            became: dict[UUID, State] = {}
            try:
                _send_lot(connection, area, lot, became)
            finally:
                sent += _write_down(lot, became, on)
    finally:
        connection.close()
    return sent


def _claimed(area_slug: str) -> list[Reminder]:
    """The next lot, marked as going by this run alone."""
    claim = token_hex(16)
    waiting = Reminder.objects.filter(area_id=area_slug, state=State.DUE, way=Way.EMAIL)
    ids = list(waiting.order_by("goes_on", "pk").values_list("pk", flat=True)[:LOT])
    if not ids:
        return []
    waiting.filter(pk__in=ids).update(state=State.GOING, claim=claim)
    mine = Reminder.objects.filter(pk__in=ids, claim=claim, state=State.GOING)
    return list(mine.select_related("learner"))


def _send_lot(
    connection: BaseEmailBackend, area: Area, lot: list[Reminder], became: dict[UUID, State]
) -> None:
    """Puts down what became of each. Of one that the server did not take nothing is put down: it waits again.
    Of one whose fate is not known it is put down that it is still going."""
    for reminder in lot:
        connection.open()
        try:
            became[reminder.pk] = _hand_over(connection, area, reminder)
        except smtplib.SMTPResponseException:
            raise
        except Exception:
            became[reminder.pk] = State.GOING
            raise


def _hand_over(connection: BaseEmailBackend, area: Area, reminder: Reminder) -> State:
    address = reminder.learner.email
    if not address:
        return State.BOUNCED
    subject, body = reminder_mail(area, reminder.course_id, reminder.due_on)
    try:
        connection.send_messages([EmailMessage(subject, body, to=[address])])
    except smtplib.SMTPRecipientsRefused:
        return State.BOUNCED
    return State.SENT


@transaction.atomic
def _write_down(lot: list[Reminder], became: dict[UUID, State], on: date) -> int:
    """Returns how many went."""
    went = [each for each in lot if became.get(each.pk) == State.SENT]
    _move(went, State.SENT, sent_on=on, claim="")
    _move([each for each in lot if each.pk not in became], State.DUE, claim="")
    _bounce([each for each in lot if became.get(each.pk) == State.BOUNCED], on)
    return len(went)


def _move(reminders: Iterable[Reminder], target: State, **columns: object) -> int:
    """Those of them that may come into `target` from where they now are; returns how many."""
    ids = [each.pk for each in reminders]
    movable = Reminder.objects.filter(pk__in=ids, state__in=sources(target))
    return movable.update(state=target, **columns)


def _bounce(reminders: Sequence[Reminder], on: date) -> int:
    """Mail does not reach these people: the same reminder goes by letter, and later ones will."""
    if not _move(reminders, State.BOUNCED, settled_on=on, claim=""):
        return 0
    Learner.objects.filter(pk__in={each.learner_id for each in reminders}).update(mail_works=False)
    letters = [
        Reminder(
            area_id=each.area_id,
            learner_id=each.learner_id,
            course_id=each.course_id,
            due_on=each.due_on,
            days_before=each.days_before,
            goes_on=each.goes_on,
            way=Way.LETTER,
        )
        for each in reminders
    ]
    return len(Reminder.objects.bulk_create(letters, ignore_conflicts=True, batch_size=200))


# What became of them


@dataclass(frozen=True)
class Bounced:
    """`unknown`: addresses that are nobody's here."""

    reminders: int
    unknown: list[str]


@transaction.atomic
def note_bounces(area: Area, addresses: Iterable[str], *, by: Actor, today: date | None = None) -> Bounced:
    """Mail to these addresses came back. The last reminder that went to each by mail is noted as bounced and
    goes by letter."""
    require(by, "training.letters", area)
    today, keys = today or timezone.localdate(), roster_keys(area.slug)
    wanted = {keys.email(address): address for address in addresses if address.strip()}
    people = dict(Learner.objects.filter(area=area, email_key__in=wanted).values_list("pk", "email_key"))
    since = today - BOUNCE_WITHIN
    rows = Reminder.objects.filter(
        learner__in=people, way=Way.EMAIL, state__in=sources(State.BOUNCED), sent_on__gte=since
    )
    last = {each.learner_id: each for each in rows.order_by("sent_on", "goes_on")}
    count = _bounce(list(last.values()), today)
    Learner.objects.filter(pk__in=people).update(mail_works=False)
    record(
        Verb.ALTERATION,
        "training.letters",
        by=by,
        thing=("area", area.pk),
        detail={"what": "bounced", "count": count},
    )
    return Bounced(count, [wanted[key] for key in wanted if key not in set(people.values())])


@transaction.atomic
def post_letters(area: Area, reminders: Collection[UUID], *, by: Actor, today: date | None = None) -> int:
    """These letters were printed and posted; returns how many of them had still been waiting."""
    require(by, "training.letters", area)
    today, posted = today or timezone.localdate(), 0
    for some in in_parts(reminders):
        waiting = Reminder.objects.filter(area=area, pk__in=some or [], way=Way.LETTER, state=State.DUE)
        posted += waiting.update(state=State.SENT, sent_on=today)
    record(
        Verb.DISCLOSURE,
        "training.letters",
        by=by,
        thing=("area", area.pk),
        detail={"what": "posted", "count": posted},
    )
    return posted


@transaction.atomic
def settle_unsure(reminder: Reminder, *, went: bool, by: Actor, today: date | None = None) -> Reminder:
    """A person has looked whether a mail that was going when its run died went or not; where not, it waits
    again. Raises NotPossible when it is not unsure any more."""
    require(by, "training.letters", reminder)
    target = State.SENT if went else State.DUE
    columns = {"sent_on": today or timezone.localdate()} if went else {}
    unsure = Reminder.objects.filter(pk=reminder.pk, state=State.GOING)
    if not unsure.update(state=target, claim="", **columns):
        raise NotPossible(Why.SETTLED)
    record(
        Verb.ALTERATION,
        "training.letters",
        by=by,
        thing=("reminder", reminder.pk),
        detail={"what": "unsure", "went": went},
    )
    if not went:
        announce("training.reminders-due", area=reminder.area_id)
    reminder.refresh_from_db()
    return reminder
