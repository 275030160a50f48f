"""Train linkage with Splink 5 on a simulated county; writes content/linkage/<kind>.json.

    .venv/bin/uv pip install --require-hashes -r requirements-scale.txt
    python -m tools.train_linkage --version 2026-11-22 [--reports 6000] [--seed 11]

u comes from random pairs, m from the true identities of the simulation. A level never met gets a floor, and
one whose u the simulation cannot know keeps the u of its specification.
"""

import argparse
import json
import logging
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from waylight.engine.linkage.accounts import KINDS, Kind, Observation  # noqa: E402 - src/ is on the path only from here on
from waylight.engine.linkage.levels import ELSE, Distinct  # noqa: E402 - src/ is on the path only from here on
from waylight.engine.linkage.listed import Venue  # noqa: E402 - src/ is on the path only from here on
from waylight.engine.linkage.model import splink_settings  # noqa: E402 - src/ is on the path only from here on
from waylight.engine.linkage.observe import Observer  # noqa: E402 - src/ is on the path only from here on
from waylight.engine.linkage.simulate import County  # noqa: E402 - src/ is on the path only from here on
from waylight.engine.linkage.spec import comparisons, values_of  # noqa: E402 - src/ is on the path only from here on
from waylight.engine.linkage.told import account_of, mention_of  # noqa: E402 - src/ is on the path only from here on

CONTENT = ROOT / "content/linkage"
U_PAIRS = 2_000_000
LEAST_M, LEAST_U = 0.001, 1e-6
# People err: whatever the simulation says, one true pair in fifty is told as different.
LEAST_M_DIFFERENT = 0.02
# A level that was never met says nothing.
UNMET = 1e-4
# Set by the scorer on counties of 800 to 6,000 reports: from seven bits on, 99 of 100 joins were right.
BANDS = {"suggest": 2.0, "join": 7.0, "fracture": 3.0, "veto": -6.0}
# However few are stored, so many of the kind are about and could have been told of.
LEAST_POPULATION = {
    "person": 500,
    "vehicle": 300,
    "place": 300,
    "phone": 150,
    "handle": 150,
    "organisation": 100,
}
# Which agreements are more than a description: comparison and levels, numbered as in `spec.py`.
IDENTIFYING: dict[Kind, list[dict[str, list[int]]]] = {
    "person": [
        {"phone": [1], "name": [1, 2, 3, 5]},
        {"handle": [1, 2], "name": [1, 2, 3, 5]},
        {"name": [1], "born": [1]},
        {"name": [1], "place": [1, 2]},
        {"name": [1], "vehicle": [1]},
    ],
    "vehicle": [
        {"mark": [1, 2, 4, 5]},
        {"licence": [1]},
        {"mark": [6], "make": [1]},
        {"mark": [6, 7], "colour": [1]},
        {"mark": [3, 7, 8], "model": [1], "colour": [1, 2]},
    ],
    "place": [{"entry": [1]}],
    "phone": [{"phone": [1]}],
    "handle": [{"handle": [1, 2]}],
    "organisation": [{"name": [1]}],
}


@dataclass
class Told:
    """An observation of the simulation with the identity it truly has."""

    observation: Observation
    entity: str


def simulated(reports: int, seed: int) -> dict[Kind, list[Told]]:
    """The observations of a county by kind."""
    county = County(CONTENT, reports, seed)
    observer = Observer(CONTENT, [Venue(v["id"], v["name"], v["type"], v["district"]) for v in county.venues])
    found: dict[Kind, list[Told]] = {kind: [] for kind in KINDS}
    for told in county.reports():
        rows = told.truth["truth"]["mentions"]
        for one in observer.observe(account_of(told.report, map(mention_of, rows))):
            entity = next((rows[n]["entity_ids"][0] for n in one.mentions if rows[n]["entity_ids"]), "")
            if entity and one.values:
                found[one.kind].append(Told(one, entity))
    return found


