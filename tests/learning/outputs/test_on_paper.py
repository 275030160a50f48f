"""What is worked through with a pencil: scenarios by number, questions to tick, the register of a session."""

import re
from typing import Any

import pytest

from waylight.learning import marking
from waylight.learning.library import Library, Scenario
from waylight.learning.outputs.catalogue import chosen
from waylight.learning.outputs.course_sheets import numbered, question_sheet, scenario_data
from waylight.learning.outputs.edition import Edition
from waylight.learning.outputs.register import PrintedSession, sign_in_sheet
from waylight.learning.register import ORDER, read_register

from .paper import Paper


def test_the_start_is_one_and_the_rest_is_shuffled_the_same_way_each_time(harbour: Library) -> None:
    scenario = harbour.scenario("late-ferry")
    numbers = numbered(scenario)
    assert numbers["n1"] == 1
    assert sorted(numbers.values()) == [1, 2, 3, 4]
    assert numbers == numbered(scenario)
    assert [numbers[node.id] for node in scenario.nodes] != [1, 2, 3, 4], (
        "the story cannot be read straight on"
    )


def test_reading_order_does_not_change_with_the_order_of_the_file(harbour: Library) -> None:
    scenario = harbour.scenario("late-ferry")
    turned = Scenario(**{**vars(scenario), "nodes": tuple(reversed(scenario.nodes))})
    assert numbered(turned) == numbered(scenario)


def test_following_the_numbers_on_paper_is_following_the_scenario(harbour: Library, english: Edition) -> None:
    """The sheet, read back, has the same graph as the file."""
    scenario = harbour.scenario("late-ferry")
    (sheet,) = chosen(["scenario-late-ferry"])
    text = Paper(sheet.make(english)).text
    numbers = numbered(scenario)
    for node in scenario.nodes:
        start = text.index(node.words)
        following = [text.find(other.words) for other in scenario.nodes]
        end = min((place for place in following if place > start), default=len(text))
        own = text[start:end]
        assert [int(n) for n in re.findall(r"Go to (\d+)", own)] == [numbers[t.to] for t in node.choices]
        assert ("What to do" in own) == bool(node.end)


def test_places_stand_in_the_order_of_their_numbers(harbour: Library, english: Edition) -> None:
    places = scenario_data(harbour.scenario("late-ferry"), english)["places"]
    assert [place["n"] for place in places] == [1, 2, 3, 4]


def test_a_paper_asks_what_the_screen_asks(harbour: Library, english: Edition) -> None:
    course = harbour.course("harbour")
    text = Paper(question_sheet(course, english, answers=False)).text
    places = [text.find(question.ask) for question in marking.draw(course, 1)]
    assert -1 not in places
    assert places == sorted(places)
    assert "Tick one." in text
    assert "Tick all that are right." in text
    assert "You do not have to be sure." not in text, "the feedback would give the answer away"


def test_the_answers_say_which_and_why(harbour: Library, english: Edition) -> None:
    text = Paper(question_sheet(harbour.course("harbour"), english, answers=True)).text
    assert re.search(r"Tell the hub what I saw\. Right Yes\. They put the pieces together\.", text)
    assert re.search(r"Wait until I am sure\. Not this one You do not have to be sure\.", text)


@pytest.fixture
def session() -> PrintedSession:
    return PrintedSession(
        day="8 December 2026",
        place="Town hall, Thornleigh",
        facilitator="Ffion Ashdown",
        code="K7MX4Q",
        address="https://report.merrowdale.example/learn/room/K7MX4Q/",
        people=12,
    )


def test_a_register_names_its_session(harbour: Library, english: Edition, session: PrintedSession) -> None:
    found = Paper(sign_in_sheet(harbour.course("harbour"), session, english))
    for words in ("8 December 2026", "Town hall, Thornleigh", "Ffion Ashdown", "K7MX4Q", "Merrowdale MASH"):
        assert words in found.text
    (code,) = [tag.alt for tag in found.tags if tag.kind == "Figure"]
    assert code == "Code to scan. It opens report.merrowdale.example/learn/room/K7MX4Q."
    assert len(found.pages) == 1


def test_a_register_without_a_session_is_filled_in_by_hand(harbour: Library, english: Edition) -> None:
    found = Paper(sign_in_sheet(harbour.course("harbour"), PrintedSession(), english))
    assert "Session code" in found.text
    assert len(found.pages) == 1


def test_many_people_get_more_pages_with_the_headings_again(harbour: Library, english: Edition) -> None:
    found = Paper(sign_in_sheet(harbour.course("harbour"), PrintedSession(people=40), english))
    assert len(found.pages) > 1
    assert all("Badge or licence number" in page for page in found.pages[:-1])


def test_its_columns_are_those_that_a_register_is_read_back_by(
    harbour: Library, english: Edition, session: PrintedSession
) -> None:
    """Badge, name, check, result: and each word to circle means something to the reader."""
    text = Paper(sign_in_sheet(harbour.course("harbour"), session, english)).text
    places = [text.find(words) for words in ("Badge or licence number", " Name ", " Check ", " Result ")]
    assert -1 not in places
    assert places == sorted(places)
    assert ORDER == ("badge", "name", "check", "result")
    circled: list[Any] = [
        (check, result) for check in ("W", "S", "I") for result in ("Passed", "Not yet", "Left")
    ]
    assert "W S I Passed Not yet Left" in text
    for check, result in circled:
        (line,) = read_register(f"M1234;A. Driver;{check};{result}")
        assert line.check_how
        assert line.result
        assert not line.unread
