"""One reporter counts once, however often they write, and nobody can see that it is one."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from waylight.intelligence import actions, memory
from waylight.intelligence.models import Account, Alert, Mode
from waylight.reporting.reporter_marks import marks_of

from .test_screens import words
from .test_watching import FIRST, SECOND, THIRD

LIAR = (
    {"name": "Dana Rook", "phone": "07700 900311"},
    {"name": "D. Quill", "phone": "+44 7700 900 311"},
    {"name": "Somebody", "safe_contact": "Text 07700-900311 after six"},
)


def sources() -> list[int]:
    actions.watch("merrowdale")
    return list(Alert.objects.values_list("sources", flat=True))


def test_one_number_under_many_names_corroborates_nothing(told: Callable[..., Any]) -> None:
    for said, left in zip((FIRST, SECOND, THIRD), LIAR, strict=True):
        told(said, mode="confidential", identity=left)
    assert sources() == []


def test_two_who_left_different_things_corroborate_each_other(told: Callable[..., Any]) -> None:
    told(FIRST, mode="named", identity=LIAR[0])
    told(SECOND, mode="named", identity=LIAR[1])
    told(THIRD, mode="named", identity={"name": "Kit Alder", "phone": "07700 900312"})
    assert sources() == [2]


@pytest.mark.parametrize("mode", ["named", "confidential", "anonymous", ""])
def test_whoever_left_nothing_is_unnamed_whatever_they_ticked(told: Callable[..., Any], mode: str) -> None:
    accounts = [told(f"{said} {n}", mode=mode, identity={}) for n, said in enumerate((FIRST, SECOND, THIRD))]
    assert {each.mode for each in accounts} == {Mode.ANONYMOUS}
    assert sources() == []


def test_another_system_stands_for_those_it_passes_on(told: Callable[..., Any]) -> None:
    for n, said in enumerate((FIRST, SECOND)):
        told(said, mode="named", identity={}, source={"external_id": f"R-{n}"})
    assert sources() == [2]


def test_what_is_left_later_counts_and_stays_when_the_process_starts_anew(
    told: Callable[..., Any],
) -> None:
    left = zip((FIRST, SECOND), LIAR[:2], strict=True)
    accounts = [told(said, mode="named", identity=identity) for said, identity in left]
    for account in accounts:
        Account.objects.filter(pk=account.pk).update(reporters="")
    memory.forget()
    assert sources() == [2], "as an earlier release left it"
    Alert.objects.all().delete()
    assert actions.absorb_missed() == 2
    assert actions.absorb_missed() == 0
    for account in accounts:
        account.refresh_from_db()
        assert json.loads(account.reporters)
    assert sources() == []
    memory.keep_snapshot()
    memory.forget()
    assert sources() == []


def test_digests_rest_sealed_and_stand_on_no_page(
    told: Callable[..., Any], staff_client: Client, audited: Callable[..., Any]
) -> None:
    account = told(FIRST, mode="named", identity=LIAR[0])
    told(SECOND, mode="named", identity={"name": "Kit Alder"})
    sources()
    digests = json.loads(account.reporters)
    assert len(digests) == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT reporters FROM intelligence_account")
        resting = b"".join(bytes(row[0]) for row in cursor.fetchall())
    assert not any(digest.encode() in resting for digest in digests)
    client = staff_client("intelligence")
    alert = Alert.objects.get()
    pages = [f"pattern/{alert.pk}/", f"entity/{alert.entity_id}/", "patterns/"]
    shown = [words(client.get(f"/hub/known/{page}")) for page in pages]
    shown += [str(each.detail) for each in audited("system.absorb")]
    for secret in (*digests, "Dana", "Rook", "900311", "Alder"):
        assert not any(secret in page for page in shown)


def test_what_tells_one_reporter_from_another() -> None:
    assert marks_of({"name": "Dana Rook"}) == marks_of({"name": "rook, dana"}) == {"name:dana rook"}
    assert marks_of({"name": "Manager"}) == {"name:manager"}
    assert marks_of({"name": "Manager", "phone": "07700 900311"}) == {"phone:+447700900311"}
    assert marks_of({"email": "D.Rook+hub@Inn.example"}) == marks_of({"safe_contact": "d.rook@inn.example"})
    assert marks_of({"safe_contact": "Mornings only"}) == {"words:mornings only"}
    assert marks_of({"name": " ", "phone": ""}) == marks_of({}) == frozenset()
    assert marks_of({"phone": "07700 900311, " * 50_000}) == {"phone:+447700900311"}
