"""What it costs to link one new mention with all that is stored, and to build and restart the store.

    python bench/link.py [--size 1000000] [--peer splink] [--json]
    python bench/link.py --grow 10000,100000,1000000 [--peer splink] [--draw docs/linkage] [--json]

SIZE counts simulated mentions of all kinds. CPU time of this process, one thread. A query is a stored mention
put as if from a new report: `scan` scores every row of its kind; `keys` gives the same answer through the
index (`same` says so: every answer compared), and with `--frontier` under limits on the rows walked, with the
share of the scan's links then found. The peer, up to a million mentions, is Splink's `predict_between`
with one new record, the same weights and good blocking rules, in this same run; Splink is made for bulk work
and does many records at once far more cheaply for each. It is brought into a folder of its own if missing.
"""

import argparse
import json
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from county import LARGEST_COUNTY, Shelf, Store, stored, told  # noqa: E402 - its folder is on the path only from here on
from link_page import written  # noqa: E402 - its folder is on the path only from here on or in src/
from measuring import ROW, print_table  # noqa: E402 - its folder is on the path only from here on or in src/

from waylight.engine.linkage.accounts import KINDS, Kind, Observation  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.linkage.bulk import RULES, DuckDB, settings_for, table, tell_frequencies  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.linkage.columns import Columns  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.linkage.keys import Keys  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.linkage.linking import KEPT_SUGGESTIONS  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.linkage.spec import comparisons, values_of  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.site.scale_packages import SPLINK, NotThere, bring, use  # noqa: E402 - its folder is on the path only from here on or in src/

CONTENT = ROOT / "content/linkage"
PEER_QUERIES = 5
LIMITS = (1, 3, 10, 30, 100, 300, 1000)
AS_NEW = "a new report"


def measured(kind: Kind, held: Shelf, size: int, asked: argparse.Namespace) -> ROW:
    memory, begun = _resident(), time.process_time()
    store = stored(kind, held)
    built = time.process_time() - begun
    begun = time.process_time()
    keys = Keys(store.scorer)
    keys.scored({}, account=AS_NEW, least=0.0)
    indexed = time.process_time() - begun
    memory = _resident() - memory
    queries = [one.observation for one in held.sample(asked.queries)]
    scan, keyed = spent_ms(queries, _scan(store)), spent_ms(queries, _keyed(store, keys))
    answers = [_keyed(store, keys)(one) for one in queries]
    snapshot = store.columns.snapshot()
    begun = time.process_time()
    Columns.restored(snapshot, comparisons(kind, values_of(CONTENT)))
    restarted = time.process_time() - begun
    rows = len(store.columns)
    row: ROW = {
        "kind": kind,
        "stored": rows,
        "distinct": sum(len(c.values) for c in store.spec),
        "scan p50 ms": _at(scan, 0.5),
        "scan p99 ms": _at(scan, 0.99),
        "keys p50 ms": _at(keyed, 0.5),
        "keys p99 ms": _at(keyed, 0.99),
        "same": all(a.found == _scan(store)(q) for q, a in zip(queries, answers, strict=True)),
        "complete": sum(one.complete for one in answers) / len(answers),
        "rows looked at p99": _at(sorted(one.looked_at for one in answers), 0.99),
        "build s": round(built, 2),
        "index s": round(indexed, 2),
        "restart s": round(restarted, 2),
        "column bytes a mention": round(_column_bytes(store.columns) / rows, 1),
        "snapshot bytes a mention": round(len(snapshot) / rows, 1),
        "process bytes a mention": round(memory / rows),
    }
    if asked.peer and kind in RULES and size <= LARGEST_COUNTY:
        theirs = peer_ms(kind, store, queries[:PEER_QUERIES])
        row |= {
            "splink p50 ms": round(theirs, 1),
            "scan times faster": round(theirs / row["scan p50 ms"]),
            "keys times faster": round(theirs / row["keys p50 ms"]),
            "keys p99 against its p50": round(theirs / row["keys p99 ms"]),
        }
    if asked.frontier:
        row["frontier"] = [frontier(store, keys, queries, limit) for limit in LIMITS]
    row["spent"] = {"scan": scan, "keys": keyed}
    return row


def _scan(store: Store) -> Callable[[Observation], Any]:
    least = store.model.bands.suggest
    return lambda one: store.scorer.scored(one.values, account=AS_NEW, least=least, most=KEPT_SUGGESTIONS)


def _keyed(store: Store, keys: Keys, limit: int | None = None) -> Callable[[Observation], Any]:
    least = store.model.bands.suggest
    return lambda one: keys.scored(
        one.values, account=AS_NEW, least=least, most=KEPT_SUGGESTIONS, limit=limit
    )


def spent_ms(queries: Sequence[Observation], do: Callable[[Observation], Any]) -> list[float]:
    """CPU milliseconds of each, sorted."""
    spent = []
    for one in queries:
        begun = time.process_time()
        do(one)
        spent.append((time.process_time() - begun) * 1000)
    return sorted(spent)


