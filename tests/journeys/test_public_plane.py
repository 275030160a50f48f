"""A concern sent, followed and answered through a process that has no staff, no session and no private key;
what it stored is read by the other plane alone."""

import re
from pathlib import Path

import pytest
from tests.journeys.conftest import Planes
from tests.site.visitor import Page, Visitor

pytestmark = pytest.mark.journey

WORDS = "Three evenings running a grey car has waited by the school gate at Thornleigh, lights off."
QUESTION = "Thank you. Which gate was it?"
ANSWER = "The back gate, by the bicycle sheds."

OPEN_AND_ASK = f"""
from waylight.accounts.models import Grant, Person
from waylight.accounts.queries import actor_for
from django.utils import timezone
from waylight.triage import actions
from waylight.triage.models import Contact
person, _ = Person.objects.get_or_create(
    email="amira@merrowdale.example", defaults={{"name": "Amira", "joined_at": timezone.now()}})
Grant.objects.get_or_create(person=person, role="screener", area_slug="merrowdale",
    defaults={{"since": timezone.now(), "given_by": "test"}})
by = actor_for(person)
contact = Contact.objects.get()
opened = actions.open_contact(contact, by=by)
print(opened.answers["words"])
print([each.text for each in opened.messages])
if not opened.messages:
    actions.ask(contact, {QUESTION!r}, by=by)
"""


def send_a_concern(visitor: Visitor) -> Page:
    """From the first page to the receipt, through every step, as somebody without scripts."""
    page = visitor.get("/")
    page = visitor.get("/report/")
    page = visitor.get("/report/notice/")
    page = visitor.send(page, page.form("words"), words=WORDS, happening_now="no")
    assert page.address == "/report/when/"
    page = visitor.send(page, page.form("part"), part="evening", words="Three evenings in a row")
    page = visitor.send(page, page.form("postcode"), name="Thornleigh High", postcode="ZZ99 1AA")
    page = visitor.send(page, page.form("kind"), kind="adult", clothing="dark coat")
    page = visitor.send(page, page.form("mark"), mark="KV00 ?B*", colour="grey")
    page = visitor.send(page, page.form("how_known"), how_known=["saw"])
    page = visitor.send(page, page.form("about"), about="child", mode="confidential", phone="07700 900142")
    assert page.address == "/report/check/"
    for typed in (
        WORDS,
        "Three evenings in a row",
        "Thornleigh High",
        "dark coat",
        "KV00 ?B*",
        "07700 900142",
    ):
        assert typed in page.words, typed
    page = visitor.send(page, page.form(button="Send"))
    assert page.address == "/report/done/"
    return page


def receipt_on(page: Page) -> str:
    groups = re.findall(r"(?<!\d)\d{4}(?!\d)", page.words)
    assert len(groups) >= 10, page.words
    return " ".join(groups[:10])


def test_the_whole_journey_of_a_reporter(planes: Planes) -> None:
    with planes.served("public") as (visitor, server):
        receipt = receipt_on(send_a_concern(visitor))
        assert_no_session(visitor)

        later = Visitor(visitor.base)
        page = follow(later, receipt)
        assert WORDS in page.words
        assert "Thornleigh High" in page.words
        assert _reached(page) == ["We received your report."]

        planes.work()
        assert planes.ask(OPEN_AND_ASK).splitlines() == [WORDS, "[]"]

        page = follow(later, receipt)
        assert _reached(page)[1:] == ["A person has read it.", "We asked you a question."]
        assert QUESTION in page.words
        page = later.send(page, page.form(button="Send my answer"), text=ANSWER)
        assert ANSWER in page.words
        planes.work()
        assert ANSWER in planes.ask(OPEN_AND_ASK)

        page = follow(later, receipt)
        page = later.send(page, page.form(button="Send my correction"), text="Two evenings, not three.")
        assert "Two evenings, not three." in page.words
        assert "Two evenings, not three." in planes.ask(OPEN_AND_ASK)
        assert_no_session(later)
        assert server.told_to_end() == 0
        assert server.said() == ""


