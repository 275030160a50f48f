"""What time alone does to a measure: its first day comes, alarms are raised, its last day passes."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import system
from waylight.audit.actions import Detail, record
from waylight.audit.models import Verb
from waylight.casework.actions import dues
from waylight.casework.codes import DueKind
from waylight.casework.models import Due
from waylight.work.actions import announce

from ..authorities import now_called
from ..codes import ALARMS, Licence, LineKind
from ..machine import PASS, REFERRAL, REMOVE
from ..models import LicensingReferral, LicensingStep, Unit, Use
from .licence_steps import section_5
from .steps import audit, line, morning, move_use

CLOCK = system("disruption")
WAITING = ("approved", "applied", "breached")
LOOKED_AT = ("not-met", "answered", "decided", "entered")
"""Of a licensing referral: what comes of it is known."""
WORDS = {"live": "In force", "expired": "Ended: its last day has passed"}


def pass_time() -> int:
    """Write down what time alone has changed by today, of how many measures. Run twice it adds nothing."""
    today = timezone.localdate()
    come = Q(state="served", first_day__lte=today) | Q(state__in=("live", "breached"), last_day__lt=today)
    count = 0
    for pk, unit in Use.objects.filter(come).values_list("pk", "unit"):
        with transaction.atomic():
            held = Unit.objects.select_for_update(of=("self",)).select_related("owner").get(pk=unit)
            use = Use.objects.select_for_update(of=("self",)).get(pk=pk)
            use.unit = held
            count += catch_up(use)
    return count


def ask_after_waiting() -> int:
    """What came next was not asked of measures that were approved or breached before it was a due of theirs:
    it is from now on, of how many. Run twice it adds nothing."""
    require(CLOCK, PASS)
    asked = Due.objects.filter(kind=DueKind.MEASURE_NEXT, stopped_at__isnull=True).values("about")
    count = 0
    for pk in Use.objects.filter(state__in=WAITING).exclude(pk__in=asked).values_list("pk", flat=True):
        with transaction.atomic():
            use = Use.objects.select_for_update(of=("self",)).get(pk=pk)
            use.unit = Unit.objects.select_related("owner").get(pk=use.unit_id)
            if use.state in WAITING:
                waits(use)
                audit(use.unit, PASS, by=CLOCK, detail={"use": str(use.pk), "asked": "next"})
                count += 1
    return count


def catch_up(use: Use) -> bool:
    """In the caller's transaction, with the unit and the use locked. Whether anything had changed."""
    today = timezone.localdate()
    if use.stands_on(today) == use.state:
        return False
    require(CLOCK, PASS)
    while (state := use.stands_on(today)) != use.state:
        step = "live" if use.state == "served" else state
        day = use.first_day if step == "live" else use.last_day
        move_use(use, step, PASS)
        line(use.unit, LineKind.MEASURE, f"{WORDS[step]}: {use.rule.title}.", by=None, on=day)
        audit(use.unit, PASS, by=CLOCK, detail={"use": str(use.pk), "state": step})
        announce("measure.moved", use=str(use.pk), state=step)
    use.save(update_fields=["state"])
    if use.state == "expired":
        end(use)
    return True


def remove_old() -> int:
    """Section 4 of the Act of 2022: 11 years after it was first made an entry is removed, its words too."""
    require(CLOCK, REMOVE)
    count, come = 0, LicensingReferral.objects.filter(state="entered", remove_on__lte=timezone.localdate())
    for pk in come.values_list("pk", flat=True):
        with transaction.atomic():
            old = LicensingReferral.objects.select_for_update(of=("self",)).get(pk=pk)
            if not REFERRAL.allows(old.state, "removed", REMOVE):
                continue
            old.state, old.entry = "removed", ""
            old.save(update_fields=["state", "entry"])
            dues.stop(None, DueKind.LICENCE_END, about=old.pk)
            LicensingStep.objects.create(referral=old, state=old.state, at=timezone.now())
            record(Verb.ERASURE, REMOVE, by=CLOCK, thing=("licensing-referral", old.pk))
            count += 1
    return count


