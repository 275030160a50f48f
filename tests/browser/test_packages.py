"""Packages played where they are meant to be: in scorm-again, by a launcher of cmi5, and by nobody at all."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from time import monotonic, sleep
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect
from tests.browser import inspection
from tests.browser.house import ROOT
from tests.browser.learning_system import MODULES, SESSION, UNIT, LearningSystem, running

from waylight.guidance import memory
from waylight.learning.library import library
from waylight.learning.packages import Order, Standard, WhenFailed, WhenPassed, files

TODAY = date(2026, 11, 22)
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1000, "height": 1300}
SCORM12, SCORM2004 = Standard.SCORM12, Standard.SCORM2004
HOSTS = {
    SCORM12: ("API", "Scorm12API", "scorm12.js"),
    SCORM2004: ("API_1484_11", "Scorm2004API", "scorm2004.js"),
}
SAVED = {SCORM12: "LMSCommit", SCORM2004: "Commit"}
ENDED = {SCORM12: "LMSFinish", SCORM2004: "Terminate"}
STATE_MOST = 1000

no_host = pytest.mark.skipif(
    not (MODULES / "scorm-again").is_dir(), reason="scorm-again is not in node_modules (run npm ci)"
)
no_reference = pytest.mark.skipif(
    not (MODULES / "@xapi/cmi5").is_dir() or shutil.which("node") is None,
    reason="@xapi/cmi5 or Node is not here (run npm ci)",
)


@dataclass
class Learner:
    """Works through a course with what is on the page."""

    page: Page
    here: Page | FrameLocator

    def press(self, name: str) -> None:
        self.here.get_by_role("button", name=name, exact=True).click()

    def read_all(self, lessons: int) -> None:
        for number in range(1, lessons + 1):
            self.read(number)

    def read(self, number: int) -> None:
        self.here.locator(f'[data-done="{number}"]:visible').click()

    def answer(self, *, right: bool, many: int | None = None) -> None:
        """Tick the right choices, or one wrong one, in so many of the questions."""
        questions = self.here.locator("[data-pool]:visible")
        expect(questions.first).to_be_visible()
        for at in range(questions.count() if many is None else many):
            question = questions.nth(at)
            good = (question.get_attribute("data-right") or "").split()
            every = (question.get_attribute("data-choices") or "").split()
            for choice in good if right else [each for each in every if each not in good][:1]:
                question.locator(f'input[value="{choice}"]').check()

    def heading(self, words: str) -> None:
        expect(self.here.get_by_role("heading", level=1, name=words)).to_be_visible()

    def told(self) -> list[list[str]]:
        return list(self.page.evaluate("told"))

    def values(self, name: str) -> list[str]:
        return [said[2] for said in self.told() if "SetValue" in said[0] and said[1] == name]


Play = Callable[..., Learner]


@pytest.fixture
def lms() -> Iterator[LearningSystem]:
    with running() as system:
        yield system
        assert system.missing == []


@pytest.fixture
def order(area: Any) -> Order:
    return Order(library().course("drivers"), SCORM12, TODAY)


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page of a new browser, on a day in the life of the package. It may fall over nothing."""
    opened, fell = [], []

    def make(on: date = TODAY, size: dict[str, int] = DESK, js: bool = True) -> Page:
        context = browser.new_context(viewport=size, java_script_enabled=js, timezone_id="Europe/London")  # type: ignore[arg-type]  # a plain dict of the same
        context.set_default_timeout(10_000)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: fell.append(str(error)))
        if js:
            page.clock.install(time=datetime(on.year, on.month, on.day, 12, tzinfo=UTC))
        return page

    yield make
    for context in opened:
        context.close()
    assert fell == []


@pytest.fixture
def play(lms: LearningSystem, window: Callable[..., Page], order: Order) -> Play:
    """`play(SCORM12)` opens the course inside a host; `play(page=learner.page)` comes back to it."""

    def opened(
        standard: Standard = SCORM12, page: Page | None = None, first: Any = None, **more: Any
    ) -> Learner:
        if page is None:
            page = window()
            lms.holds(files(replace(order, standard=standard, **more)))
            lms.hosts_scorm(*HOSTS[standard], first=first)
        page.goto(f"{lms.address}/host.html")
        learner = Learner(page, page.frame_locator("iframe"))
        expect(learner.here.locator("body[data-playing=recorded]")).to_be_attached()
        return learner

    return opened


both = pytest.mark.parametrize("standard", [SCORM12, SCORM2004])


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


def test_what_is_kept_of_the_longest_course_is_short(window: Callable[..., Page]) -> None:
    """SCORM 1.2 promises 4,096 characters; scorm-again takes more than that, so it would not tell us."""
    keeping = (ROOT / "src/waylight/learning/packages/player/keeping.js").read_text()
    longest = max(library().courses, key=lambda course: len(course.lessons))
    most = max(course.check_size for course in library().courses)
    page = window()
    text = page.evaluate(
        f"""([lessons, most]) => {{ {keeping}
        const standing = nothingDone();
        Object.assign(standing, {{ language: "en", at: "check", marked: true }});
        Object.assign(standing, {{ share: 0.9333, told: "pr", seal: uuid() }});
        for (let n = 1; n <= lessons; n += 1) standing.done.add(n);
        standing.drawn = Array.from({{ length: most }}, (_, at) => 1200 + at);
        standing.picked = standing.drawn.map(() => 255);
        const text = written(standing, "0123abcd");
        const back = readBack(text, "0123abcd").standing;
        const plain = (one) => JSON.stringify({{ ...one, done: [...one.done] }});
        return [text, plain(back) === plain(standing)];
        }}""",
        [len(longest.lessons), most],
    )
    assert text[1] is True
    assert len(text[0]) < STATE_MOST / 4


