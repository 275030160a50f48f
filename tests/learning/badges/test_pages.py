"""What anybody sees who types a code: whether it holds, and nothing that names the person."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.learning.records.a_council import MORNING, Council

from waylight.learning import actions
from waylight.learning.badges.checking import Verdict, check
from waylight.learning.models import Certificate
from waylight.learning.queries.badges import issuers
from waylight.learning.roster_keys import code_in_groups
from waylight.learning.tasks import sign_certificates

client = Client()


def seen(code: str) -> tuple[int, str]:
    answer = client.get(f"/certificates/{code}/")
    return answer.status_code, answer.content.decode()


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert found is not None
    return found[1].strip()


def test_a_code_is_found_however_it_is_typed(certificate: Certificate) -> None:
    for typed in (certificate.code, code_in_groups(certificate.code).lower(), f" {certificate.code} "):
        answer = client.get("/certificates/", {"code": typed})
        assert (answer.status_code, answer["Location"]) == (303, f"/certificates/{certificate.code}/")
    assert "Type the code" in client.get("/certificates/", {"code": "  "}).content.decode()


def test_it_says_how_it_stands(council: Council, certificate: Certificate) -> None:
    status, page = seen(certificate.code)
    assert (status, heading(page)) == (200, "This certificate is valid")
    assert certificate.title in page and certificate.version_id in page
    newer = actions.reissue(certificate, by=council.licensing)
    assert heading(seen(certificate.code)[1]) == "This certificate was replaced"
    assert newer.code not in seen(certificate.code)[1]
    with time_machine.travel(MORNING + timedelta(days=1200), tick=False):
        assert heading(seen(newer.code)[1]) == "This certificate has run out"
    actions.revoke(newer, reason="Issued to the wrong badge.", by=council.licensing)
    status, page = seen(newer.code)
    assert heading(page) == "Do not rely on this certificate"
    assert "wrong badge" not in page


def test_an_unknown_code_is_said_to_be_unknown(db: None) -> None:
    status, page = seen("ZZZZZZZZZZ")
    assert (status, heading(page)) == (404, "We do not know this code")
    status, page = seen("<script>alert(1)</script>"[:8])
    assert status == 404 and "<script>alert" not in page


def test_nothing_names_the_person(certificate: Certificate) -> None:
    """Two characters of the badge, to compare; no part of a name, no reference, no way, no score."""
    page = seen(certificate.code)[1]
    assert f">{certificate.badge_end}<" in page
    for word in (
        "Mira",
        "Stane",
        "D101",
        "mira@",
        "Thornleigh Cars",
        str(certificate.learner_id),
        "In a room",
    ):
        assert word not in page


@pytest.mark.usefixtures("signing")
def test_the_credential_is_there_to_keep(certificate: Certificate) -> None:
    assert "credential.jwt" not in seen(certificate.code)[1]
    assert client.get(f"/certificates/{certificate.code}/credential.jwt").status_code == 404
    sign_certificates()
    page = seen(certificate.code)[1]
    links = re.findall(r'href="([^"]*credential\.(?:jwt|json))"', page)
    assert len(links) == 2
    for link in links:
        answer = client.get(link)
        assert "attachment" in answer["Content-Disposition"]
        text = answer.content.decode()
        entry = check(text, trusted=issuers())
        assert entry.verdict == Verdict.GOOD
    address = json.loads(text)["credentialStatus"]["statusListCredential"]
    path = address.removeprefix("https://learn.merrowdale.example")
    for lists in (client.get(path), client.get(path, {"as": "document"})):
        listed = check(text, trusted=issuers(), lists=[lists.content.decode()])
        assert (listed.verdict, listed.status_known) == (Verdict.GOOD, True)
    assert client.get("/certificates/status/nothing-0").status_code == 404
    assert issuers()[0] in client.get("/certificates/issuer/").content.decode()


def test_the_code_to_scan_says_where_it_leads(certificate: Certificate) -> None:
    page = seen(certificate.code)[1]
    drawn = re.search(r"<svg.*?</svg>", page, re.DOTALL)
    assert drawn is not None
    assert "<title>" in drawn[0] and f"testserver/certificates/{certificate.code}" in drawn[0]
    assert 'role="img"' in drawn[0]


def test_nobody_closes_the_page_by_trying_codes(certificate: Certificate) -> None:
    assert {seen(f"ZZZZZZ{number}")[0] for number in range(1000, 1400)} == {404}
    assert seen(certificate.code)[0] == 200


def test_nothing_of_a_visitor_is_kept(certificate: Certificate) -> None:
    from waylight.audit.models import Event

    before, cookies = Event.objects.count(), len(client.cookies)
    seen(certificate.code)
    assert (Event.objects.count(), len(client.cookies)) == (before, cookies)
