"""`waylight extract`: one line out for each line in, and bad lines said."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from waylight.site.cli.extraction import extract

REPORT = {
    "id": "r1",
    "text": "Girl 14, KV00 BDY",
    "received_at": "2026-09-23T22:20:00+01:00",
    "language": "en",
}


def run(*words: str, given: str = "") -> Result:
    return CliRunner().invoke(extract, list(words), input=given)


def test_a_report_gives_one_line_of_mentions() -> None:
    done = run("-", given=json.dumps(REPORT) + "\n")
    assert done.exit_code == 0
    line = json.loads(done.stdout)
    assert line["id"] == "r1"
    assert [set(m) for m in line["mentions"]] == [
        {"kind", "start", "end", "text", "normalised", "attributes"}
    ] * 2
    assert [m["normalised"] for m in line["mentions"]] == ["girl 14", "KV00BDY"]


def test_bad_lines_are_said_and_none_is_dropped() -> None:
    done = run("-", given="{bad\n[1]\n" + json.dumps({"id": "r2"}) + "\n" + json.dumps(REPORT) + "\n")
    assert done.exit_code == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["line 1", "line 2", "r2", "r1"]
    assert "Line 1: no JSON" in done.stderr
    assert "'text' is missing" in done.stderr


def test_without_a_time_of_receipt_it_says_so() -> None:
    done = run("-", given=json.dumps({**REPORT, "received_at": None}) + "\n")
    assert done.exit_code == 1
    assert len(json.loads(done.stdout)["mentions"]) == 2
    assert "counted from now" in done.stderr


def test_a_gazetteer_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_text("colour,size\n")
    done = run("-", "--gazetteer", str(file), given="")
    assert done.exit_code == 2
    assert "These headings are not known" in done.stderr


def test_fields_are_read_when_asked() -> None:
    report = {**REPORT, "structured": {"phones": ["07700 900123"]}}
    done = run("-", "--fields", given=json.dumps(report) + "\n")
    assert json.loads(done.stdout)["mentions"][-1]["source"] == "structured:phones"