def follow_successors() -> int:
    """The licences of an authority that ended are its successor's from that day on: the clock of section 5
    stops where they are our own now, and runs where they are ours no more. Of how many it was looked at."""
    require(CLOCK, REMOVE)
    drivers = LicensingReferral.objects.filter(state__in=("created", "met"), licence=Licence.DRIVER)
    keys = list(drivers.values_list("pk", flat=True))
    for pk in keys:
        with transaction.atomic():
            rows = LicensingReferral.objects.select_for_update(of=("self",)).select_related("owner")
            _follow(rows.get(pk=pk))
    return len(keys)


def _follow(referral: LicensingReferral) -> None:
    """What it changes stands in what has happened."""
    clock = Due.objects.filter(kind=DueKind.LICENCE_S5, about=referral.pk, stopped_at__isnull=True)
    before = clock.exists()
    section_5(referral)
    if clock.exists() != before:
        has_it = now_called(referral.authority, timezone.localdate()).name
        LicensingStep.objects.create(
            referral=referral, state=referral.state, words=f"{has_it} has the licence now.", at=timezone.now()
        )
        detail: Detail = {"licence_of": now_called(referral.authority, timezone.localdate()).code}
        record(Verb.ALTERATION, REMOVE, by=CLOCK, thing=("licensing-referral", referral.pk), detail=detail)


def alarm(use: Use) -> None:
    """Somebody says what follows 28, 7 and 1 days before the last day; none for a day that has passed."""
    if use.last_day is None:
        return
    for days, kind in ALARMS.items():
        at = morning(use.last_day - timedelta(days=days))
        if at > timezone.now():
            owed = dues.Owed(owner=use.unit.owner, area=use.unit.area_id, until=at)
            dues.start(None, kind, about=use.pk, owed=owed)


def waits(use: Use) -> None:
    """While a measure was approved or applied for, or a breach stands, its owner says what comes next: anew
    from each step. In the caller's transaction."""
    for kind in (DueKind.MEASURE_NEXT, DueKind.MEASURE_ANSWERED):
        dues.stop(None, kind, about=use.pk)
    if use.state in WAITING:
        owed = dues.Owed(owner=use.unit.owner, area=use.unit.area_id)
        dues.start(None, DueKind.MEASURE_NEXT, about=use.pk, owed=owed)


def licensing_has_looked(referral: UUID | str) -> int:
    """Whoever asked licensing about a measure says what is done now, of how many. Nothing of what licensing
    wrote is carried over: the measure's page shows how far it is. Run twice it adds nothing."""
    require(CLOCK, PASS)
    looked_at = LicensingReferral.objects.filter(pk=referral, state__in=LOOKED_AT)
    uses = Use.objects.filter(licensing__in=looked_at, state="applied")
    asked = Due.objects.filter(kind=DueKind.MEASURE_ANSWERED, about__in=uses.values("pk"))
    count = 0
    for pk in list(uses.exclude(pk__in=asked.values("about")).values_list("pk", flat=True)):
        with transaction.atomic():
            use = Use.objects.select_for_update(of=("self",)).get(pk=pk)
            use.unit = Unit.objects.select_related("owner").get(pk=use.unit_id)
            owed = dues.Owed(owner=use.unit.owner, area=use.unit.area_id)
            dues.start(None, DueKind.MEASURE_ANSWERED, about=use.pk, owed=owed)
            audit(use.unit, PASS, by=CLOCK, detail={"use": str(use.pk), "asked": "answered"})
            count += 1
    return count


def silence(use: Use, because: str) -> None:
    for kind in ALARMS.values():
        dues.stop(None, kind, about=use.pk, because=because)


def end(use: Use) -> None:
    """It is over: no alarm runs, and its review is due."""
    silence(use, Due.Stopped.NO_LONGER)
    waits(use)
    owed = dues.Owed(owner=use.unit.owner, area=use.unit.area_id)
    dues.start(None, DueKind.MEASURE_REVIEW, about=use.pk, owed=owed)
