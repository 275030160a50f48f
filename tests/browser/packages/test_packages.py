"""Packages played where they are meant to be, in scorm-again."""

import json
import re

from playwright.sync_api import expect
from tests.browser.learning_system import LearningSystem
from tests.browser.packages.playing import (
    ENDED,
    HOSTS,
    SAVED,
    SCORM12,
    STATE_MOST,
    Play,
    both,
    no_host,
)

from waylight.learning.library import library
from waylight.learning.packages import Order, Standard, WhenFailed, WhenPassed


@no_host
@both
def test_a_course_is_read_failed_tried_again_and_passed(play: Play, order: Order, standard: Standard) -> None:
    learner = play(standard)
    learner.press("Begin")
    learner.read_all(len(order.course.lessons))
    learner.answer(right=False)
    learner.press("Check my answers")
    learner.heading("Not enough yet")
    told_failing = json.dumps(learner.told())
    assert "score" not in told_failing and '"failed"' not in told_failing and '"passed"' not in told_failing

    learner.press("Try again with other questions")
    learner.answer(right=True)
    learner.press("Check my answers")
    learner.heading("You have passed")

    names = [said[1] for said in learner.told() if "SetValue" in said[0]]
    if standard == SCORM12:
        assert learner.values("cmi.core.lesson_status") == ["incomplete", "passed"]
        assert learner.values("cmi.core.score.raw") == ["100"]
        assert learner.values("cmi.core.exit") == ["suspend", ""]
        assert re.fullmatch(r"\d{4}:\d\d:\d\d", learner.values("cmi.core.session_time")[-1])
        assert names.index("cmi.core.score.raw") < len(names) - 1 - names[::-1].index(
            "cmi.core.lesson_status"
        )
    else:
        assert learner.values("cmi.completion_status") == ["incomplete", "completed"]
        assert learner.values("cmi.success_status") == ["passed"]
        assert learner.values("cmi.score.scaled") == ["1"]
        assert learner.values("cmi.exit") == ["suspend", "normal"]
        assert names.index("cmi.score.scaled") < names.index("cmi.success_status")
    refused = [said for said in learner.told() if said[-1] != "true" and "Get" not in said[0]]
    assert refused == []
    assert max(map(len, learner.values("cmi.suspend_data"))) < STATE_MOST

    learner.press("Close the course")
    expect(learner.here.get_by_role("heading", name="Closed")).to_be_visible()
    assert [said[0] for said in learner.told()].count(ENDED[standard]) == 1
    again = play(standard, page=learner.page)
    if standard == SCORM12:
        expect(again.here.get_by_role("heading", name="You have passed")).to_be_visible()
        assert again.values("cmi.core.lesson_status") == []


@no_host
@both
def test_leaving_in_the_middle_loses_nothing(play: Play, standard: Standard) -> None:
    learner = play(standard)
    learner.press("Begin")
    learner.read(1)
    learner.read(2)
    learner.here.get_by_role("link", name="The check at the end").or_(
        learner.here.get_by_role("button", name="Stop here for now")
    ).locator("visible=true").first.click()
    learner.here.get_by_role("link", name="The check at the end").click()
    learner.answer(right=True, many=4)
    asked = learner.here.locator("[data-pool]:visible legend").all_inner_texts()
    learner.page.evaluate("document.querySelector('iframe').src = 'about:blank'")
    learner.page.wait_for_function("end => told.some((said) => said[0] === end)", arg=ENDED[standard])
    exit_name = "cmi.core.exit" if standard == SCORM12 else "cmi.exit"
    assert learner.values(exit_name)[-1] == "suspend"
    assert [said[0] for said in learner.told()][-2:] == [SAVED[standard], ENDED[standard]]

    back = play(standard, page=learner.page)
    expect(back.here.locator('[data-listed="2"][data-done]')).to_be_visible()
    expect(back.here.locator('[data-listed="3"][data-done]')).to_have_count(0)
    back.press("Go on where you were")
    expect(back.here.locator("[data-pool]:visible").first).to_be_visible()
    assert back.here.locator("[data-pool]:visible legend").all_inner_texts() == asked
    ticked = back.here.locator("[data-pool]:visible").filter(has=back.here.locator("input:checked"))
    assert ticked.count() == 4


