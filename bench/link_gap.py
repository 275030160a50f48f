"""Do names of one origin or script link worse than those of another? Recall of true pairs, by group.

    python bench/link_gap.py [--reports 6000] [--seed 21] [--gate 0.15] [--json]

A simulated county. Of the true pairs of reports that both name the person, the share that weighs enough to be
shown to somebody (`suggest`), on the name and what else was told: by origin of the name, by whether it was
written in another script at least once, by role. With --gate the exit code is 1 if two groups differ by more.
"""

import argparse
import json
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from measuring import ROW, print_table  # noqa: E402 - found beside this file

from waylight.engine.linkage.accounts import Observation  # noqa: E402
from waylight.engine.linkage.columns import Columns  # noqa: E402
from waylight.engine.linkage.model import load_model  # noqa: E402
from waylight.engine.linkage.observe import Observer, Venue  # noqa: E402
from waylight.engine.linkage.scoring import Scorer  # noqa: E402
from waylight.engine.linkage.simulate import County  # noqa: E402
from waylight.engine.linkage.spec import comparisons, values_of  # noqa: E402
from waylight.engine.linkage.told import account_of, mention_of  # noqa: E402

CONTENT = ROOT / "content/linkage"
FEWEST = 30


def gaps(reports: int, seed: int) -> list[ROW]:
    """One row a group: true pairs and how many of them are shown."""
    county = County(CONTENT, reports, seed)
    venues = {v["name"]: Venue(v["id"], v["name"], v["type"], v["district"]) for v in county.venues}
    observer = Observer(CONTENT, venues)
    named: dict[str, list[Observation]] = defaultdict(list)
    origins: dict[str, str] = {}
    spec = comparisons("person", values_of(CONTENT))
    columns, model = Columns(spec), load_model(CONTENT, "person", spec)
    for told in county.reports():
        rows = told.truth["truth"]["mentions"]
        origins |= told.truth["truth"]["origins"]
        for one in observer.observe(account_of(told.report, map(mention_of, rows))):
            if one.kind == "person":
                columns.add(one.id, one.account, one.values)
                if one.values.get("name"):
                    named[rows[one.mentions[0]]["entity_ids"][0]].append(one)
    scorer = Scorer(model, columns, comparisons("person", values_of(CONTENT)))
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for entity, seen in named.items():
        for one, other in combinations(seen, 2):
            if one.account == other.account:
                continue
            shown = scorer.weight(one.values, other.values, len(columns)) >= model.bands.suggest
            for group in _groups(one, other, origins[entity]):
                counts[group][0] += 1
                counts[group][1] += shown
    return [
        {"group": group, "true pairs": pairs, "shown": shown, "recall": round(shown / pairs, 3)}
        for group, (pairs, shown) in sorted(counts.items())
    ]


def _groups(one: Observation, other: Observation, origin: str) -> list[str]:
    scripts = "another script" if not (one.said + other.said).isascii() else "plain letters"
    child = "child" in (one.values.get("role"), other.values.get("role"))
    return [
        "all",
        f"origin {origin}",
        f"written in {scripts}",
        "told of as child" if child else "told of as adult",
    ]


def widest(rows: list[ROW], of: str) -> float:
    """The widest gap in recall between two groups of enough pairs."""
    found = [row["recall"] for row in rows if row["group"].startswith(of) and row["true pairs"] >= FEWEST]
    return max(found) - min(found) if found else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--gate", type=float)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows = gaps(asked.reports, asked.seed)
    found = {of: round(widest(rows, of), 3) for of in ("origin", "written", "told of")}
    if asked.json:
        print(json.dumps({"groups": rows, "widest": found}))
    else:
        print_table(f"{asked.reports} reports", rows)
        print("widest gap in recall:", found)
    if asked.gate is not None and max(found.values()) > asked.gate:
        sys.exit(1)


if __name__ == "__main__":
    main()
