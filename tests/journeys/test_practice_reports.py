"""The main job on real input: the practice reports are taken in, triaged and answered."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRACTICE = Path(os.environ.get("WAYLIGHT_PRACTICE_DATA", ROOT.parent / "shared/data/reports"))

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.journey,
    pytest.mark.skipif(
        not (PRACTICE / "practice.jsonl").is_file(), reason="the practice reports are not on this machine"
    ),
]


@pytest.fixture
def taken(area: Any, work: Callable[[], int]) -> dict[str, Any]:
    """Every practice report as the contact that the hub made of it, by the report's own id."""
    from waylight.reporting.report_lines import json_lines
    from waylight.reporting.taking_in import flow_key, take_in
    from waylight.triage.models import Contact

    counts = take_in(json_lines(PRACTICE / "practice.jsonl"), source="practice", area_slug="merrowdale")
    assert sum(counts.values()) == 80
    assert counts["taken"] == 80
    while work():
        pass
    by_instance = {c.concern.instance_id: c for c in Contact.objects.select_related("concern")}
    ids = [json.loads(line)["id"] for line in (PRACTICE / "practice.jsonl").open(encoding="utf-8")]
    return {each: by_instance[flow_key("practice", each).instance_id] for each in ids}


def emergencies() -> set[str]:
    """The reports in which somebody is in danger as they are sent, from the answers beside the file."""
    lines = (json.loads(line) for line in (PRACTICE / "practice-truth.jsonl").open(encoding="utf-8"))
    return {line["id"] for line in lines if line["truth"]["immediate_danger"]}


def test_every_report_is_at_the_hub_and_again_adds_none(taken: dict[str, Any]) -> None:
    from waylight.reporting.models import Concern
    from waylight.reporting.report_lines import json_lines
    from waylight.reporting.taking_in import take_in

    assert len(taken) == 80
    again = take_in(json_lines(PRACTICE / "practice.jsonl"), source="practice", area_slug="merrowdale")
    assert again["already known"] == 80
    assert Concern.objects.count() == 80


def test_every_emergency_is_at_the_top_with_the_999_flag(
    taken: dict[str, Any], staff_client: Callable[..., Any], actor: Callable[..., Any]
) -> None:
    from waylight.triage import queries

    urgent = {str(taken[each].pk)[:8].upper() for each in emergencies()}
    rows = queries.inbox(actor("manager")).rows
    flagged = [row.reference for row in rows if row.emergency]
    assert len(urgent) == 5
    assert urgent <= set(flagged)
    assert [row.reference for row in rows[: len(flagged)]] == flagged
    assert len(flagged) <= 15, "a queue whose top is full of false alarms is no top"
    page = staff_client("manager").get("/hub/").content.decode()
    assert all(page.index(reference) for reference in urgent)


def test_a_report_is_decided_and_its_reporter_hears(
    taken: dict[str, Any], person: Callable[..., Any], actor_of: Callable[..., Any]
) -> None:
    """One of them, from the list to the answer that its receipt opens."""
    from waylight.reporting import queries as reporting
    from waylight.reporting.taking_in import flow_key
    from waylight.triage import actions

    by = actor_of(person("manager"))
    contact = taken["OSS-0022"]
    opened = actions.open_contact(contact, by=by)
    assert "Lacey" in json.dumps(opened.answers)
    contact.refresh_from_db()
    actions.rate(contact, "red", "A named child and a number.", base=contact.version, by=by)
    contact.refresh_from_db()
    stream = actions.fork(contact, "referral", "Lacey, 14", by=by)
    stream.refresh_from_db()
    actions.decide(
        stream,
        outcome="assessment",
        rationale="An adult arranges her nights.",
        threshold="T4" if "T4" in _thresholds() else _thresholds()[0],
        lawful_basis="public-task",
        service_agreement="agreed",
        not_known="Who he is.",
        base=stream.version,
        by=by,
    )
    contact.refresh_from_db()
    actions.give_feedback(contact, "passed-on", passed_to="social-care", by=by)
    contact.refresh_from_db()
    actions.close(contact, by=by)
    followed = reporting.follow(flow_key("practice", "OSS-0022").receipt)
    assert followed is not None
    assert {"received", "seen", "passed-on"} <= {status.status for status in followed.statuses}
    assert any(message.from_hub for message in followed.messages)


def _thresholds() -> list[str]:
    from waylight.guidance.queries import pack

    return sorted(pack("merrowdale").threshold_codes)
