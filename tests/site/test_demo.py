"""`./waylight` as a newcomer meets it, and the story that it tells."""

import inspect
import os
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import connection
from pytest_django import Settings
from tests.site.demonstration import Demonstration
from tests.site.machine import ROOT, Machine, Running, free_port

from waylight.learning.codes import STATE_WORDS
from waylight.site.demo import people, respond, story, training
from waylight.site.demo.steps import REPORTER, STEPS
from waylight.site.prepare import DEMO_MARK, CannotPrepare

SCENES: list[dict[str, Any]] = yaml.safe_load((ROOT / "content/demo/story.yaml").read_text("utf-8"))
NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)
RIBBON = "Demonstration. Everything here is made up"


def test_it_says_where_it_is_and_who_one_may_be(demonstration: Demonstration) -> None:
    said = demonstration.running.said()
    assert f"{len(SCENES)} made-up concerns are at the hub." in said
    assert demonstration.address + "/" in said
    assert people.password() in said
    for somebody in people.cast():
        assert somebody.email in said
    assert "Stop it with Ctrl+C." in said
    assert "Traceback" not in said
    assert "WARNING" not in said


def test_public_pages_answer_and_nobody_can_mistake_them_for_real(demonstration: Demonstration) -> None:
    visitor = demonstration.visitor()
    for path in ("/", "/report/", "/receipt/", "/who-to-call/", "/privacy/", "/hub/", "/nowhere/"):
        page = visitor.get(path)
        assert page.status == (404 if path == "/nowhere/" else 200), path
        assert RIBBON in page.words, path


def test_the_ribbon_is_printed_too() -> None:
    css = (ROOT / "src/waylight/site/static/waylight/waylight.css").read_text()
    printed = "".join(re.findall(r"@media print \{.*?\n\}", css, re.S))
    hidden = re.findall(r"([^{}]*)\{[^{}]*display:\s*none", printed)
    assert printed
    assert not any("wl-ribbon" in selector for selector in hidden)


def test_every_code_in_the_story_is_one_that_the_form_can_give() -> None:
    form = yaml.safe_load((ROOT / "content/form/concern.yaml").read_text("utf-8"))
    signs = yaml.safe_load((ROOT / "content/signs/signs.yaml").read_text("utf-8"))
    known: dict[str, set[str]] = {
        "signs": {sign["id"] for kind in signs["kinds"] for sign in kind["signs"]},
        "mode": set(),
        "role": set(),
        "how_known": set(),
        "happening_now": set(),
        "about": set(),
    }
    for question in _questions(form):
        if question["answer"] in known:
            known[question["answer"]] |= {choice["id"] for choice in question["choices"]}
    assert all(known.values())
    for scene in SCENES:
        for answer, codes in known.items():
            given = scene["answers"].get(answer, [])
            assert {given} <= codes if isinstance(given, str) else set(given) <= codes, (scene["id"], answer)


def _questions(node: Any) -> Iterator[dict[str, Any]]:
    """Each question of the form that is answered by choosing."""
    if isinstance(node, dict):
        if "answer" in node and isinstance(node.get("choices"), list):
            yield node
        node = list(node.values())
    for each in node if isinstance(node, list) else ():
        yield from _questions(each)


def test_staff_sign_in_with_what_the_page_shows(demonstration: Demonstration) -> None:
    visitor = demonstration.visitor()
    page = demonstration.sign_in(visitor, "screener")
    assert page.address.startswith("/hub/")
    assert page.status == 200
    assert RIBBON in page.words
    assert "Amira Doyle" in page.words


OWN_WORK = (
    ("police-checker", "/hub/asked/", "Amber"),
    ("coordinator", "/hub/disruption/", "Tern Hotel, Station Parade"),
    ("coordinator", "/hub/meetings/", "Panel on children"),
    ("licensing", "/hub/licences/", "Stan Oakley"),
    ("licensing", "/hub/reports/told/", "Merrowdale Licensing"),
    ("intelligence", "/hub/pathways/extracts/", "A flat above a shut shop"),
    ("social-worker2", "/hub/children/", "Tia Brook"),
)


def test_each_of_the_cast_comes_in_and_finds_work_of_their_own(demonstration: Demonstration) -> None:
    assert {key for key, _address, _words in OWN_WORK} <= {each.key for each in people.cast()}
    for somebody in people.cast():
        page = demonstration.sign_in(visitor := demonstration.visitor(), somebody.key)
        assert page.status == 200, (somebody.key, page.address)
        assert somebody.name in page.words, (somebody.key, page.words[:300])
        for address, words in ((own[1], own[2]) for own in OWN_WORK if own[0] == somebody.key):
            page = visitor.get(address)
            assert page.status == 200, (somebody.key, address)
            assert words in page.words, (somebody.key, address, page.words)