def test_nothing_that_the_public_plane_holds_opens_what_it_stored(planes: Planes) -> None:
    with planes.served("public") as (visitor, _server):
        page = send_a_concern(visitor)
        receipt = receipt_on(page).replace(" ", "")
    held = b"".join(path.read_bytes() for path in _files(planes.public.home))
    stored = b"".join(path.read_bytes() for path in planes.staff.home.glob("waylight.sqlite3*"))
    assert stored or "DATABASE_URL" in planes.staff.settings
    for secret in (receipt, WORDS, "07700 900142", "dark coat"):
        assert secret.encode() not in held
        assert secret.encode() not in stored
    assert not list(planes.public.home.glob("**/*.key"))


def test_a_report_is_kept_while_the_staff_plane_is_away(planes: Planes) -> None:
    """No worker, no staff server: it waits in the queue, and is taken up once by the first round."""
    with planes.served("public") as (visitor, _server):
        send_a_concern(visitor)
    count = "from waylight.triage.models import Contact\nprint(Contact.objects.count())"
    assert planes.ask(count) == "0"
    planes.work()
    planes.work()
    assert planes.ask(count) == "1"


def test_a_wrong_receipt_opens_nothing_and_says_so(planes: Planes) -> None:
    with planes.served("public") as (visitor, _server):
        page = visitor.get("/receipt/")
        page = visitor.send(page, page.form("receipt"), receipt="1234 " * 10)
        assert page.address == "/receipt/"
        assert page.status == 200
        assert "1234" in page.body


def test_the_staff_pages_are_not_there(planes: Planes) -> None:
    with planes.served("public") as (visitor, _server):
        for path in ("/hub/", "/hub/streams/", "/staff/login/", "/staff/people/", "/staff/audit/", "/staff/"):
            page = visitor.get(path)
            assert page.status == 404, path
            assert "Page not found" in page.words
            assert [each for each in page.elements if each["href"] == "tel:999"]
        assert_no_session(visitor)


def follow(visitor: Visitor, receipt: str) -> Page:
    page = visitor.get("/receipt/")
    page = visitor.send(page, page.form("receipt"), receipt=receipt)
    assert page.address == "/receipt/follow/", page.words
    return page


def _reached(page: Page) -> list[str]:
    """The words of the stages that have been reached."""
    return [each.text.strip() for each in page.elements if "wl-progress__step--done" in each["class"]]


def _files(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file()]


def assert_no_session(visitor: Visitor) -> None:
    names = {line.partition("=")[0] for line in visitor.set_cookies}
    assert "hub" not in names
    assert not [name for name in names if "session" in name.lower()], names


def test_its_database_user_can_neither_read_nor_change_what_is_not_its_own(planes: Planes) -> None:
    if "DATABASE_URL" not in planes.staff.settings:
        pytest.skip("SQLite has no users")
    with planes.served("public") as (visitor, _server):
        send_a_concern(visitor)
    done = planes.public.python("""
from django.db import ProgrammingError, connection
for words in (
    "SELECT actor FROM audit_event", "SELECT sealed FROM reporting_reporteridentity",
    "SELECT payload FROM work_outboxevent", "SELECT * FROM triage_contact", "SELECT * FROM accounts_person",
    "UPDATE reporting_concern SET desk = 'hub'", "DELETE FROM reporting_message", "DELETE FROM audit_event",
    "INSERT INTO reporting_apikey DEFAULT VALUES", "SELECT * FROM keys_datakeyrecord",
):
    try:
        with connection.cursor() as cursor:
            cursor.execute(words)
        print("ALLOWED", words)
    except ProgrammingError as problem:
        assert "permission denied" in str(problem), problem
print("tried")
""")
    assert done.out == "tried\n", done.words