def table(told: Sequence[Told], spec: Sequence[Distinct]) -> dict[str, list[Any]]:
    """The columns that Splink reads."""
    rows = []
    for one in told:
        row: dict[str, Any] = {"unique_id": one.observation.id, "entity": one.entity}
        for comparison in spec:
            row |= comparison.cells(one.observation.values.get(comparison.column, ""))
        rows.append(row)
    return {name: [row[name] for row in rows] for name in rows[0]}


def learned(
    told: Sequence[Told], spec: Sequence[Distinct], seed: int
) -> dict[str, list[tuple[float, float]]]:
    """m and u of each level, by Splink."""
    import duckdb
    import pyarrow as pa
    from splink import DuckDBAPI, Linker

    api = DuckDBAPI(duckdb.connect())
    columns = table(told, spec)
    ints = {name for name in columns if name.endswith(("_min", "_max"))}
    held = pa.table({n: pa.array(c, pa.int64() if n in ints else pa.string()) for n, c in columns.items()})
    linker = Linker(api.register(held), splink_settings(spec), log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=U_PAIRS, seed=seed)
    linker.training.estimate_m_from_label_column("entity")
    saved = linker.misc.save_model_to_json()
    return {
        comparison.column: _parameters(
            comparison, made["comparison_levels"], _matching(told, comparison.column)
        )
        for comparison, made in zip(spec, saved["comparisons"], strict=True)
    }


def _parameters(
    comparison: Distinct, made: list[dict[str, Any]], matching: float
) -> list[tuple[float, float]]:
    """Splink's m and u, the true pairs taken out of u: random pairs hold some, a rare level only them."""
    found = []
    for level, saved in zip(comparison.levels, [x for x in made if not x.get("is_null_level")], strict=True):
        m, u = saved.get("m_probability"), saved.get("u_probability")
        if not isinstance(m, float) and not isinstance(u, float):
            found.append((level.m or UNMET, level.u or UNMET))
            continue
        least = LEAST_M_DIFFERENT if level.sql == ELSE else LEAST_M
        m = max(m if isinstance(m, float) else 0.0, least)
        u = ((u if isinstance(u, float) else 0.0) - matching * m) / (1 - matching)
        found.append((level.m or m, level.u or max(u, LEAST_U)))
    return found


def _matching(told: Sequence[Told], column: str) -> float:
    """The share of true pairs among the pairs that both tell of this."""
    counts = Counter(one.entity for one in told if one.observation.values.get(column))
    mentions = sum(counts.values())
    return sum(n * (n - 1) for n in counts.values()) / max(mentions * (mentions - 1), 1)


def matches_per_mention(told: Sequence[Told]) -> float:
    """True pairs for each pair of mentions, times the mentions: the prior of a store of any size."""
    pairs = sum(n * (n - 1) / 2 for n in Counter(one.entity for one in told).values())
    return round(2 * pairs / max(len(told) - 1, 1), 4)


def train(kind: Kind, told: Sequence[Told], version: str, seed: int, reports: int) -> dict[str, Any]:
    """The whole parameter file of one kind."""
    spec = comparisons(kind, values_of(CONTENT))
    return {
        "waylight": {
            "kind": kind,
            "version": version,
            "bands": BANDS,
            "identifying": IDENTIFYING[kind],
            "matches_per_mention": matches_per_mention(told),
            "least_population": LEAST_POPULATION[kind],
            "trained_on": {
                "simulated_reports": reports,
                "seed": seed,
                "mentions": len(told),
                "by": "splink 5",
            },
        },
        "splink": splink_settings(spec, learned(told, spec, seed)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", required=True)
    parser.add_argument("--reports", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--kind", choices=KINDS, action="append")
    asked = parser.parse_args()
    told = simulated(asked.reports, asked.seed)
    for kind in asked.kind or KINDS:
        made = train(kind, told[kind], asked.version, asked.seed, asked.reports)
        (CONTENT / f"{kind}.json").write_text(
            json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        print(f"{kind}: {len(told[kind])} mentions")


if __name__ == "__main__":
    main()
