"""The steps that every act on a licensing referral shares: lock, ask, move, clock, note, audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.actions import dues
from waylight.casework.codes import DueKind
from waylight.casework.models import Due
from waylight.triage.machine import WrongMove
from waylight.work.actions import announce

from ..authorities import is_ours
from ..codes import Course, Licence
from ..errors import NotPossible, Why
from ..machine import LICENCE, REFERRAL
from ..models import LicensingReferral, LicensingStep
from ..statute import began


@contextmanager
def changing_licence(
    referral: LicensingReferral, by: Actor, action: str = LICENCE
) -> Iterator[LicensingReferral]:
    require(by, action, referral)
    with transaction.atomic():
        rows = LicensingReferral.objects.select_for_update(of=("self",))
        fresh = rows.select_related("owner").get(pk=referral.pk)
        require(by, action, fresh)
        yield fresh


def to(referral: LicensingReferral, target: str) -> None:
    """Raises WrongMove where the table has no such move."""
    if not REFERRAL.allows(referral.state, target, LICENCE):
        raise WrongMove(REFERRAL, referral.state, LICENCE)
    referral.state = target


def ours(referral: LicensingReferral) -> bool:
    """Whether the licence is our own today, given by us or by whom we came after."""
    return is_ours(referral.authority, referral.area_id, timezone.localdate())


def not_to_come(day: date, *, since: date | None) -> None:
    """Raises NotPossible for a day that is still to come, or before what it follows."""
    if day > timezone.localdate() or (since is not None and day < since):
        raise NotPossible(Why.NOT_THAT_DAY)


def clock(referral: LicensingReferral, kind: DueKind, on: date) -> None:
    """The Act's clocks are about drivers."""
    if referral.licence == Licence.DRIVER:
        owed = dues.Owed(owner=referral.owner, area=referral.area_id)
        dues.start(None, kind, about=referral.pk, at=began(on), owed=owed)


def section_5(referral: LicensingReferral) -> None:
    """The clock of section 5 runs while another authority has a driver's licence, from when we became aware,
    until it is told or there is nothing to tell."""
    open_ = referral.course == Course.OURS and referral.state in ("created", "met")
    if open_ and referral.licence == Licence.DRIVER and not ours(referral):
        clock(referral, DueKind.LICENCE_S5, referral.aware_on)
    else:
        dues.stop(None, DueKind.LICENCE_S5, about=referral.pk, because=Due.Stopped.NO_LONGER)


def section_6(referral: LicensingReferral) -> None:
    """The clock of section 6 runs until what another authority sent us about a driver is decided and that
    authority was told, from when we received it."""
    came = referral.course == Course.FROM_OTHERS and referral.state == "created"
    if (came or referral.sender_waits) and referral.licence == Licence.DRIVER:
        clock(referral, DueKind.LICENCE_S6, referral.aware_on)
    else:
        dues.stop(None, DueKind.LICENCE_S6, about=referral.pk, because=Due.Stopped.NO_LONGER)


def step(
    referral: LicensingReferral,
    words: str,
    by: Actor,
    verb: Verb = Verb.ALTERATION,
    action: str = LICENCE,
    **detail: int,
) -> None:
    LicensingStep.objects.create(
        referral=referral, state=referral.state, words=words, by_id=by.user_id, at=timezone.now()
    )
    thing = ("licensing-referral", referral.pk)
    record(verb, action, by=by, thing=thing, detail={"state": referral.state, **detail})
    announce("licence.moved", referral=str(referral.pk), state=referral.state)
