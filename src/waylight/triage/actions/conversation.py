"""The sealed conversation with the reporter: a question, an answer that arrives, feedback, or why none."""

from datetime import datetime

from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.models import Verb
from waylight.keys.keyring import KeyMissing
from waylight.reporting.actions import Answers, tell, write_to_reporter
from waylight.reporting.models import ConcernVersion, Message, Status
from waylight.reporting.queries import Unreadable, open_message_for_desk, open_versions_for_desk
from waylight.work.actions import announce

from .. import feedback
from ..errors import NotPossible, Why
from ..models import Contact
from ..reading import read
from .paging import page_rota
from .steps import audit, changing, locked, said
from .taking_up import WORKER, keep_keys, take_up


def ask(contact: Contact, text: str, *, by: Actor) -> Message:
    """Ask the reporter, sealed to their receipt and to the desk. Raises Missing."""
    said(text=text)
    with changing(contact, "question.ask", by=by) as fresh:
        now = timezone.now()
        message = write_to_reporter(fresh.concern, Message.Kind.QUESTION, text, by=by, at=now)
        tell(fresh.concern, Status.QUESTION, at=now)
        fresh.asked_at = now
        fresh.save(update_fields=["asked_at", "changed_at"])
        audit(fresh, "question.ask", by=by, verb=Verb.DISCLOSURE, detail={"message": str(message.pk)})
    return message


def give_feedback(contact: Contact, code: str, *, passed_to: str = "", by: Actor) -> list[Message]:
    """Tell the reporter, and every caller gathered under this one, a fixed sentence in their own language.

    Raises Missing for a code, or a body it was passed to, that is not in the table, and NotPossible when it
    tells of action while no decision stands.
    """
    with changing(contact, "status.tell", by=by) as fresh:
        if code == feedback.ACTION_TAKEN and not fresh.streams.filter(state="decided").exists():
            raise NotPossible(Why.NOT_DECIDED)
        group = [fresh, *Contact.objects.filter(gathered_under=fresh).select_related("concern")]
        return [_tell_one(each, code, passed_to, by) for each in group]


def _tell_one(contact: Contact, code: str, passed_to: str, by: Actor) -> Message:
    now = timezone.now()
    status, words = feedback.wording(code, passed_to, contact.language)
    message = write_to_reporter(contact.concern, Message.Kind.FEEDBACK, words, by=by, at=now)
    if status is not None:
        tell(contact.concern, status, passed_to=passed_to if status == Status.PASSED else "", at=now)
    contact.feedback_at = now
    contact.save(update_fields=["feedback_at", "changed_at"])
    audit(contact, "status.tell", by=by, verb=Verb.DISCLOSURE, detail={"code": code, "passed_to": passed_to})
    return message


def no_feedback(contact: Contact, reason: str, *, by: Actor) -> Contact:
    """Say why nothing can safely be told to this reporter. Raises Missing."""
    said(reason=reason)
    with changing(contact, "status.tell", by=by) as fresh:
        fresh.no_feedback_reason, fresh.no_feedback_at = reason, timezone.now()
        fresh.save(update_fields=["no_feedback_reason", "no_feedback_at", "changed_at"])
        audit(fresh, "status.tell", by=by, detail={"code": "none"})
    return fresh


def note_message(concern_id: str, message_id: str) -> Contact:
    """The reporter wrote: it lies unread until somebody opens the concern, and is judged for danger now."""
    contact = take_up(concern_id)
    message = Message.objects.select_related("concern").get(pk=message_id)
    if message.from_hub:
        return contact
    fresh = _heard(contact)
    fresh.unread_messages = _theirs(fresh) - fresh.read_messages
    _wait(fresh, fresh.unread_messages, message.at)
    if message.kind == Message.Kind.ANSWER:
        fresh.asked_at = None
    try:
        _heed(fresh, {"words": open_message_for_desk(message)})
    except (Unreadable, KeyMissing):
        fresh.unreadable = True
    fresh.save()
    announce("contact.written-to", contact=str(fresh.pk), message=message_id)
    return fresh


def note_version(concern_id: str, version_id: str) -> Contact:
    """The same concern was sent again and says something else: both are kept, and the later one is heeded."""
    contact = take_up(concern_id)
    version = ConcernVersion.objects.get(pk=version_id)
    fresh = _heard(contact)
    fresh.unread_versions = fresh.concern.versions.count() - fresh.read_versions
    _wait(fresh, fresh.unread_versions, version.received_at)
    try:
        for each in open_versions_for_desk(fresh.concern):
            _heed(fresh, each.answers)
    except (Unreadable, KeyMissing):
        fresh.unreadable = True
    fresh.save()
    return fresh


def _heard(contact: Contact) -> Contact:
    require(WORKER, "system.take-up")
    fresh = locked(contact)
    audit(fresh, "system.take-up", by=WORKER, verb=Verb.CONSULTATION)
    return fresh


def _wait(contact: Contact, unread: int, since: datetime) -> None:
    if unread > 0:
        contact.waiting_since = min(contact.waiting_since or since, since)


def _theirs(contact: Contact) -> int:
    hub = (Message.Kind.QUESTION, Message.Kind.FEEDBACK)
    return Message.objects.filter(concern=contact.concern).exclude(kind__in=hub).count()


def _heed(contact: Contact, answers: Answers) -> None:
    """What was said later may tell of danger, or hold a mark or a number, as well as what was said first."""
    reading = read(answers, contact.language)
    contact.language_known = contact.language_known and reading.language_known
    keep_keys(contact, reading)
    if reading.emergency:
        contact.danger_reasons = sorted({*contact.danger_reasons, *reading.reasons})
        contact.emergency = True
        contact.save()
        page_rota(contact, anew=True)
