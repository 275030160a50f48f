"""The pages of Learn with this installation's own content, read by somebody whose browser runs no script."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from tests.site.visitor import Form, Page

from waylight.learning.library import Course, library


@dataclass
class Reader:
    """Keeps cookies, follows where it is sent, and notes each answer."""

    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    answers: list[Any] = field(default_factory=list)

    def get(self, address: str, **query: str) -> Page:
        return self._page(self.client.get(address, query or None, follow=True), address)

    def send(self, page: Page, form: Form, press: str = "", **values: str | list[str]) -> Page:
        """Fill in and press the button of that value, else the first."""
        unknown = set(values) - form.names
        assert not unknown, f"no field {unknown}, only {sorted(form.names)}"
        sent: dict[str, Any] = {}
        for name, value in [*form.filled(), *values.items()]:
            sent[name] = value
        button = next(b for b in form.buttons if not press or press == b["value"])
        if button["name"]:
            sent[button["name"]] = button["value"]
        address = form.action.partition("#")[0] or page.address.partition("?")[0]
        if form.method == "GET":
            return self._page(self.client.get(address, sent, follow=True), address)
        return self._page(self.client.post(address, sent, follow=True), address)

    def _page(self, answer: Any, address: str) -> Page:
        self.answers.append(answer)
        last = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        return Page(answer.status_code, list(answer.items()), answer.content.decode(), last)


@pytest.fixture
def reader(area: Any) -> Reader:
    return Reader()


@pytest.fixture
def another(area: Any) -> Callable[[], Reader]:
    """Somebody with a browser of their own."""
    return Reader


@pytest.fixture
def drivers() -> Course:
    return library().course("drivers")


def courses() -> list[str]:
    return [course.id for course in library().courses]
