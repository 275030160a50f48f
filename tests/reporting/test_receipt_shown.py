"""The page that shows the receipt: the number first, then the truth about what follows."""

from typing import Any

import pytest
from tests.reporting.reporter import Reporter

from waylight.guidance import queries
from waylight.reporting.models import Concern

pytestmark = pytest.mark.django_db


def shown(reporter: Reporter, *steps: tuple[str, dict[str, Any]]) -> str:
    for step, fields in steps:
        reporter.write(step, **fields)
    reporter.send()
    return " ".join(reporter.read("done").text.split())


def test_the_number_and_the_truth(area: Any) -> None:
    reporter = Reporter()
    text = shown(reporter, ("notice", {"words": "A worry."}))
    assert reporter.receipt_shown() == reporter.flow.receipt
    for words in (
        "Write it down now",
        "Nobody can give it to you later, not even we.",
        "You may hear nothing more. That is normal",
        "We have no name and no number of yours, and we keep no address of your device.",
        "What you wrote may still show who you are",
        "If a life is in danger, the police may try to find whoever sent a report.",
        queries.doors(area).words,
        "It may be hours before somebody reads what you write here.",
    ):
        assert words in text
    assert "Want to talk to somebody now?" not in text
    page = reporter.client.get(reporter.address("done")).content.decode()
    assert "data-print" in page and 'name="written"' in page


def test_a_child_finds_childline_beside_it(area: Any) -> None:
    text = shown(Reporter(), ("me", {"words": "I need to tell somebody."}))
    assert "Want to talk to somebody now?" in text and "0800 1111" in text.replace("\u00a0", " ")


def test_who_gave_a_name_reads_what_becomes_of_it(area: Any) -> None:
    given = {"mode": "confidential", "name": "Sam Example", "phone": "07700 900123"}
    text = shown(Reporter(), ("notice", {"words": "A worry."}), ("you", given))
    assert "kept apart from your report" in text and "We have no name" not in text
    assert "Sam Example" not in text and "A worry." not in text


def test_a_report_round_the_hub_promises_no_hours_of_the_hub(area: Any) -> None:
    text = shown(Reporter(), ("notice", {"words": "A worry."}), ("you", {"about": "hub-staff"}))
    assert "goes round the hub" in text and queries.doors(area).words not in text


def test_nothing_keeps_the_number_from_being_shown(area: Any) -> None:
    reporter = Reporter()
    shown(reporter, ("notice", {"words": "A worry."}))
    Concern.objects.update(sealed_to_receipt=b"damaged")
    assert reporter.receipt_shown() == reporter.flow.receipt
