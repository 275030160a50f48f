"""A child or young person tells about themselves: their own words, one page, no role to pick."""

import pytest
from django.urls import reverse
from tests.reporting.reporter import Page, Reporter

from waylight.guidance.models import ContactRoute
from waylight.reporting.queries import open_identity

pytestmark = pytest.mark.django_db


def test_a_child_tells_in_one_page_and_sends(area: object) -> None:
    reporter = Reporter()
    home = Page(reporter.client.get(reverse("home")).content.decode())
    assert reporter.address("me") in home.links
    answer = reporter.write("me", words="last summer somebody at the park gave me a phone", name="Kit")
    assert answer["Location"] == reporter.address("check")
    concern = reporter.send()
    answers = reporter.opened()
    assert answers["words"] == "last summer somebody at the park gave me a phone"
    assert (answers["child_self"], answers["role"]) == (True, "child")
    assert open_identity(concern) == {"name": "Kit"}


def test_how_to_reach_them_safely_is_kept_apart(area: object) -> None:
    reporter = Reporter()
    reporter.write("me", safe_contact="my aunt, on Sundays only")
    concern = reporter.send()
    assert open_identity(concern) == {"safe_contact": "my aunt, on Sundays only"}
    assert "aunt" not in str(reporter.opened())


def test_nobody_is_asked_for_a_role(area: object) -> None:
    page = Reporter().read("me")
    assert not {"role", "agency", "mode", "about"} & set(page.controls)


def test_childline_stands_beside_it_from_its_dated_record(area: object) -> None:
    page = Reporter().read("me")
    assert "tel:08001111" in page.links
    assert "Childline" in page.text


def test_a_number_that_is_not_checked_any_more_is_not_shown(area: object) -> None:
    from waylight.guidance import queries

    ContactRoute.objects.filter(code="childline").update(verified_on="2020-01-01")
    queries.forget()
    page = Reporter().read("me")
    assert "tel:08001111" not in page.links
    assert "tel:999" in page.links


def test_being_in_danger_shows_999_first_and_keeps_the_words(area: object) -> None:
    reporter = Reporter()
    answer = reporter.write("me", words="he is outside", happening_now="yes")
    assert answer["Location"].startswith(reporter.address("danger"))
    page = Page(reporter.client.get(answer["Location"]).content.decode())
    assert reporter.address("check") in page.links
    assert reporter.read("me").controls["words"] == ["he is outside"]


def test_a_child_may_add_who_and_where_in_the_steps(area: object) -> None:
    reporter = Reporter()
    reporter.write("me", words="it is about my brother's friend", place="Saltby", happening_now="no")
    reporter.write("vehicles", entry="e", mark="KV00 ?B*")
    reporter.write("notice", words="he has a white van", happening_now="unsure")
    reporter.send()
    answers = reporter.opened()
    assert answers["vehicles"] == [{"mark": "KV00 ?B*"}]
    assert answers["where"] == {"name": "Saltby"}
    assert "my brother's friend" in answers["words"]
    assert "white van" in answers["words"]
    assert answers["happening_now"] == "unsure"


def test_the_page_says_it_is_not_their_fault(area: object) -> None:
    assert "not your fault" in Reporter().read("me").text
