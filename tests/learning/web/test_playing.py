"""A scenario by the choices alone: every place can be reached, and nonsense leads nowhere worse than back."""

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waylight.learning.library import Scenario, library
from waylight.learning.playing import LONGEST, play

STORIES = library().scenarios


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.id)
def test_every_place_is_reached_and_every_end_says_what_to_do(story: Scenario) -> None:
    seen, waiting = set(), deque([""])
    while waiting:
        place = play(story, waiting.popleft())
        if place.node.id in seen:
            continue
        seen.add(place.node.id)
        assert bool(place.node.choices) != place.ended
        assert not place.ended or place.node.do
        waiting += [place.way_by(n) for n in range(1, len(place.node.choices) + 1)]
    assert seen == {node.id for node in story.nodes}


@given(st.text(max_size=40) | st.from_regex(r"[0-9.]{0,60}", fullmatch=True))
def test_whatever_stands_in_the_address_is_a_place(way: str) -> None:
    story = STORIES[0]
    place = play(story, way)
    assert play(story, place.way).node == place.node
    assert len(place.steps) == len([step for step in place.way.split(".") if step]) <= LONGEST


def test_each_step_leads_back_to_where_it_was_taken() -> None:
    story = library().scenario("night-fare")
    place = play(story, "1.1.4")
    assert [step.way for step in place.steps] == ["", "1", "1.1"]
    for step in place.steps:
        assert play(story, step.way).node == step.node
