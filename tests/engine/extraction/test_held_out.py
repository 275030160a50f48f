"""Reports that no rule was made for: how much of them is found, by kind.

Invented, in an invented town, and written without looking at the rules. `first.txt` was read before rules
were mended by what it showed; `second.txt` after that, and before the few that it showed in turn. The README
of `engine/extraction` has the figures before and after. `{p:words}` marks a mention; the line before a text
says when it came, and from whom.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from waylight.engine.extraction.extractor import Extractor
from waylight.engine.extraction.gazetteer import Gazetteer
from waylight.engine.extraction.lexicon import Lexicon

FOLDER = Path(__file__).parent / "held_out"
KINDS = {
    "p": "person",
    "v": "vehicle",
    "pl": "place",
    "ph": "phone",
    "h": "handle",
    "t": "time",
    "o": "organisation",
}
MARKED = re.compile(r"\{(\w+):([^}]*)\}")
FLOOR = {"person": 0.90, "vehicle": 0.95, "place": 0.95, "phone": 1.0, "handle": 1.0, "time": 0.94}
"""F1 by overlap, over both files. Organisations are too few to say anything."""

Span = tuple[str, int, int]


def reports(file: Path) -> Iterator[tuple[datetime, str, list[Span]]]:
    for report in file.read_text("utf-8").strip().split("\n\n"):
        head, marked = report.split("\n", 1)
        at = datetime.fromisoformat(head[1:].split()[0]).replace(tzinfo=ZoneInfo("Europe/London"))
        text, spans, upto = "", list[Span](), 0
        for found in MARKED.finditer(marked):
            text += marked[upto : found.start()]
            spans.append((KINDS[found[1]], len(text), len(text) + len(found[2])))
            text, upto = text + found[2], found.end()
        yield at, text + marked[upto:], spans


@pytest.fixture(scope="module")
def tallies() -> dict[str, Counter[str]]:
    extractor = Extractor(Lexicon.load(), Gazetteer.read((FOLDER / "gazetteer.csv").read_text().splitlines()))
    found = {kind: Counter[str]() for kind in KINDS.values()}
    for file in ("first.txt", "second.txt"):
        for at, text, true in reports(FOLDER / file):
            ours = extractor.extract(text, received_at=at, language="en")
            for kind, tally in found.items():
                left = [span for span in true if span[0] == kind]
                tally["true"] += len(left)
                for mention in (m for m in ours if m.kind == kind):
                    tally["found"] += 1
                    met = next((s for s in left if mention.start < s[2] and s[1] < mention.end), None)
                    if met is not None:
                        tally["hit"] += 1
                        left.remove(met)
    return found


@pytest.mark.parametrize("kind", FLOOR)
def test_most_of_what_is_told_is_found(tallies: dict[str, Counter[str]], kind: str) -> None:
    tally = tallies[kind]
    assert tally["true"] >= 6
    assert 2 * tally["hit"] / (tally["found"] + tally["true"]) >= FLOOR[kind], tally
