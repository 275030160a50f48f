"""What a device may keep, what it may tell the server later, and on which day a number must go."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.learning.web.conftest import Reader, courses

from waylight.guidance.queries import area as area_of
from waylight.learning.contacts import lapses
from waylight.learning.library import Course, library
from waylight.learning.progress import COOKIE
from waylight.learning.views.public_offline import LONGEST_NOTES

ROOT = Path(__file__).resolve().parents[3]
NODE = shutil.which("node")
ELSEWHERE = ("/report/", "/receipt/", "/hub/", "/staff/", "/practice/", "/api/")


def kept(reader: Reader, id: str) -> dict[str, Any]:
    return json.loads(reader.get(f"/learn/{id}/kept.json").body)


def note(reader: Reader, notes: object) -> int:
    page = reader.get("/learn/")
    token = next(e["value"] for e in page.form("noted").fields if e["name"] == "csrfmiddlewaretoken")
    text = notes if isinstance(notes, str) else json.dumps(notes)
    return reader.client.post("/learn/noted/", {"csrfmiddlewaretoken": token, "noted": text}).status_code


@pytest.mark.parametrize("id", courses())
def test_everything_a_course_needs_is_kept_and_nothing_of_anybody(reader: Reader, id: str) -> None:
    page = reader.get("/learn/drivers/01-what-exploitation-is/")
    reader.send(page, page.form(button="Stop here for now"), press="done")
    about = kept(reader, id)
    course = library().course(id)
    assert len(about["pages"]) >= 5 + len(course.lessons) + 2 * len(course.scenarios)
    for path, address in about["pages"].items():
        assert path.startswith("/learn/")
        assert not any(other in path for other in ELSEWHERE)
        alone = Reader().get(address)
        assert alone.status == 200
        assert alone.address == address
        assert "data-done" not in alone.body


def test_what_is_kept_speaks_the_reader_s_language(reader: Reader) -> None:
    reader.client.cookies["language"] = "ur"
    assert set(kept(reader, "drivers")["pages"].values()) == {
        f"{path}?language=ur&area=merrowdale" for path in kept(reader, "drivers")["pages"]
    }


def test_the_stamp_changes_with_language_and_numbers_and_stays_otherwise(reader: Reader, area: Any) -> None:
    from waylight.guidance import memory
    from waylight.guidance.models import ContactRoute

    first = kept(reader, "drivers")["stamp"]
    assert kept(reader, "drivers")["stamp"] == first
    ContactRoute.objects.filter(code="hub").update(review_every_days=30)
    memory.forget()
    changed = kept(reader, "drivers")["stamp"]
    assert changed != first
    reader.client.cookies["language"] = "pl"
    assert kept(reader, "drivers")["stamp"] not in (first, changed)


def test_the_worker_is_a_script_of_learn_and_names_what_every_page_needs(reader: Reader) -> None:
    answer = reader.client.get("/learn/worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in answer.headers
    first = answer.content.decode().splitlines()[0]
    about = json.loads(first.removeprefix("const ABOUT = ").removesuffix(";"))
    page = reader.get("/learn/drivers/01-what-exploitation-is/")
    needed = [e["href"] for e in page.elements if e.tag == "link"]
    needed += [e["src"] for e in page.elements if e.tag == "script" and e["src"]]
    assert set(needed) <= set(about["files"])


def test_notes_of_a_device_are_added_to_what_the_browser_carries(reader: Reader, drivers: Course) -> None:
    done = [lesson.id for lesson in drivers.lessons]
    asked = drivers.questions[: drivers.check_size]
    picked = {question.id: sorted(question.right) for question in asked}
    check = {"version": drivers.version_id, "picked": picked}
    assert note(reader, {"drivers": {"done": done[:3]}}) == 204
    assert "3 of 8 parts done" in reader.get("/learn/").words
    assert note(reader, {"drivers": {"done": done[2:], "check": check}, "nowhere": {"done": ["x"]}}) == 204
    assert "You have finished this course" in reader.get("/learn/drivers/").words


def test_the_server_marks_again(reader: Reader, drivers: Course) -> None:
    asked = drivers.questions[: drivers.check_size]
    wrong = {q.id: [next(c.id for c in q.choices if not c.right)] for q in asked}
    note(reader, {"drivers": {"done": [], "check": {"version": drivers.version_id, "picked": wrong}}})
    assert "check passed on" not in reader.get("/learn/drivers/").words


@pytest.mark.parametrize(
    "check",
    [
        lambda c: {"version": "2020-01-1-00000000", "picked": right(c, c.check_size)},
        lambda c: {"version": c.version_id, "picked": right(c, c.check_size - 1)},
        lambda c: {"version": c.version_id, "picked": right(c, len(c.questions))},
        lambda c: {"version": c.version_id, "picked": {f"x{n}": ["a"] for n in range(c.check_size)}},
        lambda c: {"version": c.version_id, "picked": dict.fromkeys(right(c, c.check_size), "a")},
        lambda c: {"version": c.version_id, "picked": [["drivers-q01", ["a"]]]},
        lambda c: {"version": c.version_id},
        lambda c: "passed",
    ],
)
def test_a_check_that_is_not_a_whole_one_of_todays_does_not_count(
    reader: Reader, drivers: Course, check: Any
) -> None:
    assert note(reader, {"drivers": {"check": check(drivers)}}) == 204
    assert "check passed on" not in reader.get("/learn/drivers/").words


def right(course: Course, many: int) -> dict[str, list[str]]:
    return {question.id: sorted(question.right) for question in course.questions[:many]}


@pytest.mark.parametrize("rubbish", ["", "[", "5", "null", '["drivers"]', '"x"', "9" * (LONGEST_NOTES + 1)])
def test_rubbish_is_refused_and_changes_nothing(reader: Reader, rubbish: str) -> None:
    assert note(reader, rubbish) == 400
    assert COOKIE not in reader.client.cookies


def test_notes_need_the_token_of_a_page(reader: Reader) -> None:
    answer = reader.client.post("/learn/noted/", {"noted": '{"drivers": {"done": ["drivers-01"]}}'})
    assert answer.status_code == 403


@pytest.mark.parametrize("id", courses())
def test_every_number_on_a_page_has_its_last_day_beside_it(reader: Reader, id: str) -> None:
    """Else a copy on a device would show it for ever."""
    for path, address in kept(reader, id)["pages"].items():
        page = reader.get(address)
        known = json.loads(page.body.split("data-lapses>")[1].split("</script>")[0])
        calls = {e["href"] for e in page.elements if e["href"].startswith(("tel:", "sms:", "mailto:"))}
        assert calls - {"tel:999"} <= set(known), path


def test_999_is_never_among_the_numbers_that_lapse(area: Any) -> None:
    table = lapses(area_of("merrowdale"))
    assert "tel:999" not in table
    assert len(table) > 10
    assert "tel:01632960140" in table


@pytest.mark.skipif(NODE is None, reason="Node is not installed, so the device's notes were not tried alone")
def test_what_a_device_notes_is_lost_by_no_order_of_events() -> None:
    assert NODE is not None
    command = [NODE, "--test", "tests/node/device.test.mjs"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stdout + ran.stderr
