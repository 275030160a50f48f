"""The emergency page stands alone: 999 in every language, and nothing to fetch."""

import base64
import hashlib
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from waylight.guidance import static_page


class Page(HTMLParser):
    """What the page would fetch, and which sections call 999."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self.calls: dict[str, int] = {}
        self.section = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        if tag == "section":
            self.section = found.get("lang") or ""
        if found.get("href") == "tel:999":
            self.calls[self.section] = self.calls.get(self.section, 0) + 1
        for name in ("src", "href", "action", "srcset", "data", "poster"):
            value = found.get(name)
            if value and not value.startswith(("#", "tel:")):
                self.fetched.append((tag, value))


@pytest.fixture
def written(area: Any, tmp_path: Path) -> str:
    return static_page.write_static_danger(tmp_path / "pages" / "danger.html").read_text("utf-8")


def test_it_calls_999_in_every_language_and_fetches_nothing(written: str) -> None:
    page = Page(written)
    assert page.calls == {code: 1 for code, _name in settings.LANGUAGES}
    assert page.fetched == []
    assert not page.tags & {"script", "link", "img", "iframe", "form", "object", "svg"}
    assert "url(" not in written
    assert "@import" not in written
    assert "//" not in written.replace("<!DOCTYPE html>", "")


def test_it_allows_only_its_own_style(written: str) -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", written, re.S)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in written.replace("&#39;", "'")


def test_the_served_page_is_the_same_and_its_header_allows_its_style(area: Any, written: str) -> None:
    answer = Client().get(reverse("danger"), {"language": "ur"})
    assert answer.content.decode() == written
    policy = answer.headers["Content-Security-Policy"]
    assert f"style-src {static_page.STYLE_HASH}" in policy
    assert "default-src 'none'" in policy


def test_each_section_has_the_english_beside_it_or_is_english(written: str) -> None:
    sections = re.findall(r"<section.*?</section>", written, re.S)
    assert len(sections) == len(settings.LANGUAGES)
    for section in sections:
        assert "Is a child in danger now?" in section
        assert "Keep yourself safe." in section
        assert "18000" in section


def test_it_is_written_without_a_database(db: None, tmp_path: Path, monkeypatch: Any) -> None:
    from django.db import DatabaseError

    from waylight.guidance.models import ContactRoute

    def down(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(ContactRoute.objects, "filter", down)
    assert "tel:999" in static_page.write_static_danger(tmp_path / "danger.html").read_text()


def test_a_lapsed_way_leaves_the_page_at_its_next_writing(area: Any, tmp_path: Path) -> None:
    page = static_page.write_static_danger(tmp_path / "danger.html", on=date(2027, 11, 20)).read_text()
    assert "18000" not in page
    assert Page(page).calls == {code: 1 for code, _name in settings.LANGUAGES}


def test_the_worker_keeps_it_for_the_web_server(area: Any, work: Any) -> None:
    static_page.place().unlink(missing_ok=True)
    work()
    assert "tel:999" in static_page.place().read_text()
    assert static_page.place().stat().st_mode & 0o777 == 0o644
    assert [path.name for path in static_page.place().parent.iterdir()] == ["danger.html"]
