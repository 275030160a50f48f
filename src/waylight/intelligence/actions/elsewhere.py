"""Asking whether another area holds something of the same: each side learns that the other does, not what."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import Refused, require
from waylight.accounts.roles import Actor, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.triage.actions.steps import person_id

from ..errors import NotPossible, Why
from ..models import AskedElsewhere, Entity, MentionKey, Observation
from ..queries.scope import APART, within_reach

ASK, SEE = "elsewhere.ask", "elsewhere.see"
KINDS = ("vehicle", "phone", "handle")
"""What one thing alone bears. A name or a place would tell of people who have nothing to do with it."""


def ask_elsewhere(entity: Entity, *, reason: str, by: Actor) -> list[AskedElsewhere]:
    """Which other areas hold something of this mark, number or account. Raises NotPossible, Refused.

    Audited in both areas, as is a question that nobody holds anything of.
    """
    require(by, ASK)
    own = Observation.objects.filter(within_reach(by, "account__contact__"), entity=entity, gone=False)
    here = own.select_related("account__contact").first()
    if here is None:
        raise Refused(by, ASK, entity, None)
    require(by, ASK, here)
    if entity.kind not in KINDS:
        raise NotPossible(Why.ONLY_EXACT)
    if not reason.strip():
        raise NotPossible(Why.REASON)
    with transaction.atomic():
        areas = sorted(_holding(entity, own.values_list("pk", flat=True)) - by.areas(Role.INTELLIGENCE))
        found = [_tell(entity, here.area_slug, area, reason.strip(), by) for area in areas]
        detail: dict = {"kind": entity.kind, "areas": areas}
        record(Verb.SEARCH, ASK, by=by, thing=("entity", entity.pk), detail=detail)
    return found


def seen_elsewhere(asked: AskedElsewhere, *, by: Actor) -> None:
    """Somebody of the other area has seen it and will ring, or was rung."""
    require(by, SEE, asked)
    with transaction.atomic():
        done = AskedElsewhere.objects.filter(pk=asked.pk, done_at__isnull=True)
        if done.update(done_at=timezone.now(), done_by=person_id(by)):
            record(Verb.ALTERATION, SEE, by=by, thing=("askedelsewhere", asked.pk))


def _holding(entity: Entity, own: Iterable[UUID]) -> set[str]:
    """Areas with an account of the same entity, or of the very same value; what goes round a hub's own people
    is not told of."""
    same = Observation.objects.filter(entity=entity, gone=False).exclude(account__contact__desk=APART)
    areas = set(same.values_list("account__contact__area_id", flat=True))
    digests = MentionKey.objects.filter(mention__observation__in=own).exclude(mention__state="refused")
    exact = MentionKey.objects.filter(kind=entity.kind, digest__in=digests.values("digest"))
    exact = exact.exclude(mention__state="refused").exclude(mention__account__contact__desk=APART)
    return areas | set(exact.values_list("mention__account__contact__area_id", flat=True))


def _tell(entity: Entity, asking: str, area: str, reason: str, by: Actor) -> AskedElsewhere:
    """One row until somebody there has seen it; disclosed there, and on the other area's record."""
    row, _new = AskedElsewhere.objects.get_or_create(
        entity=entity,
        asking_id=asking,
        area_id=area,
        done_at=None,
        defaults={"by_id": person_id(by), "reason": reason, "at": timezone.now()},
    )
    detail: dict = {"asking": asking, "area": area, "kind": entity.kind}
    record(Verb.DISCLOSURE, ASK, by=by, thing=("askedelsewhere", row.pk), detail=detail)
    return row
