"""Signed credentials as they are handed out, and who signs them. Open to everybody who has a certificate's
code."""

from waylight.accounts.policy import require
from waylight.accounts.roles import PUBLIC, Actor
from waylight.keys import issuing

from ..badges.signing import did_of
from ..models import Certificate, SignedCredential, StatusList
from ..roster_keys import code_as_compared
from .certificates import revoked_places


def credential(code: str, *, viewer: Actor = PUBLIC) -> SignedCredential | None:
    """Of a certificate, by its code; None where there is none or it is not signed yet."""
    require(viewer, "certificate.check")
    return SignedCredential.objects.filter(certificate__code=code_as_compared(code)).first()


def status_list(name: str, *, viewer: Actor = PUBLIC) -> StatusList | None:
    require(viewer, "certificate.check")
    return StatusList.objects.filter(name=name).first()


def issuers() -> tuple[str, ...]:
    """Each did:key that signs or has signed here, the newest first."""
    return tuple(did_of(public) for public in issuing.public_keys())


def spent_places() -> list[int]:
    """Places of the certificates that are not to be relied on: revoked, or replaced by a newer one, whose
    end may be another."""
    replaced = Certificate.objects.filter(replaced_by__isnull=False).values_list("pk", flat=True)
    return sorted({*revoked_places(), *replaced})
