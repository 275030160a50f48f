"""When it happened, its operation, what each subject is, the risks in parts, keeping, and replacing."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.intelligence.known import CAR, seen

from waylight.accounts.policy import Refused
from waylight.accounts.roles import PUBLIC
from waylight.audit.models import Event
from waylight.dissemination import actions, queries
from waylight.dissemination.errors import NotPossible, Why
from waylight.dissemination.exports import FORMATS
from waylight.dissemination.models import Report, WordOwed
from waylight.dissemination.told import told_from
from waylight.triage.machine import WrongMove

from .a_unit import RISKS
from .test_screens import WRITTEN, words

ABOUT: dict[str, Any] = {
    "event_from": date(2026, 11, 13),
    "event_to": date(2026, 11, 14),
    "operation": "Qzwxop Lantern",
}
BOTH = {"period_told": True, "operation_told": True}
KEPT: dict[str, Any] = {"retention": "other", "until": date(2027, 11, 1), "reason": "An inquiry is open."}


def why(do: Callable[[], object]) -> Why:
    with pytest.raises(NotPossible) as refused:
        do()
    return refused.value.why


def test_what_is_not_said_to_be_told_does_not_leave(unit: Any, told: Any) -> None:
    entity = seen(told(CAR), "vehicle").entity_id
    report = unit.sanitised(entity)
    assert report.period_told is report.operation_told is False
    for name, value in ABOUT.items():
        setattr(report, name, value)
    report.save()
    actions.approve(unit.now(report), agree=True, reason="", by=unit.second)
    left = told_from(unit.tell(unit.now(report)).told)
    assert (left.event_from, left.event_to, left.operation) == ("", "", "")


def test_days_go_to_everybody_the_operation_to_police_alone(unit: Any) -> None:
    report = unit.finished(told=BOTH)
    Report.objects.filter(pk=report.pk).update(event_from=ABOUT["event_from"], event_to=ABOUT["event_to"])
    report = unit.now(report)
    report.operation = ABOUT["operation"]
    report.save()
    police = told_from(unit.tell(report).told)
    assert (police.event_from, police.event_to) == ("2026-11-13", "2026-11-14")
    assert police.operation == "Qzwxop Lantern"
    school = unit.tell(report, kind="school")
    assert told_from(school.told).event_from == "2026-11-13"
    for form in FORMATS:
        body = actions.export(school, form, by=unit.analyst).body
        assert b"Qzwxop" not in body, form


def test_every_form_carries_them_and_no_risk_leaves(unit: Any, told: Any) -> None:
    report = unit.graded(seen(told(CAR), "vehicle").entity_id)
    actions.describe(report, base=report.version, by=unit.analyst, **ABOUT)
    unit.sanitise(unit.now(report))
    rests = report.rests.get()
    actions.tell_as(rests, "KV00 ABC, silver", role="used", by=unit.analyst)
    risks = dict.fromkeys(RISKS, "Qzwrisk to somebody.")
    actions.finish_sanitising(report, risks=risks, risk="Qzwrisk too.", by=unit.analyst, **BOTH)
    actions.approve(unit.now(report), agree=True, reason="", by=unit.second)
    disclosure = unit.tell(unit.now(report))
    made = {form: actions.export(disclosure, form, by=unit.analyst).body for form in FORMATS}
    for form, body in made.items():
        text = body.decode("utf-8", "ignore")
        assert "Qzwrisk" not in text, form
        if form != "briefing":
            assert "2026-11-13" in text, form
            assert "Qzwxop Lantern" in text, form
    full = json.loads(made["sdm-full"])
    assert full["data"]["attributes"]["incidentStartDateTime"] == "2026-11-13"
    assert any("incidentStartDateTime" in line for line in full["meta"]["unverified"])
    car = next(each for each in full["included"] if each["type"] == "vehicle")
    assert car["attributes"]["description"].startswith("KV00 ABC, silver; Used in it")


def test_what_was_told_before_these_were_there_reads_as_not_told(unit: Any) -> None:
    old = json.loads(unit.tell(unit.finished()).told)
    for name in ("event_from", "event_to", "operation"):
        del old[name]
    old["things"] = [{"kind": "vehicle", "name": "KV00 ABC", "items": [1]}]
    read = told_from(json.dumps(old))
    assert (read.event_from, read.operation, read.things[0].roles) == ("", "", ())


def test_a_period_that_cannot_be(unit: Any) -> None:
    report = unit.draft()
    later = {**ABOUT, "event_from": date(2026, 11, 15)}
    to_come = {**ABOUT, "event_to": date(2030, 1, 1)}
    for wrong in (later, to_come):
        asked = {**wrong, "base": unit.now(report).version, "by": unit.analyst}
        assert why(lambda asked=asked: actions.describe(report, **asked)) == Why.PERIOD  # type: ignore[misc]
        assert why(lambda wrong=wrong: unit.draft(**wrong)) == Why.PERIOD  # type: ignore[misc]
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(event_from=date(2026, 11, 15), event_to=date(2026, 11, 1))


def test_each_part_of_the_risk_is_asked_for(unit: Any) -> None:
    report = unit.graded()
    unit.sanitise(report)
    for part in RISKS:
        risks = {**RISKS, part: " "}
        assert (
            why(lambda r=risks: actions.finish_sanitising(report, risks=r, by=unit.analyst))  # type: ignore[misc]
            == Why.RISK
        )


def test_a_class_says_when_somebody_looks_again_at_the_latest(unit: Any, hub: Any) -> None:
    report = unit.finished()
    late = {**KEPT, "until": date(2027, 11, 24), "retention": "unconfirmed"}
    assert why(lambda: actions.classify(report, by=unit.second, **late)) == Why.TOO_LATE
    with pytest.raises(Refused):
        actions.classify(report, by=hub.manager, **KEPT)
    actions.classify(report, by=unit.second, **KEPT)
    report = unit.now(report)
    assert (report.retention, report.review_due, report.state) == ("other", KEPT["until"], "researched")
    actions.review(report, "Still needed.", by=unit.second)
    assert why(lambda: actions.retain(report, by=unit.second, **late)) == Why.TOO_LATE
    actions.retain(report, by=unit.second, **KEPT)
    assert unit.now(report).state == "retained"


def test_the_unit_is_told_when_a_review_is_due(unit: Any, staff_client: Any, other_area: Any) -> None:
    today = timezone.localdate()
    due, gone, elsewhere, later = (unit.finished() for _ in range(4))
    Report.objects.update(review_due=today)
    assert queries.reviews_due(unit.second) == 4
    Report.objects.filter(pk=gone.pk).update(state="disposed")
    Report.objects.filter(pk=elsewhere.pk).update(area=other_area)
    Report.objects.filter(pk=later.pk).update(review_due=today + timedelta(days=1))
    assert queries.reviews_due(unit.second) == 1
    assert [each.pk for each in queries.reports(unit.second, due=True)] == [due.pk]
    analyst = staff_client(who=unit.second_person)
    page = words(analyst.get("/hub/reports/"))
    assert "1 report waits for its review" in page
    assert page.count("Review due") == 1
    page = words(analyst.get("/hub/reports/?due"))
    assert due.reference in page
    assert later.reference not in page
    assert "waits for its review" not in words(staff_client("manager").get("/hub/reports/"))
    actions.review(unit.now(due), "Still needed.", by=unit.second)
    actions.retain(unit.now(due), **{**KEPT, "until": today + timedelta(days=30)}, by=unit.second)
    assert queries.reviews_due(unit.second) == 0
    with pytest.raises(Refused):
        queries.reviews_due(PUBLIC)


def test_who_was_told_of_the_old_one_hears_of_the_new(unit: Any, hub: Any, staff_client: Any) -> None:
    old, new, draft = unit.finished(), unit.finished(), unit.draft()
    first, second = unit.tell(old), unit.tell(old, to_role="manager")
    with pytest.raises(Refused):
        actions.supersede(old, new.pk, "Better known now.", by=hub.manager)
    for wrong in (old.pk, draft.pk):
        assert why(lambda w=wrong: actions.supersede(old, w, "x", by=unit.analyst)) == Why.NOT_INSTEAD  # type: ignore[misc]
    assert why(lambda: actions.supersede(old, new.pk, " ", by=unit.analyst)) == Why.REASON
    actions.supersede(old, new.pk, "Better known now.", by=unit.analyst)
    assert {each.disclosure_id for each in queries.owed(unit.second)} == {first.pk, second.pk}
    assert why(lambda: unit.tell(unit.now(old))) == Why.SUPERSEDED
    assert unit.tell(new).state == "sent"
    assert why(lambda: actions.supersede(new, old.pk, "Back.", by=unit.analyst)) == Why.NOT_INSTEAD
    assert why(lambda: actions.supersede(unit.now(old), new.pk, "x", by=unit.analyst)) == Why.SUPERSEDED
    page = words(staff_client("manager").get(f"/hub/reports/told/{second.pk}/"))
    assert "A newer report has replaced this" in page
    analyst = staff_client(who=unit.second_person)
    assert words(analyst.get("/hub/reports/")).count("Replaced by a newer report") == 1
    assert new.reference in words(analyst.get(f"/hub/reports/report/{old.pk}/"))
    assert old.reference in words(analyst.get(f"/hub/reports/report/{new.pk}/"))
    assert "replaced" in words(analyst.get("/hub/reports/word/"))
    owed = WordOwed.objects.get(disclosure=first)
    actions.told_again(owed, "By telephone.", by=unit.second)
    with pytest.raises(WrongMove):
        actions.told_again(owed, "Twice.", by=unit.second)
    event = Event.objects.filter(action="report.review", object_id=str(old.pk)).latest("pk")
    assert event.detail == {"superseded-by": str(new.pk), "owed": 2}


def test_another_areas_report_replaces_nothing(unit: Any, other_area: Any) -> None:
    old, new = unit.finished(), unit.finished()
    Report.objects.filter(pk=new.pk).update(area=other_area)
    assert why(lambda: actions.supersede(old, new.pk, "x", by=unit.analyst)) == Why.NOT_INSTEAD


def test_disposing_takes_them_too(unit: Any) -> None:
    report = unit.finished()
    report.operation = "Qzwxop Lantern"
    report.event_from = ABOUT["event_from"]
    report.save()
    actions.review(report, "Not needed.", by=unit.analyst)
    actions.lift_hold(report, "Over.", by=unit.analyst)
    actions.dispose(report, "Its time is over.", by=unit.second)
    gone = unit.now(report)
    assert (gone.operation, gone.event_from, gone.risk_source, gone.risk_staff) == ("", None, "", "")


def test_on_the_pages(unit: Any, told: Any, staff_client: Callable[..., Any]) -> None:
    entity = seen(told(CAR), "vehicle").entity_id
    analyst, address = staff_client(who=unit.analyst_person), f"/hub/reports/write/?from={entity}"
    typed = {**WRITTEN, "event_from": "14/11/2026", "event_to": "13/11/2026", "operation": "Lantern"}
    page = analyst.post(address, typed)
    assert page.status_code == 400
    assert "cannot have ended before it began" in words(page)
    assert 'value="Lantern"' in page.content.decode()
    assert not Report.objects.exists()
    analyst.post(address, {**typed, "event_to": "15/11/2026"})
    report = Report.objects.get()
    at = f"/hub/reports/report/{report.pk}/"
    page = words(analyst.get(at))
    assert "14 November 2026 to 15 November 2026 (not told)" in page
    assert "Lantern (not told)" in page
    changed = {"event_from": "14/11/2026", "event_to": "", "operation": "Heron", "base": report.version}
    analyst.post(f"{at}do/about/", changed)
    assert analyst.post(f"{at}do/about/", changed).status_code == 400, "it met another edit"
    assert "from 14 November 2026" in words(analyst.get(at))
    analyst.post(f"{at}do/submit/")
    analyst.post(f"{at}do/keeping/", {"retention": "serious", "until": "01/11/2035", "reason": "A child."})
    assert "within 10 years" in words(analyst.get(at))
    analyst.post(f"{at}do/check/")
    rests = report.rests.get()
    analyst.post(f"/hub/reports/rests/{rests.pk}/", {"words": "KV00 ABC", "role": "used"})
    rests.refresh_from_db()
    assert (rests.told_as, rests.role) == ("KV00 ABC", "used")
    analyst.post(f"/hub/reports/rests/{rests.pk}/", {"words": "KV00 ABC", "role": "boss"})
    rests.refresh_from_db()
    assert rests.role == "used"


def test_a_report_is_replaced_from_its_page(unit: Any, staff_client: Callable[..., Any]) -> None:
    old, new = unit.finished(), unit.finished()
    unit.tell(old)
    analyst, at = staff_client(who=unit.analyst_person), f"/hub/reports/report/{old.pk}/do/replaced/"
    wrong = analyst.post(at, {"address": "nowhere", "reason": "Better."})
    assert wrong.status_code == 400
    assert "nowhere" in wrong.content.decode()
    analyst.post(at, {"address": f"/hub/reports/report/{new.pk}/", "reason": "Better."})
    assert unit.now(old).superseded_by_id == new.pk
