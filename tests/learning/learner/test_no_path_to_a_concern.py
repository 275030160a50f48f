"""Nothing leads from somebody who learns to a concern that they sent: no cookie, row, id or log line.

One browser signs in as a learner, learns, reports, follows the report, and learns on. Then everything that
was sent, stored and logged is searched for anything that stands on both sides.
"""

import ast
import json
import logging
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.apps import apps
from django.db import models
from django.http import HttpRequest
from django.test import Client
from tests.learning.learner.conftest import Driver
from tests.learning.learner.steps import come_in, read_lessons, take_check
from tests.learning.web.conftest import Reader
from tests.site.visitor import Page

from waylight.audit.models import Event
from waylight.keys.sealed_cookies import SealedCookie
from waylight.learning import visiting
from waylight.learning.library import Course
from waylight.learning.models import Certificate, Learner
from waylight.reporting.models import Concern
from waylight.site.settings import MIDDLEWARE

SOURCE = Path(visiting.__file__).resolve().parents[1]
LEARNS, REPORTS = ("/learn/",), ("/report/", "/receipt/")
SHARED_BY_ALL = {"csrftoken"}
"""Proves that a form is ours; no view reads it and nothing keeps it. Signing in and out renews it."""


class Watched(Client):
    """A browser of which every request with its cookies is seen: a cookie goes where a browser sends it."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        self.sent: list[tuple[str, dict[str, str]]] = []

    def request(self, **environ: Any) -> Any:
        path = environ["PATH_INFO"]
        kept = {
            name: each.value
            for name, each in self.cookies.items()
            if each.value and path.startswith(each["path"] or "/")
        }
        self.sent.append((path, kept))
        all_of_them, self.cookies = self.cookies, type(self.cookies)(kept)
        try:
            answer = super().request(**environ)
        finally:
            all_of_them.update({n: m for n, m in self.cookies.items() if n not in kept or m.value != kept[n]})
            self.cookies = all_of_them
        return answer

    def cookies_of(self, prefixes: tuple[str, ...]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for path, cookies in self.sent:
            if path.startswith(prefixes):
                for name, value in cookies.items():
                    found.setdefault(name, set()).add(value)
        return found


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """Every line that any part writes, as the console would show it."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    handler, root = Keep(level=logging.DEBUG), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def both(mira: Driver, drivers: Course, logged: list[str]) -> Watched:
    """Learns, reports, follows, learns on."""
    browser = Watched(enforce_csrf_checks=True)
    reader = Reader(browser)
    come_in(reader, "D101", mira.code)
    read_lessons(reader, drivers, last=2)
    receipt = _report(reader)
    page = reader.get("/receipt/")
    page = reader.send(page, page.form("receipt"), receipt=receipt)
    assert page.address == "/receipt/follow/"
    read_lessons(reader, drivers, first=2)
    assert "your certificate is ready" in take_check(reader, drivers).words
    assert (Concern.objects.count(), Certificate.objects.count()) == (1, 1)
    return browser


def _report(reader: Reader) -> str:
    page = reader.get("/report/notice/")
    page = reader.send(page, page.form("words"), words="Three evenings, the same car behind the lido.")
    page = reader.get("/report/check/")
    page = reader.send(page, page.form(button="Send"))
    assert page.address == "/report/done/"
    return " ".join(re.findall(r"(?<!\d)\d{4}(?!\d)", page.words)[:10])


def test_no_cookie_of_learning_goes_to_a_page_of_reporting_nor_the_other_way(both: Watched) -> None:
    learns, reports = both.cookies_of(LEARNS), both.cookies_of(REPORTS)
    assert {"learner", "learning"} <= set(learns)
    assert {"note", "follow"} <= set(reports)
    assert set(learns) & set(reports) <= SHARED_BY_ALL


def test_what_proves_a_form_is_renewed_by_coming_in_and_kept_nowhere(both: Watched) -> None:
    tokens = both.cookies_of(("/",))["csrftoken"]
    assert len(tokens) > 1
    rows = _everything_stored()
    assert not [token for token in tokens for text in rows.values() if token in text]


def test_no_value_stands_in_rows_of_both(both: Watched) -> None:
    """Ids, digests, octets: whatever is longer than a word of ours and not a day, a version or an area."""
    learning, reporting = _values("learning"), _values("reporting")
    assert learning
    assert reporting
    assert learning & reporting == set()
    audited = {event.pk: event for event in Event.objects.all()}
    of_learning = [e for e in audited.values() if e.action.startswith(("training.", "certificate."))]
    of_reporting = [e for e in audited.values() if e.action.startswith(("concern.", "draft.", "receipt."))]
    assert of_learning
    assert of_reporting
    assert _ids(of_learning) & _ids(of_reporting) == set()
    assert {e.actor for e in of_reporting} == {"public"}
    assert all(
        e.actor != "public" for e in of_learning if e.action in ("training.learn", "training.complete")
    )


