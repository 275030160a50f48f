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


def print_notice(notice: HotelNotice, *, by: Actor) -> bytes:
    """A hotel information notice as PDF. Raises CannotPrint."""
    require(by, WORK, notice)
    body = notice_paper(notice)
    detail: dict = {"notice": str(notice.pk), "bytes": len(body)}
    record(Verb.EXPORT, WORK, by=by, thing=("unit", notice.unit_id), detail=detail)
    return body
