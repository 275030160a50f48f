"""A small invented area, and sentences with their mentions marked.

A case is a line with mentions as `{kind:words}` or `{kind:words=normal form}`; what is not marked must not be
found. Reports are received on Wednesday 23 September 2026 at 22:20 in London.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from waylight.engine.extraction import Extractor, Gazetteer, Lexicon, Mention, Place

RECEIVED = datetime.fromisoformat("2026-09-23T22:20:00+01:00")
CASES = Path(__file__).parent / "cases"
PLACES = (
    Place("p1", "Thornleigh", (), "town"),
    Place("p2", "Saltby", (), "coastal-town"),
    Place("p3", "Harbour Road", (), "street", "Harbour Road"),
    Place("p4", "The Gull Inn", ("the Gull",), "pub", "Harbour Road"),
    Place("p5", "Thornleigh Bus Station", ("the bus station",), "bus-station", "Mill Lane"),
    Place("p6", "Mill Lane", (), "street", "Mill Lane"),
    Place("p7", "Beacon Park", ("the park",), "park"),
    Place("p8", "Kingfisher Hotel", (), "hotel", "Harbour Road"),
    Place("p9", "St Aldhelm's Academy", ("Aldhelms",), "school", "Mill Lane"),
    Place("p10", "Thornleigh Railway Station", ("the station",), "rail-station"),
    Place("p11", "Golden Plaice", (), "takeaway", "Mill Lane"),
    Place("p12", "Market Street", (), "street", "Market Street"),
    Place("p13", "Bus route 12", ("the 12", "number 12"), "bus-route"),
    Place("p14", "Eastwick Quay", ("the quay",), "district"),
    Place("p15", "Teal Court", (), "housing-block", "Mill Lane"),
    Place("p16", "Marram School", (), "school", "Market Street"),
    Place("p17", "Harbour Road", (), "bus-stop", "Harbour Road"),
)
_MARKED = re.compile(r"\{(\w+):([^{}=]*)(?:=([^{}]*))?\}")


@dataclass(frozen=True)
class Case:
    """One sentence and what should be found in it: (kind, start, end, normal form or None)."""

    text: str
    expected: tuple[tuple[str, int, int, str | None], ...]
    language: str


@cache
def extractor() -> Extractor:
    return Extractor(Lexicon.load(), Gazetteer(PLACES))


def found(text: str, language: str = "en") -> list[Mention]:
    return extractor().extract(text, received_at=RECEIVED, language=language)


def cases(name: str) -> list[Case]:
    """The cases of one file; the file's name ends in its language."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    language = name.split(".")[-2] if name.count(".") > 1 else "en"
    return [_case(line, language) for line in lines if line.strip() and not line.startswith("# ")]


def _case(line: str, language: str) -> Case:
    text, expected, at = "", [], 0
    for match in _MARKED.finditer(line):
        text += line[at : match.start()]
        start = len(text)
        text += match.group(2)
        expected.append((match.group(1), start, len(text), match.group(3)))
        at = match.end()
    return Case(text + line[at:], tuple(expected), language)