def test_a_driver_comes_in_with_the_badge_and_code_that_are_shown(demonstration: Demonstration) -> None:
    badge, code = training.way_in_words().split("  ")
    assert training.way_in_words() in demonstration.running.said()
    visitor = demonstration.visitor()
    page = visitor.get("/learn/me/")
    page = visitor.send(page, page.form("badge", "code"), badge=badge, code=code, area="merrowdale")
    assert page.status == 200
    assert "Ana Kerrow" in page.words


def test_the_licensing_office_has_something_of_everything(demonstration: Demonstration) -> None:
    """Somebody in each state, a letter, a roster that waits, a session, and a firm that looks."""
    page = demonstration.sign_in(officer := demonstration.visitor(), "licensing")
    page = officer.get("/staff/training/")
    for state in STATE_WORDS.values():
        assert re.search(rf"{state} [1-9]", page.words), state
    assert re.search("[1-9] letters? waits?", officer.get("/staff/training/letters/").words)
    assert "looked at, not used" in officer.get("/staff/training/roster/").words
    assert "Should have gone" in officer.get("/staff/training/counts/").words
    demonstration.sign_in(trainer := demonstration.visitor(), "trainer")
    assert "Saltby Town Hall" in trainer.get("/staff/training/rooms/").words
    demonstration.sign_in(firm := demonstration.visitor(), "operator")
    page = firm.get("/staff/training/passes/")
    assert "Mira Stane" in page.words
    assert "Joe Tallis" not in page.words, "of another firm"


def test_a_childs_record_stands_with_its_assessment(demonstration: Demonstration) -> None:
    demonstration.sign_in(worker := demonstration.visitor(), "social-worker")
    listed = worker.get("/hub/children/")
    address = re.search(r'"(/hub/children/[0-9a-f-]{36}/)">Elin Marsh', listed.body)
    assert address is not None, listed.words
    record = worker.get(address[1]).words
    for words in ("I want him to stop writing", "Being exploited: suspected", "Signs of actual harm now."):
        assert words in record, words


def test_one_may_sign_in_again_at_once_though_a_code_opens_the_door_only_once(
    demonstration: Demonstration,
) -> None:
    digits = set()
    for _time in range(3):
        visitor = demonstration.visitor()
        page = demonstration.sign_in(visitor, "manager")
        assert page.status == 200
        assert "Joan Pryce" in page.words
        digits.add(visitor.sent_last["code"])
    assert len(digits) == 3


def test_the_receipt_it_offers_opens_a_report_that_was_answered(demonstration: Demonstration) -> None:
    found = re.search(r"receipt to follow: ([\d ]+)", demonstration.running.said())
    assert found
    visitor = demonstration.visitor()
    page = visitor.get("/receipt/")
    page = visitor.send(page, page.form("receipt"), receipt=found[1])
    assert page.address == "/receipt/follow/"
    assert "passed what you told us to the police" in page.words


def test_what_a_visitor_sends_is_taken_up_by_the_worker(demonstration: Demonstration) -> None:
    visitor = demonstration.visitor()
    program = "from waylight.triage.models import Contact\nprint(Contact.objects.count())"
    before = int(demonstration.ask(program))
    page = visitor.get("/report/notice/")
    page = visitor.send(page, page.form("words"), words="A boy waits at the quay every night.", press="end")
    page = visitor.send(page, page.form(button="Send"))
    assert page.address == "/report/done/", page.words
    until = time.monotonic() + 60
    while (count := int(demonstration.ask(program))) == before and time.monotonic() < until:
        time.sleep(0.5)
    assert count == before + 1


def test_a_second_one_from_the_same_folder_is_refused(demonstration: Demonstration) -> None:
    done = demonstration.machine.run("start", "--port", str(free_port()), "--fresh")
    assert done.code == 2
    assert "already running" in done.err


def test_a_port_that_is_taken_is_said_before_anything_is_done(
    demonstration: Demonstration, tmp_path: Path
) -> None:
    other = Machine(tmp_path / "home")
    done = other.run("start", "--port", str(demonstration.port))
    assert done.code == 2
    assert f"port {demonstration.port}" in done.err
    assert "--port" in done.err
    assert not (other.home / "keys").exists()


