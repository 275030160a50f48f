"""Beside a thing that is found stands how reports that rest on it are graded, for those who may read them."""

from collections.abc import Callable
from typing import Any

from tests.intelligence.known import CAR, seen
from tests.intelligence.test_screens import words

from waylight.intelligence import queries


def test_grade_and_handling_in_the_search_and_on_the_page(
    unit: Any, hub: Any, told: Callable[..., Any], staff_client: Callable[..., Any]
) -> None:
    entity = seen(told(CAR), "vehicle").entity
    unit.draft(entity.pk)
    unit.graded(entity.pk, grade="2C")
    unit.graded(entity.pk, grade="2C")

    def badges(viewer: Any) -> list[str]:
        (hit,) = queries.search(viewer, "KV00 ABC", purpose="concern").hits
        page = queries.open_entity(viewer, entity.pk)
        assert page.badges == hit.badges
        return hit.badges

    assert badges(unit.second) == ["not graded yet", "graded 2C, handling P"], "each once"
    assert badges(hub.screener) == badges(hub.manager) == [], "a grade is for readers of the report"
    client = staff_client("intelligence")
    assert "graded 2C, handling P" in words(client.get(f"/hub/known/entity/{entity.pk}/"))
    found = client.post("/hub/known/", {"value": "KV00 ABC", "purpose": "concern"})
    assert "graded 2C, handling P" in words(found)
