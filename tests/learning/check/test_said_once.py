"""One slip is one finding, at its source: what follows from it in other files is not said again."""

import pytest
from tests.learning.check.slip import POINT, SAFETY
from tests.learning.check.test_dated_records import po
from tests.learning.shelf import (
    COURSE,
    EASY,
    FACTS,
    LESSON,
    NATIONAL,
    OWN,
    PIECE,
    QUESTIONS,
    SCENARIO,
    URDU,
    Shelf,
)

OTHER = "areas/saltby/contacts.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "at"),
    [
        (LESSON, "{{contact:999}}", "{{contact:99}}", LESSON),
        (LESSON, "{{contact:999}}", "{{contact:999}", LESSON),
        (LESSON, "{{contact:999}}", "{contact:999}}", LESSON),
        (LESSON, "{{contact:999}}", "{{contcat:999}}", LESSON),
        (LESSON, "minutes: 5", "minuts: 5", LESSON),
        (LESSON, "{#bus-01-1 ", "{#bus-01-11 ", EASY),
        (QUESTIONS, "right: true", "rihgt: true", QUESTIONS),
        (SCENARIO, "start: n1", "strat: n1", SCENARIO),
        (COURSE, "mastery: 0.8", "mstery: 0.8", COURSE),
        (COURSE, "id: bus", "id: buss", COURSE),
        (FACTS, "kind: law", "knd: law", FACTS),
        (FACTS, "id: age-of-child", "id: age-of-chid", LESSON),
        ("terms.yaml", "id: child", "id: chid", LESSON),
        (OWN, "code: hub", "code: hubb", OWN),
        (NATIONAL, "code: ", "cod: ", NATIONAL),
        (PIECE, "kind: leaflet", "kind: leaf", PIECE),
    ],
)
def test_one_slip_is_one_finding(shelf: Shelf, file: str, old: str, new: str, at: str) -> None:
    """In content where each thing is named by several others, in another language too."""
    shelf.write(OTHER, (shelf.folder / OWN).read_text("utf-8"))
    shelf.write(URDU, po("ابھی {{contact:999}} پر کال کریں"))
    assert shelf.faults() == []
    shelf.change(file, old, new)
    found = shelf.faults()
    assert [each.file for each in found] == [at], "\n".join(map(str, found))


@pytest.mark.parametrize("slip", ["{{contact:99}}", "{{contcat:999}}", "{{contact:999}"])
def test_translations_that_copy_a_placeholder_are_not_at_fault(shelf: Shelf, slip: str) -> None:
    """The English was brought into the .po files with its slip, and the translation is still right."""
    english = SAFETY.replace("{{contact:999}}", slip)
    shelf.change(LESSON, SAFETY, english)
    shelf.write(URDU, po("ابھی {{contact:999}} پر کال کریں", english=english))
    assert [each.file for each in shelf.faults()] == [LESSON]


def test_a_thing_that_many_name_is_said_with_its_places(shelf: Shelf) -> None:
    shelf.change(LESSON, POINT, "It is {{fact:nothing}}, and {{fact:nothing}}.")
    shelf.change(LESSON, "sources: [age-of-child]", "sources: [age-of-child, nothing]")
    shelf.change(EASY, "Is a child in danger?", "Is a {{fact:nothing}}?")
    (found,) = shelf.faults()
    assert (found.file, found.block) == (EASY, "bus-01-e1")
    assert found.words.endswith(f"Also named in {LESSON}:1, {LESSON}:20, {LESSON}:20.")


def test_what_stands_nowhere_is_still_missing_beside_a_file_that_cannot_be_read(shelf: Shelf) -> None:
    shelf.change(QUESTIONS, "right: true", "rihgt: true")
    shelf.change(LESSON, POINT, "It is {{fact:nothing}}.")
    assert {each.file for each in shelf.faults()} == {LESSON, QUESTIONS}


def test_of_one_course_alone_the_place_that_is_named_is_its_own(shelf: Shelf) -> None:
    shelf.change(LESSON, POINT, "Call {{contact:hub}} or {{contact:night}}.")
    shelf.write(OTHER, (shelf.folder / OWN).read_text("utf-8").replace("code: hub", "code: night"))
    found = [each for each in shelf.findings(course="bus") if not each.advice]
    assert {(each.file, each.block) for each in found} == {(OTHER, "hub"), (OWN, "night")}


def test_a_leaflet_of_a_hard_block_is_not_named_beside_it(shelf: Shelf) -> None:
    shelf.change(LESSON, SAFETY, "Immediately notify responsible safeguarding organisations.")
    assert {each.file for each in shelf.faults()} == {LESSON}
