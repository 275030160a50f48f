"""Ids, headings, pictures, files: how content hangs together."""

import pytest
from tests.learning.check.slip import POINT, Slip, assert_found
from tests.learning.shelf import (
    COURSE,
    EASY,
    FACTS,
    LESSON,
    NATIONAL,
    PIECE,
    QUESTIONS,
    SCENARIO,
    TODAY,
    Shelf,
)

SLIPS = (
    Slip(
        "heading", LESSON, "## If it is now", "### If it is now", "jumps from level 1 to 3", "bus-01-h1", 14
    ),
    Slip("heading", LESSON, "## If it is now", "# If it is now", "Headings are ## or ###", "bus-01-h1"),
    Slip("picture", LESSON, "![A bus at a stop]", "![]", "no words for who cannot see it", "bus-01-4", 27),
    Slip(
        "picture", LESSON, "(bus.svg)", "(car.svg)", "There is no content/pictures/car.svg.", "bus-01-4", 27
    ),
    Slip(
        "picture", EASY, 'picture="bus.svg"', 'picture="car.svg"', "no content/pictures/car.svg", "bus-01-e1"
    ),
    Slip("picture", LESSON, "- An older man pays.", "- See ![it](bus.svg) here.", "stands alone", "bus-01-3"),
    Slip("block-id", LESSON, "{#bus-01-2}\n", "", "A block has no id: write one such as {#bus-01-1}", "", 19),
    Slip("block-id", LESSON, "{#bus-01-2}", "{#tram-01-2}", "does not belong here", "tram-01-2", 20),
    Slip(
        "block-id",
        LESSON,
        "{#bus-01-2}\n",
        "{#bus-01-2}\n\n{#bus-01-9}\n",
        "directly before its block",
        "bus-01-2",
    ),
    Slip("twin-id", LESSON, "{#bus-01-3}", "{#bus-01-2}", f"{LESSON}:20 has this id already", "bus-01-2", 23),
    Slip("twin-id", SCENARIO, "id: last-bus", "id: bus-q01", "has this id already", "bus-q01"),
    Slip("class", LESSON, "{#bus-01-2}", "{#bus-01-2 .shout}", "There is no class .shout", "bus-01-2", 20),
    Slip("class", LESSON, "{#bus-01-2}", '{#bus-01-2 colour="red"}', "no attribute colour", "bus-01-2"),
    Slip("reference", LESSON, "{{question:bus-q01}}", "{{question:bus-q09}}", "'bus-q09'", "bus-01-5", 30),
    Slip("reference", EASY, 'for="bus-01-1"', 'for="bus-01-99"', "'bus-01-99'", "bus-01-e1"),
    Slip("reference", QUESTIONS, "lesson: bus-01", "lesson: bus-02", "no lesson 'bus-02'", "bus-q01", 1),
    Slip("piece", PIECE, "[bus-01-1]", "[bus-01-1, bus-01-99]", "no block 'bus-01-99'", "card", 7),
    Slip("piece", PIECE, "course: bus", "course: tram", "no course 'tram'", "card"),
    Slip("course", COURSE, "questions: 1", "questions: 5", "asks 5 questions and there are 1", "bus"),
    Slip(
        "course", COURSE, "minutes: 10", "minutes: 10\nroles: [pilot]", "nobody on a roster is 'pilot'", "bus"
    ),
    Slip("unreadable", LESSON, "minutes: 5\n", "minutes: many\n", "write a whole number", "", 4),
    Slip("unreadable", LESSON, "title: What", "titel: What", "title: is missing.", ""),
    Slip("unreadable", COURSE, "minutes: 10", "minutes: [", "is not YAML here", ""),
    Slip("unreadable", COURSE, "minutes: 10", "minutes: 10\nminutes: 11", "'minutes' is there twice", "", 6),
    Slip(
        "unreadable",
        COURSE,
        "[01-noticing]",
        "[01-noticing, 02-more]",
        "there is no lessons/02-more.md",
        "",
        9,
    ),
    Slip(
        "unreadable",
        COURSE,
        "scenarios: [last-bus]",
        "scenarios: [first-bus]",
        "no scenario 'first-bus'",
        "",
        10,
    ),
    Slip("course", COURSE, "audience: Bus drivers\n", "", "say whom the course is for", "bus", 1),
    Slip("bare-number", COURSE, "audience: Bus drivers", "audience: Who calls 101", "101", "bus.audience", 1),
    Slip("audience", SCENARIO, "audience: [bus]", "audience: [bus, tram]", "course 'tram'", "last-bus", 1),
    Slip("audience", SCENARIO, "audience: [bus]", "audience: [tram]", "add it to audience", "last-bus", 1),
    Slip("unreadable", EASY, "easy_for: bus-01", "easy_for: bus-09", "names no lesson of this course", ""),
    Slip("no-such-block", LESSON, POINT, "Bold\n\n\n---\n", "not every output can show", "", 23),
    Slip("markup", LESSON, POINT, "It is <b>now</b>.", "<b> cannot be shown", "bus-01-2", 20),
    Slip("markup", LESSON, POINT, "It is `now`.", "now cannot be shown", "bus-01-2"),
    Slip("markup", LESSON, "- An older man pays.", "- A man:\n    - pays.", "list inside a list", "bus-01-3"),
    Slip("front-matter", LESSON, "---\nid: bus-01", "id: bus-01", "begins with a line ---", "", 1),
    Slip("unreadable", FACTS, "kind: law", "kind: rumour", "kind: is one of definition", ""),
    Slip("unreadable", NATIONAL, 'phone: "999"', 'phone: "998"', "999 is always live", ""),
    Slip("unreadable", "wording/blame.yaml", ', use: "is being exploited"', "", "entry 1 needs avoid", ""),
    Slip(
        "unreadable",
        "i18n/ur/review.yaml",
        "",
        "bus-01-1: {hash: abc, kind: robot}",
        "machine, draft, human",
        "",
        1,
    ),
)


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_a_slip_is_found_where_it_is(shelf: Shelf, slip: Slip) -> None:
    assert_found(shelf, slip)


def test_content_without_a_slip_has_no_finding(shelf: Shelf) -> None:
    assert shelf.findings() == []


def test_what_nobody_has_checked_is_advised_on_and_stops_nothing(shelf: Shelf) -> None:
    for file in (LESSON, EASY):
        shelf.change(file, "reviewed_on: 2026-11-21", "reviewed_on: null")
    found = shelf.findings()
    assert [(each.rule, each.file, each.advice) for each in found] == [
        ("unchecked", EASY, True),
        ("unchecked", LESSON, True),
    ]
    assert shelf.faults() == []


def test_one_course_alone(shelf: Shelf) -> None:
    shelf.change(LESSON, POINT, "Call 101.")
    shelf.change(FACTS, "12 children in 2024", "12 children")
    assert {each.rule for each in shelf.findings()} == {"bare-number", "undated"}
    assert {each.rule for each in shelf.findings(course="bus")} == {"bare-number"}


def test_a_picture_beside_easy_words_says_what_it_shows(shelf: Shelf) -> None:
    shelf.change("pictures/bus.svg", "A bus", " ")
    found = [each for each in shelf.faults(TODAY) if (each.rule, each.file) == ("picture", EASY)]
    assert [(each.block, "has no <title>" in each.words) for each in found] == [("bus-01-e1", True)]
