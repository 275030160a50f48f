"""A scenario without scripts: choices in the address, where one went, what to do at the end; and on paper."""

import re

import pytest
from tests.learning.web.conftest import Reader

from waylight.learning.library import Scenario, library

STORIES = [(course.id, story) for course in library().courses for story in course.scenarios]


def ways(story: Scenario) -> list[tuple[int, ...]]:
    """A shortest way to each end, as choices counted from 1."""
    found: dict[str, tuple[int, ...]] = {story.start: ()}
    waiting = [story.start]
    for id in waiting:
        for number, turn in enumerate(story.node(id).choices, start=1):
            if turn.to not in found:
                found[turn.to] = (*found[id], number)
                waiting.append(turn.to)
    return [found[node.id] for node in story.nodes if node.end]


@pytest.mark.parametrize(("course", "story"), STORIES, ids=lambda each: getattr(each, "id", each))
def test_pressing_buttons_leads_to_each_end_and_tells_the_way(
    reader: Reader, course: str, story: Scenario
) -> None:
    for way in ways(story):
        page, node = reader.get(f"/learn/{course}/try/{story.id}/"), story.node(story.start)
        for number in way:
            form = page.forms[[form.method for form in page.forms].index("GET")]
            assert len(form.buttons) == len(node.choices)
            page = reader.send(page, form, press=form.buttons[number - 1]["value"])
            node = story.node(node.choices[number - 1].to)
        went = page.body.split('<ol class="wl-went">')[1].split("</ol>")[0]
        assert went.count("<li>") == len(way)
        shown = page.body.split("data-place>")[1].split("</section>")[0]
        assert ("well done" in shown) == (node.end == "good")
        assert shown.count("What to do") == 1
        assert all(form.method == "POST" for form in page.forms), "nothing left to choose"


@pytest.mark.parametrize("way", ["9", "1.9.9", "nonsense", "1.1.1.1.1.1.1.1.1.1", "-1", "١"])
def test_a_made_up_way_is_followed_as_far_as_it_goes(reader: Reader, way: str) -> None:
    assert reader.get("/learn/drivers/try/night-fare/", by=way).status == 200


@pytest.mark.parametrize(("course", "story"), STORIES, ids=lambda each: getattr(each, "id", each))
def test_on_paper_every_number_to_go_to_is_there(reader: Reader, course: str, story: Scenario) -> None:
    page = reader.get(f"/learn/{course}/try/{story.id}/paper/")
    ids = {each["id"] for each in page.elements}
    targets = re.findall(r'href="#(n\d+)">Go to', page.body)
    assert len(targets) == sum(len(node.choices) for node in story.nodes)
    assert set(targets) <= ids
    numbers = {node.id: number for number, node in enumerate(story.nodes, start=1)}
    assert f"Begin at {numbers[story.start]}." in page.words
    assert page.words.count("What to do") == sum(bool(node.end) for node in story.nodes)
