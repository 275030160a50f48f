"""What a certificate's code tells: the same to everybody, and nothing that names the person."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import PUBLIC, Actor

from ..models import Certificate, Learner, Revocation
from ..roster_keys import code_as_compared, code_in_groups


class Standing(StrEnum):
    VALID = "valid"
    EXPIRED = "expired"
    REPLACED = "replaced"
    REVOKED = "revoked"


@dataclass(frozen=True)
class CertificateSeen:
    """What stands on the paper and whether it still holds. `badge_end`: the last two characters of the badge,
    to hold against the one that is shown. `certificate` is the row, for whoever prints or signs it."""

    code: str
    title: str
    version_id: str
    area: str
    badge_end: str
    completed_on: date
    issued_on: date
    expires_on: date | None
    standing: Standing
    certificate: Certificate

    @property
    def holds(self) -> bool:
        return self.standing == Standing.VALID


def certificate(code: str, *, viewer: Actor = PUBLIC, today: date | None = None) -> CertificateSeen | None:
    """By its code, however it is spaced; None where there is no such certificate."""
    require(viewer, "certificate.check")
    rows = Certificate.objects.select_related("revocation", "replaced_by", "area")
    found = rows.filter(code=code_as_compared(code)).first()
    return seen(found, today) if found is not None else None


def seen(found: Certificate, today: date | None = None) -> CertificateSeen:
    return CertificateSeen(
        code=code_in_groups(found.code),
        title=found.title,
        version_id=found.version_id,
        area=found.area.name,
        badge_end=found.badge_end,
        completed_on=found.completed_on,
        issued_on=found.issued_on,
        expires_on=found.expires_on,
        standing=standing_of(found, today or timezone.localdate()),
        certificate=found,
    )


def standing_of(found: Certificate, today: date) -> Standing:
    """A revocation is said before anything else, and that it was replaced before that it is over."""
    if hasattr(found, "revocation"):
        return Standing.REVOKED
    if hasattr(found, "replaced_by"):
        return Standing.REPLACED
    over = found.expires_on is not None and found.expires_on < today
    return Standing.EXPIRED if over else Standing.VALID


def certificates_of(learner: Learner, *, by: Actor) -> list[CertificateSeen]:
    """A learner's own, the newest first."""
    require(by, "training.learn", learner)
    rows = learner.certificates.select_related("revocation", "replaced_by", "area").order_by("-pk")
    return [seen(found) for found in rows]


def revoked_places() -> list[int]:
    """Places in the status list of those that are revoked."""
    return list(Revocation.objects.order_by("certificate_id").values_list("certificate_id", flat=True))
