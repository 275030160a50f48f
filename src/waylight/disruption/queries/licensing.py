"""What licensing works on: referrals, enquiries, and the letters they lead to. Narrowed to the area, audited.

No query here joins anything but what licensing wrote itself.
"""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, When
from django.utils import timezone

from waylight.accounts.policy import can, require
from waylight.accounts.queries import holders_of
from waylight.accounts.roles import Actor, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.casework.models import Due

from ..authorities import Authority, authorities, is_ours, now_called
from ..licence import Entry, Holder
from ..machine import HAND, SETTLED
from ..models import Enquiry, LicensingReferral, LicensingStep

ON_A_PAGE = 50


@dataclass(frozen=True)
class Row:
    referral: LicensingReferral
    holder: Holder
    due: Due | None


@dataclass(frozen=True)
class ReferralPage:
    """`has_it` has the licence today: the authority that gave it, or its successor."""

    referral: LicensingReferral
    holder: Holder
    entry: Entry
    gave_it: Authority
    has_it: Authority
    sender: Authority | None
    ours: bool
    steps: list[LicensingStep]
    dues: list[Due]
    may_write: bool


@dataclass(frozen=True)
class ReferralList:
    rows: list[Row]
    page: Page[LicensingReferral]


def referrals(viewer: Actor, *, page: int | str = 1) -> ReferralList:
    """Those of the viewer's area, the newest first. One audit event: it shows names."""
    require(viewer, "licence.view")
    rows = LicensingReferral.objects.filter(area_id__in=viewer.areas(Role.LICENSING)).select_related("owner")
    shown = Paginator(rows.order_by("-opened_at", "pk"), ON_A_PAGE).get_page(page)
    listed = list(shown.object_list)
    running = Due.objects.filter(about__in=[each.pk for each in listed], stopped_at__isnull=True)
    first: dict[UUID, Due] = {}
    for due in running.order_by("due_at"):
        first.setdefault(due.about, due)
    record(Verb.CONSULTATION, "licence.view", by=viewer, detail={"count": len(listed)})
    return ReferralList([Row(each, Holder.read(each.holder), first.get(each.pk)) for each in listed], shown)


def find_referral(pk: UUID) -> LicensingReferral:
    """For an action or a query that asks the policy itself. Raises LicensingReferral.DoesNotExist."""
    return LicensingReferral.objects.select_related("owner", "area").get(pk=pk)


def referral_to_hand(viewer: Actor, pk: UUID) -> LicensingReferral:
    """Of one that the viewer may hand to another licensing officer without reading it, for its reference,
    kind and state. A consultation. Raises LicensingReferral.DoesNotExist, Refused."""
    found = find_referral(pk)
    require(viewer, HAND, found)
    record(Verb.CONSULTATION, HAND, by=viewer, thing=("licensing-referral", found.pk))
    return found


def left_behind(viewer: Actor) -> list[LicensingReferral]:
    """Those whose owner is no licensing officer of the area any more, for whoever may hand them on."""
    if not can(viewer, HAND):
        return []
    found: list[LicensingReferral] = []
    for area in sorted(viewer.areas(Role.COORDINATOR, Role.LICENSING)):
        rows = LicensingReferral.objects.filter(area_id=area).exclude(state__in=SETTLED)
        left = rows.exclude(owner__in=holders_of(Role.LICENSING, area)).select_related("owner")
        found += [each for each in left.order_by("opened_at", "pk") if not each.settled]
    if found:
        record(Verb.CONSULTATION, HAND, by=viewer, detail={"count": len(found)})
    return found


def opened_referral(viewer: Actor, referral: LicensingReferral) -> ReferralPage:
    """A consultation."""
    require(viewer, "licence.view", referral)
    record(Verb.CONSULTATION, "licence.view", by=viewer, thing=("licensing-referral", referral.pk))
    today = timezone.localdate()
    running = Due.objects.filter(about=referral.pk, stopped_at__isnull=True).select_related("owner")
    return ReferralPage(
        referral=referral,
        holder=Holder.read(referral.holder),
        entry=Entry.read(referral.entry),
        gave_it=authorities()[referral.authority],
        has_it=now_called(referral.authority, today),
        sender=now_called(referral.sender, today) if referral.sender else None,
        ours=is_ours(referral.authority, referral.area_id, today),
        steps=list(referral.steps.select_related("by")),
        dues=list(running.order_by("due_at")),
        may_write=can(viewer, "licence.write", referral),
    )


def enquiries(viewer: Actor, *, page: int | str = 1) -> Page[Enquiry]:
    """Those of the viewer's area that wait, then the latest answered."""
    require(viewer, "licence.view")
    rows = Enquiry.objects.filter(area_id__in=viewer.areas(Role.LICENSING)).select_related("owner")
    waits_first = Case(When(state="asked", then=0), default=1)
    shown = Paginator(rows.order_by(waits_first, "-asked_on", "pk"), ON_A_PAGE).get_page(page)
    record(Verb.CONSULTATION, "licence.view", by=viewer, detail={"enquiries": len(shown.object_list)})
    return shown


def find_enquiry(viewer: Actor, pk: UUID) -> Enquiry:
    """Raises Enquiry.DoesNotExist, Refused. A consultation."""
    found = Enquiry.objects.select_related("owner", "area").get(pk=pk)
    require(viewer, "licence.view", found)
    record(Verb.CONSULTATION, "licence.view", by=viewer, thing=("licensing-enquiry", found.pk))
    return found
