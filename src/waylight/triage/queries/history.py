"""All that has happened with a contact, in one order, in words that people read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.reporting.models import Message

from ..codes import Marking, Rating
from ..models import Clock, Contact, Decision
from .times import CALENDARS, KINDS


@dataclass(frozen=True)
class Happened:
    """One thing that happened: `what` is its code, `who` a name or empty, `note` what somebody wrote then."""

    at: datetime
    what: str
    words: str
    who: str = ""
    note: str = ""


def timeline(viewer: Actor, contact: Contact) -> list[Happened]:
    """Ratings, clocks, pauses, who held it, streams, decisions, messages, translations, transfers, pages,
    markings and reopenings, oldest first. Audited as a consultation, for it shows reasons."""
    require(viewer, "concern.open", contact)
    events = sorted(_events(contact), key=lambda each: each.at)
    record(
        Verb.CONSULTATION,
        "concern.open",
        by=viewer,
        thing=("concern", contact.pk),
        detail={"timeline": len(events)},
    )
    return events


def _events(contact: Contact) -> Iterator[Happened]:
    yield Happened(contact.received_at, "received", _("Received"))
    if contact.seen_at:
        yield Happened(contact.seen_at, "seen", _("Seen by a person for the first time"))
    for each in (_clocks, _ratings, _pauses, _handovers, _streams, _decisions, _messages, _feedback):
        yield from each(contact)
    for each in (_translations, _transfers, _pages, _markings, _reopenings, _identity):
        yield from each(contact)


def _clocks(contact: Contact) -> Iterator[Happened]:
    stopped = {
        Clock.Stopped.SEEN: _("Clock stopped: seen"),
        Clock.Stopped.RATED_AGAIN: _("Clock stopped: rated again"),
        Clock.Stopped.DECIDED: _("Clock stopped: decided"),
        Clock.Stopped.RULES_CHANGED: _("Clock stopped: hours or limits changed"),
        Clock.Stopped.TRANSFERRED: _("Clock stopped: sent to another area"),
        Clock.Stopped.GATHERED: _("Clock stopped: gathered under another"),
    }
    for clock in contact.clocks.all():
        words = {"what": KINDS[clock.kind], "limit": clock.limit, "calendar": CALENDARS[clock.calendar]}
        yield Happened(
            clock.started_at, "clock-started", _("Clock started: %(what)s, %(limit)s (%(calendar)s)") % words
        )
        if clock.escalated_at:
            late = _("Deadline passed: %(what)s") % {"what": KINDS[clock.kind]}
            yield Happened(clock.escalated_at, "clock-overdue", late)
        if clock.stopped_at:
            why = stopped[Clock.Stopped(clock.stopped_because)]
            yield Happened(clock.stopped_at, "clock-stopped", f"{why} ({KINDS[clock.kind]})")


def _ratings(contact: Contact) -> Iterator[Happened]:
    for change in contact.ratings.select_related("by"):
        words = _("Rated: %(rating)s") % {"rating": Rating(change.rating).label}
        yield Happened(change.at, "rated", words, change.by.name, change.reason)


def _pauses(contact: Contact) -> Iterator[Happened]:
    for pause in contact.pauses.select_related("by"):
        yield Happened(pause.since, "paused", _("Clock paused"), pause.by.name, pause.reason)
        if pause.until:
            yield Happened(pause.until, "resumed", _("Clock runs again"))


def _handovers(contact: Contact) -> Iterator[Happened]:
    for handover in contact.handovers.select_related("by", "holder"):
        if handover.holder is None:
            words = _("Given back to the queue")
        elif handover.holder_id == handover.by_id:
            words = _("Taken")
        else:
            words = _("Handed over to %(name)s") % {"name": handover.holder.name}
        yield Happened(handover.at, "held", words, handover.by.name, handover.note)


def _streams(contact: Contact) -> Iterator[Happened]:
    for stream in contact.streams.select_related("opened_by"):
        words = _("Stream opened: %(kind)s") % {"kind": stream.get_kind_display()}
        yield Happened(stream.opened_at, "forked", words, stream.opened_by.name, stream.subject)


def _decisions(contact: Contact) -> Iterator[Happened]:
    found = Decision.objects.filter(stream__contact=contact).select_related("by", "second_by", "stream")
    for decision in found:
        words = {"kind": decision.stream.get_kind_display(), "outcome": decision.get_outcome_display()}
        decided = _("Decided (%(kind)s): %(outcome)s") % words
        yield Happened(decision.at, "decided", decided, decision.by.name, decision.rationale)
        if decision.second_at and decision.second_by is not None:
            agreed = decision.second == Decision.Second.AGREED
            second = _("Second person agreed") if agreed else _("Second person did not agree")
            yield Happened(
                decision.second_at, "second-look", second, decision.second_by.name, decision.second_reason
            )


def _messages(contact: Contact) -> Iterator[Happened]:
    """That a message was written, and of what kind: its words are read by opening the contact."""
    words = {
        Message.Kind.QUESTION: _("Question sent to the reporter"),
        Message.Kind.FEEDBACK: _("Feedback sent to the reporter"),
        Message.Kind.ANSWER: _("The reporter answered"),
        Message.Kind.ADDITION: _("The reporter added something"),
        Message.Kind.CORRECTION: _("The reporter corrected something"),
        Message.Kind.WITHDRAWAL: _("The reporter withdrew"),
    }
    for kind, at in Message.objects.filter(concern=contact.concern_id).values_list("kind", "at"):
        yield Happened(at, f"message-{kind}", words[Message.Kind(kind)])
    for at in contact.concern.versions.values_list("received_at", flat=True):
        yield Happened(at, "sent-again", _("Sent again with changes"))


def _feedback(contact: Contact) -> Iterator[Happened]:
    if contact.no_feedback_at:
        words = _("Nothing is safe to tell the reporter")
        yield Happened(contact.no_feedback_at, "no-feedback", words, note=contact.no_feedback_reason)


def _translations(contact: Contact) -> Iterator[Happened]:
    for request in contact.translation_requests.select_related("by"):
        words = _("Translation asked of %(whom)s") % {"whom": request.asked_of}
        yield Happened(request.at, "translation-asked", words, request.by.name)
        if request.ended_at and request.state == "withdrawn":
            taken_back = _("Request for a translation withdrawn")
            yield Happened(
                request.ended_at, "translation-withdrawn", taken_back, note=request.withdrawn_because
            )
    for translation in contact.translations.select_related("by"):
        words = _("Translated by %(whom)s") % {"whom": translation.translator}
        yield Happened(translation.at, "translated", words, translation.by.name)


def _transfers(contact: Contact) -> Iterator[Happened]:
    answered = {"accepted": _("Accepted by %(hub)s"), "declined": _("Declined by %(hub)s")}
    found = contact.transfers.select_related("by", "answered_by", "to_area")
    for transfer in found:
        hub = {"hub": transfer.to_area.hub_name}
        yield Happened(
            transfer.at, "transfer-offered", _("Offered to %(hub)s") % hub, transfer.by.name, transfer.reason
        )
        if transfer.answered_at and transfer.answered_by is not None:
            words, who = answered[transfer.state] % hub, transfer.answered_by.name
            yield Happened(transfer.answered_at, f"transfer-{transfer.state}", words, who, transfer.answer)


def _pages(contact: Contact) -> Iterator[Happened]:
    for page in contact.pages.select_related("entry__person", "acknowledged_by"):
        words = _("Paged: %(name)s") % {"name": page.entry.person.name}
        yield Happened(page.sent_at, "paged", words)
        if page.acknowledged_at and page.acknowledged_by is not None:
            yield Happened(
                page.acknowledged_at, "page-answered", _("Page answered"), page.acknowledged_by.name
            )


def _markings(contact: Contact) -> Iterator[Happened]:
    for change in contact.markings.select_related("by"):
        marked: dict[str, Any] = {"marking": Marking(change.marking).label if change.marking else ""}
        words = _("Marked: %(marking)s") % marked if change.marking else _("Marking taken off")
        yield Happened(change.at, "marked", words, change.by.name, change.reason)


def _reopenings(contact: Contact) -> Iterator[Happened]:
    for reopening in contact.reopenings.select_related("by"):
        yield Happened(reopening.at, "reopened", _("Reopened"), reopening.by.name, reopening.reason)


def _identity(contact: Contact) -> Iterator[Happened]:
    for opening in contact.identity_openings.select_related("by"):
        words = _("The reporter's identity was opened")
        yield Happened(opening.at, "identity-opened", words, opening.by.name, opening.reason)
