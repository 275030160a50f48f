"""One box: parts of marks and numbers, names in any spelling, postcodes, words; what it says of itself."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from waylight.accounts.policy import Refused
from waylight.intelligence import queries
from waylight.intelligence.asked import mark_agrees, phone_agrees, understood
from waylight.keys.data_keys import match
from waylight.triage.models import Contact

from .known import CAR, SAME_CAR, seen


def titles(viewer: Any, typed: str) -> list[str]:
    return [hit.title for hit in queries.search(viewer, typed, purpose="concern").hits]


@pytest.mark.parametrize(
    ("asked", "stored", "found"),
    [
        ("KV00ABC", "KV00ABC", True),
        ("KV00?B*", "KV00ABC", True),
        ("KVOO?B*", "KV00ABC", True),
        ("*ABC", "KV00ABC", True),
        ("00AB", "KV00ABC", True),
        ("KV00?C*", "KV00ABC", False),
        ("KV00ABC", "KV00*", True),
        ("KV00ABC", "KX00*", False),
        ("KV00ABC", "*BC", True),
    ],
)
def test_parts_of_marks(asked: str, stored: str, found: bool) -> None:
    assert bool(mark_agrees(asked, stored)) is found


@pytest.mark.parametrize(
    ("asked", "stored", "found"),
    [
        ("07700900456", "+447700900456", True),
        ("+447700900456", "+447700900456", True),
        ("900456", "+447700900456", True),
        ("*456", "+447700900456", True),
        ("0770090?456", "+447700900456", True),
        ("457", "+447700900456", False),
        ("07700900456", "*456", True),
        ("07700900457", "*456", False),
    ],
)
def test_parts_of_numbers(asked: str, stored: str, found: bool) -> None:
    assert bool(phone_agrees(asked, stored)) is found


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("KV00 ?B*", ["mark"]),
        ("07700 900456", ["phone", "words"]),
        ("@deano_x", ["handle"]),
        ("ZZ99 1AA", ["mark", "postcode", "words"]),
        ("Mina Tallow", ["name", "words"]),
        ("*", []),
        ("?A*", []),
        ("", []),
        ("٠٧٧٠٠ ٩٠٠", ["phone", "words"]),
    ],
)
def test_each_way_to_read_it(typed: str, readings: list[str]) -> None:
    assert understood(typed).readings == readings


@pytest.mark.parametrize("typed", ["KV00 ?B*", "kv00abc", "KVOO ABC", "*abc", "silver golf"])
def test_a_vehicle_by_any_part(hub: Any, told: Callable[..., Any], typed: str) -> None:
    told(CAR)
    told(SAME_CAR)
    told("A red Fiesta KX00 DEF.")
    found = queries.search(hub.screener, typed, purpose="concern")
    assert [(hit.title, hit.reports) for hit in found.hits] == [("KV00ABC", 2)]
    assert (found.looked_in, found.unreadable, found.waiting) == (3, 0, 0)


@pytest.mark.parametrize("typed", ["07700 900456", "900456", "*456", "+44 7700 900456"])
def test_a_number_by_any_part(hub: Any, told: Callable[..., Any], typed: str) -> None:
    told("A man rings from 07700 900456.")
    assert "+447700900456" in titles(hub.screener, typed)


@pytest.mark.parametrize("typed", ["Mohammed Khalid", "Muhammad Khaled", "محمد خالد", "khalid mohammed"])
def test_a_name_in_any_spelling_and_script(hub: Any, told: Callable[..., Any], typed: str) -> None:
    told("A man named Mohammed Khalid collects her.")
    assert titles(hub.screener, typed) == ["Mohammed Khalid"]


def test_an_account_name_and_a_postcode(hub: Any, told: Callable[..., Any]) -> None:
    told("He writes as @deano_x on snapchat. It is at ZZ99 1AB.", where={"postcode": "ZZ99 1AB"})
    assert "deano_x" in titles(hub.screener, "@deano.x")
    assert "ZZ99 1AB" in titles(hub.screener, "zz991ab")


def test_nothing_found_is_audited_and_says_where_it_did_not_look(
    hub: Any, told: Callable[..., Any], audited: Callable[..., Any]
) -> None:
    told(CAR)
    Contact.objects.update(unreadable=False)
    late = hub.received(words="Not read yet.")
    lost = hub.received(words="x")
    Contact.objects.filter(pk=lost.pk).update(unreadable=True)
    found = queries.search(hub.screener, "KX00 ZZZ", purpose="missing")
    assert found.hits == []
    assert (found.looked_in, found.unreadable, found.waiting) == (1, 1, 1)
    event = audited("known.search")[-1]
    assert (event.verb, event.purpose, event.detail["count"]) == ("search", "missing", 0)
    assert event.detail["digest"] == match("search", "kx00 zzz")
    assert "zzz" not in json.dumps({**event.detail, "digest": ""}).lower()
    assert late.pk


def test_too_little_is_said_and_audited(hub: Any, area: Any, audited: Callable[..., Any]) -> None:
    with pytest.raises(queries.TooLittle):
        queries.search(hub.screener, "*", purpose="concern")
    assert len(audited("known.search")) == 1


def test_what_lies_outside_reach_is_neither_found_nor_counted(
    hub: Any, actor: Callable[..., Any], told: Callable[..., Any], other_area: Any
) -> None:
    here, apart, there = told(CAR), told(SAME_CAR), told("KV00 ABC again, a silver Golf.")
    Contact.objects.filter(pk=apart.contact_id).update(desk="independent")
    Contact.objects.filter(pk=there.contact_id).update(area=other_area)
    assert seen(here, "vehicle").entity == seen(there, "vehicle").entity
    reports = {
        "screener": 1,
        "manager": 1,
        "intelligence": 1,
        "independent-officer": 1,
        "designated-officer": 0,
    }
    for role, count in reports.items():
        found = queries.search(actor(role), "KV00 ABC", purpose="concern")
        assert sum(hit.reports for hit in found.hits) == count, role
        assert found.looked_in == count, role
    found = queries.search(actor("intelligence", area_slug="brackenford"), "KV00 ABC", purpose="concern")
    assert [hit.reports for hit in found.hits] == [1]


@pytest.mark.parametrize("role", ["licensing", "auditor", "administrator", "trainer", "operator"])
def test_who_may_not_search(actor: Callable[..., Any], role: str) -> None:
    with pytest.raises(Refused):
        queries.search(actor(role), "KV00 ABC", purpose="concern")