def test_everything_in_it_lies_in_the_past_and_is_marked_as_made_up(demonstration: Demonstration) -> None:
    program = """
from django.utils import timezone
from waylight.accounts.models import Person
from waylight.audit.models import Event
from waylight.audit.queries import verify
from waylight.reporting.models import Concern, Message
from waylight.triage.models import Contact, Stream
from waylight.work.models import Delivery, Beat
now = timezone.now()
print(Concern.objects.filter(demo=False).count(), Person.objects.filter(demo=False).count())
print(sum(rows.count() for rows in (
    Concern.objects.filter(received_at__gt=now), Event.objects.filter(at__gt=now),
    Message.objects.filter(at__gt=now), Stream.objects.filter(opened_at__gt=now),
    Beat.objects.filter(at__gt=now))))
print(Delivery.objects.filter(state="dead").count(), Delivery.objects.filter(attempts__gt=1).count())
print(verify().why, Beat.objects.exclude(problem="").count())
print(*sorted(set(Contact.objects.values_list("state", flat=True))))
print(*sorted(set(Contact.objects.values_list("desk", flat=True))))
print(*sorted(set(Message.objects.values_list("kind", flat=True))))
first = Event.objects.filter(action="concern.submit").order_by("id").first()
written = list(Event.objects.filter(id__gte=first.id).order_by("id").values_list("at", flat=True))
print(written == sorted(written))
"""
    lines = demonstration.ask(program).splitlines()
    assert lines[:3] == ["0 0", "0", "0 0"]
    assert lines[3] == " 0", "the audit is whole and no timed task failed"
    assert {"received", "screening", "rated", "decided", "closed"} <= set(lines[4].split())
    assert lines[5] == "designated-officer hub independent"
    assert {"question", "answer", "feedback", "addition", "withdrawal"} <= set(lines[6].split())
    assert lines[7] == "True", "the audit was written in the order in which things happened"


def test_ctrl_c_ends_it_whole_then_it_starts_at_once_and_anew_when_asked(tmp_path: Path) -> None:
    """The longest of this file: told, stopped, started again, told anew."""
    machine, port = Machine(tmp_path / "home"), free_port()
    with machine.running("start", "--port", str(port)) as first:
        first.until_it_answers(f"http://127.0.0.1:{port}")
        _worker_and_web(first)
        assert first.interrupted() == 0
        assert "Stopping." in first.said()
        assert "Traceback" not in first.said()
    assert not _left(first)
    secrets = {path.name: path.read_bytes() for path in machine.home.glob("secrets/*")}
    keys = {path.name for path in machine.home.glob("keys/*")}
    with machine.running("start", "--port", str(port)) as second:
        second.until_it_answers(f"http://127.0.0.1:{port}")
        assert "Telling the story" not in second.said()
        assert second.told_to_end() == 0
    assert not _left(second)
    with machine.running("start", "--port", str(port), "--fresh") as third:
        third.until_it_answers(f"http://127.0.0.1:{port}")
        assert "made-up concerns are at the hub" in third.said()
        assert third.interrupted() == 0
    assert {path.name: path.read_bytes() for path in machine.home.glob("secrets/*")} == secrets
    assert not keys & {path.name for path in machine.home.glob("keys/*")}


