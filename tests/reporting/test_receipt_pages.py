"""With the receipt alone, and no script: open a report, see where it stands, write to the hub."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
import time_machine
from django.conf import settings as site
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waylight.accounts.roles import system
from waylight.audit.models import Event
from waylight.engine.sealing import Receipt
from waylight.reporting.actions import Submission, submit, tell, write_to_reporter
from waylight.reporting.models import Concern, Message, Status
from waylight.reporting.queries import follow, open_message_for_desk
from waylight.reporting.receipt_cookie import COOKIE, LIFE_SECONDS

pytestmark = pytest.mark.django_db

ENTRY, FOLLOW, CLOSE, LOST = "/receipt/", "/receipt/follow/", "/receipt/close/", "/receipt/lost/"
HUB = system("test")


class Forms(HTMLParser):
    """Every form of a page as a browser without scripts would send it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self._textarea: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "form":
            self.forms.append({"action": given.get("action"), "fields": {}})
        elif tag in ("input", "textarea") and self.forms and given.get("name"):
            self.forms[-1]["fields"][given["name"]] = given.get("value") or ""
            self._textarea = given["name"] if tag == "textarea" else None

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.forms[-1]["fields"][self._textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea:
            name, self._textarea = self._textarea, None
            fields = self.forms[-1]["fields"]
            fields[name] = fields[name].removeprefix("\n")

    def of_kind(self, kind: str) -> dict[str, str]:
        return next(form["fields"] for form in self.forms if form["fields"].get("kind") == kind)


def text_of(page: Any) -> str:
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


class Reporter:
    """Somebody with a receipt, in a browser without scripts."""

    def __init__(self, receipt: str = "", **how: Any) -> None:
        self.client = Client(headers={"Accept-Language": "en"}, **how)
        if receipt:
            answer = self.client.post(ENTRY, {"receipt": receipt})
            assert (answer.status_code, answer["Location"]) == (303, FOLLOW)

    def look(self) -> Any:
        page = self.client.get(FOLLOW)
        assert page.status_code == 200
        return page

    def write(self, kind: str, text: str, **fields: str) -> Any:
        form = {**Forms(self.look().content.decode()).of_kind(kind), "text": text, **fields}
        return self.client.post(FOLLOW, form)


@pytest.fixture
def sent(concern: Any) -> Submission:
    return concern(words="A worry by the old mill.", where={"name": "The old mill"})


@pytest.fixture
def reporter(sent: Submission) -> Reporter:
    return Reporter(sent.receipt.text)


def test_the_receipt_opens_the_report(reporter: Reporter) -> None:
    text = text_of(reporter.look())
    assert "We received your report." in text and "A person reads it. Not yet." in text
    assert "A worry by the old mill." in text and "The old mill" in text
    assert "You may hear nothing more here. That is normal." in text
    assert "Merrowdale MASH is" in text


@pytest.mark.parametrize(
    "written",
    [
        "{0[0]}\n{0[1]}\n{0[2]}\n{0[3]}\n{0[4]}",
        "{0[0]}-{0[1]}.{0[2]}/{0[3]} {0[4]}  ",
        "My receipt is: {0[0]} {0[1]} {0[2]} {0[3]} {0[4]}",
        "\u2066{0[0]}\u2069 {0[1]} {0[2]} {0[3]} {0[4]}",
    ],
)
def test_it_may_be_typed_in_many_ways(sent: Submission, written: str) -> None:
    Reporter(written.format(sent.receipt.lines)).look()
    other = sent.receipt.text.translate(
        str.maketrans("0123456789", "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669")
    )
    Reporter(other).look()


def test_a_slip_is_named_and_nothing_typed_is_lost(sent: Submission) -> None:
    lines = list(sent.receipt.lines)
    lines[2] = lines[2][:-1] + str((int(lines[2][-1]) + 1) % 10)
    typed = "\n".join(lines)
    page = Reporter().client.post(ENTRY, {"receipt": typed})
    assert page.status_code == 200 and COOKIE not in page.cookies
    assert "Look at line 3 again." in text_of(page)
    assert Forms(page.content.decode()).forms[-1]["fields"]["receipt"] == typed
    assert page.content.decode().count("wl-phrase") == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Type the 40 digits"),
        ("4831", "Here are 4 digits of 40. Look for a missing one near line 1."),
        ("1" * 60, "digits, not 40"),
        ("4831 02x5", "There is a letter among the digits of line 1"),
        ("no digits at all", "Type the 40 digits"),
    ],
)
def test_other_slips(area: Any, typed: str, says: str) -> None:
    page = Reporter().client.post(ENTRY, {"receipt": typed})
    assert says in text_of(page)
    assert Forms(page.content.decode()).forms[-1]["fields"]["receipt"] == typed


