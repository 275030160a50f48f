"""What it costs to link one new mention with all that is stored, and to build and restart the store.

    python bench/link.py [--size 100000] [--queries 300] [--peer splink] [--json]

SIZE counts simulated mentions of all kinds. CPU time of this process, one thread; the query is a stored
mention put as if from a new report, scored against every row of its kind (nothing is skipped). The peer is
Splink's `predict_between` with one new record, the same weights and good blocking rules, in this same run;
Splink is made for bulk work and does many records at once far more cheaply for each.
"""

import argparse
import json
import logging
import random
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from measuring import ROW, print_table  # noqa: E402 - found beside this file

from waylight.engine.linkage.accounts import KINDS, Kind, Observation  # noqa: E402
from waylight.engine.linkage.columns import Columns  # noqa: E402
from waylight.engine.linkage.linking import KEPT_SUGGESTIONS  # noqa: E402
from waylight.engine.linkage.model import Model, load_model  # noqa: E402
from waylight.engine.linkage.observe import Observer, Venue  # noqa: E402
from waylight.engine.linkage.scoring import Scorer  # noqa: E402
from waylight.engine.linkage.simulate import County  # noqa: E402
from waylight.engine.linkage.spec import comparisons, values_of  # noqa: E402
from waylight.engine.linkage.told import account_of, mention_of  # noqa: E402

CONTENT = ROOT / "content/linkage"
MENTIONS_A_REPORT = 4.6
PEER_QUERIES = 5
RULES: dict[Kind, list[str]] = {
    "person": [
        "l.name = r.name",
        "l.name_bare = r.name_bare",
        "l.phone_whole = r.phone_whole",
        "l.handle = r.handle",
        "l.name_given = r.name_given and l.place_name = r.place_name",
        "l.place_name = r.place_name and l.age = r.age and l.sex = r.sex",
    ],
    "vehicle": [
        "l.mark_whole = r.mark_whole",
        "substr(l.mark_slots, 1, 4) = substr(r.mark_slots, 1, 4) and l.make = r.make",
        "substr(l.mark_slots, 5, 3) = substr(r.mark_slots, 5, 3)",
        "l.make = r.make and l.model = r.model and l.colour = r.colour and l.place_name = r.place_name",
    ],
}


def told(size: int, seed: int) -> dict[Kind, list[Observation]]:
    county = County(CONTENT, round(size / MENTIONS_A_REPORT), seed)
    venues = {v["name"]: Venue(v["id"], v["name"], v["type"], v["district"]) for v in county.venues}
    observer = Observer(CONTENT, venues)
    found: dict[Kind, list[Observation]] = {kind: [] for kind in KINDS}
    for one in county.reports():
        for seen in observer.observe(account_of(one.report, map(mention_of, one.truth["truth"]["mentions"]))):
            found[seen.kind].append(seen)
    return found


def measured(kind: Kind, observed: list[Observation], queries: int, peer: bool) -> ROW:
    spec = comparisons(kind, values_of(CONTENT))
    model = load_model(CONTENT, kind, spec)
    begun = time.process_time()
    columns = Columns(spec)
    for one in observed:
        columns.add(one.id, one.account, one.values)
    columns.count_frequencies(frequencies(model, columns))
    built = time.process_time() - begun
    scorer = Scorer(model, columns, comparisons(kind, values_of(CONTENT)))
    asked = random.Random(1).sample(observed, min(queries, len(observed)))
    spent = sorted(_cpu_ms(scorer, one, model) for one in asked)
    snapshot = columns.snapshot()
    begun = time.process_time()
    Columns.restored(snapshot, comparisons(kind, values_of(CONTENT)))
    restarted = time.process_time() - begun
    row: ROW = {
        "kind": kind,
        "stored": len(columns),
        "distinct": sum(len(c.values) for c in spec),
        "p50 ms": round(spent[len(spent) // 2], 3),
        "p99 ms": round(spent[int(len(spent) * 0.99)], 3),
        "build s": round(built, 2),
        "restart s": round(restarted, 2),
        "column bytes a mention": round(
            sum(held.view.nbytes for held in columns.codes.values()) / len(columns), 1
        ),
        "snapshot bytes a mention": round(len(snapshot) / len(columns), 1),
    }
    if peer and kind in RULES:
        theirs = peer_ms(kind, observed, model, asked[:PEER_QUERIES])
        row |= {"splink p50 ms": round(theirs, 1), "times faster": round(theirs / row["p50 ms"])}
        row["p99 against its p50"] = round(theirs / row["p99 ms"])
    return row


def frequencies(model: Model, columns: Columns) -> dict[str, float]:
    """How often strangers agree, for each column whose rarity counts."""
    return {
        level.frequency: model.weights[name][number].u
        for name, comparison in columns.comparisons.items()
        for number, level in enumerate(comparison.levels)
        if level.frequency
    }


def _cpu_ms(scorer: Scorer, one: Observation, model: Model) -> float:
    begun = time.process_time()
    scorer.scored(one.values, account="a new report", least=model.bands.suggest, most=KEPT_SUGGESTIONS)
    return (time.process_time() - begun) * 1000


def peer_ms(kind: Kind, observed: list[Observation], model: Model, asked: list[Observation]) -> float:
    """Median CPU milliseconds of Splink for one new record."""
    import duckdb
    import pyarrow as pa
    import splink

    spec = comparisons(kind, values_of(CONTENT))

    def table(rows: list[Observation], mark: str) -> Any:
        made: list[ROW] = []
        for one in rows:
            row: ROW = {"unique_id": mark + one.id}
            for comparison in spec:
                row |= comparison.cells(one.values.get(comparison.column, ""))
            made.append(row)
        ints = ("_min", "_max")
        kinds = {name: pa.int64() if name.endswith(ints) else pa.string() for name in made[0]}
        return pa.table({name: pa.array([r[name] for r in made], kinds[name]) for name in made[0]})

    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    api = splink.DuckDBAPI(connection)
    stored = api.register(table(observed, ""))
    settings = model.splink_settings(len(observed)) | {"blocking_rules_to_generate_predictions": RULES[kind]}
    linker = splink.Linker(stored, settings, log_level=logging.ERROR)
    for column in {level.frequency for c in spec for level in c.levels if level.frequency}:
        linker.table_management.compute_tf_table(column)
    spent = []
    for one in asked:
        new = api.register(table([one], "new "))
        begun = time.process_time()
        linker.inference.predict_between(
            new, stored, threshold_match_weight=model.bands.suggest
        ).as_record_list()
        spent.append((time.process_time() - begun) * 1000)
    return sorted(spent)[len(spent) // 2]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--peer", choices=["splink"])
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    observed = told(asked.size, asked.seed)
    rows = [measured(kind, found, asked.queries, asked.peer is not None) for kind, found in observed.items()]
    print(json.dumps(rows)) if asked.json else print_table(f"{asked.size} mentions", rows)


if __name__ == "__main__":
    main()
