"""How well danger words are heard, by language, on lines written without sight of the lists.

    python bench/danger.py [--json] [FILE.jsonl]

FILE (default: tests/data/danger_lines.jsonl) holds {"language", "now", "text"} a line. Once somebody
tunes on these lines they are no longer unseen: write new ones then.
"""

import argparse
import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from measuring import ROW, print_table  # noqa: E402 - its folder is on the path only from here on

from waylight.engine.wording.danger import PhraseBook  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.wording.measure import Line, measure  # noqa: E402 - its folder is on the path only from here on or in src/


def table(file: Path) -> list[ROW]:
    book = PhraseBook.load(ROOT / "content/wording")
    read = [json.loads(line) for line in file.open(encoding="utf-8")]
    lines = [Line(text=r["text"], language=r["language"], now=r["now"]) for r in read]
    start = time.process_time()
    tallies = measure(book, lines)
    spent = (time.process_time() - start) / len(lines) * 1000
    rows: list[ROW] = [
        {
            "language": language,
            "recall": round(tally.recall, 2),
            "false alarms": round(tally.false_alarm_share, 2),
        }
        for language, tally in sorted(tallies.items())
    ]
    return [*rows, {"language": "CPU ms a line", "recall": round(spent, 1)}]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("file", nargs="?", type=Path, default=ROOT / "tests/data/danger_lines.jsonl")
    asked = parser.parse_args()
    found = table(asked.file)
    print(json.dumps(found)) if asked.json else print_table(asked.file.name, found)