def test_a_slip_is_named_in_the_readers_language(area: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waylight.reporting.receipt_forms._", lambda words: f"{words} In Welsh.")
    page = Reporter().client.post(ENTRY, {"receipt": "x1"})
    assert "A receipt has digits only. In Welsh." in text_of(page)


def test_a_receipt_of_nothing_is_answered_calmly(sent: Submission) -> None:
    page = Reporter().client.post(ENTRY, {"receipt": Receipt.new().text})
    assert page.status_code == 200 and COOKIE not in page.cookies
    assert "We found nothing with this receipt." in text_of(page)


def test_the_receipt_stays_out_of_addresses_rows_and_logs(
    sent: Submission, caplog: pytest.LogCaptureFixture
) -> None:
    reporter = Reporter(sent.receipt.text)
    reporter.write("addition", "More.")
    page = reporter.look().content.decode()
    cookie = reporter.client.cookies[COOKIE].value
    for digits in (sent.receipt.text, sent.receipt.text.replace(" ", ""), *sent.receipt.lines):
        assert digits not in page and digits not in cookie and digits not in caplog.text


def test_the_cookie_is_for_these_pages_and_twenty_minutes(sent: Submission) -> None:
    client = Client()
    cookie = client.post(ENTRY, {"receipt": sent.receipt.text}).cookies[COOKIE]
    assert (cookie["path"], cookie["samesite"], cookie["max-age"]) == ("/receipt/", "Strict", LIFE_SECONDS)
    assert cookie["httponly"] and bool(cookie["secure"]) == site.SECURE
    start = timezone.now()
    with time_machine.travel(start + timedelta(minutes=19)):
        assert "We received your report." in text_of(client.get(FOLLOW))
    with time_machine.travel(start + timedelta(minutes=38)):
        assert "We received your report." in text_of(client.get(FOLLOW))
    client.cookies[COOKIE]["max-age"] = ""
    with time_machine.travel(start + timedelta(minutes=59)):
        assert "Your report is closed in this browser." in text_of(client.get(FOLLOW))


@pytest.mark.parametrize("value", ["", "x", "\u00e9", "gAAAAAB" + "A" * 120])
def test_a_cookie_we_did_not_write_opens_nothing(area: Any, value: str) -> None:
    client = Client()
    client.cookies[COOKIE] = value
    assert "Your report is closed in this browser." in text_of(client.get(FOLLOW))


def test_closing(reporter: Reporter) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = reporter.client.cookies
    page = strict.post(CLOSE)
    assert "Your report is closed in this browser" in text_of(page)
    assert page.cookies[COOKIE].value == "" and page.cookies[COOKIE]["path"] == "/receipt/"
    assert "Your report is closed in this browser." in text_of(strict.get(FOLLOW))
    assert strict.get(CLOSE).status_code == 405


def test_a_lost_receipt_is_answered_truthfully(area: Any) -> None:
    text = text_of(Client().get(LOST))
    assert "it cannot be had again" in text and "Report again" in text


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("addition", "What you added is sent."),
        ("correction", "Your correction is sent."),
        ("withdrawal", "We have recorded that you take your report back."),
    ],
)
def test_writing_to_the_hub(reporter: Reporter, sent: Submission, kind: str, says: str) -> None:
    answer = reporter.write(kind, "My words, \u0645\u0631\u062d\u0628\u0627 <b>&")
    assert (answer.status_code, answer["Location"]) == (303, FOLLOW)
    page = reporter.look()
    assert says in text_of(page) and "My words, \u0645\u0631\u062d\u0628\u0627 &lt;b&gt;&amp;" in text_of(
        page
    )
    message = Message.objects.get()
    assert (message.kind, message.concern) == (kind, sent.concern)
    assert open_message_for_desk(message) == "My words, \u0645\u0631\u062d\u0628\u0627 <b>&"
    assert says not in text_of(reporter.look())
    assert Concern.objects.filter(pk=sent.concern.pk).exists()


