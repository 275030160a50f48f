"""What anybody types is nowhere in the open: not in the database, its journal, the queue, the audit, a mail
or a log. Every field of the whole journey is filled with words that occur nowhere else, and then looked for
in every file, in every spelling."""

import json
import re
import shutil
from collections.abc import Iterator
from urllib.request import Request, urlopen

import pytest
from tests.journeys.marks import Marks
from tests.site.demonstration import Demonstration, running
from tests.site.machine import ROOT
from tests.site.visitor import Page, Visitor

from waylight.triage.views.acts import CONTACT_BY_NAME, STREAM_BY_NAME

pytestmark = pytest.mark.journey

FULL = "Zażółć gęślą jaźń, qzwjx? „tak” & <b>'nie'</b>"
CHOSEN = {"happening_now": "no", "mode": "named", "area": "merrowdale"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """The demonstration's people without its story, telling all that it can tell of itself."""
    folder = tmp_path_factory.mktemp("markers")
    shutil.copytree(ROOT / "content", folder / "content")
    for told in ("story", "respond"):
        (folder / f"content/demo/{told}.yaml").write_text("[]\n")
    settings = {"WAYLIGHT_CONTENT": str(folder / "content"), "WAYLIGHT_LOG": "DEBUG"}
    with running(folder / "home", **settings) as started:
        yield started


class Journey:
    """Everybody who types something, in the order in which they do."""

    def __init__(self, house: Demonstration) -> None:
        self.house, self.marks = house, Marks()
        self.reporter, self.child = house.visitor(), house.visitor()
        self.staff: dict[str, Visitor] = {}
        self.done: set[str] = set()

    def person(self, key: str) -> Visitor:
        if key not in self.staff:
            self.staff[key] = self.house.visitor()
            self.house.sign_in(self.staff[key], key)
        return self.staff[key]

    # The public's side

    def reports(self) -> str:
        """Every field of every page of the form; returns the receipt."""
        page = self.reporter.get("/report/notice/")
        for _page in range(12):
            if page.address == "/report/check/":
                break
            form = next(form for form in page.forms if "next" in [each["value"] for each in form.buttons])
            own = {name: value for name, value in CHOSEN.items() if name in form.names}
            if "notice" in page.address:
                own["words"] = self.marks.add(FULL, "the first words, with letters of every kind")
            page = self.reporter.send(page, form, **self.marks.fill(page, form, **own))
        for mark, where in self.marks.typed.items():
            hidden = where.endswith((" lat", " lon", " accuracy"))
            assert hidden or " ".join(mark.split()) in page.words, f"{mark} of {where} never arrived"
        return self.sends(self.reporter, page)

    def sends(self, visitor: Visitor, page: Page) -> str:
        done = visitor.send(page, next(form for form in page.forms if not form.action))
        assert done.address == "/report/done/", done.words
        groups = re.findall(r"(?<!\d)\d{4}(?!\d)", done.words)[:10]
        for spelling in (" ".join(groups), "".join(groups)):
            self.marks.add(spelling, "a receipt")
        return " ".join(groups)

    def tells_about_themselves(self) -> str:
        page = self.child.get("/report/me/")
        form = page.form("words", "safe_contact")
        page = self.child.send(page, form, **self.marks.fill(page, form, happening_now="no"))
        assert page.address == "/report/check/"
        return self.sends(self.child, page)

    def follows(self, receipt: str) -> Page:
        page = self.reporter.get("/receipt/")
        wrong = self.marks.new("/receipt/ a wrong receipt")
        refused = self.reporter.send(page, page.form("receipt"), receipt=wrong)
        assert refused.address == "/receipt/"
        page = self.reporter.send(page, page.form("receipt"), receipt=receipt)
        assert page.address == "/receipt/follow/"
        return page

    def writes(self, page: Page, *buttons: str) -> Page:
        for button in buttons:
            mark = self.marks.new(f"receipt: {button}")
            page = self.reporter.send(page, page.form("text", button=button), text=mark)
            assert mark in page.words
        return page

    def sends_by_api(self, key: str) -> None:
        def text(name: str) -> str:
            return self.marks.new(f"API {name}")

        person = {name: text(name) for name in ("name", "nickname", "age", "clothing", "features", "words")}
        vehicle = {
            name: text(name) for name in ("mark", "make", "model", "colour", "plate", "badge", "words")
        }
        body = {
            **{
                name: text(name)
                for name in ("words", "how_words", "agency", "role", "about", "unknown_field")
            },
            "when": {name: text(name) for name in ("date", "time", "until", "words")},
            "where": {name: text(name) for name in ("name", "address", "postcode", "landmark", "pin")},
            "people": [person],
            "vehicles": [vehicle],
            "phones": [self.marks.new("API phone", pattern="0770090{:04}")],
            "handles": [text("handle")],
            "identity": {name: text(name) for name in ("name", "phone", "email", "safe_contact")},
            "source": {name: text(name) for name in ("external_id", "taker", "caller_words")},
        }
        idempotency_key = text("idempotency key")
        for attempt in (body, {**body, "words": text("words, changed")}):
            asked = Request(  # noqa: S310 - our own address
                f"{self.house.address}/api/v1/concerns",
                json.dumps(attempt).encode(),
                {
                    "Authorization": f"Bearer {key}",
                    "Content-Type": "application/json",
                    "Idempotency-Key": idempotency_key,
                },
            )
            with urlopen(asked, timeout=30) as answer:  # noqa: S310 - our own address
                assert answer.status in (200, 201)

    # The hub's side

    def at(self, key: str, path: str) -> Page:
        page = self.person(key).get(path)
        assert page.status == 200, (page.address, page.status)
        return page

    def does(self, key: str, path: str, act: str, status: int = 200, **own: str) -> Page:
        """One act of a concern's or a stream's page, every field of it filled."""
        page = self.at(key, path)
        form = page.form(to=f"/{act}/")
        self.done.add(act)
        after = self.person(key).send(page, form, **self.marks.fill(page, form, **own))
        assert after.status == status, (act, after.status, after.words[:1500])
        return after

    def contacts(self) -> list[str]:
        page = self.at("manager", "/hub/")
        found = [each["href"] for each in page.elements if each["href"].startswith("/hub/concern/")]
        return list(dict.fromkeys(found))


@pytest.fixture(scope="module")
def journey(house: Demonstration) -> Journey:
    """Walked once, from the first word to the last."""
    walked = Journey(house)
    receipt = walked.reports()
    concern = _taken_up(house, 1)
    _at_the_hub(walked, concern)
    page = walked.follows(receipt)
    walked.writes(page, "Send my answer", "Send what I add", "Send my correction")
    walked.tells_about_themselves()
    walked.sends_by_api(_api_key(walked))
    _takes_in_a_file(walked)
    _enters_for_a_caller(walked)
    _taken_up(house, 5)
    _the_rest_of_the_desk(walked, concern)
    _other_pages(walked, concern)
    return walked


def _taken_up(house: Demonstration, count: int) -> str:
    """Wait for the real worker; returns the address of the first concern."""
    import time

    program = (
        "from waylight.triage.models import Contact\n"
        "found = Contact.objects.order_by('received_at')\n"
        "print(found.count(), found[0].pk if found else '')"
    )
    until = time.monotonic() + 90
    while time.monotonic() < until:
        found, _, first = house.ask(program).partition(" ")
        if int(found) >= count:
            return f"/hub/concern/{first}/"
        time.sleep(0.5)
    raise AssertionError(f"the worker has not taken up {count} concerns: {house.running.said()[-2000:]}")


def _api_key(walked: Journey) -> str:
    made = walked.house.machine.run(
        "organisations", "make-key", "Saltby Cars", "--area", "merrowdale", WAYLIGHT_DEMO="1"
    )
    assert made.code == 0, made.err
    return walked.marks.add(made.out.splitlines()[-1].strip(), "an organisation's key")


def _takes_in_a_file(walked: Journey) -> None:
    file = walked.house.machine.home.with_name("reports.jsonl")
    line = {name: walked.marks.new(f"file {name}") for name in ("id", "text", "reporter_role", "odd")}
    structured = {name: [walked.marks.new(f"file {name}")] for name in ("vehicles", "phones", "handles")}
    file.write_text(
        json.dumps({**line, "structured": structured}) + "\nnot JSON: " + walked.marks.new("a line")
    )
    done = walked.house.machine.run("take-in", str(file), WAYLIGHT_DEMO="1", WAYLIGHT_LOG="DEBUG")
    assert done.code == 0, done.err
    assert walked.marks.found_in(done.words.encode()) == {}
    file.unlink()


def _enters_for_a_caller(walked: Journey) -> None:
    page = walked.at("screener", "/hub/enter/")
    form = page.form("words", "safe_contact")
    filled = walked.marks.fill(page, form, mode="confidential", language="en")
    after = walked.person("screener").send(page, form, **filled)
    groups = re.findall(r"(?<!\d)\d{4}(?!\d)", after.words)
    assert len(groups) >= 10, after.words
    walked.marks.add(" ".join(groups[:10]), "a receipt that was read out")
    walked.marks.add("".join(groups[:10]), "a receipt that was read out")


def _at_the_hub(walked: Journey, concern: str) -> None:
    """Rate, fork, state, decide, countersign, ask: every field, and an edit that comes too late."""
    page = walked.at("screener", concern)
    assert FULL in page.words
    walked.does("screener", concern, "hold")
    late = walked.at("manager", concern)
    walked.does("screener", concern, "rate", rating="amber")
    form = late.form(to="/rate/")
    met = walked.person("manager").send(late, form, **walked.marks.fill(late, form, rating="green"))
    assert met.status == 400
    walked.does("screener", concern, "request-translation")
    walked.does("screener", concern, "translate")
    walked.does("screener", concern, "pause")
    walked.does("screener", concern, "resume")
    walked.does("screener", concern, "ask")
    walked.does("screener", concern, "gather", status=400)
    walked.does("screener", concern, "fork", kind="referral")
    walked.does("screener", concern, "fork", kind="intelligence")
    streams = _streams(walked, concern)
    for stream in streams:
        for kind in ("fact", "hearsay", "opinion"):
            walked.does("screener", stream, "state", kind=kind)
    walked.does("intelligence", streams[1], "state")
    walked.does("screener", streams[0], "decide", status=400, outcome="", threshold="")
    walked.at("screener", f"{concern}earlier/")
    walked.does("screener", streams[0], "decide", outcome="no-further-action")
    walked.does("manager", streams[0], "countersign", agree="no")


def _streams(walked: Journey, concern: str) -> list[str]:
    page = walked.at("screener", concern)
    return list(dict.fromkeys(e["href"] for e in page.elements if e["href"].startswith("/hub/stream/")))


def _the_rest_of_the_desk(walked: Journey, concern: str) -> None:
    """Decide and close it, open it again, mark it, hand it over, send it to another area, break the seal."""
    for stream in _streams(walked, concern):
        outcome = "assessment" if _kind(walked, stream) == "referral" else "kept-for-linking"
        walked.does("screener", stream, "decide", outcome=outcome)
    walked.does("screener", concern, "feedback")
    walked.does("screener", concern, "no-feedback")
    walked.does("manager", concern, "close")
    walked.does("manager", concern, "reopen")
    page = walked.at("manager", f"{concern}identity/")
    form = page.form("reason")
    opened = walked.person("manager").send(page, form, **walked.marks.fill(page, form))
    assert [mark for mark, where in walked.marks.typed.items() if where.endswith("/you/ name")][
        0
    ] in opened.words
    walked.does("screener", concern, "mark", marking="mistaken")
    walked.does("screener", concern, "hand-over", to="")
    walked.does("screener", concern, "hold")
    page = walked.at("screener", "/hub/handover/")
    form = page.form("note")
    walked.person("screener").send(page, form, **walked.marks.fill(page, form, to=""))
    other = next(each for each in walked.contacts() if each != concern)
    walked.does("screener", other, "transfer")
    page = walked.at("neighbour", "/hub/transfers/")
    form = page.form("accept", "answer")
    walked.person("neighbour").send(page, form, **walked.marks.fill(page, form, accept="yes"))


def _kind(walked: Journey, stream: str) -> str:
    found = re.search(r"/hub/stream/([0-9a-f-]{36})/", stream)
    assert found
    program = f"from waylight.triage.models import Stream\nprint(Stream.objects.get(pk='{found[1]}').kind)"
    return walked.house.ask(program)


def _other_pages(walked: Journey, concern: str) -> None:
    """Searches, filters, addresses that are not there, wrong passwords: typed, and nowhere to be found."""
    screener = walked.person("screener")
    for kind, value in (
        ("mark", walked.marks.new("search mark")),
        ("phone", walked.marks.new("search phone", pattern="0770090{:04}")),
        ("person", walked.marks.new("search person") + ", 2012-03-09"),
    ):
        page = walked.at("screener", "/hub/search/")
        assert screener.send(page, page.form("value"), kind=kind, value=value).status in (200, 400)
    page = walked.at("screener", "/hub/")
    screener.send(page, page.form("reference"), reference=walked.marks.new("inbox reference"))
    screener.get(f"/hub/{walked.marks.new('an address that is not there')}/")
    stranger = walked.house.visitor()
    stranger.get(f"/{walked.marks.new('a public address that is not there')}/")
    page = stranger.get("/staff/login/")
    stranger.send(
        page, page.form("login"), login="nobody@merrowdale.example", password=walked.marks.new("password")
    )
    stranger.get(f"/staff/join/{walked.marks.new('a link that is spent')}/")
    _what_is_known(walked)
    settled = walked.at("manager", concern)
    conflict = next(each["href"] for each in settled.elements if each["href"].startswith("/hub/conflict/"))
    page = walked.at("manager", conflict)
    walked.person("manager").send(page, page.form(button="This is settled"))


def _what_is_known(walked: Journey) -> None:
    """A search, kept; something found by it, watched. The caller's number is in a concern, so it is found."""
    phone = next(mark for mark, where in walked.marks.typed.items() if where == "API phone")
    manager = walked.person("manager")
    page = walked.at("manager", "/hub/known/")
    manager.send(page, page.form("value"), value=walked.marks.new("the search box"), purpose="concern")
    found = manager.send(page, page.form("value"), value=phone, purpose="concern")
    manager.send(found, found.form(to="/hub/known/search/keep/"))
    assert phone in walked.at("manager", "/hub/known/").words, "the kept search is there for its owner"
    entity = next(e["href"] for e in found.elements if e["href"].startswith("/hub/known/entity/"))
    page = walked.at("manager", f"{entity}watch/")
    form = page.form("reason")
    assert manager.send(page, form, **walked.marks.fill(page, form)).status == 200
    walked.at("manager", f"{entity}chart/")


def test_the_journey_filled_every_form(journey: Journey) -> None:
    """A field that nobody fills would never be looked for."""
    assert len(journey.marks.typed) > 120, len(journey.marks.typed)
    assert journey.done == (set(CONTACT_BY_NAME) | set(STREAM_BY_NAME)) - {"ungather"}


def test_nothing_typed_is_in_any_file_of_the_house(journey: Journey) -> None:
    home = journey.house.machine.home
    database = [path.name for path in home.glob("waylight.sqlite3*")]
    assert {"waylight.sqlite3", "waylight.sqlite3-wal"} <= set(database)
    assert journey.marks.found_under(home) == {}


def test_nothing_typed_is_in_what_server_and_worker_said(journey: Journey) -> None:
    said = journey.house.running.said()
    assert "DEBUG" in said, "it was told to say everything"
    assert journey.marks.found_in(said.encode()) == {}


def test_nothing_typed_is_in_the_queue_the_audit_or_a_mail(journey: Journey) -> None:
    """The same again, read out by the program itself, so that no storage format can hide it."""
    program = """
import json
from django.core import serializers
from waylight.audit.models import Event
from waylight.work.models import Beat, Delivery, OutboxEvent
for model in (Event, OutboxEvent, Delivery, Beat):
    print(serializers.serialize("json", model.objects.all()))
"""
    told = journey.house.ask(program)
    assert told.count("concern.open") > 5
    assert journey.marks.found_in(told.encode()) == {}


def test_the_concerns_are_all_there_and_can_be_read(journey: Journey) -> None:
    """Nothing was lost to be so quiet: who may read them does."""
    page = journey.at("manager", journey.contacts()[0])
    assert journey.marks.found_in(page.body.encode())
