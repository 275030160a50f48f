"""`waylight take-in`: every line becomes a concern, once, and nothing of a line is lost but its truth."""

import json
import os
import stat
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waylight.engine.sealing import Receipt
from waylight.reporting.models import Concern
from waylight.reporting.queries import follow, open_for_desk, open_versions_for_desk
from waylight.reporting.report_lines import csv_lines, json_lines
from waylight.reporting.taking_in import OUTCOMES, take_in
from waylight.site.cli import main
from waylight.work.models import OutboxEvent

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("WAYLIGHT_PRACTICE_DATA", ROOT.parent / "shared/data/reports"))
PRACTICE = FOLDER / "practice.jsonl"

pytestmark = pytest.mark.django_db


def bring(path: Path, content: str | bytes, **how: Any) -> dict[str, int]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    lines = csv_lines(path, **how) if path.suffix == ".csv" else json_lines(path)
    counts = take_in(lines, source="other-system", area_slug="merrowdale")
    return {outcome: counts[outcome] for outcome in OUTCOMES if counts[outcome]}


def concerns() -> list[dict[str, Any]]:
    return [open_for_desk(concern) for concern in Concern.objects.order_by("received_at", "pk")]


FULL = {
    "id": "R-1",
    "received_at": "2026-07-11T02:33:00+01:00",
    "channel": "phone",
    "reporter_role": "taxi_driver",
    "reporter_mode": "confidential",
    "language": "pl",
    "text": "A worry.",
    "structured": {
        "place": "The old mill",
        "when": "last night",
        "vehicles": ["silver car AB00 CDE"],
        "people": ["Kit, about 14"],
        "phones": ["07700 900123"],
        "handles": ["@made.up"],
    },
}


def test_every_field_has_its_place(tmp_path: Path) -> None:
    assert bring(tmp_path / "a.jsonl", json.dumps(FULL)) == {"taken": 1}
    concern = Concern.objects.get()
    assert (concern.channel, concern.language, concern.area_slug) == ("phone", "pl", "merrowdale")
    assert open_for_desk(concern) == {
        "language": "pl",
        "words": "A worry.",
        "mode": "confidential",
        "role": "taxi-driver",
        "where": {"name": "The old mill"},
        "when": {"words": "last night"},
        "vehicles": [{"words": "silver car AB00 CDE"}],
        "people": [{"kind": "unsure", "words": "Kit, about 14"}],
        "phones": ["07700 900123"],
        "handles": ["@made.up"],
        "source": {
            "external_id": "R-1",
            "received_at": "2026-07-11T02:33:00+01:00",
            "channel": "phone",
        },
    }


def test_what_has_no_place_is_kept_beside(tmp_path: Path) -> None:
    odd = {**FULL, "colour": "blue", "n": 7.50, "structured": {"place": 12, "weather": {"rain": True}}}
    assert bring(tmp_path / "a.jsonl", json.dumps(odd)) == {"taken": 1}
    kept = concerns()[0]
    assert kept["where"] == {"name": "12"}
    assert kept["source"]["other"] == {"colour": "blue", "n": "7.5", "structured.weather": '{"rain": true}'}


def test_two_values_under_one_key_are_both_kept(tmp_path: Path) -> None:
    assert bring(tmp_path / "a.jsonl", '{"text": "first", "text": "second", "id": "1"}') == {"taken": 1}
    assert concerns()[0]["words"] == "first"
    assert concerns()[0]["source"]["other"] == {"text (2)": "second"}


