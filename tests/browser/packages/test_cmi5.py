"""Packages played by a launcher of cmi5, of our own, against what the reference tells."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from playwright.sync_api import Page, expect
from tests.browser.house import ROOT
from tests.browser.learning_system import SESSION, UNIT, LearningSystem
from tests.browser.packages.playing import (
    Learner,
    no_reference,
    wait_for,
)

from waylight.learning.packages import Order, Standard, WhenFailed, files


@no_reference
def test_a_session_of_cmi5_from_first_to_last(
    lms: LearningSystem, window: Callable[..., Page], order: Order
) -> None:
    lms.holds(files(replace(order, standard=Standard.CMI5, languages=("en", "ur"))))
    lms.preferences = {"languagePreference": "ur,en", "audioPreference": "off"}
    page = window()
    page.goto(lms.launches_cmi5())
    expect(page.locator("html")).to_have_attribute("lang", "ur")
    page.locator("[data-languages]").select_option("en")
    learner = Learner(page, page)
    learner.press("Begin")
    learner.read(1)
    learner.read(2)
    page.goto("about:blank")
    wait_for(lambda: lms.verbs() == ["initialized", "terminated"])

    page.goto(lms.launches_cmi5())
    expect(page.locator('[data-listed="2"][data-done]')).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    learner.press("Go on where you were")
    for number in range(3, len(order.course.lessons) + 1):
        learner.read(number)
    learner.answer(right=False)
    learner.press("Check my answers")
    learner.press("Try again with other questions")
    learner.answer(right=True)
    lms.down = True
    learner.press("Check my answers")
    learner.heading("You have passed")
    expect(page.locator("[data-tell]")).to_contain_text("The learning system did not take what you did.")
    lms.down = False
    learner.press("Back to the course")
    wait_for(lambda: "passed" in lms.verbs())
    learner.press("Close the course")
    expect(page.get_by_role("heading", name="Back in the learning system")).to_be_visible()

    third = window()
    third.goto(lms.launches_cmi5())
    expect(third.get_by_role("heading", name="You have passed")).to_be_visible()
    third.goto("about:blank")
    expected = [
        "initialized",
        "terminated",
        "initialized",
        "completed",
        "passed",
        "terminated",
        "initialized",
        "terminated",
    ]
    wait_for(lambda: lms.verbs() == expected)
    assert lms.refused == []
    check_statements(lms.told)


@no_reference
def test_our_statements_have_the_shape_of_the_reference(
    lms: LearningSystem, window: Callable[..., Page], order: Order
) -> None:
    """The same session told by @xapi/cmi5: the launcher serves it, and ours differ in ids and times alone."""
    page = window()
    page.goto(lms.launches_cmi5(page="/reference.html"))
    page.evaluate(
        """async () => { const unit = new Cmi5(); await unit.initialize(); await unit.complete();
        await unit.pass({ scaled: 1, raw: 100, min: 0, max: 100 }); await unit.terminate(); }"""
    )
    reference, lms.told = list(lms.told), []
    assert [each["verb"]["id"].rpartition("/")[2] for each in reference] == [
        "initialized",
        "completed",
        "passed",
        "terminated",
    ]
    lms.holds(files(replace(order, standard=Standard.CMI5)))
    lms.kept.clear()
    page.goto(lms.launches_cmi5())
    learner = Learner(page, page)
    learner.press("Begin")
    learner.read_all(len(order.course.lessons))
    learner.answer(right=True)
    learner.press("Check my answers")
    wait_for(lambda: "passed" in lms.verbs())
    page.goto("about:blank")
    wait_for(lambda: len(lms.told) == len(reference))
    assert [shape(each) for each in lms.told] == [shape(each) for each in reference]


@no_reference
def test_a_failed_try_is_told_at_the_end_where_the_council_asks(
    lms: LearningSystem, window: Callable[..., Page], order: Order
) -> None:
    lms.holds(files(replace(order, standard=Standard.CMI5, when_failed=WhenFailed.FAILED)))
    page = window()
    page.goto(lms.launches_cmi5())
    learner = Learner(page, page)
    expect(page.get_by_role("button", name="Begin", exact=True)).to_be_visible()
    page.get_by_role("link", name="The check at the end").click()
    learner.answer(right=False)
    learner.press("Check my answers")
    learner.heading("Not enough yet")
    page.goto("about:blank")
    wait_for(lambda: lms.verbs() == ["initialized", "failed", "terminated"])
    check_statements(lms.told)


def shape(statement: dict[str, Any]) -> dict[str, Any]:
    """What must be the same whoever tells it."""
    context, result = statement["context"], dict(statement.get("result", {}))
    if "duration" in result:
        result["duration"] = "PT"
    extensions = {**context.get("extensions", {})}
    extensions.pop(SESSION, None)
    return {
        "verb": statement["verb"]["id"],
        "object": statement["object"]["id"],
        "actor": statement["actor"]["account"],
        "category": sorted(each["id"] for each in context["contextActivities"]["category"]),
        "grouping": context["contextActivities"]["grouping"],
        "registration": context["registration"],
        "extensions": extensions,
        "result": result,
    }


def check_statements(told: list[dict[str, Any]]) -> None:
    """What cmi5 asks of each, and what an independent reader of xAPI says of all of them."""
    for each in told:
        assert each["object"]["id"] == UNIT
        assert SESSION in each["context"]["extensions"]
        assert "mbox" not in json.dumps(each)
    ran = subprocess.run(
        ["node", "tests/node/statements.mjs"],
        cwd=ROOT,
        input=json.dumps(told),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == []
