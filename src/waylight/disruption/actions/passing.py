"""What time alone does to a measure: its first day comes, alarms are raised, its last day passes."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import system
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.actions import dues
from waylight.casework.codes import DueKind
from waylight.casework.models import Due
from waylight.work.actions import announce

from ..codes import ALARMS, LineKind
from ..machine import PASS, REFERRAL, REMOVE
from ..models import LicensingReferral, LicensingStep, Unit, Use
from .steps import audit, line, morning, move_use

CLOCK = system("disruption")
WAITING = ("approved", "breached")
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
    """While a measure was approved and nothing was done with it, or a breach stands, its owner says what
    comes next. In the caller's transaction."""
    if use.state in WAITING:
        owed = dues.Owed(owner=use.unit.owner, area=use.unit.area_id)
        dues.start(None, DueKind.MEASURE_NEXT, about=use.pk, owed=owed)
    else:
        dues.stop(None, DueKind.MEASURE_NEXT, about=use.pk)


def silence(use: Use, because: str) -> None:
    for kind in ALARMS.values():
        dues.stop(None, kind, about=use.pk, because=because)


def end(use: Use) -> None:
    """It is over: no alarm runs, and its review is due."""
    silence(use, Due.Stopped.NO_LONGER)
    waits(use)
    owed = dues.Owed(owner=use.unit.owner, area=use.unit.area_id)
    dues.start(None, DueKind.MEASURE_REVIEW, about=use.pk, owed=owed)
