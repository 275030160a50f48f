"""How well mentions are found: precision, recall and F1 for each kind, against the answers of a truth file.

    python bench/score_extraction.py REPORTS.jsonl TRUTH.jsonl --gazetteer FILE.csv
        [--only IDS.json] [--errors] [--json]

`exact`: same kind, start and end. `overlap`: same kind, sharing at least one character, each used once.
`normal form`: of the mentions that overlap, how many have the same normal form (letters' case aside).
Only this script reads the truth. --only takes a JSON list of report ids, so that a half can be held back.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from measuring import ROW, print_table  # noqa: E402 - its folder is on the path only from here on

from waylight.engine.extraction.extractor import Extractor  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.extraction.gazetteer import Gazetteer  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.extraction.lexicon import Lexicon  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.extraction.mention import KINDS, Mention  # noqa: E402 - its folder is on the path only from here on or in src/

Truth = dict[str, Any]


@dataclass
class Tally:
    """Counts of one kind. `missed` and `wrong` are words, for --errors."""

    found: int = 0
    true: int = 0
    exact: int = 0
    overlap: int = 0
    normal: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def row(self, name: str) -> ROW:
        return {
            "kind": name,
            "true": self.true,
            "found": self.found,
            **_scores("exact", self.exact, self.found, self.true),
            **_scores("overlap", self.overlap, self.found, self.true),
            "normal form": round(self.normal / self.overlap, 3) if self.overlap else None,
        }


def _scores(name: str, hits: int, found: int, true: int) -> ROW:
    precision = hits / found if found else 1.0
    recall = hits / true if true else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {f"{name} P": round(precision, 3), f"{name} R": round(recall, 3), f"{name} F1": round(f1, 3)}


def compare(found: Iterable[Mention], true: Iterable[Truth], tallies: dict[str, Tally], where: str) -> None:
    """Add one report to the tallies."""
    for name in tallies:
        ours = [m for m in found if name in _names(m.kind, m.attributes)]
        theirs = [t for t in true if name in _names(t["kind"], t["attributes"])]
        tally = tallies[name]
        tally.found += len(ours)
        tally.true += len(theirs)
        left = list(theirs)
        for mention in sorted(ours, key=lambda m: not any(_same(m, t) for t in theirs)):
            match = next((t for t in left if _same(mention, t)), None)
            tally.exact += match is not None
            match = match or next(
                (t for t in left if mention.start < t["end"] and t["start"] < mention.end), None
            )
            if match is None:
                tally.wrong.append(f"{where} +{name}: {mention.text!r} ({mention.rule})")
                continue
            left.remove(match)
            tally.overlap += 1
            tally.normal += mention.normalised.casefold() == match["normalised"].casefold()
            if not _same(mention, match):
                tally.wrong.append(
                    f"{where} ~{name}: {mention.text!r} for {match['text']!r} ({mention.rule})"
                )
            elif mention.normalised.casefold() != match["normalised"].casefold():
                tally.wrong.append(
                    f"{where} ={name}: {mention.text!r} {mention.normalised} for {match['normalised']}"
                )
        tally.missed += [f"{where} -{name}: {t['text']!r}" for t in left]


def _same(mention: Mention, truth: Truth) -> bool:
    return (mention.start, mention.end) == (truth["start"], truth["end"])


def _names(kind: str, attributes: Any) -> tuple[str, ...]:
    """A mark is a vehicle, and counted by itself too."""
    return (kind, "mark") if kind == "vehicle" and attributes.get("form") == "mark" else (kind,)


def score(reports: Path, truth: Path, gazetteer: Path, only: set[str] | None) -> dict[str, Tally]:
    with gazetteer.open(encoding="utf-8", newline="") as lines:
        extractor = Extractor(Lexicon.load(), Gazetteer.read(lines))
    answers = {line["id"]: line["truth"]["mentions"] for line in _lines(truth)}
    tallies = {name: Tally() for name in (*KINDS, "mark")}
    for report in _lines(reports):
        if only is None or report["id"] in only:
            received = datetime.fromisoformat(report["received_at"])
            found = extractor.extract(report["text"], received_at=received, language=report["language"])
            compare(found, answers[report["id"]], tallies, report["id"])
    return tallies


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("reports", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--gazetteer", type=Path, required=True)
    parser.add_argument("--only", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    only = set(json.loads(asked.only.read_text())) if asked.only else None
    tallies = score(asked.reports, asked.truth, asked.gazetteer, only)
    rows = [tally.row(name) for name, tally in tallies.items()]
    if asked.json:
        print(json.dumps(rows))
    else:
        print_table(asked.reports.name, rows)
    if asked.errors:
        told = [line for tally in tallies.values() for line in (*tally.missed, *tally.wrong)]
        print("\n".join(sorted(told)))
        print(Counter(line.split()[1][:2] for line in told))


if __name__ == "__main__":
    main()
