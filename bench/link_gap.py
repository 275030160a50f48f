"""Do names of one origin or script link worse than those of another? Recall of true pairs, by group.

    python bench/link_gap.py [--reports 6000] [--seed 21] [--gate 0.15] [--json]

A simulated county. Of the true pairs of reports that both name the person, the share that weighs enough to be
shown to somebody (`suggest`), on the name and what else was told: by origin of the name, by whether it was
written in another script at least once, by role, by age. `give or take`: two standard errors, persons drawn,
since the pairs of one person stand or fall together. With --gate the exit code is 1 if two groups of a kind
differ by more even when each is given the benefit of that.
"""

import argparse
import json
import sys
from collections import defaultdict
from itertools import combinations
from math import sqrt
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from measuring import ROW, print_table  # noqa: E402 - its folder is on the path only from here on

from waylight.engine.linkage.accounts import Observation  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.linkage.columns import Columns  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.linkage.listed import Venue  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.linkage.model import load_model  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.linkage.observe import Observer  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.linkage.scoring import Scorer  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.linkage.simulate import County  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.linkage.spec import comparisons, values_of  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.linkage.told import account_of, mention_of  # noqa: E402 - its folder is on the path only from here on or in src/

CONTENT = ROOT / "content/linkage"
# Groups of fewer persons are shown and not judged.
FEWEST = 30
KINDS_OF_GROUP = ("origin", "written", "told of", "aged")
BANDS = (("under 14", 14), ("14 to 17", 18), ("18 to 34", 35))


def gaps(reports: int, seed: int) -> list[ROW]:
    """One row a group: true pairs and how many of them are shown."""
    county = County(CONTENT, reports, seed)
    venues = [Venue(v["id"], v["name"], v["type"], v["district"]) for v in county.venues]
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
    ages = {who.id: who.age for story in county.stories for who in (*story.adults, *story.children)}
    scorer = Scorer(model, columns, comparisons("person", values_of(CONTENT)))
    counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for entity, seen in named.items():
        for one, other in combinations(seen, 2):
            if one.account == other.account:
                continue
            shown = scorer.weight(one.values, other.values, len(columns)) >= model.bands.suggest
            for group in _groups(one, other, origins[entity], ages[entity]):
                counts[group][entity][0] += 1
                counts[group][entity][1] += shown
    return [_row(group, list(persons.values())) for group, persons in sorted(counts.items())]


def _row(group: str, persons: list[list[int]]) -> ROW:
    """`persons`: the true pairs of each, and how many of them are shown."""
    pairs, shown = (sum(column) for column in zip(*persons, strict=True))
    recall = shown / pairs
    # The ratio estimator's error, with persons as what is drawn.
    spread = sqrt(sum((found - recall * of) ** 2 for of, found in persons)) / pairs
    return {
        "group": group,
        "persons": len(persons),
        "true pairs": pairs,
        "shown": shown,
        "recall": round(recall, 3),
        "give or take": round(2 * spread, 3),
    }


def _groups(one: Observation, other: Observation, origin: str, age: int) -> list[str]:
    scripts = "another script" if not (one.said + other.said).isascii() else "plain letters"
    child = "child" in (one.values.get("role"), other.values.get("role"))
    return [
        "all",
        f"origin {origin}",
        f"written in {scripts}",
        "told of as child" if child else "told of as adult",
        f"aged {next((name for name, below in BANDS if age < below), '35 and over')}",
    ]


def widest(rows: list[ROW], of: str, sure: bool = False) -> float:
    """The widest gap in recall between two groups of enough persons; with `sure` what is left of it when the
    better one is taken as low, and the worse one as high, as they may be."""
    found = [row for row in rows if row["group"].startswith(of) and row["persons"] >= FEWEST]
    room = 1 if sure else 0
    high = max((row["recall"] - room * row["give or take"] for row in found), default=0.0)
    low = min((row["recall"] + room * row["give or take"] for row in found), default=0.0)
    return max(high - low, 0.0)


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
    found = {of: round(widest(rows, of), 3) for of in KINDS_OF_GROUP}
    sure = {of: round(widest(rows, of, sure=True), 3) for of in KINDS_OF_GROUP}
    if asked.json:
        print(json.dumps({"groups": rows, "widest": found, "beyond chance": sure}))
    else:
        print_table(f"{asked.reports} reports", rows)
        print("widest gap in recall:", found)
        print("beyond chance:", sure)
    if asked.gate is not None and max(sure.values()) > asked.gate:
        sys.exit(1)


if __name__ == "__main__":
    main()
