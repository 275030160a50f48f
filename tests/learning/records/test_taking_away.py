"""What leaves the house: the list of the lapsed."""

import csv
import io
from typing import Any

from waylight.learning import queries
from waylight.learning.queries.leaving import plain_cell

from .a_council import Council, days


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_the_lapsed_by_how_long_with_why(council: Council) -> None:
    council.rule()
    council.bring_in(
        "D1,Mira Stane,driver,Thornleigh Cars,,",
        "D2,Tom Arrow,driver,,,",
        "D3,Ida Quell,driver,,,",
    )
    council.trained("D1", on=days(-1100))
    council.trained("D2", on=days(-1200))
    council.trained("D3")
    found = rows(queries.lapsed_csv(council.licensing, council.area))
    assert found[0][:3] == ["Badge", "Name", "Role"]
    assert [row[0] for row in found[1:]] == ["D2", "D1"]
    assert found[2] == [
        "D1",
        "Mira Stane",
        "Driver",
        "Thornleigh Cars",
        found[1][4],
        "2026-11-14",
        "Time since the last training",
        days(-1100).isoformat(),
    ]


def test_one_course_or_none(staffed: Council) -> None:
    staffed.trained("D101", on=days(-1200))
    by = staffed.licensing
    assert len(rows(queries.lapsed_csv(by, staffed.area, course="drivers"))) == 2
    assert len(rows(queries.lapsed_csv(by, staffed.area, course="venues"))) == 1


def test_a_name_that_a_spreadsheet_would_run_is_text(council: Council) -> None:
    council.rule()
    council.bring_in('D1,"=HYPERLINK(""x"")",driver,+1,,')
    council.trained("D1", on=days(-1200))
    _head, row = rows(queries.lapsed_csv(council.licensing, council.area))
    assert row[1] == '\'=HYPERLINK("x")'
    assert row[3] == "'+1"
    assert [plain_cell(each) for each in ("-1", "@x", "\tx", "Mira", "")] == [
        "'-1",
        "'@x",
        "'\tx",
        "Mira",
        "",
    ]


def test_taking_it_away_is_an_export_in_the_audit(staffed: Council, audited: Any) -> None:
    queries.lapsed_csv(staffed.licensing, staffed.area)
    (event,) = audited("training.export")
    assert (event.verb, event.object_id, event.detail) == ("export", "merrowdale", {"course": "", "count": 0})


def test_of_another_area_it_is_empty(staffed: Council, neighbour: Council) -> None:
    staffed.trained("D101", on=days(-1200))
    assert len(rows(queries.lapsed_csv(neighbour.licensing, staffed.area))) == 1
