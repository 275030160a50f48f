"""Help on lawful basis and sharing in plain English: `content/wording/sharing.yaml`."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.conf import settings

from waylight.guidance.dated import RulesError, read

from .codes import LawfulBasis


@dataclass(frozen=True)
class SharingHelp:
    """`tests`: the two questions, by code, whether something is shared or withheld. `bases`: what each lawful
    basis means. `verified`: whether somebody has read the sources that are named."""

    lines: tuple[str, ...]
    tests: dict[str, str]
    record: tuple[str, ...]
    bases: dict[str, str]
    source: str
    owner: str
    version: str
    source_date: date
    verified: bool

    @property
    def named_bases(self) -> list[tuple[str, str]]:
        return [(str(LawfulBasis(code).label), words) for code, words in self.bases.items()]


@cache
def sharing_help() -> SharingHelp:
    """Raises RulesError unless both tests are there and each lawful basis has its words."""
    found = read(settings.CONTENT / "wording/sharing.yaml")
    if set(found["tests"]) != {"helps", "detriment"} or set(found["bases"]) != set(LawfulBasis.values):
        raise RulesError("sharing.yaml: needs the two tests, and words for each lawful basis.")
    return SharingHelp(
        lines=tuple(found["lines"]),
        tests=dict(found["tests"]),
        record=tuple(found["record"]),
        bases=dict(found["bases"]),
        source=found["source"],
        owner=found["owner"],
        version=str(found["version"]),
        source_date=found["source_date"],
        verified=bool(found["verified"]),
    )
