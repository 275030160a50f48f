"""What is taken away on paper; each taking away is on record."""

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..hotel import notice_paper
from ..letters import letter
from ..machine import LICENCE, WORK
from ..models import HotelNotice, LicensingReferral
from ..queries.licensing import opened_referral


def print_letter(referral: LicensingReferral, kind: str, *, by: Actor) -> bytes:
    """A template letter as PDF. Raises NoLetter, CannotPrint."""
    require(by, LICENCE, referral)
    body = letter(opened_referral(by, referral), kind)
    thing = ("licensing-referral", referral.pk)
    record(Verb.EXPORT, LICENCE, by=by, thing=thing, detail={"letter": kind, "bytes": len(body)})
    return body


def print_notice(notice: HotelNotice, *, as_served: bool = False, by: Actor) -> bytes:
    """A hotel information notice as PDF, as it stands or as it was served. Raises CannotPrint."""
    require(by, WORK, notice)
    body = notice_paper(notice, as_served=as_served)
    detail: dict = {"notice": str(notice.pk), "as_served": as_served, "bytes": len(body)}
    record(Verb.EXPORT, WORK, by=by, thing=("unit", notice.unit_id), detail=detail)
    return body
