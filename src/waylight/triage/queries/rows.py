"""The rows of one page of the list, each with a constant number of queries for the whole page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waylight.accounts.roles import Actor
from waylight.engine.clocks import Pause as Paused
from waylight.guidance import queries as guidance

from ..models import Clock, Contact, Look, MatchKey, Pause, Stream
from ..models.base import reference
from .scope import own_contacts
from .times import Running, TimeLeft, brief, nearest, time_left

EARLIER_WITHIN = timedelta(days=365)
LOOKING_WITHIN = timedelta(minutes=3)

Counts = dict[UUID, int]


class Listed(NamedTuple):
    """What a row needs of its contact, by the database's names. A model for each costs more than asking."""

    pk: UUID
    area_id: str
    state: str
    received_at: datetime
    rating: str
    first_rating: str
    suggested: list[str]
    language: str
    language_known: bool
    emergency: bool
    unreadable: bool
    child_self: bool
    marking: str
    out_of_hours: bool
    seen_at: datetime | None
    asked_at: datetime | None
    unread_messages: int
    unread_versions: int
    unpaged_since: datetime | None
    feedback_at: datetime | None
    no_feedback_at: datetime | None
    holder__name: str | None


@dataclass(frozen=True)
class InboxRow:
    """One contact as the list shows it. `earlier`: other contacts of the last twelve months that share an
    exact mark, phone, or name with birth date. `gathered`: callers under this one."""

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
        return brief(self.received_at)

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


def rows(contacts: list[Listed], viewer: Actor, now: datetime) -> list[InboxRow]:
    """Rows for these contacts, in their order."""
    pks = [each.pk for each in contacts]
    streams, second_looks = _streams(pks)
    clocks, earlier = _clocks(contacts, now), _earlier(pks, viewer, now)
    looking, gathered = _looking(pks, viewer, now), _gathered(pks)
    return [
        InboxRow(
            pk=each.pk,
            reference=reference(each.pk),
            state=each.state,
            seen=each.seen_at is not None,
            emergency=each.emergency,
            unreadable=each.unreadable,
            child_self=each.child_self,
            marking=each.marking,
            rating=each.rating,
            first_rating=each.first_rating,
            clock=clocks.get(each.pk),
            received_at=each.received_at,
            out_of_hours=each.out_of_hours,
            streams=streams[each.pk],
            suggested=each.suggested,
            earlier=earlier.get(each.pk, 0),
            language=each.language,
            language_known=each.language_known,
            holder=each.holder__name or "",
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


def _streams(pks: list[UUID]) -> tuple[dict[UUID, list[str]], set[UUID]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    second_looks: set[UUID] = set()
    kinds = Stream.objects.filter(contact_id__in=pks).order_by("opened_at")
    for pk, kind, state in kinds.values_list("contact_id", "kind", "state"):
        found[pk].append(kind)
        second_looks |= {pk} if state == "second-look" else set()
    return found, second_looks


def _clocks(contacts: list[Listed], now: datetime) -> dict[UUID, TimeLeft]:
    """The nearest deadline of each that has any."""
    pks = [each.pk for each in contacts]
    hours = {slug: guidance.hours(slug) for slug in {each.area_id for each in contacts}}
    pauses: dict[UUID, list[Paused]] = defaultdict(list)
    paused = Pause.objects.filter(contact_id__in=pks).values_list("contact_id", "since", "until")
    for pk, since, until in paused:
        pauses[pk].append((since, until))
    running: dict[UUID, list[Running]] = defaultdict(list)
    foremost = Q(due_at=F("contact__due_at")) | Q(contact__due_at__isnull=True)
    clocks = Clock.objects.filter(foremost, contact_id__in=pks, stopped_at__isnull=True)
    for pk, *clock in clocks.values_list("contact_id", *Running._fields):
        running[pk].append(Running(*clock))
    nearby = ((each, nearest(running[each.pk], pauses[each.pk])) for each in contacts)
    return {
        each.pk: time_left(clock, now, hours[each.area_id], pauses[each.pk])
        for each, clock in nearby
        if clock is not None
    }


def _earlier(pks: list[UUID], viewer: Actor, now: datetime) -> Counts:
    """How many other contacts of the last twelve months that this viewer may see share a key with each.

    Plain queries one after the other: in a join, SQLite would begin with every contact of the desk.
    """
    keys: dict[UUID, set[str]] = defaultdict(set)
    for pk, digest in MatchKey.objects.filter(contact_id__in=pks).values_list("contact_id", "digest"):
        keys[pk].add(digest)
    holders: dict[str, set[UUID]] = defaultdict(set)
    sharing = MatchKey.objects.filter(digest__in=set().union(*keys.values()))
    for digest, pk in sharing.values_list("digest", "contact_id"):
        holders[digest].add(pk)
    recent = Contact.objects.filter(own_contacts(viewer), received_at__gte=now - EARLIER_WITHIN)
    seen = set(recent.filter(pk__in=set().union(*holders.values())).values_list("pk", flat=True))
    return {pk: len(set().union(*(holders[each] for each in own)) & seen - {pk}) for pk, own in keys.items()}


def _looking(pks: list[UUID], viewer: Actor, now: datetime) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    looks = Look.objects.filter(contact_id__in=pks, at__gt=now - LOOKING_WITHIN)
    for pk, name in looks.exclude(person=viewer.user_id).values_list("contact_id", "person__name"):
        found[pk].append(name)
    return found


def _gathered(pks: list[UUID]) -> Counts:
    under = Contact.objects.filter(gathered_under_id__in=pks).values("gathered_under")
    counted = under.annotate(n=Count("id")).values_list("gathered_under", "n")
    return {lead: n for lead, n in counted if lead is not None}
