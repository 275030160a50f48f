"""Somebody who reports with a browser that runs no scripts: follows forms, reads pages, keeps the receipt."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from waylight.engine.sealing import FlowKey, Receipt
from waylight.reporting.models import Concern
from waylight.reporting.queries import follow
from waylight.reporting.visit import COOKIE


class Page(HTMLParser):
    """The words of a page, and the values in its controls as a browser would send them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.controls: dict[str, list[str]] = {}
        self.links: list[str] = []
        self.title = ""
        self._textarea: str | None = None
        self._select = ""
        self._inside = ""
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return "\n".join(self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        self._inside = tag
        if tag == "a":
            self.links.append(about.get("href", ""))
        elif tag == "textarea":
            self._textarea = about["name"]
            self._put(about["name"], "")
        elif tag == "select":
            self._select = about["name"]
        elif tag == "option" and "selected" in about:
            self._put(self._select, about["value"])
        elif tag == "input" and "name" in about:
            pickable = about.get("type") in ("radio", "checkbox")
            if not pickable or "checked" in about:
                self._put(about["name"], about.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea is not None:
            self.controls[self._textarea][-1] = self.controls[self._textarea][-1].removeprefix("\n")
            self._textarea = None
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self.controls[self._textarea][-1] += data
        elif self._inside == "title":
            self.title += data
        elif data.strip():
            self.words.append(data.strip())

    def _put(self, name: str, value: str) -> None:
        self.controls.setdefault(name, []).append(value)


class Reporter:
    def __init__(self, *, checks_tokens: bool = False) -> None:
        self.client = Client(enforce_csrf_checks=checks_tokens)

    def address(self, step: str) -> str:
        named = ("me", "check", "done", "forget", "danger")
        return reverse(f"report-{step}") if step in named else reverse("report-step", args=[step])

    def read(self, step: str, query: str = "") -> Page:
        return Page(self.client.get(self.address(step) + query).content.decode())

    def write(self, step: str, **fields: Any) -> Any:
        """Press a button of the page with these values; `go` names the button, "next" if none."""
        return self.client.post(self.address(step), {"go": "next", **fields})

    def send(self) -> Concern:
        answer = self.client.post(self.address("check"))
        assert (answer.status_code, answer["Location"]) == (303, self.address("done"))
        return self.sent()

    def sent(self) -> Concern:
        return Concern.objects.get(instance_id=self.flow.instance_id)

    @property
    def flow(self) -> FlowKey:
        return FlowKey.from_cookie(self.client.cookies[COOKIE].value)

    def receipt_shown(self) -> Receipt:
        return Receipt.parse("\n".join(word for word in self.read("done").words if _is_digits(word)))

    def opened(self) -> dict[str, Any]:
        """What was sent, as the holder of the receipt opens it."""
        return follow(self.flow.receipt).answers


def _is_digits(word: str) -> bool:
    return word.replace(" ", "").isdigit() and len(word.replace(" ", "")) == 8
