"""The unit's day on the pages, without any script; and what others see of it."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from tests.intelligence.known import CAR, seen

from waylight.audit.models import Event, Verb
from waylight.dissemination import actions
from waylight.dissemination.models import Disclosure, Report

from .a_unit import ORIGINAL, RISKS, SANITISED

Client = Callable[..., Any]


def words(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


WRITTEN = {
    "title": "A car at the Heron Lodge",
    "words": ORIGINAL,
    "provenance": "saw",
    "named": "confidential",
    "priority": "high",
    "marking": "OFFICIAL-SENSITIVE",
    "learnt_on": "16/11/2026",
    "tags": ["cse"],
}
TOLD = {
    "to_role": "licensing",
    "kind": "other",
    "organisation": "Merrowdale Licensing",
    "addressee": "Licensing officer",
    "purpose": "licensing",
    "lawful_basis": "public-task",
    "means": "A licensed car may be used.",
    "wanted": "Say whose the plate is.",
    "wanted_by": "25/11/2026",
}


def test_from_an_entity_to_an_answer(unit: Any, told: Any, staff_client: Client) -> None:
    entity = seen(told(CAR), "vehicle").entity_id
    analyst, second = staff_client(who=unit.analyst_person), staff_client(who=unit.second_person)
    address = f"/hub/reports/write/?from={entity}"
    assert address in analyst.get(f"/hub/known/entity/{entity}/").content.decode()
    assert analyst.post(address, {**WRITTEN, "words": ""}).status_code == 400
    page = analyst.post(address, WRITTEN, follow=True)
    report = Report.objects.get()
    item = unit.item(report)

    def does(client: Any, name: str, **typed: Any) -> Any:
        answer = client.post(f"/hub/reports/report/{report.pk}/do/{name}/", typed, follow=True)
        assert answer.status_code == 200, words(answer)
        return answer

    def of_item(name: str, **typed: Any) -> Any:
        base = Report.objects.get().version
        return analyst.post(f"/hub/reports/item/{item.pk}/{name}/", {"base": base, **typed}, follow=True)

    assert "KV00 ABC" in words(page)
    does(analyst, "submit")
    page = does(analyst, "check")
    assert "Suggested by how it is known: 2A" in words(page)
    assert (
        "checked" not in re.findall(r"<input[^>]*item-1-grade-id_assessment[^>]*>", page.content.decode())[0]
    )
    assert of_item("grade", source_evaluation="2", assessment="A").status_code == 200
    does(analyst, "handling", handling="P")
    refused = of_item("sanitise", words=ORIGINAL)
    assert refused.status_code == 400
    assert "The words are those of the original" in words(refused)
    page = of_item("sanitise", words=SANITISED)
    assert "As it may be told" in words(page)
    rests = report.rests.get()
    analyst.post(f"/hub/reports/rests/{rests.pk}/", {"words": "KV00 ABC, silver"})
    does(analyst, "sanitised", **RISKS)
    assert analyst.post(f"/hub/reports/report/{report.pk}/do/approve/", {"agree": "yes"}).status_code == 400
    does(second, "approve", agree="yes")
    does(analyst, "tell", **TOLD)
    disclosure = Disclosure.objects.get()
    assert Event.objects.get(verb=Verb.DISCLOSURE).detail["role"] == "licensing"

    licensing = staff_client("licensing")
    page = licensing.get("/hub/reports/told/")
    assert "Merrowdale Licensing" in words(page)
    page = licensing.get(f"/hub/reports/told/{disclosure.pk}/")
    assert SANITISED in words(page)
    assert "2A" in words(page)
    assert "Dana Rook" not in page.content.decode()
    assert licensing.get(f"/hub/reports/report/{report.pk}/").status_code == 403
    answer = f"/hub/reports/told/{disclosure.pk}/"
    assert licensing.post(answer + "received/", {"who": ""}).status_code == 400
    licensing.post(answer + "received/", {"who": "Licensing officer"})
    licensing.post(answer + "answer/", {"words": "The plate is not one of ours."})
    report.refresh_from_db()
    assert report.state == "actioned"
    assert "The plate is not one of ours." in words(analyst.get(answer))


def test_the_lead_of_the_desk_reads_sanitised_words_only(
    unit: Any, told: Any, staff_client: Client, hub: Any
) -> None:
    report = unit.sanitised(told(CAR).contact.pk)
    manager, address = staff_client("manager"), f"/hub/reports/report/{report.pk}/"
    assert manager.get(address).status_code == 403, "nobody has agreed yet"
    from waylight.dissemination import actions

    actions.approve(report, agree=True, reason="", by=unit.second)
    page = manager.get(address)
    assert SANITISED in words(page)
    assert "Dana Rook" not in page.content.decode()
    assert manager.post(f"{address}do/tell/", TOLD).status_code == 403
    assert staff_client("designated-officer").get(address).status_code == 403


def test_a_lead_writes_from_a_concern_and_hands_it_to_the_unit(
    unit: Any, told: Any, staff_client: Client
) -> None:
    account = told(CAR)
    manager = staff_client("manager")
    address = f"/hub/reports/write/?from={account.contact_id}"
    assert address in manager.get(f"/hub/concern/{account.contact_id}/").content.decode()
    assert address not in staff_client("screener").get(f"/hub/concern/{account.contact_id}/").content.decode()
    manager.post(address, WRITTEN)
    report = Report.objects.get()
    assert report.rests.get().contact_id == account.contact_id
    manager.post(f"/hub/reports/report/{report.pk}/do/submit/")
    assert manager.post(f"/hub/reports/report/{report.pk}/do/check/").status_code == 403
    analyst = staff_client(who=unit.analyst_person)
    assert report.reference[:4] in words(analyst.get("/hub/reports/?state=submitted"))


@pytest.mark.parametrize(
    "role",
    ["screener", "licensing", "independent-officer", "auditor", "administrator", "trainer", "operator"],
)
def test_nobody_else_reaches_a_report(unit: Any, staff_client: Client, role: str) -> None:
    report = unit.finished()
    client = staff_client(role)
    assert client.get(f"/hub/reports/report/{report.pk}/").status_code == 403
    assert client.get("/hub/reports/").status_code == 403


def test_another_areas_unit_reaches_nothing(unit: Any, staff_client: Client, other_area: Any) -> None:
    report = unit.finished()
    disclosure = unit.tell(report)
    client = staff_client("intelligence", area_slug="brackenford")
    assert client.get(f"/hub/reports/report/{report.pk}/").status_code == 403
    assert client.get(f"/hub/reports/told/{disclosure.pk}/").status_code == 403
    assert "None." in words(client.get("/hub/reports/"))
    assert "None." in words(client.get("/hub/reports/told/"))


def test_who_is_trained_is_kept_by_an_administrator(unit: Any, staff_client: Client) -> None:
    client = staff_client("administrator")
    typed = {
        "area": "merrowdale",
        "person": unit.second_person.pk,
        "evidence": "Course 2",
        "trained_on": "02/11/2026",
        "until": "01/11/2026",
    }
    assert client.post("/hub/reports/graders/", typed).status_code == 400
    page = client.post("/hub/reports/graders/", {**typed, "until": "01/11/2028"}, follow=True)
    assert "Course 2" in words(page)
    row = unit.second_person.grader_training.get()
    assert "Ended:" in words(client.post(f"/hub/reports/graders/{row.pk}/end/", follow=True))


def test_the_list_of_those_to_be_told(unit: Any, told: Any, staff_client: Client, work: Any) -> None:
    from tests.dissemination.test_undoing import joined

    from waylight.dissemination.models import Undone, WordOwed
    from waylight.intelligence import actions as intelligence

    one, other = joined(told)
    report = unit.finished(one.entity_id)
    disclosure = unit.tell(report)
    intelligence.decide(one, other, same=False, reason="Two plates.", by=unit.analyst)
    work()
    client = staff_client(who=unit.second_person)
    assert "1 recipient must hear" in words(client.get("/hub/reports/"))
    assert "came apart" in words(client.get(f"/hub/reports/report/{report.pk}/"))
    assert "Do not rely on it" in words(client.get(f"/hub/reports/told/{disclosure.pk}/"))
    owed = WordOwed.objects.get()
    assert client.post(f"/hub/reports/word/{owed.pk}/", {"how": ""}).status_code == 400
    page = client.post(f"/hub/reports/word/{owed.pk}/", {"how": "By telephone."}, follow=True)
    assert "Nobody is owed word now." in words(page)
    undone = Undone.objects.get()
    client.post(f"/hub/reports/undone/{undone.pk}/", {"reason": "It holds."})
    undone.refresh_from_db()
    assert undone.settled_note == "It holds."


def test_words_that_came_too_late_are_saved_again_from_their_page(unit: Any, staff_client: Client) -> None:
    report = unit.graded()
    item, seen = unit.item(report), report.version
    actions.sanitise(item, words="First.", looked=False, base=seen, by=unit.second)
    client = staff_client(who=unit.analyst_person)
    address = reverse("report-item-act", args=[item.pk, "sanitise"])
    late = client.post(address, {"words": "Second and longer.", "base": seen})
    assert late.status_code == 400
    page = late.content.decode()
    assert "Second and longer." in page and "First." in page
    form = page[page.index(f'action="{address}"') :]
    found = re.search(r'name="base"[^>]*value="(\d+)"', form[: form.index("</form>")])
    base = found[1] if found else ""
    assert base == str(unit.now(report).version)
    assert client.post(address, {"words": "Second and longer.", "base": base}).status_code == 302
    assert unit.item(report).sanitised == "Second and longer."
