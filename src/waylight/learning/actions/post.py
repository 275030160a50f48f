"""What became of reminders: mail that came back, letters that were posted, mails nobody knows about."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.guidance.models import Area
from waylight.work.actions import announce

from ..cases import in_parts
from ..models import Learner, Reminder
from ..moves import sources
from ..roster_keys import roster_keys
from .holding import mind
from .problems import NotPossible, Why

BOUNCE_WITHIN = timedelta(days=30)
State = Reminder.State
Way = Reminder.Way


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
    count = bounce(list(last.values()), today)
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
        mind(reminder.area_id, today or timezone.localdate())
        announce("training.reminders-due", area=reminder.area_id)
    reminder.refresh_from_db()
    return reminder


def move(reminders: Iterable[Reminder], target: State, **columns: object) -> int:
    """Those of them that may come into `target` from where they now are; returns how many."""
    ids = [each.pk for each in reminders]
    movable = Reminder.objects.filter(pk__in=ids, state__in=sources(target))
    return movable.update(state=target, **columns)


def bounce(reminders: Sequence[Reminder], on: date) -> int:
    """Mail does not reach these people: the same reminder goes by letter, and later ones will."""
    if not move(reminders, State.BOUNCED, settled_on=on, claim=""):
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
    made = Reminder.objects.bulk_create(letters, ignore_conflicts=True, batch_size=200)
    for area_slug in {each.area_id for each in reminders}:
        mind(area_slug, on)
    return len(made)
