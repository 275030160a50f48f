"""One use of a measure, and those that run."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F
from django.utils import timezone

from waylight.accounts.policy import can, require
from waylight.accounts.roles import DISRUPTION_ROLES, Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.models import Due

from ..catalogue import Measure
from ..models import Check, HotelNotice, InformationRequest, LicensingReferral, Use, Variation

RUNNING = ("approved", "applied", "served", "live", "breached")
ON_A_PAGE = 50


@dataclass(frozen=True)
class UsePage:
    """`state` is as of today, whether or not that was written down yet. Of `licensing` only state and
    reference are for this page."""

    use: Use
    rule: Measure
    state: str
    checks: list[Check]
    dues: list[Due]
    may_work: bool
    licensing: LicensingReferral | None
    notice: HotelNotice | None
    requests: list[InformationRequest]
    variations: list[Variation]


def find_use(pk: UUID) -> Use:
    """For an action or a query that asks the policy itself. Raises Use.DoesNotExist."""
    people = ("considered_by", "second", "decided_by", "unit__area", "unit__owner", "licensing")
    return Use.objects.select_related(*people).get(pk=pk)


def opened_use(viewer: Actor, use: Use) -> UsePage:
    """A consultation."""
    require(viewer, "unit.view", use)
    record(
        Verb.CONSULTATION, "unit.view", by=viewer, thing=("unit", use.unit_id), detail={"use": str(use.pk)}
    )
    requests = list(use.requests.all())
    about = [use.pk, *(each.pk for each in requests)]
    running = Due.objects.filter(about__in=about, stopped_at__isnull=True).select_related("owner")
    return UsePage(
        use=use,
        rule=use.rule,
        state=use.stands_on(timezone.localdate()),
        checks=list(use.checks.select_related("by")),
        dues=list(running.order_by("due_at")),
        may_work=can(viewer, "measure.work", use),
        licensing=use.licensing,
        notice=use.notices.select_related("by").first(),
        requests=requests,
        variations=list(use.variations.select_related("by")),
    )


@dataclass(frozen=True)
class Running:
    use: Use
    state: str
    days_left: int | None


def uses_running(viewer: Actor, *, page: int | str = 1) -> Page[Running]:
    """Measures of the viewer's area that were approved and are neither over nor given up: the first to end
    first, then those without a last day."""
    require(viewer, "unit.view")
    today = timezone.localdate()
    rows = Use.objects.filter(unit__area_id__in=viewer.areas(*DISRUPTION_ROLES), state__in=RUNNING)
    paginator: Paginator[Any] = Paginator(
        rows.select_related("unit__owner").order_by(
            F("last_day").asc(nulls_last=True), "considered_at", "pk"
        ),
        ON_A_PAGE,
    )
    shown = paginator.get_page(page)
    found = [Running(use, use.stands_on(today), _left(use.last_day, today)) for use in shown]
    record(Verb.CONSULTATION, "unit.view", by=viewer, detail={"running": len(found)})
    return Page(found, shown.number, paginator)


def _left(last: date | None, today: date) -> int | None:
    return (last - today).days if last is not None else None
