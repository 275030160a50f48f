"""A roster as a council keeps it, read: rows that can be used, and the lines that cannot, each with why.

Copied from a spreadsheet or from a CSV file (`pasted`). The first line names the columns, in any order;
columns that are not known are passed over and named. Pure: no database, nothing opened.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _

from .codes import Role
from .pasted import Line, lines
from .roster_keys import badge_as_compared, words_as_compared

COLUMNS = {
    "badge": (
        "badge",
        "badge no",
        "badge number",
        "licence",
        "licence no",
        "licence number",
        "license number",
    ),
    "name": ("name", "full name", "driver", "driver name", "holder", "licence holder"),
    "role": ("role", "type", "licence type", "kind"),
    "operator": ("operator", "company", "firm", "base", "employer", "premises"),
    "renewal": ("renewal", "renewal date", "renews", "expiry", "expiry date", "licence expiry", "expires"),
    "email": ("email", "e-mail", "email address", "e-mail address"),
    "trained": (
        *("trained", "trained on", "last trained", "training date", "last training"),
        *("completed", "completed on", "completion date", "date completed", "passed on"),
    ),
}
"""What a council may call each column."""

ROLES = {
    **{role.value: role for role in Role},
    **{str(role.value).replace("-", " "): role for role in Role},
    "private hire driver": Role.DRIVER,
    "hackney carriage driver": Role.DRIVER,
    "taxi driver": Role.DRIVER,
    "dual driver": Role.DRIVER,
    "hc driver": Role.DRIVER,
    "phv driver": Role.DRIVER,
    "private hire operator": Role.OPERATOR,
    "vehicle proprietor": Role.PROPRIETOR,
    "door supervisor": Role.DOOR,
    "hotel staff": Role.HOTEL,
    "takeaway": Role.PREMISES,
    "licensed premises": Role.PREMISES,
}
SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
"""What a spreadsheet makes of a long number, such as 1.23E+11: several people would share it."""
DATES = (
    "%d/%m/%Y",
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d/%m/%y",
    "%d-%b-%y",
)
COUNTS = {"total", "totals", "grand total", "total drivers", "number of drivers"}
"""What stands in the last line of many a sheet."""
LONGEST = {"badge": 40, "name": 120, "operator": 120, "email": 254}
MOST_LINES = 100_000


class Wrong(models.TextChoices):
    """Why a line cannot be used, in words for whoever mends it."""

    NO_BADGE = "no-badge", _("There is no badge or licence number.")
    MANGLED = (
        "mangled",
        _("A spreadsheet has shortened this number. Make the column text, and copy it again."),
    )
    TOTAL = "total", _("This line counts people. It is not one of them.")
    OFF_ROSTER = "off-roster", _("This badge is not on the roster here.")
    TWICE = "twice", _("This badge stands in an earlier line too.")
    ROLE = "role", _("The role is not one that we know.")
    RENEWAL = "renewal", _("The renewal date is not a date. Write it as 31/03/2027.")
    TRAINED = "trained", _("The training date is not a date. Write it as 31/03/2026.")
    FUTURE = "future", _("The training date has not come yet.")
    EMAIL = "email", _("The e-mail address is not one. Leave it empty if there is none.")
    TOO_LONG = "too-long", _("Something in this line is far too long: is a quotation mark missing?")
    CELLS = "cells", _("There are more cells than columns: is a quotation mark missing?")
    BROKEN = (
        "broken",
        _("There is a line break inside a cell, or a quotation mark without its partner. Take it out."),
    )


class NotARoster(ValueError):
    """A sentence for whoever pasted it: why none of it can be read."""


@dataclass(frozen=True, slots=True)
class Row:
    """One usable line, `line` as counted in what was pasted."""

    line: int
    badge: str
    name: str
    role: Role
    operator: str
    renewal: date | None
    email: str
    trained: date | None


@dataclass(frozen=True, slots=True)
class Left:
    """A line that cannot be used, as it was written. `badge`: what stands in that column, which says of whom
    it speaks, so that nobody leaves the roster for a slip in their line. `perhaps`: of a broken line, what
    else in it may be a badge."""

    line: int
    why: Wrong
    written: str
    badge: str
    perhaps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """`unknown`: headings of columns that were passed over."""

    rows: tuple[Row, ...]
    left: tuple[Left, ...]
    columns: frozenset[str] = field(default_factory=frozenset)
    unknown: tuple[str, ...] = ()


def read(text: str, *, today: date, role: Role = Role.DRIVER) -> Sheet:
    """`role` is that of everybody where the sheet has no such column. Raises NotARoster."""
    numbered = lines(text)
    first = next(numbered, None)
    if first is None:
        raise NotARoster(
            _("There is nothing here. Copy the whole sheet, with the line of headings, and paste it.")
        )
    if first.broken:
        raise NotARoster(
            _(
                "In the line of headings there is a line break inside a cell, or a quotation mark without "
                "its partner. Take it out."
            )
        )
    places, unknown = _places(first.cells)
    if "badge" not in places:
        raise NotARoster(
            _("The first line must name the columns, and one must be called Badge or Licence number.")
        )
    reader, found = _Reader(places, len(first.cells), today, role), list[Row | Left]()
    for count, line in enumerate(numbered, 1):
        if count > MOST_LINES:
            raise NotARoster(_("This is more than a hundred thousand lines. Paste it in parts."))
        found.append(reader.read(line))
    rows = tuple(each for each in found if isinstance(each, Row))
    left = tuple(each for each in found if isinstance(each, Left))
    return Sheet(rows, left, frozenset(places), unknown)


def _places(headings: list[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each known column stands, and the headings that are not known."""
    names = {name: column for column, names in COLUMNS.items() for name in names}
    places: dict[str, int] = {}
    unknown = []
    for at, heading in enumerate(headings):
        column = names.get(" ".join(heading.casefold().replace("_", " ").replace(".", "").split()))
        if column and column not in places:
            places[column] = at
        elif heading:
            unknown.append(heading)
    return places, tuple(unknown)


