"""The measures there are, as dated records from `content/disruption/measures.yaml`.

Facts about law, not advice: what nobody has read at its source says so on every screen.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.conf import settings

from waylight.engine.clocks import months_after
from waylight.guidance.dated import RulesError, read

from .codes import UnitKind

NO_STATUTE = "no statute"
CATEGORIES = ("child", "person", "place", "regulatory", "immigration", "online")
_ASKED_AS = {"immigration": "regulatory", "online": "person"}
_LENGTH = re.compile(r"(\d+) (hours|days|months|years)")


class CatalogueError(RulesError):
    """A file of `content/disruption` that cannot be used. The message says what is wrong where."""


@dataclass(frozen=True)
class Questions:
    children: str
    displacement: str


@dataclass(frozen=True)
class Measure:
    """`in_force_from` is None where it rests on no statute (`no_statute`) or nobody knows the day; the latter
    cannot be chosen. `unverified` is "" where all of the row was read at its source; then, and where a part
    of it was, `verified_on`, `verified_by` and `verified_at` say when, by whom and where."""

    code: str
    title: str
    category: str
    jurisdictions: tuple[str, ...]
    legal_basis: str
    in_force_from: date | None
    in_force_to: date | None
    no_statute: bool
    lead_agency: str
    authority: str
    test: str
    evidence: tuple[str, ...]
    longest: str
    breach: str
    only_for: str
    unverified: str
    verified_on: date | None
    verified_by: str
    verified_at: str
    questions: Questions

    def in_force(self, on: date) -> bool:
        """Whether it may be chosen on this day."""
        if self.in_force_to is not None and on >= self.in_force_to:
            return False
        return self.no_statute or (self.in_force_from is not None and on >= self.in_force_from)

    def fits(self, kind: str) -> bool:
        """Whether it is for a place or a person of concern, as the unit is one."""
        return self.only_for in ("", kind)

    def last_day(self, first: date) -> date | None:
        """The latest day on which it may end if it begins on `first`; None where no longest time is known."""
        return _after(first, self.longest) if self.longest else None


@dataclass(frozen=True)
class Catalogue:
    owner: str
    version: str
    source_date: date
    source: str
    measures: dict[str, Measure]

    def rule_of(self, code: str) -> Measure:
        """Also of a row that was taken out since: what was done by it stays, and nothing more is begun."""
        return self.measures.get(code) or _gone(code)


def opened(name: str) -> dict[str, Any]:
    """A file of `content/disruption`. Raises RulesError without owner, version and source date."""
    return read(settings.CONTENT / "disruption" / name)


@cache
def catalogue() -> Catalogue:
    """Raises CatalogueError, naming the row."""
    found = opened("measures.yaml")
    measures = {code: measure(code, row, found["questions"]) for code, row in found["measures"].items()}
    return Catalogue(found["owner"], str(found["version"]), found["source_date"], found["source"], measures)


def measure(code: str, row: dict[str, Any], questions: dict[str, Any]) -> Measure:
    """A row as it stands in the file. Raises CatalogueError, naming it."""
    since = row.get("in_force_from")
    if row["category"] not in CATEGORIES or not (since in ("", NO_STATUTE) or isinstance(since, date)):
        raise CatalogueError(f"measures.yaml: {code} needs a category and when it came into force.")
    if row["longest"] and not _LENGTH.fullmatch(row["longest"]):
        raise CatalogueError(f"measures.yaml: {code}: cannot read {row['longest']!r}.")
    if row.get("only_for", "") not in ("", *UnitKind.values):
        raise CatalogueError(f"measures.yaml: {code}: {row['only_for']!r} is no kind of unit.")
    _refuse_a_bare_claim(code, row)
    return Measure(
        code=code,
        title=row["title"],
        category=row["category"],
        jurisdictions=tuple(row["jurisdictions"]),
        legal_basis=row["legal_basis"],
        in_force_from=since if isinstance(since, date) else None,
        in_force_to=row.get("in_force_to"),
        no_statute=since == NO_STATUTE,
        lead_agency=row["lead_agency"],
        authority=row["authority"],
        test=row["test"],
        evidence=tuple(row["evidence"]),
        longest=row["longest"],
        breach=row["breach"],
        only_for=row.get("only_for", ""),
        unverified=row.get("unverified", ""),
        verified_on=row.get("verified_on"),
        verified_by=row.get("verified_by", ""),
        verified_at=row.get("verified_at", ""),
        questions=Questions(**questions[_ASKED_AS.get(row["category"], row["category"])]),
    )


def _gone(code: str) -> Measure:
    """It allows nothing that asks for law in force; its words are gone with it."""
    return Measure(
        code=code,
        title=code,
        category="place",
        jurisdictions=(),
        legal_basis="",
        in_force_from=None,
        in_force_to=None,
        no_statute=False,
        lead_agency="",
        authority="",
        test="",
        evidence=(),
        longest="",
        breach="",
        only_for="",
        unverified="This measure stands in the catalogue no more.",
        verified_on=None,
        verified_by="",
        verified_at="",
        questions=Questions("What it means for children", "Where the harm may go"),
    )


def _refuse_a_bare_claim(code: str, row: dict[str, Any]) -> None:
    """What is not said to be unverified was read on a day, by somebody, at a source; or at none of them."""
    told = [row.get(name) for name in ("verified_on", "verified_by", "verified_at")]
    if (any(told) or not row.get("unverified")) and not (all(told) and isinstance(told[0], date)):
        raise CatalogueError(
            f"measures.yaml: {code}: say on which day, by whom and at which source it was read."
        )


def _after(first: date, length: str) -> date:
    number, unit = length.split()
    if unit in ("hours", "days"):
        return first + timedelta(days=int(number) // (24 if unit == "hours" else 1))
    return months_after(first, int(number) * (12 if unit == "years" else 1))
