"""The page on which anybody checks a certificate, in English and Urdu: as clean as every other."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from playwright.sync_api import Page, expect
from tests.learning.records.a_council import MIRA, MORNING, Council

from waylight.learning.badge_seals import sealed_code
from waylight.learning.models import Certificate

from .conftest import Visit
from .house import House
from .inspection import PUBLIC_TARGET, axe, frame, numbers, reflow, targets
from .watch import Watch


def look(page: Page, language: str) -> list[str]:
    return [
        *axe(page),
        *frame(page, language),
        *numbers(page),
        *reflow(page),
        *targets(page, PUBLIC_TARGET),
    ]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_door_an_unknown_code_and_who_signs(visit: Visit, watch: Watch, language: str) -> None:
    watch.expects.add(404)
    page = visit(language=language)
    page.goto("/certificates/")
    problems = look(page, language)
    page.locator("[name=code]").fill("zzzz zzzz zz")
    page.locator("main form button").click()
    page.wait_for_url("**/certificates/ZZZZZZZZZZ/")
    problems += look(page, language)
    page.goto("/certificates/ZZZZZZZZZZZZZZZZZZ/")
    problems += look(page, language)
    page.goto("/certificates/issuer/")
    expect(page.get_by_text("did:key:z6Mk")).to_be_visible()
    assert [*problems, *look(page, language)] == []


@pytest.fixture
def certificate(area: Any, actor: Callable[..., Any]) -> Certificate:
    with time_machine.travel(MORNING, tick=False):
        council = Council(area, actor)
        council.rule()
        council.bring_in(MIRA)
        return Certificate.objects.get(completion=council.trained("D101"))


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("badge", ["", "D101", "D102"])
def test_asking_whether_it_is_this_badge(
    visit: Visit, waylight: House, certificate: Certificate, language: str, badge: str
) -> None:
    """Of this test's own database too; without scripts, as the answer is a page."""
    client = Client()
    client.cookies["language"] = language
    address = f"/certificates/{sealed_code(certificate.code, 'D101')}/"
    with time_machine.travel(MORNING, tick=False):
        answer = client.post(address, {"badge": badge}) if badge else client.get(address)
    page = visit(language=language)
    page.goto("/certificates/")
    page.set_content(answer.content.decode())
    expect(page.locator("[name=badge]")).to_be_visible()
    expect(page.locator("#whole-badge [role=status]")).to_have_count(1 if badge else 0)
    assert [*axe(page), *frame(page, language), *numbers(page)] == []


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_certificate(visit: Visit, waylight: House, certificate: Certificate, language: str) -> None:
    """Of this test's own database, inside the running house, so with its style sheets."""
    client = Client()
    client.cookies["language"] = language
    page = visit(language=language)
    for day in (MORNING, MORNING + timedelta(days=1200)):
        with time_machine.travel(day, tick=False):
            words = client.get(f"/certificates/{certificate.code}/").content.decode()
        page.goto("/certificates/")
        page.set_content(words)
        expect(page.get_by_role("img").last).to_be_visible()
        assert [*axe(page), *frame(page, language), *numbers(page)] == []
