"""Every change of a number: one person says what they found, another confirms it, and only then it shows."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.work.actions import announce

from .kinds import ALWAYS
from .memory import forget_once_committed
from .models import ContactRoute, LapseWarning, RouteCheck

WARN_DAYS_BEFORE = (30, 7, 0)
_REACH = ("phone", "text_number", "email", "url", "hours")


@dataclass(frozen=True)
class Found:
    """What somebody found when they checked a route: every way to reach it as it should now be shown.

    `withdraw` says that it must never be shown again. `method` is how it was checked (called, written reply,
    page seen), `source` whom or what was asked, `checked_on` when.
    """

    method: str
    source: str
    checked_on: date
    phone: str = ""
    text_number: str = ""
    email: str = ""
    url: str = ""
    hours: str = ""
    withdraw: bool = False

    @classmethod
    def unchanged(cls, route: ContactRoute, *, method: str, source: str, checked_on: date) -> "Found":
        same = {key: getattr(route, key) for key in _REACH}
        return cls(method, source, checked_on, **same)


class CheckNotTaken(ValueError):
    """A check that cannot be proposed, confirmed or rejected. The message is a sentence for the person."""


def propose_check(route: ContactRoute, found: Found, *, by: Actor, name: str) -> RouteCheck:
    """Write down what one person found. Nothing shown changes until somebody else confirms it.

    Raises CheckNotTaken, and Refused.
    """
    require(by, "contact-route.verify", route)
    _judge(route, found)
    check = RouteCheck(
        route=route,
        proposed_by=by.ref,
        proposed_name=name,
        proposed_at=timezone.now(),
        **{field.name: getattr(found, field.name) for field in fields(found)},
    )
    try:
        check.clean_fields(exclude=["route"])
    except ValidationError as problem:
        raise CheckNotTaken(next(iter(problem.message_dict.values()))[0]) from problem
    try:
        with transaction.atomic():
            check.save()
            record(Verb.ALTERATION, "contact-route.propose", by=by, thing=("contactroute", route.pk))
    except IntegrityError as problem:
        raise CheckNotTaken(_("A check of this number is already waiting for a second person.")) from problem
    return check


def confirm_check(check: RouteCheck, *, by: Actor, name: str) -> ContactRoute:
    """The second person agrees: the route takes what was found, and its date.

    Raises CheckNotTaken: the same person, already decided, or older than what is now shown; and Refused.
    """
    require(by, "contact-route.verify", check)
    with transaction.atomic():
        check = _open(check, by)
        route = ContactRoute.objects.select_for_update().get(pk=check.route_id)
        if check.checked_on < route.verified_on:
            raise CheckNotTaken(_("This number has been checked again since. Reject this check."))
        changed = _take(route, check, name)
        _decide(check, RouteCheck.State.CONFIRMED, by, name)
        record(
            Verb.ALTERATION,
            "contact-route.confirm",
            by=by,
            thing=("contactroute", route.pk),
            detail={"changed": changed, "withdrawn": check.withdraw},
        )
        forget_once_committed()
    return route


def reject_check(check: RouteCheck, reason: str, *, by: Actor, name: str) -> RouteCheck:
    """The second person does not agree; what is shown stays. Raises CheckNotTaken, and Refused."""
    require(by, "contact-route.verify", check)
    if not reason.strip():
        raise CheckNotTaken(_("Say why you do not agree."))
    with transaction.atomic():
        check = _open(check, by)
        check.reason = reason.strip()[:200]
        _decide(check, RouteCheck.State.REJECTED, by, name)
        record(Verb.ALTERATION, "contact-route.reject", by=by, thing=("contactroute", check.route_id))
    return check


def warn_of_lapses(now: datetime | None = None) -> int:
    """Announce each number that is about to lapse: 30 and 7 days before, and on the day; each once.

    Returns how many were announced. Safe to run at any time and twice: after an outage the nearest warning
    that was missed is given, not all of them.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    live = ContactRoute.objects.filter(status=ContactRoute.Status.LIVE)
    return sum(_warn(route, (route.lapses_on - today).days, now) for route in live)


def _judge(route: ContactRoute, found: Found) -> None:
    if not found.method.strip() or not found.source.strip():
        raise CheckNotTaken(_("Say how you checked, and whom or what you asked."))
    if found.checked_on > timezone.localdate():
        raise CheckNotTaken(_("The day of the check is still to come."))
    if found.checked_on < route.verified_on:
        raise CheckNotTaken(_("This number has been checked since that day."))
    if route.code == ALWAYS and (found.withdraw or found.phone != ALWAYS):
        raise CheckNotTaken(_("999 cannot be changed or withdrawn."))
    if not found.withdraw and not (found.phone or found.text_number or found.email or found.url):
        raise CheckNotTaken(_("Give at least one way to reach it, or withdraw it."))


def _open(check: RouteCheck, by: Actor) -> RouteCheck:
    check = RouteCheck.objects.select_for_update().get(pk=check.pk)
    if check.state != RouteCheck.State.PROPOSED:
        raise CheckNotTaken(_("Somebody has already decided this check."))
    if check.proposed_by == by.ref:
        raise CheckNotTaken(_("You made this check. Somebody else must confirm or reject it."))
    return check


def _take(route: ContactRoute, check: RouteCheck, name: str) -> bool:
    """Returns whether anything but the dates changed."""
    before = [getattr(route, key) for key in (*_REACH, "status")]
    if check.withdraw:
        route.status = ContactRoute.Status.WITHDRAWN
    else:
        route.status = ContactRoute.Status.LIVE
        for key in _REACH:
            setattr(route, key, getattr(check, key))
    route.method, route.source = check.method, check.source
    route.verified_on, route.verified_by, route.confirmed_by = check.checked_on, check.proposed_name, name
    route.save()
    return before != [getattr(route, key) for key in (*_REACH, "status")]


def _decide(check: RouteCheck, state: RouteCheck.State, by: Actor, name: str) -> None:
    check.state, check.decided_by, check.decided_name = state, by.ref, name
    check.decided_at = timezone.now()
    check.save()


def _warn(route: ContactRoute, days_left: int, now: datetime) -> bool:
    due = [days for days in WARN_DAYS_BEFORE if days_left <= days]
    if not due:
        return False
    with transaction.atomic():
        _warning, new = LapseWarning.objects.get_or_create(
            route=route, lapses_on=route.lapses_on, days_before=min(due), defaults={"at": now}
        )
        if new:
            announce(
                "guidance.route-lapsing",
                route=route.pk,
                area=route.area_slug,
                days_before=min(due),
                lapses_on=route.lapses_on.isoformat(),
            )
    return new
