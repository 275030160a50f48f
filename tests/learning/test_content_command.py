"""`waylight content check`: says what to mend, and ends with 1 if there is anything."""

import json
import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from django.conf import LazySettings
from tests.learning.shelf import LESSON, Shelf

from waylight.learning.library import forget
from waylight.site.cli.content import content

Run = Callable[..., Result]


@pytest.fixture
def run(shelf: Shelf, settings: LazySettings) -> Run:
    settings.CONTENT = shelf.folder
    return lambda *words: CliRunner().invoke(content, words, catch_exceptions=False)


def test_clean_content_ends_with_0(run: Run) -> None:
    done = run("check", "--on", "2026-11-22")
    assert (done.exit_code, done.output) == (0, "Content is clean.\n")


def test_a_slip_is_named_with_its_place_and_ends_with_1(run: Run, shelf: Shelf) -> None:
    shelf.change(LESSON, "A boy of about 14 gets on at 2.30 am.", "Call 101.")
    done = run("check", "--on", "2026-11-22")
    assert done.exit_code == 1
    first, last = done.output.splitlines()
    assert first.startswith(f"{LESSON}:20: bus-01-2: “101” is a number")
    assert last == "1 to mend."


def test_json_for_programs(run: Run, shelf: Shelf) -> None:
    shelf.change(LESSON, "A boy of about 14 gets on at 2.30 am.", "Call 101.")
    done = run("check", "--on", "2026-11-22", "--json")
    assert done.exit_code == 1
    (found,) = json.loads(done.output)
    assert (found["file"], found["line"], found["rule"]) == (LESSON, 20, "bare-number")


def test_a_day_on_which_records_have_lapsed(run: Run) -> None:
    done = run("check", "--on", "2028-01-01", "--course", "bus")
    assert done.exit_code == 1
    assert "was to be reviewed by 2027-05-22" in done.output
    assert "facts/core.yaml:1: age-of-child: Nobody has looked at this fact" in done.output
    other = run("check", "--course", "trams")
    assert (other.exit_code, other.output) == (2, "There is no course trams: content/courses/ names them.\n")


def test_advice_is_shown_when_it_is_asked_for(run: Run, shelf: Shelf) -> None:
    shelf.change(LESSON, "A boy of about 14 gets on at 2.30 am.", "He sat " + "and sat " * 12 + "there.")
    assert "1 more advised" in run("check", "--on", "2026-11-22").output
    assert "advice: " in run("check", "--on", "2026-11-22", "--advice").output


def test_the_way_of_a_translation(run: Run, shelf: Shelf) -> None:
    written = run("extract", "pl", "bus")
    assert written.exit_code == 0 and "bus.po:" in written.output and " new, 0 changed" in written.output
    shelf.change(
        "i18n/pl/bus.po",
        'msgid "If a child is in danger now, call {{contact:999}}."\nmsgstr ""',
        'msgid "If a child is in danger now, call {{contact:999}}."\nmsgstr "{{contact:999}}!"',
    )
    assert re.search(r"^pl +bus +0 +0 +1 +0 +\d+ +0 of 2$", run("state").output, re.M)
    assert run("sign", "pl", "bus-01-1", "--by", "Somebody, who reads Polish").output == "1 signed.\n"
    forget()
    assert re.search(r"^pl +bus +1 +0 +0 +0 +\d+ +1 of 2$", run("state", "pl").output, re.M)


def test_what_cannot_be_done_is_a_sentence(run: Run) -> None:
    none = run("extract", "pl", "trams")
    assert (none.exit_code, none.output) == (2, "No catalogue is called trams.\n")
    assert "there is no translation of it" in run("sign", "pl", "bus-01-1", "--by", "X").output