def test_without_any_system_it_is_a_page_to_read(
    lms: LearningSystem, window: Callable[..., Page], order: Order
) -> None:
    lms.holds(files(order))
    page = window()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{lms.address}/course/index.html")
    learner = Learner(page, page)
    expect(page.locator("[data-tell]")).to_contain_text("This copy is not open inside a learning system.")
    learner.press("Begin")
    learner.read(1)
    page.reload()
    expect(page.locator('[data-listed="1"][data-done]')).to_be_visible()
    page.get_by_role("button", name="Exit this page").click()
    expect(page.get_by_role("heading", name="Closed")).to_be_visible()
    page.go_back()
    assert "/course/index.html" not in page.url
    assert {each.rpartition("/")[0] for each in asked if "favicon" not in each} == {f"{lms.address}/course"}


def test_without_scripts_everything_can_be_read_and_no_local_number_stands_there(
    lms: LearningSystem, window: Callable[..., Page], order: Order, area: Any
) -> None:
    lms.holds(files(replace(order, area=area)))
    page = window(js=False)
    page.goto(f"{lms.address}/course/index.html")
    for lesson in order.course.lessons:
        expect(page.get_by_role("heading", level=1, name=lesson.title)).to_be_visible()
    expect(page.get_by_text("What each answer means").first).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    own = {route.phone.replace(" ", "") for route in memory.area_routes(area.slug) if route.phone}
    links = page.locator("a[href^='tel:']:visible").all()
    seen = {(link.get_attribute("href") or "").removeprefix("tel:") for link in links}
    assert seen and not own & seen


def test_a_local_number_shows_only_while_the_devices_date_allows_it(
    lms: LearningSystem, window: Callable[..., Page], order: Order, area: Any
) -> None:
    lms.holds(files(replace(order, area=area)))
    route = next(each for each in memory.area_routes(area.slug) if each.code == "hub")
    own = f"a[href='tel:{route.phone.replace(' ', '')}']"

    def seen(on: date) -> tuple[int, int]:
        page = window(on)
        page.goto(f"{lms.address}/course/index.html")
        expect(page.get_by_role("button", name="Begin")).to_be_visible()
        page.evaluate("document.querySelectorAll('[data-part]').forEach((part) => (part.hidden = false))")
        return page.locator(own).locator("visible=true").count(), page.locator("[data-nation]").locator(
            "visible=true"
        ).count()

    shown, nations = seen(route.lapses_on - timedelta(days=1))
    assert shown > 0 and nations == 0
    for wrong in (route.lapses_on, date(2035, 1, 1), date(2020, 1, 1)):
        shown, nations = seen(wrong)
        assert shown == 0 and nations > 0, wrong


def test_in_the_far_future_only_999_is_left(
    lms: LearningSystem, window: Callable[..., Page], order: Order
) -> None:
    lms.holds(files(order))
    page = window(date(2035, 1, 1))
    page.goto(f"{lms.address}/course/index.html")
    expect(page.locator("[data-tell]")).to_contain_text("This copy is old.")
    numbers = page.locator("a[href^='tel:']").evaluate_all(
        "links => links.map((a) => a.getAttribute('href'))"
    )
    in_words = page.locator("[data-words] a").evaluate_all(
        "links => links.map((a) => a.getAttribute('href'))"
    )
    assert set(numbers) - set(in_words) == {"tel:999"}


@pytest.mark.parametrize("language", ["en", "ur"])
def test_each_page_of_the_player_is_accessible(
    lms: LearningSystem, window: Callable[..., Page], order: Order, language: str
) -> None:
    lms.holds(files(replace(order, languages=(language,))))
    page = window(size=PHONE)
    page.goto(f"{lms.address}/course/index.html")
    expect(page.locator("body[data-playing]")).to_be_attached()
    problems = look(page)
    for number in (1, 3, 4):
        page.evaluate(f"document.querySelector('[data-to-part=\"{number}\"]').click()")
        problems += look(page)
    first = page.locator("[data-question]:visible, [data-story]:visible").first
    expect(first).to_be_visible()
    page.evaluate("document.querySelector('[data-to-part=\"check\"]').click()")
    problems += look(page)
    Learner(page, page).answer(right=True)
    page.locator("[data-check] .wl-button").click()
    expect(page.locator("[data-score]")).to_be_visible()
    problems += look(page)
    assert problems == []


def look(page: Page) -> list[str]:
    return [*inspection.axe(page), *inspection.reflow(page), *inspection.numbers(page)]


def test_a_whole_course_by_keyboard(lms: LearningSystem, window: Callable[..., Page], order: Order) -> None:
    lms.holds(files(order))
    page = window()
    page.goto(f"{lms.address}/course/index.html")
    page.get_by_role("button", name="Begin").focus()
    page.keyboard.press("Enter")
    for number in range(1, len(order.course.lessons) + 1):
        expect(page.locator(f'[data-part="{number}"] h1')).to_be_focused()
        page.locator(f'[data-done="{number}"]:visible').focus()
        page.keyboard.press("Enter")
    expect(page.locator('[data-part="check"] h1')).to_be_focused()
    for question in page.locator("[data-pool]:visible").all():
        good = (question.get_attribute("data-right") or "").split()
        for choice in good:
            question.locator(f'input[value="{choice}"]').focus()
            page.keyboard.press("Space")
    page.locator("[data-check] .wl-button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="You have passed")).to_be_focused()


# cmi5


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


def wait_for(what: Callable[[], bool]) -> None:
    until = monotonic() + 8
    while not what() and monotonic() < until:
        sleep(0.05)
    assert what()