def test_a_withdrawal_needs_no_words_and_erases_nothing(reporter: Reporter, sent: Submission) -> None:
    assert reporter.write("withdrawal", "").status_code == 303
    assert "You took your report back" in text_of(reporter.look())
    assert follow(sent.receipt).answers["words"] == "A worry by the old mill."


def test_pressing_twice_sends_once_and_other_words_are_sent_too(reporter: Reporter) -> None:
    form = {**Forms(reporter.look().content.decode()).of_kind("addition"), "text": "More."}
    for _ in range(2):
        assert reporter.client.post(FOLLOW, form).status_code == 303
    assert Message.objects.count() == 1
    assert reporter.client.post(FOLLOW, {**form, "text": "Even more."}).status_code == 303
    assert Message.objects.count() == 2


def test_an_empty_message_is_asked_for_again(reporter: Reporter) -> None:
    page = reporter.write("addition", " \n ")
    assert page.status_code == 200 and "Write something first." in text_of(page)
    assert not Message.objects.exists()


def test_a_question_is_read_and_answered(reporter: Reporter, sent: Submission) -> None:
    question = write_to_reporter(sent.concern, Message.Kind.QUESTION, "Which side of the mill?", by=HUB)
    tell(sent.concern, Status.SEEN)
    tell(sent.concern, Status.QUESTION)
    text = text_of(reporter.look())
    assert "We have a question for you." in text and "Which side of the mill?" in text
    assert reporter.write("answer", "The river side.").status_code == 303
    answer = Message.objects.get(kind="answer")
    assert answer.answers == question
    text = text_of(reporter.look())
    assert "Your answer is sent." in text and "We have a question for you." not in text


def test_an_answer_to_no_question_of_this_report_is_kept_as_an_addition(
    reporter: Reporter, sent: Submission, concern: Any
) -> None:
    elsewhere = write_to_reporter(concern().concern, Message.Kind.QUESTION, "Which?", by=HUB)
    for question in (str(elsewhere.pk), "nonsense", ""):
        form = {"kind": "answer", "text": f"Words {question}", "question": question, "form": "f"}
        assert reporter.client.post(FOLLOW, form).status_code == 303
    kept = Message.objects.filter(concern=sent.concern)
    assert [message.kind for message in kept] == ["addition"] * 3


def test_stages_say_what_happened_and_never_who_is_known(reporter: Reporter, sent: Submission) -> None:
    seen_at = timezone.now() + timedelta(minutes=5)
    tell(sent.concern, Status.SEEN, at=seen_at)
    tell(sent.concern, Status.SEEN, at=seen_at + timedelta(hours=1))
    text = text_of(reporter.look())
    assert text.count("A person has read it.") == 1 and "People decide what to do. Not yet." in text
    tell(sent.concern, Status.PASSED, passed_to="police")
    tell(sent.concern, Status.PASSED, passed_to="a code we do not know")
    tell(sent.concern, Status.ACTION)
    tell(sent.concern, Status.CLOSED)
    text = text_of(reporter.look())
    for words in (
        "It was passed to the police.",
        "It was passed to another service.",
        "Action was taken. We cannot say more",
        "We have finished with your report.",
        "Our work on this report is finished.",
    ):
        assert words in text
    assert "Not yet." not in text


def test_every_code_that_triage_can_tell_has_words() -> None:
    from waylight.reporting.receipt_progress import PASSED_TO, SAID
    from waylight.triage.codes import PassedTo

    assert set(PassedTo.values) - set(PASSED_TO) == {"other-service"}
    assert set(Status.values) - set(SAID) == {"passed-on"}


def test_danger_in_a_message_shows_999_once_and_blocks_nothing(reporter: Reporter) -> None:
    answer = reporter.write(
        "addition", "Please help, it is happening right now, he is hurting her, call the police"
    )
    assert answer.status_code == 303 and Message.objects.count() == 1
    page = reporter.look()
    assert "It sounds as if it may be happening now." in text_of(page)
    assert "It sounds as if" not in text_of(reporter.look())
    reporter.write("addition", "It was a blue car.")
    assert "It sounds as if" not in text_of(reporter.look())


