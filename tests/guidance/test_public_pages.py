"""Every public page, moved through the years: 999 always, a stale number never."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from waylight.guidance import memory, queries
from waylight.guidance.models import ContactRoute
from waylight.site.urls_public import urlpatterns

OWN_PAGES = ("contacts", "safety", "privacy", "accessibility", "danger")
LANGUAGES = ("en", "cy", "pl", "ro", "ur", "pa", "ar")
DAYS = (
    date(2026, 11, 25),
    date(2027, 2, 17),
    date(2027, 2, 18),
    date(2027, 11, 19),
    date(2027, 11, 20),
    date(2040, 1, 1),
)


def public_addresses() -> list[str]:
    """Every address of the public plane that takes no argument and is read, not sent to."""
    found = []
    for included in urlpatterns:
        for pattern in getattr(included, "url_patterns", []):
            name = getattr(pattern, "name", None)
            if name and not pattern.pattern.converters and not str(included.pattern).startswith("api"):
                found.append(reverse(name))
    assert reverse("contacts") in found
    assert reverse("home") in found
    return found


def digits(text: str) -> str:
    return "".join(text.split()).replace("\u00a0", "")


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_page_shows_a_stale_number(area: Any, other_area: Any, today: Any, day: date) -> None:
    ContactRoute.objects.filter(code="crimestoppers").update(status="withdrawn")
    memory.forget()
    today(day)
    stale = {
        number
        for route in ContactRoute.objects.exclude(code="999")
        for number in (
            route.phone,
            route.text_number,
            route.email,
            route.url.removeprefix("https://").rstrip("/"),
        )
        if len(number) > 3 and (day >= route.lapses_on or route.status == "withdrawn")
    }
    client = Client()
    for address in [*public_addresses(), f"{reverse('contacts')}?area=brackenford"]:
        answer = client.get(address, follow=True)
        assert answer.status_code in (200, 404, 405), address
        page = digits(answer.content.decode())
        shown = {number for number in stale if digits(number) in page}
        assert not shown, f"{address} on {day} shows {shown}"
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            assert "tel:999" in page, address


def test_the_rule_would_be_seen_to_fail(area: Any) -> None:
    """The test above looks for numbers in a form in which pages do show them."""
    page = digits(Client().get(reverse("contacts")).content.decode())
    for number in ("01632 960140", "0808 800 5000", "61016", "18000", "999bsl.co.uk"):
        assert digits(number) in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", OWN_PAGES)
def test_each_page_in_each_language_gives_nobody_a_session(area: Any, name: str, language: str) -> None:
    answer = Client().get(reverse(name), {"language": language})
    assert answer.status_code == 200
    assert "sessionid" not in answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"
    assert "tel:999" in answer.content.decode()


def test_a_lapsed_local_number_sends_to_the_council_and_a_national_line(area: Any, today: Any) -> None:
    ContactRoute.objects.filter(code="nspcc").update(review_every_days=365)
    today(date(2027, 2, 18))
    page = Client().get(reverse("contacts")).content.decode()
    assert "Ask your council for the local number." in page
    assert "0808" in page
    assert "Merrowdale MASH" not in page.split('id="area"')[1].split("tel:")[1]


def test_each_number_says_its_hours_and_when_it_was_checked(area: Any) -> None:
    page = Client().get(reverse("contacts")).content.decode()
    shown = sum(len(group.routes) for group in queries.grouped(area))
    assert page.count("Checked on 20 November 2026.") == shown
    assert "When the hub is closed" in page


def test_the_area_is_the_reader_s_to_choose(area: Any, other_area: Any) -> None:
    page = Client().get(reverse("contacts"), {"area": "brackenford"}).content.decode()
    assert digits("01632 960170") in digits(page)
    assert digits("01632 960140") not in digits(page)
    unknown = Client().get(reverse("contacts"), {"area": "atlantis"}).content.decode()
    assert digits("01632 960140") in digits(unknown)


def test_without_any_area_the_national_lines_remain(db: None) -> None:
    for name in OWN_PAGES:
        assert Client().get(reverse(name)).status_code == 200
    assert "18000" in Client().get(reverse("contacts")).content.decode()
    assert Client().get(reverse("security")).status_code == 404


def test_words_of_a_pack_are_not_markup(area: Any) -> None:
    ContactRoute.objects.filter(code="hub").update(label="<b>Hub</b> 100% & more")
    memory.forget()
    page = Client().get(reverse("contacts")).content.decode()
    assert "&lt;b&gt;Hub&lt;/b&gt; 100% &amp; more" in page


def test_opening_is_told_in_words(area: Any, today: Any) -> None:
    page = Client().get(reverse("contacts")).content.decode()
    assert "Merrowdale MASH is open now, until 17:15." in page
    today(date(2026, 12, 25))
    page = Client().get(reverse("contacts")).content.decode()
    assert "It opens again on Tuesday 29 December at 08:45." in page


def test_security_txt_is_as_the_standard_asks(area: Any) -> None:
    answer = Client().get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"] == "mailto:security@merrowdale.example"
    assert fields["Expires"] == "2027-11-20T00:00:00Z"
    assert fields["Canonical"].endswith("/.well-known/security.txt")


def test_ways_to_call_are_worked_out_once_for_each_language(
    area: Any, django_assert_num_queries: Any
) -> None:
    english = queries.danger_ways()
    with django_assert_num_queries(0):
        assert queries.danger_ways() is english
        with translation.override("pl"):
            assert len(queries.danger_ways()) == len(english) == 6
    assert "\u2066999\u2069" in english[0].english
    assert "\u206655\u2069" in english[0].english


def test_a_way_to_call_goes_when_its_number_lapses_and_999_stays(area: Any) -> None:
    lines = " ".join(way.english for way in queries.danger_ways(date(2027, 11, 20)))
    assert "18000" not in lines
    assert "bsl" not in lines
    assert "999" in lines
    assert "Keep yourself safe" in lines


def test_pages_still_tell_the_ways_when_the_database_is_down(area: Any, monkeypatch: Any) -> None:
    def down(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError("gone")

    memory.forget()
    monkeypatch.setattr(ContactRoute.objects, "filter", down)
    assert [way.english for way in queries.danger_ways()][1].count("18000") == 1
    assert queries.shown(None)[0].phone == "999"
