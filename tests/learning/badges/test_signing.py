"""The worker's minute: what is signed, when a list is made anew, and what the public plane may not do."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.learning.records.a_council import Council, days

from waylight.keys import issuing
from waylight.keys.keyring import KeyMissing
from waylight.learning import actions
from waylight.learning.actions.badging import publish_lists, sign_waiting
from waylight.learning.badges.checking import Checked, Verdict, check
from waylight.learning.badges.signing import Signer
from waylight.learning.models import Certificate, SignedCredential, StatusList
from waylight.learning.queries.badges import issuers
from waylight.learning.tasks import sign_certificates

pytestmark = pytest.mark.usefixtures("signing")


def shown(certificate: Certificate) -> set[tuple[Verdict, bool]]:
    """What somebody finds who is shown it today, in either form, with the lists as they are."""
    signed = SignedCredential.objects.get(certificate=certificate)
    found = set()
    for one in (signed.jwt, signed.document):
        for lists in (
            StatusList.objects.values_list("jwt", flat=True),
            StatusList.objects.values_list("document", flat=True),
        ):
            checked = check(one, trusted=issuers(), lists=lists, now=timezone.now())
            found.add((checked.verdict, checked.status_known))
    return found


def test_what_was_completed_is_signed_within_the_minute(certificate: Certificate) -> None:
    sign_certificates()
    assert shown(certificate) == {(Verdict.GOOD, True)}
    signed = SignedCredential.objects.get()
    facts = check(signed.jwt, trusted=issuers(), now=timezone.now())
    assert isinstance(facts, Checked) and facts.version_id == certificate.version_id
    assert facts.address == f"https://learn.merrowdale.example/certificates/{certificate.code}/"
    assert (sign_waiting(timezone.now()), publish_lists(timezone.now())) == (0, 0)


def test_neither_form_names_the_person(certificate: Certificate) -> None:
    sign_certificates()
    signed = SignedCredential.objects.get()
    text = json.dumps(json.loads(signed.document))
    for word in ("Mira", "Stane", "D101", "101", certificate.badge_end, str(certificate.learner_id)):
        assert f'"{word}' not in text and word not in json.loads(signed.document)["name"]
    assert "Stane" not in text and str(certificate.learner_id) not in text


def test_revoked_is_told_by_the_next_list(council: Council, certificate: Certificate) -> None:
    sign_certificates()
    actions.revoke(certificate, reason="Issued to the wrong badge.", by=council.licensing)
    assert shown(certificate) == {(Verdict.GOOD, True)}
    sign_certificates()
    assert shown(certificate) == {(Verdict.REVOKED, True)}
    assert "wrong badge" not in StatusList.objects.get().document


def test_one_that_was_replaced_is_not_to_be_relied_on(council: Council, certificate: Certificate) -> None:
    newer = actions.reissue(certificate, by=council.licensing)
    sign_certificates()
    assert shown(certificate) == {(Verdict.REVOKED, True)}
    assert shown(newer) == {(Verdict.GOOD, True)}


def test_a_list_is_signed_anew_each_day_and_at_no_other_time(certificate: Certificate) -> None:
    now = timezone.now()
    sign_waiting(now)
    assert publish_lists(now) == 1
    assert publish_lists(now + timedelta(hours=23)) == 0
    assert publish_lists(now + timedelta(hours=25)) == 1
    assert StatusList.objects.get().valid_until > now + timedelta(days=4)


def test_a_new_key_signs_and_the_old_ones_stay_good(council: Council, certificate: Certificate) -> None:
    sign_certificates()
    old = SignedCredential.objects.get().issuer
    issuing.make()
    assert issuers()[0] != old == issuers()[1]
    later = Certificate.objects.get(completion=council.trained("D101", on=days(-1), course="venues"))
    sign_certificates()
    assert {each.issuer for each in SignedCredential.objects.all()} == set(issuers())
    assert shown(certificate) == shown(later) == {(Verdict.GOOD, True)}
    actions.revoke(certificate, reason="A slip.", by=council.licensing)
    sign_certificates()
    assert shown(certificate) == {(Verdict.REVOKED, True)}


def test_without_a_key_or_an_address_nothing_is_signed(certificate: Certificate, settings: Any) -> None:
    settings.PUBLIC_ADDRESS = ""
    sign_certificates()
    settings.PUBLIC_ADDRESS = "https://learn.merrowdale.example"
    for path in issuing.files("key"):
        path.unlink()
    issuing.forget()
    sign_certificates()
    assert not SignedCredential.objects.exists() and not StatusList.objects.exists()


def test_the_public_plane_cannot_sign(settings: Any) -> None:
    settings.PLANE = "public"
    issuing.forget()
    with pytest.raises(KeyMissing):
        issuing.private_keys()
    assert len(issuing.public_keys()) == 1


def test_keys_lie_as_the_house_keeps_them(home: Path) -> None:
    private = issuing.make()
    assert private.parent == home / "keys"
    assert private.stat().st_mode & 0o777 == 0o600
    assert private.with_suffix(".pub").stat().st_mode & 0o777 == 0o644
    assert issuing.private_keys()[0].public_key().public_bytes_raw() == issuing.public_keys()[0]
    assert Signer(issuing.private_keys()[0]).did == issuers()[0]
