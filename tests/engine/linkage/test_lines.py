"""The verbs: what goes in comes out, linked, with bad lines explained."""

import json
from pathlib import Path

from click.testing import CliRunner

from waylight.site.cli import main

PLACES = (
    "id,name,aliases,type,street,district,postcode,lat,lon\np1,Ember Grill,,takeaway,,Harbour,ZZ99 1AA,,\n"
)
REPORTS = [
    ("A", "Grey Vauxhall Corsa AB00 CDE outside Ember Grill last night, call 07700 900222"),
    ("B", "AB00CDE again by Ember Grill, he rings from 07700 900 222"),
]


def lines(tmp_path: Path, *rows: str) -> tuple[int, list[dict], str]:
    places, file = tmp_path / "places.csv", tmp_path / "reports.jsonl"
    places.write_text(PLACES, encoding="utf-8")
    file.write_text("\n".join(rows), encoding="utf-8")
    found = CliRunner().invoke(main, ["link", str(file), "--gazetteer", str(places)])
    return found.exit_code, [json.loads(line) for line in found.stdout.splitlines()], found.stderr


def told(id: str, text: str) -> str:
    return json.dumps({"id": id, "received_at": "2026-03-01T12:00:00+00:00", "language": "en", "text": text})


def test_the_same_mark_place_and_number_have_one_entity_in_two_reports(tmp_path: Path) -> None:
    code, found, _ = lines(tmp_path, *(told(*report) for report in REPORTS))
    assert code == 0 and [line["id"] for line in found] == ["A", "B"]
    entity = [
        {
            m["kind"]: m["entity"]
            for m in line["mentions"]
            if m["kind"] in ("place", "phone") or m["text"].startswith("AB")
        }
        for line in found
    ]
    assert entity[0] == entity[1] and set(entity[0]) == {"vehicle", "place", "phone"}
    for line, (_, text) in zip(found, REPORTS, strict=True):
        assert all(text[m["start"] : m["end"]] == m["text"] for m in line["mentions"])


def test_times_have_no_entity(tmp_path: Path) -> None:
    _, found, _ = lines(tmp_path, told(*REPORTS[0]))
    times = [m for m in found[0]["mentions"] if m["kind"] == "time"]
    assert times and all(m["entity"] is None for m in times)


def test_a_bad_line_and_a_repeated_id_are_explained_and_kept(tmp_path: Path) -> None:
    code, found, said = lines(tmp_path, told(*REPORTS[0]), "{not json", told("A", "again"))
    assert code == 1 and len(found) == 3
    assert "Line 2" in said and "Line 3" in said and "was there before" in said
    assert found[1]["mentions"] == [] and found[0]["mentions"]


def test_a_simulated_county_is_written_and_can_be_linked(tmp_path: Path) -> None:
    made = CliRunner().invoke(
        main, ["simulate", "--reports", "40", "--seed", "2", "--out", str(tmp_path / "county")]
    )
    assert made.exit_code == 0
    county = tmp_path / "county"
    command = ["link", str(county / "reports.jsonl"), "--gazetteer", str(county / "gazetteer.csv")]
    found = CliRunner().invoke(main, command)
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    assert found.exit_code == 0 and sum("mentions" in row for row in rows) == 40
    assert len((county / "truth.jsonl").read_text(encoding="utf-8").splitlines()) == 40