class _Bad(Exception):
    def __init__(self, why: Wrong) -> None:
        self.why = why


class _Reader:
    """Reads line after line, and remembers the badges that it has met."""

    def __init__(self, places: dict[str, int], width: int, today: date, role: Role) -> None:
        self.places, self.width, self.today, self.role = places, width, today, role
        self.met: set[str] = set()

    def read(self, line: Line) -> Row | Left:
        try:
            if line.broken:
                raise _Bad(Wrong.BROKEN)
            return self._row(line.number, line.cells)
        except _Bad as bad:
            at, cells = self.places["badge"], [each[: LONGEST["badge"]] for each in line.cells]
            badge = cells[at] if at < len(cells) else ""
            written = ", ".join(line.cells)[:300]
            return Left(line.number, bad.why, written, badge, tuple(cells) if line.broken else ())

    def _row(self, line: int, cells: list[str]) -> Row:
        if any(cells[self.width :]):
            raise _Bad(Wrong.CELLS)
        said = {column: cells[at] if at < len(cells) else "" for column, at in self.places.items()}
        if any(len(said.get(column, "")) > most for column, most in LONGEST.items()):
            raise _Bad(Wrong.TOO_LONG)
        if COUNTS & {words_as_compared(said.get(column, "").rstrip(": ")) for column in ("badge", "name")}:
            raise _Bad(Wrong.TOTAL)
        row = Row(
            line=line,
            badge=self._badge(said["badge"]),
            name=said.get("name", ""),
            role=self._role(said.get("role", "")),
            operator=said.get("operator", ""),
            renewal=_day(said.get("renewal", ""), Wrong.RENEWAL),
            email=_email(said.get("email", "")),
            trained=_day(said.get("trained", ""), Wrong.TRAINED),
        )
        if row.trained is not None and row.trained > self.today:
            raise _Bad(Wrong.FUTURE)
        self.met.add(badge_as_compared(row.badge))
        return row

    def _badge(self, said: str) -> str:
        plain = badge_as_compared(said)
        if not plain:
            raise _Bad(Wrong.NO_BADGE)
        if SHORTENED.fullmatch(said.strip()):
            raise _Bad(Wrong.MANGLED)
        if plain in self.met:
            raise _Bad(Wrong.TWICE)
        return said

    def _role(self, said: str) -> Role:
        if not said:
            return self.role
        role = ROLES.get(words_as_compared(said))
        if role is None:
            raise _Bad(Wrong.ROLE)
        return role


def _day(said: str, wrong: Wrong) -> date | None:
    if not said:
        return None
    day = read_day(said)
    if day is None:
        raise _Bad(wrong)
    return day


@lru_cache(maxsize=4096)
def read_day(said: str) -> date | None:
    """A date in one of the ways that sheets write it, a time of day after it passed over; None for none."""
    plain = said.strip().partition(" 00:00")[0]
    for pattern in DATES:
        try:
            day = datetime.strptime(plain, pattern).date()  # noqa: DTZ007  # a day has no time zone
        except ValueError:
            continue
        return day if 1990 <= day.year <= 2100 else None
    return None


def _email(said: str) -> str:
    if not said:
        return ""
    try:
        validate_email(said)
    except ValidationError:
        raise _Bad(Wrong.EMAIL) from None
    return said.lower()
