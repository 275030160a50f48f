"""Certificates signed as credentials, and the lists of those that are not to be relied on. By the worker of
the staff plane alone: nobody else has the key."""

import hashlib
import json
import logging
from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max

from waylight.keys import issuing

from ..badges.credential import LIST_VALID, PLACES, Certified, document, list_address, list_name, status_list
from ..badges.signing import Signer
from ..models import Certificate, SignedCredential, StatusList
from ..queries.badges import spent_places

AT_ONCE = 500
RENEWED_AFTER = timedelta(days=1)

log = logging.getLogger(__name__)


def site_address() -> str:
    """Where the public site stands, without a last slash. Empty: not said yet, and nothing can be signed, for
    every credential names the page that checks it."""
    return settings.PUBLIC_ADDRESS.rstrip("/") or ("https://waylight.example" if settings.DEMO else "")


def sign_waiting(now: datetime) -> int:
    """Sign what is not signed yet, so many at once; returns how many. None without a key or an address."""
    site = site_address()
    if not site or not issuing.files("key"):
        return 0
    signer = Signer(issuing.private_keys()[0])
    waiting = (
        Certificate.objects.filter(credential__isnull=True).select_related("area").order_by("pk")[:AT_ONCE]
    )
    made = [_signed(each, signer, site, now) for each in waiting]
    SignedCredential.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _signed(row: Certificate, signer: Signer, site: str, now: datetime) -> SignedCredential:
    plain = document(certified(row, site), signer.did)
    proved = json.dumps(signer.proved(plain, now), ensure_ascii=False)
    return SignedCredential(
        certificate=row, issuer=signer.did, jwt=signer.jwt(plain), document=proved, signed_at=now
    )


def certified(row: Certificate, site: str) -> Certified:
    return Certified(
        code=row.code,
        place=row.pk,
        title=row.title,
        course_id=row.course_id,
        version_id=row.version_id,
        council=row.area.pack.get("controller", "") or row.area.name,
        completed_on=row.completed_on,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        site=site,
    )


def publish_lists(now: datetime) -> int:
    """Sign each list anew that says something else than before, or is a day old; returns how many."""
    site = site_address()
    if not site or not issuing.files("key"):
        return 0
    spent: dict[int, list[int]] = defaultdict(list)
    for place in spent_places():
        spent[place // PLACES].append(place % PLACES)
    signers = {signer.did: signer for signer in map(Signer, issuing.private_keys())}
    return sum(
        _published(signers[issuer], number, spent[number], site, now)
        for issuer, last in SignedCredential.objects.values_list("issuer").annotate(Max("certificate_id"))
        if issuer in signers
        for number in range(last // PLACES + 1)
    )


def _published(signer: Signer, number: int, spent: list[int], site: str, now: datetime) -> int:
    name = list_name(signer.did, number)
    holds = hashlib.sha256(json.dumps([site, sorted(spent)]).encode()).hexdigest()
    known = StatusList.objects.filter(name=name).first()
    if known is not None and known.holds == holds and now - known.signed_at < RENEWED_AFTER:
        return 0
    plain = status_list(list_address(site, name), spent, signer.did, now)
    StatusList.objects.update_or_create(
        name=name,
        defaults={
            "issuer": signer.did,
            "jwt": signer.jwt(plain),
            "document": json.dumps(signer.proved(plain, now)),
            "holds": holds,
            "signed_at": now,
            "valid_until": now + LIST_VALID,
        },
    )
    return 1
