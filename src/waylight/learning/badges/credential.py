"""What a credential says: which training, of which version, done when and good until when. It has no name,
badge or licence number in it, no score, no way in which the training was done and no language it was done
in."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from openbadgeslib.ob3 import (
    Achievement,
    Issuer,
    OpenBadgeCredential,
    build_status_list_credential,
    status_entry,
)

LOCAL = ZoneInfo("Europe/London")
PLACES = 131_072
"""In one status list: the least that Bitstring Status List allows, so that a place hides among many."""
REVOCATION = "revocation"
LIST_VALID = timedelta(days=3)
"""A list that is older proves nothing: somebody may be showing one from before."""
_SUBJECTS = uuid.UUID("f1f6f8a1-6a0f-5a43-93c1-7be5a1d0c0de")

Document = dict[str, Any]


@dataclass(frozen=True)
class Certified:
    """`place`: of the certificate among all of this installation. `site`: https and without a path.
    `expires_on`: the last day on which it is good; None: it does not lapse."""

    code: str
    place: int
    title: str
    course_id: str
    version_id: str
    council: str
    completed_on: date
    issued_on: date
    expires_on: date | None
    site: str

    @property
    def address(self) -> str:
        """Of the page that checks it, which is its id."""
        return f"{self.site}/certificates/{self.code}/"


def document(of: Certified, issuer_did: str) -> Document:
    """The credential, not signed yet."""
    course = f"{of.site}/learn/{of.course_id}/"
    credential = OpenBadgeCredential(
        id=of.address,
        name=of.title,
        issuer=Issuer(id=issuer_did, name=of.council, url=f"{of.site}/certificates/issuer/"),
        recipient_id=f"urn:uuid:{uuid.uuid5(_SUBJECTS, of.address)}",
        achievement=Achievement(
            id=f"{course}#{of.version_id}",
            name=of.title,
            description=f"Safeguarding training: {of.title}",
            criteria_narrative="Every part was done, and what was learned was checked.",
            achievement_type="Certificate",
        ),
        issuance_date=_begins(of.issued_on),
        expiration_date=_begins(of.expires_on + timedelta(days=1)) if of.expires_on else None,
        credential_status=[
            status_entry(
                list_address(of.site, list_name(issuer_did, of.place // PLACES)),
                REVOCATION,
                of.place % PLACES,
            )
        ],
    )
    made = credential.to_vc()
    subject = made["credentialSubject"]
    subject["activityEndDate"] = of.completed_on.isoformat()
    subject["achievement"]["version"] = of.version_id
    # Named, as everything else in it is: a nameless node would have to be numbered before it is signed.
    subject["achievement"]["criteria"]["id"] = course
    return made


def status_list(address: str, spent: Iterable[int], issuer_did: str, now: datetime) -> Document:
    """The list of one stretch of places, not signed yet. `spent`: places in it that are not to be relied
    on."""
    return build_status_list_credential(
        issuer_did, address, REVOCATION, spent, PLACES, issued=now, valid_until=now + LIST_VALID
    )


def list_name(issuer_did: str, number: int) -> str:
    """Each key signs lists of its own: a list counts only for what its own issuer signed."""
    return f"{issuer_did[-8:]}-{number}"


def list_address(site: str, name: str) -> str:
    return f"{site}/certificates/status/{name}"


def _begins(day: date) -> datetime:
    """The first moment of a day as the council's clocks show it."""
    return datetime.combine(day, time.min, LOCAL).astimezone(UTC)
