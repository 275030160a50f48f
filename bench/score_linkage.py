"""How well mentions are linked and which patterns are shown, against a truth file that only this reads.

    python bench/score_linkage.py --truth TRUTH.jsonl --reports REPORTS.jsonl --gazetteer FILE.csv \\
        --patterns PATTERNS.json [--given] [--json]
    python bench/score_linkage.py --simulated 2000 [--seed 5] [--json]

Pairs of mentions in different reports, by kind: precision, recall and F1 of "one entity". A mention found
counts as the true mention of its kind that it overlaps most. `recall` is of all true pairs, so what
extraction missed costs recall here too; with --given the true mentions are linked, not extracted ones. A
mention that speaks of several (two ids) is one with each of them.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from measuring import ROW, print_table  # noqa: E402 - its folder is on the path only from here on

from waylight.engine.linkage.lines import gazetteer, linked  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.linkage.simulate import County  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.linkage.told import account_of, mention_of  # noqa: E402 - its folder is on the path only from here on or in src/

CONTENT = ROOT / "content/linkage"
KINDS = ("person", "vehicle", "place", "phone", "handle", "organisation")
# An alert is about a true pattern or a decoy if half of its reports are that one's.
SHARE = 0.5


def rows(file: Path) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in file.open(encoding="utf-8")]


def by_given(reports: Sequence[Mapping[str, Any]], truth: Mapping[str, Any], venues: Path) -> list[ROW]:
    """The lines `link` would write if extraction made no mistake."""
    accounts = [account_of(row, [mention_of(m) for m in truth[row["id"]]["mentions"]]) for row in reports]
    return list(linked(accounts, gazetteer(venues.read_text(encoding="utf-8")), CONTENT))


def by_verb(reports: Path, venues: Path) -> list[ROW]:
    command = [sys.executable, "-m", "waylight", "link", str(reports), "--gazetteer", str(venues)]
    told = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, cwd=ROOT, env={"PYTHONPATH": str(ROOT / "src")}
    )
    return [json.loads(line) for line in told.stdout.splitlines()]


def pair_scores(lines: Iterable[ROW], truth: Mapping[str, Any]) -> list[ROW]:
    """Precision, recall, F1 of pairs across reports, by kind."""
    true_ids: dict[str, list[tuple[str, int, frozenset[str]]]] = defaultdict(list)
    entity_of: dict[tuple[str, int], str] = {}
    for line in (line for line in lines if "mentions" in line):
        for found in line["mentions"]:
            place = _true_mention(found, truth[line["id"]]["mentions"])
            if place is not None and found.get("entity"):
                entity_of[line["id"], place] = found["entity"]
    for report, told in truth.items():
        for place, mention in enumerate(told["mentions"]):
            true_ids[mention["kind"]].append((report, place, frozenset(mention["entity_ids"])))
    return [_pairs(kind, true_ids[kind], entity_of) for kind in KINDS]


def _pairs(
    kind: str, told: list[tuple[str, int, frozenset[str]]], entity_of: Mapping[tuple[str, int], str]
) -> ROW:
    right = made = true = 0
    for (a, m, ids), (b, n, others) in combinations(told, 2):
        if a == b:
            continue
        is_one = bool(ids & others)
        said = (a, m) in entity_of and entity_of[a, m] == entity_of.get((b, n))
        right, made, true = right + (is_one and said), made + said, true + is_one
    precision, recall = right / made if made else 1.0, right / true if true else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    scores = {"precision": round(precision, 4), "recall": round(recall, 4), "F1": round(f1, 4)}
    return {"kind": kind, "pairs": true, "made": made, **scores}


def _true_mention(found: Mapping[str, Any], told: Sequence[Mapping[str, Any]]) -> int | None:
    best, most = None, 0
    for place, mention in enumerate(told):
        shared = min(found["end"], mention["end"]) - max(found["start"], mention["start"])
        if mention["kind"] == found["kind"] and shared > most:
            best, most = place, shared
    return best


def alert_scores(lines: Iterable[ROW], known: Mapping[str, Any]) -> ROW:
    """True patterns that were shown, and alerts that are decoys, rumours or nothing."""
    alerts = [line for line in lines if "pattern" in line]
    shown = [p["id"] for p in known["patterns"] if any(_is_about(a, p) for a in alerts)]
    wrong = {
        name: sum(any(_is_about(a, one) for one in known[name]) for a in alerts)
        for name in ("decoys", "circular")
    }
    true = sum(any(_is_about(a, p) for p in known["patterns"]) for a in alerts)
    counts = {"patterns": len(known["patterns"]), "surfaced": len(shown), "alerts": len(alerts)}
    return counts | {"true alerts": true, "decoy alerts": wrong["decoys"], "rumour alerts": wrong["circular"]}


def _is_about(alert: Mapping[str, Any], pattern: Mapping[str, Any]) -> bool:
    said = set(alert["report_ids"])
    return len(said & set(pattern["report_ids"])) >= SHARE * len(said)


def simulated(reports: int, seed: int, given: bool) -> tuple[list[ROW], dict[str, Any], dict[str, Any]]:
    county = County(CONTENT, reports, seed)
    told = county.reports()
    truth = {one.truth["id"]: one.truth["truth"] for one in told}
    with tempfile.TemporaryDirectory() as folder:
        venues, file = Path(folder) / "gazetteer.csv", Path(folder) / "reports.jsonl"
        venues.write_text(county.gazetteer(), encoding="utf-8")
        file.write_text("".join(json.dumps(one.report) + "\n" for one in told), encoding="utf-8")
        lines = by_given([one.report for one in told], truth, venues) if given else by_verb(file, venues)
    return lines, truth, county.patterns()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("truth", "reports", "gazetteer", "patterns"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--simulated", type=int)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--given", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    start = time.process_time()
    if asked.simulated:
        lines, truth, known = simulated(asked.simulated, asked.seed, asked.given)
    else:
        truth = {row["id"]: row["truth"] for row in rows(asked.truth)}
        lines = (
            by_given(rows(asked.reports), truth, asked.gazetteer)
            if asked.given
            else by_verb(asked.reports, asked.gazetteer)
        )
        known = json.loads(asked.patterns.read_text(encoding="utf-8"))
    spent = time.process_time() - start
    pairs, alerts = pair_scores(lines, truth), alert_scores(lines, known)
    if asked.json:
        print(json.dumps({"pairs": pairs, "alerts": alerts, "cpu_seconds": round(spent, 2)}))
    else:
        print_table("pairs of mentions across reports", pairs)
        print_table(f"alerts ({spent:.1f} s CPU)", [alerts])
        for alert in (line for line in lines if "pattern" in line):
            print(alert["pattern"], " ".join(alert["report_ids"]))


if __name__ == "__main__":
    main()
