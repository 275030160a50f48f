"""Reminders by mail, sent by the queue.

A mail says that training is due and nothing else. It goes through GOING, so that a run that died between
sending and writing down leaves a row that is shown as unsure, and is not sent twice by itself.
"""

import smtplib
from datetime import date
from secrets import token_hex
from uuid import UUID

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.guidance.models import Area

from ..models import Reminder
from ..words import reminder_mail
from .holding import mind
from .post import bounce, move
from .reminding import ROUND

LOT = 50
"""Mails between two writings-down: so many rows may be unsure after a run that died."""
State = Reminder.State
Way = Reminder.Way


def send_reminders(area_slug: str, *, on: date | None = None) -> int:
    """Send what waits to go by mail in an area; returns how many went. Waits for the mail server outside of
    any transaction, and raises what it raises when it takes nothing now, so that the queue tries again."""
    require(ROUND, "training.remind")
    on, sent = on or timezone.localdate(), 0
    mind(area_slug, on)
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
    move(went, State.SENT, sent_on=on, claim="")
    move([each for each in lot if each.pk not in became], State.DUE, claim="")
    bounce([each for each in lot if became.get(each.pk) == State.BOUNCED], on)
    return len(went)