def test_no_row_points_from_one_to_the_other() -> None:
    """Not in the columns of the tables either: no relation from any table of the one to any of the other."""
    for one, other in (("learning", "reporting"), ("reporting", "learning"), ("triage", "learning")):
        for model in apps.get_app_config(one).get_models():
            for field in model._meta.get_fields():
                target = getattr(field, "related_model", None)
                if isinstance(target, type) and issubclass(target, models.Model):
                    assert target._meta.app_label != other, f"{model.__name__}.{field.name}"


def test_no_log_line_names_anybody(both: Watched, logged: list[str], mira: Driver) -> None:
    learner, concern = Learner.objects.get(pk=mira.learner.pk), Concern.objects.get()
    text = "\n".join(line for line in logged if "SELECT" not in line and "INSERT" not in line)
    for secret in ("D101", "Mira Stane", str(learner.pk), str(concern.pk), concern.locator, "lido"):
        assert secret not in text


def test_neither_room_reads_a_cookie_of_the_other() -> None:
    """In the source: who names a cookie, and who imports whom."""
    for path in (SOURCE / "reporting").rglob("*.py"):
        assert "learning" not in _imported(path), path
        assert not {"learner", "learning", "shared-device"} & _cookies_read(path), path
    for path in (SOURCE / "learning").rglob("*.py"):
        assert "reporting" not in _imported(path), path
        assert not {"note", "follow"} & _cookies_read(path), path
    assert "note" in _cookies_read(SOURCE / "reporting/visit.py")
    assert "follow" in _cookies_read(SOURCE / "reporting/receipt_cookie.py")
    assert "learning" in _cookies_read(SOURCE / "learning/progress.py")


def test_a_page_of_reporting_is_not_told_who_learns(both: Watched, mira: Driver) -> None:
    """Even with every cookie in hand: the middleware looks at pages of Learn alone, not at the practice."""
    assert "waylight.learning.visiting.visitors" in MIDDLEWARE
    seen: list[HttpRequest] = []

    def keep(request: HttpRequest) -> Any:
        seen.append(request)
        return Page  # anything: it is not looked at

    answer = visiting.visitors(keep)
    for path in ("/", "/report/notice/", "/receipt/", "/learn/practice/", "/who-to-call/"):
        request = HttpRequest()
        request.path_info = path
        request.COOKIES = {name: each.value for name, each in both.cookies.items()}
        answer(request)
        assert not hasattr(seen[-1], "visitor"), path


def test_times_on_the_roster_are_days(both: Watched) -> None:
    """A time of day beside a concern's time of receipt would be a thread. What is kept of a way through a
    course is the day; the times are of the completion, the audit, and a visit that is deleted."""
    timed = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("learning").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.DateTimeField)
    }
    about_a_way = {"Registration", "LessonDone", "CheckAttempt", "QuestionCount", "Learner", "Certificate"}
    assert not [each for each in timed if each.partition(".")[0] in about_a_way]


def test_the_visit_is_gone_when_its_time_is(both: Watched) -> None:
    from waylight.learning.actions import forget_visits
    from waylight.learning.models import Visit

    assert Visit.objects.count() == 1
    with time_machine.travel(datetime.now().astimezone() + timedelta(hours=13)):
        assert forget_visits() == 1


def _everything_stored() -> dict[str, str]:
    """Each table's rows as text."""
    found = {}
    for model in apps.get_models():
        rows = [{k: _plain(v) for k, v in row.items()} for row in model._default_manager.values()]
        found[model._meta.db_table] = json.dumps(rows, default=str)
    return found


def _values(app: str) -> set[str]:
    found = set()
    for model in apps.get_app_config(app).get_models():
        for row in model._default_manager.values():
            found |= {text for value in row.values() if len(text := _plain(value)) > 11}
    from waylight.guidance.models import Area
    from waylight.learning.library import library

    common = {course.version_id for course in library().courses} | set(
        Area.objects.values_list("slug", flat=True)
    )
    return {text for text in found if text not in common}


def _plain(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value.hex if isinstance(value, UUID) else str(value)


def _ids(events: list[Event]) -> set[str]:
    """What an event names, in whichever field."""
    words = re.compile(r"[0-9A-Za-z-]{12,}")
    return {
        each for e in events for each in words.findall(f"{e.object_id} {e.actor} {json.dumps(e.detail)}")
    } - {"2026-11-1"}


def _imported(path: Path) -> set[str]:
    """Rooms of this house that a file imports, by whichever form."""
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
        elif isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        else:
            continue
        rooms |= {name.split(".")[1] for name in names if name.startswith("waylight.")}
    return rooms


def _cookies_read(path: Path) -> set[str]:
    """Names that a file asks `request.COOKIES` or a SealedCookie for, written there or as its constant."""
    tree = ast.parse(path.read_text())
    named = {
        target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    asked: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and _is_cookies(node.value):
            asked.append(node.slice)
        elif isinstance(node, ast.Call) and (
            getattr(node.func, "id", "") == SealedCookie.__name__
            or (isinstance(node.func, ast.Attribute) and _is_cookies(node.func.value))
        ):
            asked += node.args[:1]
    found = {
        named.get(each.id, each.id) if isinstance(each, ast.Name) else getattr(each, "value", "")
        for each in asked
    }
    return {str(each) for each in found}


def _is_cookies(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "COOKIES"