def test_again_adds_none_and_a_changed_line_is_a_flagged_version(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    assert bring(path, json.dumps(FULL) + "\n[1]\n") == {"taken": 1, "not understood": 1}
    assert bring(path, json.dumps(FULL) + "\n[1]\n") == {"already known": 2}
    changed = json.dumps({**FULL, "text": "A greater worry."})
    assert bring(path, changed) == {"flagged": 1}
    assert bring(path, changed + "\n" + json.dumps(FULL)) == {"already known": 2}
    assert Concern.objects.count() == OutboxEvent.objects.filter(name="concern.submitted").count() == 2
    first = Concern.objects.get(channel="phone")
    assert [version.answers["words"] for version in open_versions_for_desk(first)] == ["A greater worry."]


def test_another_source_has_other_ids(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    bring(path, json.dumps(FULL))
    counts = take_in(json_lines(path), source="a third system", area_slug="merrowdale")
    assert counts["taken"] == 1 and Concern.objects.count() == 2


@pytest.mark.parametrize(
    "line",
    [
        b'{"id": "1", "text": "cut off',
        b'["a", "list"]',
        b'"only a string"',
        b"null",
        b"{}",
        b"17",
        b"plain words, no JSON",
        b"\x00\x01\xff\xfe\x80binary",
        b'{"nothing": "of ours"}',
        b'{"id": "only an id", "text": " "}',
        b"[" * 100_000,
        b'{"text": "deep", "a": ' + b"[" * 500 + b"]" * 500 + b"}",
        b"9" * 5000,
    ],
    ids=lambda line: line[:24].decode(errors="replace"),
)
def test_what_is_not_understood_is_kept_as_it_stands(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "a.jsonl"
    assert bring(path, line + b"\n") == {"not understood": 1}
    kept = concerns()[0]
    assert (
        kept["words"] == line.decode("utf-8", "surrogateescape").encode("utf-8", "backslashreplace").decode()
    )
    assert "not-understood" in kept["source"]["odd"]
    assert bring(path, line + b"\n") == {"already known": 1}


def test_a_huge_line(tmp_path: Path) -> None:
    words = "long " * 1_000_000
    assert bring(tmp_path / "a.jsonl", json.dumps({"id": "1", "text": words})) == {"taken": 1}
    assert concerns()[0]["words"] == words


def test_a_line_too_long_for_memory_is_kept_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waylight.reporting.report_lines.LONGEST", 1000)
    line = json.dumps({"text": "".join(f"{n:06}" for n in range(500))})
    counts = bring(tmp_path / "a.jsonl", line + "\n" + json.dumps(FULL))
    assert counts == {"not understood": 4, "taken": 1}
    pieces = [c["words"] for c in concerns() if "too-long" in c["source"].get("odd", []) or "}" in c["words"]]
    assert sorted(map(len, pieces)) == sorted([1000, 1000, 1000, len(line) - 3000])


def test_empty_lines_and_odd_letters(tmp_path: Path) -> None:
    content = b'\xef\xbb\xbf\n  \n{"id": "1", "text": "caf\xe9 \\ud83d \x07 \\u0000"}\r\n\n'
    assert bring(tmp_path / "a.jsonl", content) == {"flagged": 1}
    kept = concerns()[0]
    assert kept["words"] == "caf\\udce9 \\ud83d \x07 \x00"
    assert kept["source"]["odd"] == ["encoding"]


@pytest.mark.parametrize(
    ("change", "odd"),
    [({"channel": "pigeon"}, "channel"), ({"structured": ["a", "b"]}, "structured")],
)
def test_an_odd_line_is_flagged(tmp_path: Path, change: dict[str, Any], odd: str) -> None:
    assert bring(tmp_path / "a.jsonl", json.dumps({**FULL, **change})) == {"flagged": 1}
    kept = concerns()[0]
    assert kept["source"]["odd"] == [odd]
    assert json.dumps(change[odd]) in json.dumps(json.loads(json.dumps(kept)), ensure_ascii=False) or (
        kept["source"]["other"]["structured"] == json.dumps(change[odd])
    )


MARKER = "SecretAnswer77"


@pytest.mark.parametrize(
    "line",
    [
        json.dumps({**FULL, "truth": {"note": MARKER}}),
        json.dumps({**FULL, " Truth ": MARKER}),
        '{"text": "A worry.", "\\u0074ruth": "' + MARKER + '"}',
        json.dumps({**FULL, "structured": {"place": "x", "truth": [MARKER]}}),
        json.dumps({**FULL, "more": [{"deep": {"truth": {"truth": MARKER}}}]}),
        json.dumps([{"truth": MARKER}]),
        json.dumps({"truth": MARKER}),
        '{"id": "1", "truth": {"note": "' + MARKER + '"}, "text": "cut off',
        '{"id": "1", "text": "A worry.", "truth": {"note": "' + MARKER,
        '{"truth":\n',
    ],
)
def test_the_truth_is_thrown_away_unread(tmp_path: Path, line: str) -> None:
    counts = bring(tmp_path / "a.jsonl", line)
    assert sum(counts.values()) == 1
    assert MARKER not in json.dumps(concerns())


def test_the_word_truth_is_not_the_key(tmp_path: Path) -> None:
    words = 'He said "tell the truth": nobody did.'
    assert bring(tmp_path / "a.jsonl", json.dumps({"id": "1", "text": words}) + "\n" + words) == {
        "taken": 1,
        "not understood": 1,
    }
    assert [kept["words"] for kept in concerns()] == [words, words]


TABLE = """Ref,Description,Role,Place,phones,Truth,Notes,Notes
7,"A worry, with
two lines.",hotel_staff,The old mill,07700 900123; 07700 900124,SecretAnswer77,first,second
8,,,,,SecretAnswer77,,
9,Another.,,,,,,,beyond
,,,,,SecretAnswer77,,
"""
COLUMNS = {"id": "Ref", "text": "Description", "reporter_role": "Role", "place": "Place"}


def test_a_table_with_a_map_of_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert bring(path, TABLE, columns=COLUMNS) == {"taken": 2, "not understood": 1}
    first, empty, third = concerns()
    assert first["words"] == "A worry, with\ntwo lines."
    assert (first["role"], first["where"]) == ("hotel", {"name": "The old mill"})
    assert first["phones"] == ["07700 900123", "07700 900124"]
    assert first["source"] == {"external_id": "7", "other": {"Notes": "first", "Notes (2)": "second"}}
    assert json.loads(empty["words"]) == {"id": "8"}
    assert third["source"] == {"external_id": "9", "other": {"more cells 1": "beyond"}}
    assert MARKER not in json.dumps(concerns())
    assert bring(path, TABLE, columns=COLUMNS) == {"already known": 3}


def test_a_table_without_a_map_is_kept_row_by_row(tmp_path: Path) -> None:
    assert bring(tmp_path / "a.csv", "a,b\n1,2\n3,4\n", columns={}) == {"not understood": 2}
    assert [json.loads(kept["words"]) for kept in concerns()] == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]


def test_a_quotation_mark_that_never_closes_costs_one_line(tmp_path: Path) -> None:
    table = 'id,text\n1,"never closed\n2,whole\n3,"a ""quoted"" word"\n4,x"y\n5,"a"b\n'
    counts = bring(tmp_path / "a.csv", table, columns={})
    assert counts == {"taken": 3, "flagged": 2}
    words = {kept["source"]["external_id"]: kept["words"] for kept in concerns()}
    assert words == {"1": "never closed\n", "2": "whole", "3": 'a "quoted" word', "4": 'x"y', "5": "ab"}


def test_a_table_of_another_encoding(tmp_path: Path) -> None:
    table = "id,text\n1,caf\u00e9\n".encode("cp1252")
    assert bring(tmp_path / "a.csv", table, columns={}) == {"flagged": 1}
    assert bring(tmp_path / "b.csv", table, columns={}, encoding="cp1252") == {"flagged": 1}
    versions = open_versions_for_desk(Concern.objects.get())
    assert [version.answers["words"] for version in versions] == ["caf\u00e9"]


def test_empty_files(tmp_path: Path) -> None:
    assert bring(tmp_path / "a.csv", "", columns={}) == bring(tmp_path / "a.jsonl", "") == {}


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(content=st.binary(max_size=300) | st.text(max_size=200).map(str.encode), table=st.booleans())
def test_any_bytes_can_be_taken_in(tmp_path: Path, content: bytes, table: bool) -> None:
    path = tmp_path / ("any.csv" if table else "any.jsonl")
    before = Concern.objects.count()
    counts = bring(path, content, **({"columns": {}} if table else {}))
    added = sum(number for outcome, number in counts.items() if outcome != "already known")
    assert Concern.objects.count() == before + added
    again = bring(path, content, **({"columns": {}} if table else {}))
    assert set(again) <= {"already known"} and Concern.objects.count() == before + added


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_the_command(tmp_path: Path, area: Any) -> None:
    path, receipts = tmp_path / "reports.jsonl", tmp_path / "receipts.csv"
    path.write_text(json.dumps(FULL) + "\nbroken\n")
    done = run("take-in", str(path), "--json", "--receipts", str(receipts))
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {"taken": 1, "already_known": 0, "flagged": 0, "not_understood": 1}
    assert stat.S_IMODE(receipts.stat().st_mode) == 0o600
    heading, first, second = receipts.read_text().splitlines()
    assert (heading, first[:4], second[:7]) == ("id,receipt", "R-1,", "line 2,")
    assert follow(Receipt.parse(first[4:])).answers["words"] == "A worry."
    again = run("take-in", str(path))
    assert "0 taken, 2 already known, 0 flagged, 0 not understood." in again.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--area", "nowhere"], "There is no area 'nowhere'"),
        (["--column", "text"], "should be OURS=THEIRS"),
        (["--encoding", "klingon"], "no encoding 'klingon'"),
        (["--receipts", "/nowhere/at/all.csv"], "Cannot make"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is(
    tmp_path: Path, area: Any, words: list[str], says: str
) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(FULL))
    done = run("take-in", str(tmp_path / "a.jsonl"), *words)
    assert done.exit_code != 0 and says in done.output
    assert not Concern.objects.exists()


@override_settings(HAS_STAFF=False)
def test_the_public_plane_takes_no_file_in(tmp_path: Path, area: Any) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(FULL))
    assert "staff plane" in run("take-in", str(tmp_path / "a.jsonl")).output


@pytest.mark.skipif(
    not PRACTICE.is_file(), reason="no practice reports here: set WAYLIGHT_PRACTICE_DATA to their folder"
)
def test_the_practice_reports(area: Any) -> None:
    original = [json.loads(line) for line in PRACTICE.read_text().splitlines()]
    done = run("take-in", str(PRACTICE), "--json")
    assert json.loads(done.stdout) == {"taken": 80, "already_known": 0, "flagged": 0, "not_understood": 0}
    kept = {answers["source"]["external_id"]: answers for answers in concerns()}
    assert {report["id"]: report["text"] for report in original} == {
        id_: answers["words"] for id_, answers in kept.items()
    }
    assert Counter(Concern.objects.values_list("channel", flat=True)) == Counter(
        report["channel"] for report in original
    )
    again = run("take-in", str(PRACTICE), "--json")
    assert json.loads(again.stdout) == {"taken": 0, "already_known": 80, "flagged": 0, "not_understood": 0}
    assert Concern.objects.count() == OutboxEvent.objects.filter(name="concern.submitted").count() == 80


def test_nothing_of_a_line_rests_readable(tmp_path: Path) -> None:
    bring(tmp_path / "a.jsonl", json.dumps({**FULL, "unknown": "Zqmarker1"}) + "\nZqmarker2 broken")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (the database names its own tables)
            for value in (value for row in cursor.fetchall() for value in row):
                text = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                for marker in (b"Zqmarker", b"old mill", b"900123", b"R-1", b"A worry"):
                    assert marker not in text
