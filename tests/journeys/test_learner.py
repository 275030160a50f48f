"""A driver learns to a certificate through a process without private key, staff or session; the roster and
its keys are on the other plane. On PostgreSQL the public plane has only the rights of its file."""

import json
import re
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from tests.journeys.conftest import Planes
from tests.learning.learner.steps import come_in, press, read_lessons, take_check
from tests.site.visitor import Visitor

from waylight.learning.library import library

pytestmark = pytest.mark.journey

ROSTER = """
import json
from django.utils import timezone
from waylight.accounts.models import Grant, Person
from waylight.accounts.queries import actor_for
from waylight.guidance.models import Area
from waylight.learning import actions
from waylight.learning.codes import Role
from waylight.learning.models import CourseRule, Learner
now, area = timezone.now(), Area.objects.get(slug="merrowdale")
person = Person.objects.create(email="ola@merrowdale.example", name="Ola", joined_at=now)
Grant.objects.create(person=person, role="licensing", area_slug=area.slug, since=now, given_by="test")
by, today = actor_for(person), timezone.localdate()
draft = actions.RuleDraft("drivers", starts=today, roles=(Role.DRIVER,), months=36, first_days=180)
actions.make_rule(area, draft, to_all=True, by=by)
sheet = "Badge,Name,Role\\nD101,Mira Stane,driver"
kept, _plan = actions.preview_roster(area, sheet, by=by)
actions.apply_roster(kept, by=by)
CourseRule.objects.update(noted=False)  # as if it had begun since the last round, which is not this plane's
print(json.dumps(actions.give_codes(area, Learner.objects.all(), by=by)[0].code))
"""
ASKED = """
from waylight.accounts.roles import Actor, Role
from waylight.learning.models import Completion, FormatRequest
from waylight.learning.queries.asking import opened_request
by = Actor("user:1", frozenset({(Role("licensing"), "merrowdale")}), 1)
done = Completion.objects.get()
print(done.mode, done.learner.name, done.by == done.learner.learner_ref)
print(opened_request(by, FormatRequest.objects.get().pk)[1].contact)
"""


def test_from_badge_and_code_to_a_certificate_where_nothing_can_be_opened(planes: Planes) -> None:
    code, drivers = json.loads(planes.ask(ROSTER).splitlines()[-1]), library().course("drivers")
    with planes.served("public") as (visitor, server):
        assert "do not belong together" in come_in(visitor, "D101", "AAAA AAAA AAAA").words
        page = come_in(visitor, "D101", code)
        assert "Mira Stane" in page.words, "the code opened the name that this plane has no key to"
        press(visitor, page, "/go-on/drivers/")
        read_lessons(visitor, drivers)
        page = take_check(visitor, drivers)
        assert "your certificate is ready" in page.words
        page = visitor.get("/learn/me/")
        address = next(each["href"] for each in page.elements if each["href"].endswith(".pdf"))
        assert paper(visitor, address).startswith(b"%PDF")
        check = visitor.get(next(e["href"] for e in page.elements if e["href"].startswith("/certificates/")))
        assert check.status == 200
        assert "Mira" not in check.body

        page = visitor.get("/learn/request/")
        page = visitor.send(
            page,
            page.form("piece"),
            piece="course:drivers",
            format="audio",
            language="ti",
            contact="07700 900123",
        )
        number = "".join(
            each.text for each in page.elements if each["class"] == "wl-number" and each.tag == "span"
        )
        assert re.fullmatch(r"[0-9A-Z]{8}", number)
        page = visitor.get("/learn/request/follow/")
        assert "We are at it." in visitor.send(page, page.form("reference"), reference=number).words

        page = press(visitor, visitor.get("/learn/me/"), "/me/end/")
        assert "You are signed out" in page.words
        assert server.said() == ""
    assert planes.ask(ASKED).splitlines() == ["web Mira Stane True", "07700 900123"]
    held = b"".join(path.read_bytes() for path in planes.public.home.rglob("*") if path.is_file())
    assert b"Mira" not in held


def paper(visitor: Visitor, address: str) -> bytes:
    connection = HTTPConnection(urlsplit(visitor.base).netloc, timeout=60)
    try:
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())}
        connection.request("GET", address, headers=sent)
        return connection.getresponse().read()
    finally:
        connection.close()
