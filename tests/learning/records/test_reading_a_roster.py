"""What a council pastes, read: from a spreadsheet or a file, and each bad line with its reason."""

from datetime import date

import pytest

from waylight.learning.codes import Role
from waylight.learning.roster import NotARoster, Wrong, read, read_day

from .a_council import IDA, MIRA, TODAY, TOM, sheet


def test_a_line_is_read_into_its_columns() -> None:
    (row,) = read(sheet(MIRA), today=TODAY).rows
    assert (row.line, row.badge, row.name, row.role) == (2, "D101", "Mira Stane", Role.DRIVER)
    assert (row.operator, row.renewal, row.email) == (
        "Thornleigh Cars",
        date(2027, 3, 31),
        "mira@saltby.example",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_commas_semicolons_and_tabs(delimiter: str) -> None:
    text = sheet(MIRA, TOM).replace(",", delimiter)
    assert [row.badge for row in read(text, today=TODAY).rows] == ["D101", "D102"]


def test_columns_in_any_order_under_any_of_their_names() -> None:
    found = read("Expiry,LICENCE NO.,Colour,Firm\n31/03/2027,0044,red,Saltby Taxis", today=TODAY)
    (row,) = found.rows
    assert (row.badge, row.operator, row.renewal, row.role) == (
        "0044",
        "Saltby Taxis",
        date(2027, 3, 31),
        Role.DRIVER,
    )
    assert found.unknown == ("Colour",)
    assert found.columns == {"badge", "operator", "renewal"}


def test_quotation_marks_keep_a_comma() -> None:
    found = read('Badge,Name\nD1,"Stane, Mira"\nD2,"Tom ""Bow"" Arrow"', today=TODAY)
    assert [(row.line, row.name) for row in found.rows] == [(2, "Stane, Mira"), (3, 'Tom "Bow" Arrow')]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_quotation_mark_without_its_partner_swallows_nobody(delimiter: str) -> None:
    text = sheet(MIRA, 'D9,"Pat,driver,,,', TOM, 'D10,Lee,driver,"Moor Cars,,', IDA).replace(",", delimiter)
    found = read(text, today=TODAY)
    assert [(row.line, row.badge) for row in found.rows] == [(2, "D101"), (4, "D102"), (6, "P007")]
    assert [(each.line, each.why, each.badge) for each in found.left] == [
        (3, Wrong.BROKEN, "D9"),
        (5, Wrong.BROKEN, "D10"),
    ]


def test_a_line_break_inside_a_cell_makes_no_person_of_what_follows_it() -> None:
    text = 'Badge,Name,Operator\nD1,Mira,"Moor\nMill Lane\nCars"\nD2,Tom,\n"D3,Lee,\nD4,Ida,Moor Cars'
    found = read(text, today=TODAY)
    assert [(row.line, row.badge) for row in found.rows] == [(5, "D2"), (7, "D4")]
    assert [(each.line, each.why) for each in found.left] == [(n, Wrong.BROKEN) for n in (2, 3, 4, 6)]
    assert found.left[-1].badge == "D3"
    with pytest.raises(NotARoster, match="headings"):
        read('Badge,"Name\nof driver"\nD1,Mira', today=TODAY)


def test_what_a_spreadsheet_puts_before_and_after_is_passed_over() -> None:
    found = read("\ufeffBadge,Name\r\n\r\nD1,Mira\r\n,\r\n", today=TODAY)
    assert [row.badge for row in found.rows] == ["D1"]
    assert found.left == ()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (",No Badge,driver,,,", Wrong.NO_BADGE),
        ("Total,312,driver,,,", Wrong.TOTAL),
        ("312,Grand total:,driver,,,", Wrong.TOTAL),
        ("1.23E+11,X,driver,,,", Wrong.MANGLED),
        ("D9,X,pilot,,,", Wrong.ROLE),
        ("D9,X,driver,,31/02/2027,", Wrong.RENEWAL),
        ("D9,X,driver,,soon,", Wrong.RENEWAL),
        ("D9,X,driver,,,mira at saltby", Wrong.EMAIL),
        ("D9,X,driver,,,,one too many", Wrong.CELLS),
        (f"D9,{'x' * 200},driver,,,", Wrong.TOO_LONG),
        ("d-101,Again,driver,,,", Wrong.TWICE),
    ],
)
def test_a_bad_line_is_kept_with_its_reason_and_the_others_are_read(line: str, why: Wrong) -> None:
    found = read(sheet(MIRA, line, TOM), today=TODAY)
    assert [row.badge for row in found.rows] == ["D101", "D102"]
    (left,) = found.left
    assert (left.line, left.why) == (3, why)
    assert left.written.startswith(line.split(",")[0])


def test_a_training_date_that_is_no_date_or_has_not_come() -> None:
    found = read("Badge,Last trained\nD1,18/11/2026\nD2,19/11/2026\nD3,once", today=TODAY)
    assert [(row.badge, row.trained) for row in found.rows] == [("D1", TODAY)]
    assert [left.why for left in found.left] == [Wrong.FUTURE, Wrong.TRAINED]


def test_the_same_badge_is_the_same_however_it_is_written() -> None:
    found = read("Badge\n00123\n123\nphd 0123/24\nPHD-0123/24", today=TODAY)
    assert [row.badge for row in found.rows] == ["00123", "phd 0123/24"]
    assert [left.why for left in found.left] == [Wrong.TWICE, Wrong.TWICE]


@pytest.mark.parametrize("text", ["", "  \n ", "Name,Role\nMira,driver", "D101,Mira Stane,driver"])
def test_what_is_no_roster_is_said_to_be_none(text: str) -> None:
    with pytest.raises(NotARoster):
        read(text, today=TODAY)


@pytest.mark.parametrize(
    "written",
    [
        "31/03/2027",
        "2027-03-31",
        "31.03.2027",
        "31-03-2027",
        "31 March 2027",
        "31-Mar-27",
        "31/03/27",
        "2027-03-31 00:00:00",
    ],
)
def test_dates_in_the_ways_that_sheets_write_them(written: str) -> None:
    assert read_day(written) == date(2027, 3, 31)


def test_an_american_date_is_no_date_and_a_day_of_1900_neither() -> None:
    assert read_day("03/31/2027") is None
    assert read_day("00/01/1900") is None
    assert read_day("01/01/1900") is None


def test_twenty_thousand_lines_are_read() -> None:
    lines = [
        f"D{n:05},Person {n},driver,Firm {n % 90},{1 + n % 28:02}/0{1 + n % 9}/2027,p{n}@saltby.example"
        for n in range(20_000)
    ]
    found = read(sheet(*lines), today=TODAY)
    assert len(found.rows) == 20_000
    assert found.left == ()
