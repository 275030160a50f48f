"""The list of concerns: no names, ordered and narrowed by the database, one page and one audit event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..codes import Marking, Rating
from ..machine import CONTACT
from ..models import Contact, Stream
from .rows import InboxRow, Listed, rows
from .scope import own_contacts

ROWS = 50
UNDECIDED = ("received", "screening", "rated")
OPEN = (*UNDECIDED, "decided")

FIRST = Case(
    When(emergency=True, state__in=UNDECIDED, then=Value(0)),
    When(Q(unpaged_since__isnull=False) | Q(unreadable=True), then=Value(1)),
    When(language_known=False, state__in=("received", "screening"), then=Value(2)),
    default=Value(3),
)
"""Emergencies, then what nobody could be paged for or nobody can open, then a language we have no list for
until somebody has rated it."""


@dataclass(frozen=True)
class InboxPage:
    """One page. `total` counts every contact that the filters leave."""

    rows: list[InboxRow]
    number: int
    pages: int
    total: int


def inbox(viewer: Actor, asked: Mapping[str, str] | None = None, *, page: int = 1) -> InboxPage:
    """The viewer's own desks' concerns. An answer that is not among a filter's values narrows nothing.

    Filters: state, rating (or none), due (late, today), held (me, nobody), language, channel, marking (any,
    all, or one; without it marked ones are left out), second_look, out_of_hours, waiting (reply, asked,
    feedback, second-look), reference (finds whatever its state).
    """
    require(viewer, "inbox.view")
    now = timezone.now()
    found = Contact.objects.filter(own_contacts(viewer), _narrowed(asked or {}, viewer, now))
    total = found.count()
    pages = max(1, -(-total // ROWS))
    number = min(max(1, page), pages)
    listed = _ordered(found).values_list(*Listed._fields)[(number - 1) * ROWS : number * ROWS]
    shown = rows([Listed(*each) for each in listed], viewer, now)
    detail: dict = {"shown": [row.reference for row in shown], "page": number}
    record(Verb.CONSULTATION, "inbox.view", by=viewer, detail=detail)
    return InboxPage(shown, number, pages, total)


def _ordered(found: QuerySet[Contact]) -> QuerySet[Contact]:
    """By urgency, then by what is due, or by how long something of the reporter's lies unread."""
    by_time = Coalesce("due_at", "waiting_since").asc(nulls_last=True)
    return found.order_by(FIRST, by_time, "received_at")


def _narrowed(asked: Mapping[str, str], viewer: Actor, now: datetime) -> Q:
    reference = asked.get("reference", "")
    if reference.strip():
        return by_reference_digits(reference)
    unread = Q(waiting_since__isnull=False)
    return (
        _state(asked.get("state", ""), unread)
        & (Q(gathered_under__isnull=True) | unread)
        & _marking(asked.get("marking", ""), unread)
        & _rating(asked.get("rating", ""))
        & _due(asked.get("due", ""), now)
        & _held(asked.get("held", ""), viewer)
        & _waiting(asked.get("waiting", ""), asked.get("second_look", ""))
        & _exactly("language", asked)
        & _exactly("channel", asked)
        & (Q(out_of_hours=True) if asked.get("out_of_hours") == "yes" else Q())
    )


def by_reference_digits(typed: str) -> Q:
    """Contacts whose reference begins so; nothing for what cannot be one."""
    digits = "".join(typed.split()).replace("-", "").lower()
    if not digits or len(digits) > 32 or any(d not in "0123456789abcdef" for d in digits):
        return Q(pk__in=[])
    return Q(pk__gte=UUID(digits.ljust(32, "0")), pk__lte=UUID(digits.ljust(32, "f")))


def _state(state: str, unread: Q) -> Q:
    if state in CONTACT.states:
        return Q(state=state)
    return Q(state__in=OPEN) | unread


def _marking(marking: str, unread: Q) -> Q:
    if marking == "all":
        return Q()
    if marking == "any":
        return ~Q(marking="")
    return Q(marking=marking) if marking in Marking.values else Q(marking="") | unread


def _rating(rating: str) -> Q:
    if rating == "none":
        return Q(rating="")
    return Q(rating=rating) if rating in Rating.values else Q()


def _due(due: str, now: datetime) -> Q:
    if due == "late":
        return Q(due_at__lt=now)
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(tomorrow, time()))
    return Q(due_at__lt=midnight) if due == "today" else Q()


def _held(held: str, viewer: Actor) -> Q:
    if held == "me":
        return Q(holder=viewer.user_id)
    return Q(holder__isnull=True) if held == "nobody" else Q()


def _waiting(waiting: str, second_look: str) -> Q:
    if waiting == "second-look" or second_look == "yes":
        return Q(Exists(Stream.objects.filter(contact=OuterRef("pk"), state="second-look")))
    return {
        "reply": Q(waiting_since__isnull=False),
        "asked": Q(asked_at__isnull=False),
        "feedback": Q(state="decided", feedback_at__isnull=True, no_feedback_at__isnull=True),
    }.get(waiting, Q())


def _exactly(field: str, asked: Mapping[str, str]) -> Q:
    return Q(**{field: asked[field]}) if asked.get(field) else Q()
