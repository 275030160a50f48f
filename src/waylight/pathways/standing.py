"""What stands now, by field, beside an edit that came too late."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from .actions import About
from .answers import ReferralForm
from .models import Hearing, Proceedings, TraffickingReferral


def of_referral(child: UUID, key: str) -> dict[str, Any]:
    it = TraffickingReferral.objects.filter(pk=key, child=child).first()
    if it is None:
        return {}
    form = asdict(ReferralForm.read(it.form))
    return {**form, "types": it.types, "may_have_defence": it.may_have_defence}


def of_proceedings(child: UUID, key: str) -> dict[str, Any]:
    it = Proceedings.objects.filter(pk=key, child=child).first()
    return {name: getattr(it, name) for name in About.__dataclass_fields__} if it else {}


def of_hearing(child: UUID, key: str) -> dict[str, Any]:
    it = Hearing.objects.filter(pk=key, child=child).first()
    last = it.listings.last() if it else None
    if it is None or last is None:
        return {}
    return {"starts_at": last.starts_at, "court": it.court, "place": it.place, "reason": last.reason}