def test_a_message_outlives_a_closed_report(reporter: Reporter, sent: Submission) -> None:
    """Twenty minutes are over while somebody writes: the words wait on the page for the receipt."""
    form = {**Forms(reporter.look().content.decode()).of_kind("addition"), "text": "Long\n\nwords."}
    del reporter.client.cookies[COOKIE]
    page = reporter.client.post(FOLLOW, form)
    assert "has NOT been sent yet" in text_of(page) and not Message.objects.exists()
    fields = Forms(page.content.decode()).forms[-1]["fields"]
    wrong = reporter.client.post(ENTRY, {**fields, "receipt": "123"})
    fields = Forms(wrong.content.decode()).forms[-1]["fields"]
    assert fields["text"] == "Long\n\nwords." and fields["receipt"] == "123"
    reporter.client.post(ENTRY, {**fields, "receipt": sent.receipt.text})
    assert "What you added is sent." in text_of(reporter.look())
    assert open_message_for_desk(Message.objects.get()) == "Long\n\nwords."


def test_a_stale_token_loses_nothing(sent: Submission) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.post(ENTRY, {"receipt": sent.receipt.text})
    assert page.status_code == 403 and "Please press the button once more." in text_of(page)
    fields = Forms(page.content.decode()).forms[-1]["fields"]
    assert fields["receipt"] == sent.receipt.text
    assert strict.post(ENTRY, fields).status_code == 303
    form = {**Forms(strict.get(FOLLOW).content.decode()).of_kind("correction"), "text": "Not blue, green."}
    page = strict.post(FOLLOW, {**form, "csrfmiddlewaretoken": "old"})
    assert page.status_code == 403 and not Message.objects.exists()
    form = Forms(page.content.decode()).of_kind("correction")
    assert form["text"] == "Not blue, green."
    assert strict.post(FOLLOW, form).status_code == 303
    assert Message.objects.get().kind == "correction"


def test_opening_is_audited_without_a_trace_of_who(reporter: Reporter, sent: Submission) -> None:
    reporter.look()
    events = Event.objects.filter(action="receipt.open")
    assert {(event.actor, event.object_id, str(event.detail)) for event in events} == {
        ("public", str(sent.concern.pk), "{}")
    }


@pytest.mark.parametrize("address", [ENTRY, LOST, CLOSE, FOLLOW])
@pytest.mark.parametrize("language", ["en", "ur", "pl"])
def test_pages_keep_nothing_and_run_nothing_inline(reporter: Reporter, address: str, language: str) -> None:
    method = reporter.client.post if address == CLOSE else reporter.client.get
    page = method(f"{address}?language={language}")
    html = page.content.decode()
    assert page.status_code == 200 and page["Cache-Control"] == "no-store"
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", html)
    assert f'lang="{language}"' in html and "999" in html
    assert 'autocomplete="on"' not in html


def test_a_report_that_goes_round_the_hub_says_so(area: Any) -> None:
    from waylight.accounts.roles import PUBLIC
    from waylight.engine.sealing import FlowKey

    for about, words in (("hub-staff", "goes round the hub"), ("works-with-children", "goes to the officer")):
        sent = submit(
            {"words": "A worry.", "about": about}, flow=FlowKey.new(), by=PUBLIC, area_slug="merrowdale"
        )
        text = text_of(Reporter(sent.receipt.text).look())
        assert words in text and "Merrowdale MASH is" not in text


any_text = st.text(st.characters(exclude_categories=()), max_size=60)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    fields=st.dictionaries(
        st.sampled_from(["receipt", "kind", "text", "question", "form", "written"]), any_text, max_size=6
    ),
    kind=st.sampled_from(["answer", "addition", "correction", "withdrawal", ""]),
    opened=st.booleans(),
)
def test_any_form_is_answered(sent: Submission, fields: dict[str, str], kind: str, opened: bool) -> None:
    client = Reporter(sent.receipt.text if opened else "").client
    data = {name: value.encode("utf-8", "surrogatepass") for name, value in {**fields, "kind": kind}.items()}
    for address in (ENTRY, FOLLOW):
        before = Message.objects.count()
        page = client.post(address, data)
        assert page.status_code in (200, 303)
        if page.status_code == 303 and opened and address == FOLLOW:
            follow(sent.receipt)
            assert Message.objects.count() in (before, before + 1)
