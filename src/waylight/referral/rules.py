"""The room's dated rules, read from `content/referral`: owner, version and source date stand in each file."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone

from waylight.engine.clocks import Limit, due, months_after
from waylight.guidance import queries as guidance
from waylight.guidance.dated import RulesError, read

from .codes import URGENCY

END_OF_DAY = time(17)
SOCIAL_CARE = "social-care"
OUTSIDE = "outside"
"""To whom an agency may say that an item may go, beside the desks: somebody without an account."""


@dataclass(frozen=True)
class Desk:
    """An agency or service. `checks`: may be asked; `quorum`: must sit; `referrals`: may be referred to."""

    code: str
    words: str
    checks: bool
    quorum: bool
    referrals: bool


@dataclass(frozen=True)
class Term:
    """How long something may take: a limit of `engine.clocks`, or calendar months to a day."""

    limit: Limit | None
    months: int
    source: str
    verified: bool

    def ends(self, start: datetime, area: str) -> datetime:
        """When it falls due, counted from `start` by the area's hours. A month later is the same day of it,
        or its last where it has no such day."""
        if self.limit is not None:
            return due(start, self.limit, guidance.hours(area))
        day = months_after(timezone.localdate(start), self.months)
        return timezone.make_aware(datetime.combine(day, END_OF_DAY))

    def __str__(self) -> str:
        return str(self.limit) if self.limit else f"{self.months} months"


@dataclass(frozen=True)
class Clocks:
    version: str
    source_date: date
    checks: dict[str, Term]
    terms: dict[str, Term]


def opened(name: str) -> dict[str, Any]:
    """A file of `content/referral`. Raises RulesError without owner, version and source date."""
    return read(settings.CONTENT / "referral" / name)


@cache
def desks() -> dict[str, Desk]:
    return {code: Desk(code, **line) for code, line in opened("desks.yaml")["desks"].items()}


def desk_words(code: str) -> str:
    """An agency that a later version of the list no longer has keeps its code."""
    if code == OUTSIDE:
        return str(opened("desks.yaml")[OUTSIDE])
    found = desks().get(code)
    return found.words if found else code


@dataclass(frozen=True)
class Asked:
    """A question of the referral form. `origin`: what of the record answers it; `family`: in their copy,
    which each question says for itself; `outside`: may be handed by link to somebody without an account;
    `listed`: the list of `lists.yaml` from which may be chosen beside the words."""

    code: str
    ask: str
    hint: str
    origin: str
    family: bool
    outside: bool
    listed: str


@dataclass(frozen=True)
class CodeList:
    """`codes`: words by code, in the order of the list. `several`: more than one may hold."""

    codes: dict[str, str]
    several: bool
    owner: str
    version: str
    source: str
    source_date: date
    verified: bool

    def words(self, chosen: list[str]) -> list[str]:
        """A code that a later list no longer has keeps itself."""
        return [self.codes.get(code, code) for code in chosen]


@dataclass(frozen=True)
class Block:
    title: str
    questions: list[Asked]


@dataclass(frozen=True)
class Law:
    code: str
    title: str
    words: str
    in_force: str
    source: str
    verified: bool
    version: str
    source_date: date


@cache
def form_blocks() -> list[Block]:
    return [
        Block(
            block["title"],
            [
                Asked(
                    code,
                    line["ask"],
                    line.get("hint", ""),
                    line.get("from", ""),
                    line.get("family", False),
                    line.get("outside", True),
                    line.get("list", ""),
                )
                for code, line in block["questions"].items()
            ],
        )
        for block in opened("form.yaml")["blocks"].values()
    ]


@cache
def code_lists() -> dict[str, CodeList]:
    """Raises RulesError where a question asks for a list that is not there."""
    found = {code: CodeList(**line) for code, line in opened("lists.yaml")["lists"].items()}
    asked = {each.listed for block in form_blocks() for each in block.questions if each.listed}
    if not asked <= set(found):
        raise RulesError(f"lists.yaml lacks {', '.join(sorted(asked - set(found)))}.")
    return found


def list_of(question: str) -> CodeList | None:
    """What may be chosen beside the words of a question."""
    listed = {each.code: each.listed for block in form_blocks() for each in block.questions}
    return code_lists().get(listed.get(question, ""))


def family_questions() -> frozenset[str]:
    """Codes of the questions that the copy for the family may have."""
    return frozenset(each.code for block in form_blocks() for each in block.questions if each.family)


def form_version() -> str:
    return str(opened("form.yaml")["version"])


@cache
def law() -> Law:
    found = opened("law.yaml")
    return Law(**found["law"], version=str(found["version"]), source_date=found["source_date"])


@cache
def clocks() -> Clocks:
    """Raises RulesError where a rating that is asked at has no limit."""
    found = opened("clocks.yaml")
    if {code for code, line in found["checks"].items() if "limit" in line} != set(URGENCY):
        raise RulesError(f"clocks.yaml: checks needs {', '.join(URGENCY)}, each with its limit.")
    return Clocks(
        version=str(found["version"]),
        source_date=found["source_date"],
        checks={code: _term(line) for code, line in found["checks"].items()},
        terms={code: _term(line) for code, line in found["clocks"].items()},
    )


def _term(line: dict[str, Any]) -> Term:
    limit = Limit.parse(line["limit"]) if "limit" in line else None
    return Term(limit, int(line.get("months", 0)), line["source"], bool(line["verified"]))