def frontier(store: Store, keys: Keys, queries: Sequence[Observation], limit: int) -> ROW:
    """Under a limit on rows: time, and how much of what the scan finds is found."""
    least, strong = store.model.bands.suggest, store.model.bands.join
    spent = spent_ms(queries, _keyed(store, keys, limit))
    links = found = joins = joined = complete = 0
    for one in queries:
        full = store.scorer.scored(one.values, account=AS_NEW, least=least)
        reached = keys.scored(one.values, account=AS_NEW, least=least, limit=limit)
        links, found = links + len(full), found + len(reached.found)
        joins += sum(s.weight >= strong for s in full)
        joined += sum(s.weight >= strong for s in reached.found)
        complete += reached.complete
    return {
        "rows at most": limit,
        "p50 ms": _at(spent, 0.5),
        "p99 ms": _at(spent, 0.99),
        "links found": round(found / links, 4) if links else 1.0,
        "strong links found": round(joined / joins, 4) if joins else 1.0,
        "answers known complete": round(complete / len(queries), 4),
    }


def peer_ms(kind: Kind, store: Store, asked: Sequence[Observation]) -> float:
    """Median CPU milliseconds of Splink for one new record."""
    import splink

    engine = DuckDB(threads=1)
    held = [one.observation for one in store.told]
    existing = engine.register(table(held, store.spec))
    linker = splink.Linker(existing, settings_for(store.model, len(held), engine), log_level=40)
    tell_frequencies(linker, store.columns, engine)
    spent = []
    for one in asked:
        new = table([one], store.spec) | {"unique_id": ["new " + one.id]}
        at_hand = engine.register(new)
        begun = time.process_time()
        linker.inference.predict_between(
            at_hand, existing, threshold_match_weight=store.model.bands.suggest
        ).as_record_list()
        spent.append((time.process_time() - begun) * 1000)
    return sorted(spent)[len(spent) // 2]


def _at(ordered: Sequence[float], share: float) -> float:
    return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)], 3)


def _column_bytes(columns: Columns) -> int:
    return sum(held.view.nbytes for held in columns.codes.values())


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def overall(rows: Sequence[ROW], way: str, share: float) -> float:
    """Over all kinds, each weighing as much as it is told of."""
    weighed = sorted((ms, row["stored"] / len(row["spent"][way])) for row in rows for ms in row["spent"][way])
    wanted, passed = share * sum(weight for _, weight in weighed), 0.0
    for ms, weight in weighed:
        passed += weight
        if passed >= wanted:
            return round(ms, 3)
    return round(weighed[-1][0], 3)


def run(size: int, asked: argparse.Namespace) -> ROW:
    """All kinds at one size, as one object."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        aside = Path(folder) if size > LARGEST_COUNTY else None
        held = told(size, asked.seed, asked.kind or KINDS, aside)
        rows = [measured(kind, held.pop(kind), size, asked) for kind in list(held)]
    found: ROW = {
        "size": size,
        "observations": sum(row["stored"] for row in rows),
        "scan": {"p50 ms": overall(rows, "scan", 0.5), "p99 ms": overall(rows, "scan", 0.99)},
        "keys": {"p50 ms": overall(rows, "keys", 0.5), "p99 ms": overall(rows, "keys", 0.99)},
        "build s": round(sum(row["build s"] + row["index s"] for row in rows), 2),
        "restart s": round(sum(row["restart s"] + row["index s"] for row in rows), 2),
        "peak MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "load average": {"before": round(load, 2), "after": round(os.getloadavg()[0], 2)},
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
    }
    peers = [row for row in rows if "splink p50 ms" in row]
    if peers:
        stored_rows = sum(row["stored"] for row in peers)
        theirs = sum(row["splink p50 ms"] * row["stored"] for row in peers) / stored_rows
        found["splink"] = {
            "p50 ms": round(theirs, 1),
            "keys times faster": round(theirs / found["keys"]["p50 ms"]),
            "scan times faster": round(theirs / found["scan"]["p50 ms"]),
            "least ratio of any kind, keys": min(row["keys times faster"] for row in peers),
            "of": [row["kind"] for row in peers],
        }
    for row in rows:
        del row["spent"]
    return found | {"kinds": rows}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--grow", type=lambda sizes: [int(n) for n in sizes.split(",")])
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--peer", choices=["splink"])
    parser.add_argument("--frontier", action="store_true")
    parser.add_argument("--draw", type=Path)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if asked.peer:
        try:
            bring(SPLINK, lambda line: print(line, file=sys.stderr))
            use(SPLINK)
        except NotThere as problem:
            parser.exit(1, f"{problem}\n")
    runs = [run(size, asked) for size in asked.grow or [asked.size]]
    if asked.draw:
        written(runs, asked.draw, "python " + " ".join(sys.argv))
    if asked.json:
        print(json.dumps({"runs": runs} if asked.grow else runs[0]))
        return
    for one in runs:
        print_table(
            f"{one['size']:,} mentions",
            [{k: v for k, v in row.items() if k != "frontier"} for row in one["kinds"]],
        )
        for row in one["kinds"]:
            if "frontier" in row:
                print_table(f"{row['kind']}: under a limit on rows", row["frontier"])
        print({k: v for k, v in one.items() if k != "kinds"})


if __name__ == "__main__":
    main()