def _group(running: Running) -> list[str]:
    """The commands of the process group, from /proc."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            group = stat.read_text().rpartition(")")[2].split()[2]
            if group == str(running.process.pid):
                found.append((stat.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def _worker_and_web(running: Running) -> None:
    commands = " ".join(_group(running))
    assert " serve " in commands
    assert " worker " in commands


def _left(running: Running) -> list[str]:
    until = time.monotonic() + 40
    while (left := _group(running)) and time.monotonic() < until:
        time.sleep(0.1)
    return left


def test_a_story_cut_short_leaves_nothing_half_told(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "home")
    with machine.running("start", "--port", str(free_port())) as process:
        until = time.monotonic() + 60
        while "Telling the story" not in process.said() and time.monotonic() < until:
            time.sleep(0.05)
        process.process.kill()
        process.process.wait()
    done = machine.python(
        "from waylight.reporting.models import Concern\nprint(Concern.objects.count())", WAYLIGHT_DEMO="1"
    )
    assert done.out == "0\n"


@pytest.mark.parametrize(
    "settings",
    [
        {"WAYLIGHT_ORIGINS": "https://concerns.merrowdale.example"},
        {"WAYLIGHT_HOSTS": "concerns.merrowdale.example"},
    ],
)
def test_it_never_answers_under_a_public_name(empty: Machine, settings: dict[str, str]) -> None:
    done = empty.run("start", **settings)
    assert done.code == 2
    assert "answers on this machine only, not on concerns.merrowdale.example" in done.err


def test_it_never_answers_on_a_public_address(empty: Machine) -> None:
    done = empty.run("serve", "--host", "0.0.0.0", WAYLIGHT_DEMO="1")  # noqa: S104 - it is refused
    assert done.code == 2
    assert "answers on this machine only, not on 0.0.0.0" in done.err


def test_it_needs_both_planes(empty: Machine) -> None:
    done = empty.run("start", WAYLIGHT_PLANE="public")
    assert done.code == 2
    assert "unset WAYLIGHT_PLANE" in done.err


# The story itself


def test_it_tells_at_least_thirty_concerns_each_once() -> None:
    assert len(SCENES) >= 30
    assert len({scene["id"] for scene in SCENES}) == len(SCENES)


def test_every_step_is_one_that_can_be_taken_by_somebody_of_the_cast() -> None:
    cast = {somebody.key for somebody in people.cast()} | {REPORTER}
    for scene in SCENES:
        for step in scene.get("steps", []):
            assert step["do"] in STEPS, scene["id"]
            assert step["by"] in cast, scene["id"]


def test_every_code_in_it_is_one_that_the_public_form_offers() -> None:
    form = yaml.safe_load((ROOT / "content/form/concern.yaml").read_text("utf-8"))
    signs = yaml.safe_load((ROOT / "content/signs/signs.yaml").read_text("utf-8"))
    offered = {
        each["id"]: {choice["id"] for choice in each["choices"]}
        for step in form["steps"]
        for each in step["fields"]
        if "choices" in each and each["kind"] != "day"
    }
    offered["signs"] = {sign["id"] for kind in signs["kinds"] for sign in kind["signs"]}
    for scene in SCENES:
        answers = scene["answers"]
        parts = [answers, answers.get("when", {}), *answers.get("people", [])]
        for part in parts:
            for name in set(part) & set(offered):
                values = part[name] if isinstance(part[name], list) else [part[name]]
                assert set(values) <= offered[name], (scene["id"], name, values)


def test_every_kind_of_step_is_told() -> None:
    told = {step["do"] for scene in SCENES for step in scene.get("steps", [])}
    assert told == set(STEPS)


def test_every_line_of_respond_is_an_action_of_its_room_that_takes_what_it_is_given() -> None:
    cast = {somebody.key for somebody in people.cast()}
    for line in respond.lines():
        assert line.by in cast
        inspect.signature(line.action).bind(**line.given, by=None)
    assert {line.do.partition(".")[0] for line in respond.lines()} == set(respond.ROOMS)


@pytest.mark.parametrize("do", ["plan.nothing", "casework.open_record", "os.system", "plan"])
def test_nothing_but_an_action_of_a_room_is_told(do: str) -> None:
    with pytest.raises(LookupError, match="is no action of a room"):
        _ = respond.Line(ago="1 day", by="manager", do=do, given={}).action


def test_it_is_told_in_the_order_in_which_it_happened_and_nothing_lies_ahead() -> None:
    moments = story.timeline(SCENES, NOW)
    assert [m.at for m in moments] == sorted(m.at for m in moments)
    assert max(m.at for m in moments) <= NOW
    assert min(m.at for m in moments) > NOW - story.BEFORE_ALL
    for scene in SCENES:
        own = [m.step for m in moments if m.scene is scene]
        assert own == [None, *scene.get("steps", [])]


@pytest.mark.parametrize(
    ("words", "span"),
    [("40 minutes", timedelta(minutes=40)), ("1 hour", timedelta(hours=1)), ("3 days", timedelta(days=3))],
)
def test_spans_are_read(words: str, span: timedelta) -> None:
    assert story.span(words) == span


@pytest.mark.parametrize("words", ["soon", "3 weeks", "-1 day", "1.5 hours", ""])
def test_other_spans_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="is not a span"):
        story.span(words)


def test_only_a_demonstration_is_thrown_away(tmp_path: Path, settings: Settings) -> None:
    settings.WAYLIGHT_HOME = tmp_path
    kept = tmp_path / "waylight.sqlite3"
    kept.write_text("real")
    with pytest.raises(CannotPrepare, match="is not a demonstration"):
        story.throw_away()
    assert kept.read_text() == "real"


def test_a_database_elsewhere_is_not_thrown_away(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WAYLIGHT_HOME = tmp_path / "home"
    settings.WAYLIGHT_HOME.mkdir()
    (settings.WAYLIGHT_HOME / DEMO_MARK).touch()
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "elsewhere.sqlite3"))
    with pytest.raises(CannotPrepare, match="unset DATABASE_URL"):
        story.throw_away()


def test_the_second_step_is_what_an_authenticator_app_would_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 6238, appendix B: the last six digits at 59 seconds with the ASCII secret."""
    import base64

    monkeypatch.setattr(time, "time", lambda: 59)
    secret = base64.b32encode(b"12345678901234567890").decode()

    class Known:
        pass

    known = Known()
    known.secret = secret  # type: ignore[attr-defined]
    assert people.code_now(known) == "287082"  # type: ignore[arg-type]


def test_nobody_of_the_cast_has_a_real_address() -> None:
    for somebody in people.cast():
        assert somebody.email.endswith(".example")
    assert os.environ.get("WAYLIGHT_DEMO") is None
