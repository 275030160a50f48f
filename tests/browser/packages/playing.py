"""What plays packages in tests: hosts, a learner who works through a course, and what they wait for."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from time import monotonic, sleep

import pytest
from playwright.sync_api import FrameLocator, Page, expect
from tests.browser.learning_system import MODULES

from waylight.learning.packages import Standard

TODAY = date(2026, 11, 22)
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1000, "height": 1300}
SCORM12, SCORM2004 = Standard.SCORM12, Standard.SCORM2004
HOSTS = {
    SCORM12: ("API", "Scorm12API", "scorm12.js", 4096),
    SCORM2004: ("API_1484_11", "Scorm2004API", "scorm2004.js", 64000),
}
"""Where the package looks for it, scorm-again's name and file, and how much the standard lets one keep."""
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


both = pytest.mark.parametrize("standard", [SCORM12, SCORM2004])


def wait_for(what: Callable[[], bool]) -> None:
    until = monotonic() + 8
    while not what() and monotonic() < until:
        sleep(0.05)
    assert what()
