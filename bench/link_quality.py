"""How many true pairs are found, how rightly, beside Splink with good rules: same weights, same run.

    python bench/link_quality.py [--size 100000] [--queries 1000] [--json] [--gate 0.05]

Pairs of a sample of simulated mentions with all stored ones of other reports. `candidate recall`: the share
of the true pairs that is looked at and weighs more than ten bits below even odds (Splink's: that its blocking
rules bring together and weigh so much). F1 at the best threshold; recall at the lowest threshold that keeps
precision at .99. Both have the rarities of this store. With --gate the exit code is 1 if for people or
vehicles our best F1 is not at least so much above Splink's.
"""

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from county import Shelf, Store, Told, stored, told  # noqa: E402 - its folder is on the path only from here on
from measuring import ROW, print_table  # noqa: E402 - its folder is on the path only from here on or in src/

from waylight.engine.linkage.accounts import KINDS, Kind  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.engine.linkage.bulk import DuckDB, settings_for, table, tell_frequencies  # noqa: E402 - its folder is on the path only from here on or in src/
from waylight.site.scale_packages import SPLINK, NotThere, bring, use  # noqa: E402 - its folder is on the path only from here on or in src/

LEAST_BITS = -10.0
HIGH_PRECISION = 0.99
Pair = tuple[str, str]


def ours(store: Store, asked: Sequence[Told]) -> dict[Pair, float]:
    """Every stored row is scored."""
    found: dict[Pair, float] = {}
    for one in asked:
        seen = one.observation
        for row in store.scorer.scored(seen.values, account=seen.account, least=LEAST_BITS):
            found[seen.id, store.columns.ids[row.row]] = row.weight
    return found


def splinks(store: Store, asked: Sequence[Told]) -> dict[Pair, float]:
    """What its blocking rules bring together."""
    import splink

    engine = DuckDB()
    existing = engine.register(table([one.observation for one in store.told], store.spec))
    linker = splink.Linker(existing, settings_for(store.model, len(store.told), engine), log_level=40)
    tell_frequencies(linker, store.columns, engine)
    mark = "asked "
    rows = table([one.observation for one in asked], store.spec)
    rows["unique_id"] = [mark + id for id in rows["unique_id"]]
    scored = linker.inference.predict_between(
        engine.register(rows), existing, threshold_match_weight=LEAST_BITS
    ).as_record_list()
    account = {one.observation.id: one.observation.account for one in store.told}
    found = {}
    for row in scored:
        one, other = sorted((row["unique_id_l"], row["unique_id_r"]), key=lambda id: not id.startswith(mark))
        if account[one.removeprefix(mark)] != account[other]:
            found[one.removeprefix(mark), other] = row["match_weight"]
    return found


def score(found: Mapping[Pair, float], asked: Sequence[Told], held: Shelf) -> ROW:
    """Of pairs with a stored mention of one known identity."""
    entity = {one.observation.id: one.entity for one in held}
    alike: dict[str, list[Told]] = defaultdict(list)
    for one in held:
        alike[one.entity].append(one)
    true = sum(
        other.observation.account != one.observation.account for one in asked for other in alike[one.entity]
    )
    ranked = sorted(
        ((weight, entity[a] == entity[b]) for (a, b), weight in found.items() if entity[b]), reverse=True
    )
    right, best, high = 0, (0.0, 0.0, 0.0, 0.0), 0.0
    for made, (weight, is_one) in enumerate(ranked, start=1):
        right += is_one
        if made < len(ranked) and ranked[made][0] == weight:
            continue
        precision, recall = right / made, right / max(true, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        best = max(best, (f1, precision, recall, weight))
        high = max(high, recall if precision >= HIGH_PRECISION else 0.0)
    return {
        "true pairs": true,
        "candidate recall": round(right / max(true, 1), 4),
        "best F1": round(best[0], 4),
        "its precision": round(best[1], 4),
        "its recall": round(best[2], 4),
        "recall at precision .99": round(high, 4),
    }


def compared(kind: Kind, held: Shelf, queries: int) -> list[ROW]:
    store = stored(kind, held)
    known = [one for one in held if one.entity]
    asked = random.Random(4).sample(known, min(queries, len(known)))
    rows = []
    for name, way in (("every row scored", ours), ("splink, blocked", splinks)):
        rows.append({"kind": kind, "stored": len(held), "by": name, **score(way(store, asked), asked, held)})
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=31)
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--gate", type=float)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    try:
        bring(SPLINK, lambda line: print(line, file=sys.stderr))
        use(SPLINK)
    except NotThere as problem:
        parser.exit(1, f"{problem}\n")
    held = told(asked.size, asked.seed, asked.kind or KINDS)
    rows = [row for kind in list(held) for row in compared(kind, held.pop(kind), asked.queries)]
    if asked.json:
        print(json.dumps({"size": asked.size, "rows": rows}))
    else:
        print_table(f"{asked.size:,} mentions, {asked.queries} asked for each kind", rows)
    ahead = [
        one["best F1"] - other["best F1"]
        for one, other in zip(rows[::2], rows[1::2], strict=True)
        if one["kind"] in ("person", "vehicle")
    ]
    if asked.gate is not None and min(ahead) < asked.gate:
        sys.exit(1)


if __name__ == "__main__":
    main()