@no_host
@both
def test_the_longest_course_done_whole_is_far_within_what_a_strict_system_takes(
    play: Play, standard: Standard
) -> None:
    course = max(library().courses, key=lambda one: len(one.lessons))
    learner = play(standard, course=course)
    learner.press("Begin")
    learner.read_all(len(course.lessons))
    learner.answer(right=True)
    learner.press("Check my answers")
    learner.heading("You have passed")
    kept = learner.values("cmi.suspend_data")
    assert len(course.lessons) >= 14 and 0 < max(map(len, kept)) < STATE_MOST / 4 < HOSTS[standard][3]
    assert [said for said in learner.told() if said[-1] != "true" and "Get" not in said[0]] == []


@no_host
@both
def test_a_system_that_keeps_nothing_is_told_of_and_a_reload_loses_nothing(
    play: Play, standard: Standard
) -> None:
    who = {"core": {"student_id": "learner-7"}} if standard == SCORM12 else {"learner_id": "learner-7"}
    learner = play(standard, first=who)
    learner.page.evaluate("localStorage.setItem('most', '0')")
    learner.press("Begin")
    learner.read(1)
    refused = learner.here.get_by_text("The learning system did not take what you did.")
    expect(refused.locator("visible=true")).to_be_visible()
    learner.read(2)
    again = play(standard, page=learner.page)
    expect(again.here.locator('[data-listed="2"][data-done]')).to_be_visible()
    expect(refused.locator("visible=true")).to_be_visible()

    learner.page.evaluate("localStorage.removeItem('most')")
    again.press("Go on where you were")
    again.read(3)
    expect(refused.locator("visible=true")).to_have_count(0)
    learner.page.evaluate("sessionStorage.clear()")
    back = play(standard, page=learner.page)
    expect(back.here.locator('[data-listed="3"][data-done]')).to_be_visible()


@no_host
def test_what_was_refused_is_given_to_nobody_else(play: Play, lms: LearningSystem) -> None:
    learner = play(first={"core": {"student_id": "learner-7"}})
    learner.page.evaluate("localStorage.setItem('most', '0')")
    learner.press("Begin")
    learner.read(1)
    expect(learner.here.get_by_text("did not take what you did").locator("visible=true")).to_be_visible()
    learner.page.goto(f"{lms.address}/scorm-again.js")
    learner.page.evaluate(
        "localStorage.setItem('cmi', JSON.stringify({ core: { student_id: 'learner-8' } }))"
    )
    other = play(page=learner.page)
    expect(other.here.locator("[data-done]:is([data-listed])")).to_have_count(0)


@no_host
def test_a_pass_counts_only_once_every_part_is_read(play: Play, order: Order) -> None:
    learner = play()
    learner.here.get_by_role("link", name="The check at the end").click()
    learner.answer(right=True)
    learner.press("Check my answers")
    expect(learner.here.get_by_text("To finish the course, read these parts too:")).to_be_visible()
    assert "passed" not in learner.values("cmi.core.lesson_status")
    learner.press("Back to the course")
    learner.press("Go on where you were")
    learner.read_all(len(order.course.lessons))
    expect(learner.here.get_by_role("heading", name="You have passed")).to_be_visible()
    assert learner.values("cmi.core.lesson_status")[-1] == "passed"


@no_host
def test_a_system_that_wants_other_words_gets_them(play: Play, order: Order) -> None:
    learner = play(when_passed=WhenPassed.COMPLETED, when_failed=WhenFailed.FAILED)
    learner.press("Begin")
    learner.read_all(len(order.course.lessons))
    learner.answer(right=False)
    learner.press("Check my answers")
    learner.heading("Not enough yet")
    assert learner.values("cmi.core.score.raw")[-1] == "0"
    assert learner.values("cmi.core.lesson_status")[-1] == "failed"
    learner.press("Try again with other questions")
    learner.answer(right=True)
    learner.press("Check my answers")
    learner.heading("You have passed")
    assert learner.values("cmi.core.lesson_status")[-1] == "completed"


@no_host
def test_who_only_looks_again_changes_nothing(play: Play) -> None:
    learner = play(first={"core": {"lesson_mode": "review", "lesson_status": "passed"}})
    learner.here.get_by_role("link", name="Signs on a fare").click()
    learner.heading("Signs on a fare")
    assert not learner.values("cmi.core.lesson_status") and not learner.values("cmi.suspend_data")


@no_host
def test_the_language_that_the_system_knows_and_then_the_learners_own(play: Play) -> None:
    learner = play(languages=("en", "ur"), first={"student_preference": {"language": "ur-PK"}})
    expect(learner.here.locator("html")).to_have_attribute("dir", "rtl")
    learner.here.locator("[data-languages]").select_option("en")
    expect(learner.here.locator("html")).to_have_attribute("dir", "ltr")
    learner.press("Begin")
    back = play(page=learner.page)
    expect(back.here.locator("html")).to_have_attribute("lang", "en")
