"""The rows of one page of the list, each with a constant number of queries for the whole page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waylight.accounts.policy import Actor
from waylight.guidance import queries as guidance

from ..models import Clock, Contact, Look, MatchKey, Pause, Stream
from .scope import own_contacts
from .times import TimeLeft, nearest, time_left

EARLIER_WITHIN = timedelta(days=365)
LOOKING_WITHIN = timedelta(minutes=3)

Counts = dict[UUID, int]


@dataclass(frozen=True)
class InboxRow:
    """One contact as the list shows it. `earlier`: other contacts of twelve months that share an exact mark,
    phone, or name with birth date. `gathered`: callers under this one."""

    pk: UUID
    reference: str
    state: str
    seen: bool
    emergency: bool
    unreadable: bool
    child_self: bool
    marking: str
    rating: str
    first_rating: str
    clock: TimeLeft | None
    received_at: datetime
    out_of_hours: bool
    streams: list[str]
    suggested: list[str]
    earlier: int
    language: str
    language_known: bool
    holder: str
    looking: list[str]
    gathered: int
    unread_messages: int
    unread_versions: int
    second_look: bool
    feedback_owed: bool
    asked: bool
    nobody_paged: bool

    @property
    def late(self) -> bool:
        return self.clock is not None and self.clock.late

    @property
    def soon(self) -> bool:
        return self.clock is not None and self.clock.soon

    @property
    def time_left(self) -> str:
        return self.clock.words if self.clock is not None else ""

    @property
    def calendar_words(self) -> str:
        return self.clock.calendar_words if self.clock is not None else ""

    @property
    def received_words(self) -> str:
        return date_format(timezone.localtime(self.received_at), "D j M, H:i")

    @property
    def needs(self) -> str:
        """What it waits for, in words."""
        return ", ".join(self._needs())

    def _needs(self) -> Iterable[str]:
        if self.nobody_paged:
            yield _("nobody could be paged")
        if self.unreadable:
            yield _("cannot be opened")
        if self.child_self:
            yield _("a child tells of themselves")
        if self.unread_messages:
            one, more = "%(num)s message to read", "%(num)s messages to read"
            yield ngettext(one, more, self.unread_messages) % {"num": self.unread_messages}
        if self.unread_versions:
            yield _("sent again with changes")
        if self.second_look:
            yield _("a second person")
        if self.feedback_owed:
            yield _("feedback owed")
        if self.asked:
            yield _("asked, no answer yet")
        if self.gathered:
            one, more = "%(num)s more caller", "%(num)s more callers"
            yield ngettext(one, more, self.gathered) % {"num": self.gathered}


def rows(contacts: list[Contact], viewer: Actor, now: datetime) -> list[InboxRow]:
    """Rows for these contacts, in their order."""
    streams, second_looks = _streams(contacts)
    clocks, earlier = _clocks(contacts, now), _earlier(contacts, viewer)
    looking, gathered = _looking(contacts, viewer, now), _gathered(contacts)
    return [
        InboxRow(
            pk=each.pk,
            reference=each.reference,
            state=each.state,
            seen=each.seen_at is not None,
            emergency=each.emergency,
            unreadable=each.unreadable,
            child_self=each.child_self,
            marking=each.marking,
            rating=each.rating,
            first_rating=each.first_rating,
            clock=nearest(clocks[each.pk]),
            received_at=each.received_at,
            out_of_hours=each.out_of_hours,
            streams=streams[each.pk],
            suggested=each.suggested,
            earlier=earlier[each.pk],
            language=each.language,
            language_known=each.language_known,
            holder=each.holder.name if each.holder is not None else "",
            looking=looking[each.pk],
            gathered=gathered.get(each.pk, 0),
            unread_messages=each.unread_messages,
            unread_versions=each.unread_versions,
            second_look=each.pk in second_looks,
            feedback_owed=each.state == "decided" and not (each.feedback_at or each.no_feedback_at),
            asked=each.asked_at is not None,
            nobody_paged=each.unpaged_since is not None,
        )
        for each in contacts
    ]


def _streams(contacts: list[Contact]) -> tuple[dict[UUID, list[str]], set[UUID]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    second_looks: set[UUID] = set()
    kinds = Stream.objects.filter(contact__in=contacts).order_by("opened_at")
    for pk, kind, state in kinds.values_list("contact_id", "kind", "state"):
        found[pk].append(kind)
        second_looks |= {pk} if state == "second-look" else set()
    return found, second_looks


def _clocks(contacts: list[Contact], now: datetime) -> dict[UUID, list[TimeLeft]]:
    area_of = {each.pk: each.area_id for each in contacts}
    hours = {slug: guidance.hours(slug) for slug in set(area_of.values())}
    pauses: dict[UUID, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for pk, since, until in Pause.objects.filter(contact__in=contacts).values_list(
        "contact_id", "since", "until"
    ):
        pauses[pk].append((since, until))
    found: dict[UUID, list[TimeLeft]] = defaultdict(list)
    for clock in Clock.objects.filter(contact__in=contacts, stopped_at__isnull=True).order_by():
        pk = clock.contact_id
        found[pk].append(time_left(clock, now, hours[area_of[pk]], pauses[pk]))
    return found


def _earlier(contacts: list[Contact], viewer: Actor) -> Counts:
    """How many other contacts that this viewer may see share a key with each."""
    own = MatchKey.objects.filter(contact__in=contacts).values_list("contact_id", "digest")
    keys: dict[UUID, set[str]] = defaultdict(set)
    for pk, digest in own:
        keys[pk].add(digest)
    holders: dict[str, set[tuple[UUID, datetime]]] = defaultdict(set)
    wanted = MatchKey.objects.filter(
        own_contacts(viewer, "contact__"), digest__in=set().union(*keys.values())
    )
    for digest, pk, at in wanted.values_list("digest", "contact_id", "contact__received_at"):
        holders[digest].add((pk, at))
    return {each.pk: _count(each, set().union(*(holders[d] for d in keys[each.pk]))) for each in contacts}


def _count(contact: Contact, sharing: set[tuple[UUID, datetime]]) -> int:
    since = contact.received_at - EARLIER_WITHIN
    return sum(pk != contact.pk and at >= since for pk, at in sharing)


def _looking(contacts: list[Contact], viewer: Actor, now: datetime) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    looks = Look.objects.filter(contact__in=contacts, at__gt=now - LOOKING_WITHIN)
    for pk, name in looks.exclude(person=viewer.user_id).values_list("contact_id", "person__name"):
        found[pk].append(name)
    return found


def _gathered(contacts: list[Contact]) -> Counts:
    under = Contact.objects.filter(gathered_under__in=contacts).values("gathered_under")
    counted = under.annotate(n=Count("id")).values_list("gathered_under", "n")
    return {lead: n for lead, n in counted if lead is not None}
