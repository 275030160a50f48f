"""What is taken away: in the shape that each form has, sanitised words only, no road back to the source."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from tests.intelligence.known import seen
from tests.learning.outputs.paper import Paper

from waylight.accounts.policy import Refused
from waylight.audit.models import Event, Verb
from waylight.dissemination import actions, queries
from waylight.dissemination.errors import NotPossible
from waylight.dissemination.exports import FORMATS
from waylight.dissemination.exports.graphml import NAMESPACE
from waylight.dissemination.models import Disclosure
from waylight.intelligence import actions as intelligence

from .a_unit import RISKS, SANITISED

NAME, PHONE, ORIGINAL = "Qzwjxa Brill", "07700 900311", "qzwjxoriginal"
FTM = {"Note", "Person", "Organization", "Vehicle", "Address", "UserAccount"}


@pytest.fixture
def told_one(unit: Any, hub: Any, concern: Callable[..., Any]) -> Disclosure:
    """A telling of what somebody said who gave their name, by a report whose original is marked too."""
    from waylight.triage import actions as triage

    sent = concern(
        words=f"I work nights. A silver VW Golf, reg KV00 ABC. {ORIGINAL}.",
        mode="named",
        identity={"name": NAME, "phone": PHONE},
    )
    account = intelligence.absorb(triage.take_up(sent.concern.pk).pk)
    entity = seen(account, "vehicle").entity_id
    words = f"{NAME}, {PHONE}, saw KV00 ABC. {ORIGINAL}"
    draft = unit.draft(entity, account.contact_id, words=words, title=f"{ORIGINAL} title")
    actions.add_item(
        draft, words="=1+1 said " + ORIGINAL, provenance="told", named="anonymous", by=unit.analyst
    )
    actions.submit(draft, by=unit.analyst)
    actions.begin_check(draft, by=unit.analyst)
    unit.grade(unit.now(draft))
    codes = {"conditions": "Not to be copied.", "action_code": "A3", "sanitisation_code": "S1"}
    actions.finish_grading(draft, handling="C", by=unit.analyst, **codes)
    for item, words in zip(
        draft.items.order_by("seq"), (SANITISED, "=A sum of money\x0b was spoken of."), strict=True
    ):
        actions.sanitise(item, words=words, looked=False, base=unit.now(draft).version, by=unit.analyst)
    for each in draft.rests.filter(entity__isnull=False):
        actions.tell_as(each, "KV00 ABC, silver", by=unit.analyst)
    actions.finish_sanitising(draft, risks=dict.fromkeys(RISKS, f"To {NAME} {ORIGINAL}"), by=unit.analyst)
    actions.approve(draft, agree=True, reason=ORIGINAL, by=unit.second)
    return unit.tell(unit.now(draft))


def made(disclosure: Disclosure, form: str, by: Any) -> bytes:
    return actions.export(disclosure, form, by=by).body


def markers(report: Any) -> set[str]:
    """Whatever leads back: who reported, the original, the concern it came from, our own ids."""
    contacts = {rests.contact for rests in report.rests.all() if rests.contact}
    return {
        NAME,
        "Qzwjxa",
        PHONE,
        PHONE.replace(" ", ""),
        ORIGINAL,
        *(c.reference for c in contacts),
        *(str(c.pk) for c in contacts),
        *(str(rests.entity_id) for rests in report.rests.all() if rests.entity_id),
        str(report.pk),
    }


def test_nothing_that_leaves_leads_back_to_the_source(
    told_one: Disclosure, unit: Any, staff_client: Callable[..., Any]
) -> None:
    left = {form: made(told_one, form, unit.analyst).decode("utf-8", "ignore") for form in FORMATS}
    left["briefing"] = Paper(made(told_one, "briefing", unit.analyst)).text
    left["told"] = told_one.told
    page = staff_client(who=unit.second_person).get(f"/hub/reports/told/{told_one.pk}/").content.decode()
    left["page"] = page.replace(f"/hub/reports/report/{told_one.report_id}/", "")
    for form, text in left.items():
        assert "KV00 ABC took two girls" in text.replace("\u00a0", " "), form
        assert not [mark for mark in markers(told_one.report) if mark in text], form


def test_each_export_is_audited_and_only_the_units(told_one: Disclosure, unit: Any, hub: Any) -> None:
    for form in FORMATS:
        made(told_one, form, unit.analyst)
    found = Event.objects.filter(verb=Verb.EXPORT, action="report.export")
    assert {event.detail["form"] for event in found} == set(FORMATS)
    for other in (hub.manager, hub.licensing, hub.administrator):
        with pytest.raises(Refused):
            made(told_one, "csv", other)
    assert found.count() == len(FORMATS)


def test_the_table_runs_nothing(told_one: Disclosure, unit: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(made(told_one, "csv", unit.analyst).decode())))
    assert [row["grade"] for row in rows] == ["2A", "2A"]
    assert rows[0]["speaks_of"] == "KV00 ABC, silver"
    assert rows[1]["words"].startswith("'=A sum")
    assert rows[0]["handling"] == "C"


def test_follow_the_money_lines_name_schemas_and_tie_together(told_one: Disclosure, unit: Any) -> None:
    lines = [json.loads(line) for line in made(told_one, "ftm", unit.analyst).decode().splitlines()]
    assert {line["schema"] for line in lines} == {"Vehicle", "Note"} <= FTM
    ids = {line["id"] for line in lines}
    assert len(ids) == len(lines)
    notes = [line for line in lines if line["schema"] == "Note"]
    assert {each for note in notes for each in note["properties"]["entity"]} <= ids
    assert notes[0]["properties"]["entity"]
    assert all(isinstance(value, list) for line in lines for value in line["properties"].values())


def test_the_police_model_points_at_what_it_includes_and_says_what_is_not_verified(
    told_one: Disclosure, unit: Any
) -> None:
    for form, kinds in (("sdm-skeleton", {"submission"}), ("sdm-full", {"submission", "vehicle"})):
        document = json.loads(made(told_one, form, unit.analyst))
        assert document["data"]["type"] == "incident"
        included = {(each["type"], each["id"]) for each in document["included"]}
        assert {kind for kind, _id in included} == kinds
        pointed = {
            (to["type"], to["id"])
            for each in document["data"]["relationships"].values()
            for to in each["data"]
        }
        assert pointed == included
        assert document["meta"]["unverified"]
    assert "2A" in document["included"][0]["attributes"]["submissionContent"]


def test_the_graphs_edges_join_nodes_that_are_there(told_one: Disclosure, unit: Any) -> None:
    ours = made(told_one, "graphml", unit.analyst)
    graph = Xml.fromstring(ours).find(f"{{{NAMESPACE}}}graph")  # noqa: S314  # made a line before
    assert graph is not None
    nodes = {node.get("id") for node in graph.findall(f"{{{NAMESPACE}}}node")}
    edges = graph.findall(f"{{{NAMESPACE}}}edge")
    assert len(nodes) == 4
    assert len(edges) == 3
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= nodes


def test_the_briefing_is_a_tagged_pdf_that_reads_in_order(told_one: Disclosure, unit: Any) -> None:
    paper = Paper(made(told_one, "briefing", unit.analyst))
    assert (paper.claim, paper.tagged, paper.language) == ("1", True, "en")
    assert paper.title == f"Intelligence briefing {told_one.report.reference}"
    assert [level for level, _words in paper.headings] == [1, 2, 2, 2, 2]
    assert {"Table", "TH", "TD"} <= {tag.kind for tag in paper.tags}
    assert "OFFICIAL-SENSITIVE" in paper.text
    assert "Not to be copied." in paper.text
    assert paper.file == made(told_one, "briefing", unit.analyst), "the same telling, the same bytes"


def test_what_was_told_stays_as_it_was_told(told_one: Disclosure, unit: Any) -> None:
    before = made(told_one, "sdm-full", unit.analyst)
    item = unit.item(told_one.report)
    item.sanitised = "Written over later."
    item.save()
    assert made(told_one, "sdm-full", unit.analyst) == before
    page = queries.open_disclosure(unit.second, told_one.pk)
    assert page.told is not None
    assert page.told.items[0].words == SANITISED


def test_a_file_by_the_page(told_one: Disclosure, unit: Any, staff_client: Callable[..., Any]) -> None:
    client, address = staff_client(who=unit.analyst_person), f"/hub/reports/told/{told_one.pk}/export/"
    answer = client.post(address, {"form": "csv"})
    assert answer["Content-Disposition"] == f'attachment; filename="report-{told_one.report.reference}.csv"'
    assert answer["Cache-Control"] == "no-store"
    assert client.post(address, {"form": "exe"}).status_code == 302
    assert staff_client("licensing").post(address, {"form": "csv"}).status_code == 403
    told_one.told = ""
    told_one.save()
    with pytest.raises(NotPossible):
        made(told_one, "csv", unit.analyst)
    assert client.post(address, {"form": "csv"}).status_code == 302
