"""What the auditor sees, takes away and proves; and that looking is itself noted."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from waylight.accounts.roles import PUBLIC, system
from waylight.audit.actions import record, seal_chain
from waylight.audit.models import Event, Verb

LIST = "/staff/audit/"


@pytest.fixture
def auditor(staff_client: Any) -> Any:
    return staff_client("auditor")


def rows(page: str) -> str:
    return page.partition("<tbody>")[2].partition("</tbody>")[0]


def test_events_stand_with_the_names_of_people(auditor: Any, actor: Any) -> None:
    somebody = actor("screener")
    record(Verb.CONSULTATION, "concern.open", by=somebody, thing=("concern", "abc"))
    shown = rows(auditor.get(LIST).content.decode())
    assert "concern.open" in shown
    assert "abc" in shown
    assert "Person" in shown
    assert somebody.ref not in shown


def test_the_list_is_narrowed_by_person_kind_thing_and_day(auditor: Any, actor: Any) -> None:
    one, other = actor("screener"), actor("manager")
    with time_machine.travel(datetime(2026, 3, 29, 23, 30, tzinfo=UTC)):  # 00:30 of the 30th in London
        record(Verb.SEARCH, "concern.search", by=one, thing=("query", "q1"))
    record(Verb.ALTERATION, "concern.rate", by=other, thing=("concern", "c2"))

    def shown(**asked: str) -> str:
        answer = auditor.get(LIST, asked)
        assert "govuk-error-summary" not in answer.content.decode()
        return rows(answer.content.decode())

    assert "q1" in shown(actor=one.ref)
    assert "c2" not in shown(actor=one.ref)
    assert "q1" not in shown(verb="alteration")
    assert "c2" in shown(verb="alteration", object_type="concern", object_id="c2")
    assert "q1" in shown(since="30/03/2026", until="30/03/2026")
    assert "q1" not in shown(until="29/03/2026")
    assert "c2" in shown(action="concern.rate", since="1 April 2026")


def test_a_day_that_is_not_understood_is_said_and_nothing_is_lost(auditor: Any) -> None:
    page = auditor.get(LIST, {"since": "last week", "object_id": "c2"}).content.decode()
    assert "govuk-error-summary" in page
    assert 'value="last week"' in page
    assert 'value="c2"' in page


def test_looking_is_noted_without_what_was_typed(auditor: Any) -> None:
    auditor.get(LIST, {"object_id": "Jane Example", "since": "22/11/2026"})
    noted = Event.objects.filter(action="audit.view").latest("id")
    assert noted.actor == f"user:{auditor.person.pk}"
    assert noted.detail["by"] == ["object_id", "since"]
    assert "Jane" not in str(noted.detail)


def test_pages_of_fifty_keep_the_filter(auditor: Any) -> None:
    for n in range(120):
        record(Verb.SYSTEM, "demo.count", by=system("test"), thing=("thing", n))
    first = auditor.get(LIST, {"action": "demo.count"}).content.decode()
    assert rows(first).count("<tr>") == 50
    assert "120 events" in first
    assert "?action=demo.count&amp;page=2" in first
    last = auditor.get(LIST, {"action": "demo.count", "page": "3"}).content.decode()
    assert rows(last).count("<tr>") == 20
    assert "Older" not in last


def test_a_copy_is_csv_and_is_noted_as_taken_away(auditor: Any, actor: Any) -> None:
    record(Verb.DISCLOSURE, "transfer.offer", by=actor("manager"), purpose="=cmd()", detail={"to": "x"})
    answer = auditor.get(reverse("audit-copy"), {"verb": "disclosure"})
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    read = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [(r["action"], r["detail"], r["purpose"]) for r in read] == [("transfer.offer", "to=x", "'=cmd()")]
    noted = Event.objects.filter(verb=Verb.EXPORT).get()
    assert noted.detail["found"] == 1


def test_the_chain_is_proved_in_plain_words_with_its_head(auditor: Any, tamper: Any) -> None:
    record(Verb.SYSTEM, "demo.count", by=system("test"))
    seal_chain()
    whole = auditor.post(reverse("audit-prove")).content.decode()
    assert "The chain is whole" in whole
    assert Event.objects.latest("id").action == "audit.prove"
    first = Event.objects.earliest("id")
    tamper("UPDATE audit_event SET actor = 'user:1' WHERE id = %s", first.pk)
    broken = auditor.post(reverse("audit-prove")).content.decode()
    assert "The chain is broken" in broken
    assert f"At event {first.pk}" in broken
    assert "no longer refuses changes" in broken


def test_a_sealer_that_stopped_is_said(auditor: Any) -> None:
    with time_machine.travel(timezone.now() - timedelta(minutes=10)):
        record(Verb.SYSTEM, "demo.count", by=PUBLIC)
    assert "waited more than five minutes" in auditor.post(reverse("audit-prove")).content.decode()


@pytest.mark.parametrize("role", ["administrator", "manager", "screener", "intelligence"])
def test_nobody_else_reads_it_and_the_try_is_noted(staff_client: Any, role: str) -> None:
    client = staff_client(role)
    for answer in (
        client.get(LIST),
        client.get(reverse("audit-copy")),
        client.post(reverse("audit-prove")),
    ):
        assert answer.status_code == 403
    refused = Event.objects.filter(verb=Verb.REFUSAL).values_list("action", flat=True)
    assert sorted(refused) == ["audit.export", "audit.view", "audit.view"]


def test_nothing_typed_into_the_filter_breaks_the_page(auditor: Any) -> None:
    for odd in ("%00", "\x00", "'; DROP TABLE audit_event; --", "<script>", "🙂" * 200):
        for field in ("object_id", "action", "actor", "since", "page"):
            answer = auditor.get(LIST, {field: odd})
            assert answer.status_code == 200
            assert "<script>alert" not in answer.content.decode()
