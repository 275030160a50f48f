"""CPU time to find the mentions of one report.

    python bench/extract.py REPORTS.jsonl --gazetteer FILE.csv [--rounds N] [--json]

Every report of the file is read N times after one round to warm up. Milliseconds of this process's CPU.
"""

import argparse
import json
import statistics
import sys
import time
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from measuring import ROW, print_table  # noqa: E402 - its folder is on the path only from here on

from waylight.engine.extraction import Extractor, Gazetteer, Lexicon  # noqa: E402 - its folder is on the path only from here on or in src/


def table(reports: Path, gazetteer: Path, rounds: int) -> list[ROW]:
    start = time.process_time()
    lexicon = Lexicon.load()
    with gazetteer.open(encoding="utf-8-sig", newline="") as lines:
        places = Gazetteer.read(lines)
    loaded = time.process_time() - start
    extractor = Extractor(lexicon, places)
    texts = [json.loads(line) for line in reports.open(encoding="utf-8")]
    spent: list[float] = []
    for number in range(rounds + 1):
        for report in texts:
            received = datetime.fromisoformat(report["received_at"])
            begun = time.process_time()
            extractor.extract(report["text"], received_at=received, language=report["language"])
            if number:
                spent.append((time.process_time() - begun) * 1000)
    spent.sort()
    return [
        {"what": "CPU ms a report, mean", "value": round(statistics.fmean(spent), 3)},
        {"what": "p50", "value": round(spent[len(spent) // 2], 3)},
        {"what": "p99", "value": round(spent[int(len(spent) * 0.99)], 3)},
        {
            "what": "words a report, mean",
            "value": round(statistics.fmean(len(r["text"].split()) for r in texts), 1),
        },
        {"what": "places in the gazetteer", "value": len(places.places)},
        {"what": "CPU ms to load lists and gazetteer", "value": round(loaded * 1000, 1)},
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("reports", type=Path)
    parser.add_argument("--gazetteer", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = table(asked.reports, asked.gazetteer, asked.rounds)
    print(json.dumps(found)) if asked.json else print_table(asked.reports.name, found)
