"""The hand that uses a page: a pointer, or the keyboard alone. The steps of a journey know only this.

By keyboard nothing is clicked, ticked or filled by a script: Tab goes from where the last act left it to the
next control, which must have the focus, show it, and not lie hidden under the bar. Space, Enter, the arrows
and letters do the rest. An address is typed in the browser's own bar."""

from pathlib import Path
from typing import Any, Protocol
from weakref import WeakSet

from playwright.sync_api import Locator, Page

TURNS = 12
QUESTIONS = Path(__file__).with_suffix(".js").read_text().strip()


class Hand(Protocol):
    def press(self, control: Locator) -> None:
        """A button or a link, and the page that it leads to is there."""

    def touch(self, control: Locator) -> None:
        """The same without another page: a fold, a file to be taken."""

    def fill(self, field: Locator, words: str) -> None: ...

    def tick(self, box: Locator) -> None: ...

    def choose(self, field: Locator, code: str) -> None: ...


class Pointer:
    def press(self, control: Locator) -> None:
        with control.page.expect_navigation():
            control.click()

    def touch(self, control: Locator) -> None:
        control.click()

    def fill(self, field: Locator, words: str) -> None:
        field.fill(words)

    def tick(self, box: Locator) -> None:
        box.check()

    def choose(self, field: Locator, code: str) -> None:
        field.select_option(code)


class Keyboard:
    def press(self, control: Locator) -> None:
        reach(control)
        with control.page.expect_navigation():
            control.page.keyboard.press("Enter")

    def touch(self, control: Locator) -> None:
        reach(control)
        control.page.keyboard.press("Enter")

    def fill(self, field: Locator, words: str) -> None:
        reach(field)
        keys = field.page.keyboard
        keys.press("Control+A")
        keys.press("Delete")
        keys.type(words)
        assert field.input_value() == words

    def tick(self, box: Locator) -> None:
        """Tab reaches a group of radios, the arrows its members."""
        reach(box)
        keys = box.page.keyboard
        if box.get_attribute("type") == "radio":
            for _member in range(TURNS):
                if box.evaluate("one => one === document.activeElement"):
                    break
                keys.press("ArrowDown")
        if not box.is_checked():
            keys.press("Space")
        assert box.is_checked()

    def choose(self, field: Locator, code: str) -> None:
        reach(field)
        options = field.locator("option").evaluate_all("all => all.map((one) => one.value)")
        down = options.index(code) - options.index(field.input_value())
        for _option in range(abs(down)):
            field.page.keyboard.press("ArrowDown" if down > 0 else "ArrowUp")
        assert field.input_value() == code


POINTER, KEYBOARD = Pointer(), Keyboard()
_by_keyboard: WeakSet[Page] = WeakSet()


def by_keyboard(page: Page) -> Page:
    """From now on nothing else is used on it."""
    _by_keyboard.add(page)
    return page


def hand(on: Locator | Page) -> Hand:
    page = on if isinstance(on, Page) else on.page
    return KEYBOARD if page in _by_keyboard else POINTER


def reach(control: Locator) -> None:
    """By Tab and Shift+Tab alone, whichever way is shorter; the browser says where they lead."""
    control.wait_for()
    for _turn in range(TURNS):
        if _ask(control, "arrived"):
            faults = _ask(control, "faults")
            assert faults == [], f"{control}: {faults}"
            return
        steps = _ask(control, "away")
        assert steps is not None, f"{control} is nothing that Tab stops at"
        for _step in range(max(1, abs(steps))):
            control.page.keyboard.press("Tab" if steps >= 0 else "Shift+Tab")
    raise AssertionError(f"Tab does not reach {control}")


def _ask(control: Locator, question: str) -> Any:
    return control.evaluate(f"(to) => {QUESTIONS}.{question}(to)")
