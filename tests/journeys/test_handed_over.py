"""What the staff plane hands over by link is read, received and answered through the public plane alone."""

import pytest
from tests.journeys.conftest import Planes

pytestmark = pytest.mark.journey

GIVEN, ANSWER, READER = "Zqxj keep the camera pictures", "Zqxj the pictures are kept", "Zqxj Ines Barrow"
SEAL = f"""
from datetime import timedelta
from django.utils import timezone
from waylight.handover.actions import seal_up
now = timezone.now()
extract = {{
    "to": {{"name": "Ines Barrow", "organisation": "Quay Hotel"}},
    "from": {{"name": "Elsie Marlow", "agency": ""}},
    "ring": "01632 960144", "asked": {GIVEN!r}, "by": now.date().isoformat(), "answers": [], "known": [],
}}
up = seal_up(extract, area_slug="merrowdale", ends_at=now + timedelta(days=7))
print(up.link.text)
print(up.code.text)
"""
TYPED = """
from waylight.handover.actions import typed_words
from waylight.handover.models import HandedEvent
print([(each.kind, typed_words(each)) for each in HandedEvent.objects.all()])
"""
END = """
from waylight.handover.actions import take_away
from waylight.handover.models import Handed
take_away(Handed.objects.get())
print(bytes(Handed.objects.get().sealed))
"""


def test_read_received_answered_and_gone(planes: Planes) -> None:
    link, code = planes.ask(SEAL).splitlines()
    with planes.served("public") as (visitor, server):
        page = visitor.get(f"/handed/{link}/")
        assert page.address == "/handed/"
        assert link not in page.body
        page = visitor.send(page, page.form("code"), code="1234 5678")
        assert page.status == 400
        page = visitor.send(page, page.form("code"), code=code)
        assert GIVEN in page.words
        assert "Merrowdale MASH" in page.words, "whom to ring"
        page = visitor.send(page, page.form("name", to="received"), name=READER)
        page = visitor.send(page, page.form("words"), words=ANSWER)
        assert "It was sent." in page.words
        assert ANSWER not in page.words
        stored = b"".join(path.read_bytes() for path in planes.staff.home.glob("waylight.sqlite3*"))
        for words in (GIVEN, ANSWER, READER, link, code.replace(" ", "")):
            assert words.encode() not in stored, words
        told = [("wrong", ""), ("opened", ""), ("received", READER), ("answered", ANSWER)]
        assert planes.ask(TYPED) == repr(told)
        assert planes.ask(END) == "b''"
        page = visitor.get("/handed/")
        assert page.status == 410
        assert GIVEN not in page.words
        assert server.told_to_end() == 0
        assert server.said() == "", "no log line, so none with the link"
