"""What anybody sees who types a code: whether it holds, and nothing that names the person."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from tests.learning.records.a_council import MORNING, Council

from waylight.learning import actions
from waylight.learning.badge_seals import parted, sealed_code
from waylight.learning.badges.checking import Verdict, check
from waylight.learning.models import Certificate
from waylight.learning.queries.badges import issuers
from waylight.learning.roster_keys import code_in_groups
from waylight.learning.tasks import sign_certificates
from waylight.learning.trying import A_DAY, MOST_WRONG_BADGES

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


@pytest.mark.usefixtures("signing")
def test_the_long_code_of_a_printed_paper_has_the_same_files(certificate: Certificate) -> None:
    sign_certificates()
    long_code = sealed_code(certificate.code, "D101")
    assert "credential.json" in seen(long_code)[1]
    for name in ("credential.json", "credential.jwt"):
        long_way, short_way = (
            client.get(f"/certificates/{each}/{name}") for each in (long_code, certificate.code)
        )
        assert (long_way.status_code, long_way.content) == (200, short_way.content)
        assert long_way["Content-Disposition"] == short_way["Content-Disposition"]


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


# The whole badge number, for whoever is shown a paper


def told(code: str, badge: str) -> tuple[int, str]:
    """What the page says of a badge, in the words of its answer; empty for none."""
    answer = client.post(f"/certificates/{code}/", {"badge": badge})
    page = answer.content.decode()
    said = re.search(r'role="status"><strong>\s*(.*?)</strong>', page, re.DOTALL)
    return answer.status_code, said[1] if said else ""


SAME, OTHER, OFTEN = "It is this badge", "It is not this badge", "tried too often"


@pytest.fixture
def paper(certificate: Certificate) -> str:
    """The letters on a certificate that Mira printed herself."""
    cache.clear()
    return sealed_code(certificate.code, "D101")


@pytest.mark.parametrize("typed", ["D101", "d-101", " d 101 "])
def test_the_page_says_that_it_is_this_badge(paper: str, typed: str) -> None:
    assert len(paper) == 18
    status, said = told(paper, typed)
    assert status == 200 and said.startswith(SAME)


@pytest.mark.parametrize("typed", ["D102", "D1011", "E101", "101", "01"])
def test_the_page_says_that_it_is_another_badge(paper: str, typed: str) -> None:
    """Also of one with the same end, and of the end alone."""
    status, said = told(paper, typed)
    assert status == 200 and said.startswith(OTHER)


def test_the_letters_of_one_paper_say_nothing_on_another(council: Council, certificate: Certificate) -> None:
    other = council.trained("D101").certificates.get()
    mixed = other.code + sealed_code(certificate.code, "D101")[10:]
    assert parted(mixed) == (other.code, "")
    assert "whole-badge" not in seen(mixed)[1]


@pytest.mark.parametrize("change", ["", "AAAAAAAA", "A"])
def test_without_its_own_letters_only_the_end_can_be_compared(certificate: Certificate, change: str) -> None:
    status, page = seen(certificate.code + change)
    assert status == 200 and "Compare the end" in page
    assert "whole-badge" not in page
    assert told(certificate.code + change, "D101") == (200, "")


def test_under_another_secret_nothing_is_said_of_a_badge(paper: str, settings: Any) -> None:
    """A paper from before the secret changed is not called another person's."""
    settings.SECRET_KEY = "another" * 8
    assert parted(paper)[1] == ""
    assert told(paper, "D101") == (200, "")


def test_a_badge_is_not_found_by_trying(paper: str, certificate: Certificate) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        for number in range(MOST_WRONG_BADGES):
            assert told(paper, f"D2{number}1")[1].startswith(OTHER)
        for typed in ("D101", "D999"):
            status, said = told(paper, typed)
            assert status == 429 and OFTEN in said
        assert seen(paper)[0] == 200, "the certificate itself can still be checked"
        clock.shift(A_DAY + 1)
        assert told(paper, "D101")[1].startswith(SAME)


def test_right_numbers_use_up_no_tries(paper: str) -> None:
    for _time in range(MOST_WRONG_BADGES + 1):
        assert told(paper, "D101")[1].startswith(SAME)


def test_the_badge_is_nowhere_on_the_page_or_kept(paper: str) -> None:
    from waylight.audit.models import Event

    before = Event.objects.count()
    for typed in ("D101", "D102"):
        answer = client.post(f"/certificates/{paper}/", {"badge": typed})
        assert typed not in answer.content.decode()
        assert set(answer.cookies) <= {"csrftoken"} and typed not in str(answer.cookies)
    assert Event.objects.count() == before
    assert told(paper, "") == (200, "")


def test_a_page_that_was_open_for_long_still_answers(paper: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/certificates/{paper}/", {"badge": "D101"}).status_code == 200
