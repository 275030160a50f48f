"""The weight given online is Splink's own, pair for pair, on 10,000 pairs of each kind."""

import logging
import random
from typing import Any

import pytest

from waylight.engine.linkage.accounts import KINDS, Kind, Observation
from waylight.engine.linkage.columns import Columns
from waylight.engine.linkage.levels import Distinct
from waylight.engine.linkage.model import load_model
from waylight.engine.linkage.scoring import Scorer
from waylight.engine.linkage.spec import comparisons, values_of

from .county import CONTENT, observations

SIDE, REPORTS = 100, 2400


def _row(one: Observation, columns: Columns, spec: list[Distinct]) -> dict[str, Any]:
    row: dict[str, Any] = {"unique_id": one.id}
    for comparison in spec:
        row |= comparison.cells(one.values.get(comparison.column, ""))
    for name, shares in columns.frequencies.items():
        row[f"tf_{name}"] = shares.get(row[name] or "")
    return row


def _sides(kind: Kind, scorer: Scorer) -> tuple[list[Observation], list[Observation]]:
    """Half of the right side are what weighs most for one on the left, or no high level would be met."""
    told = {one.id: one for one in observations(REPORTS, 3)[kind]}
    shuffled = random.Random(kind).sample(list(told.values()), len(told))
    left, rest = shuffled[:SIDE], shuffled[SIDE:]
    taken = {one.id for one in left}
    right: dict[str, Observation] = {}
    for one in left:
        best = (
            scorer.columns.ids[s.row]
            for s in scorer.scored(one.values, account=one.account, least=-50.0)
            if scorer.columns.ids[s.row] not in taken | right.keys()
        )
        if len(right) < SIDE // 2 and (id := next(best, None)):
            right[id] = told[id]
    right |= {one.id: one for one in rest if one.id not in right}
    return left, list(right.values())[:SIDE]


@pytest.mark.parametrize("kind", KINDS)
def test_the_weight_is_splinks_own(kind: Kind) -> None:
    splink = pytest.importorskip("splink", reason="Splink is not installed: requirements-scale.txt brings it")
    import duckdb
    import pyarrow as pa

    spec = comparisons(kind, values_of(CONTENT))
    model = load_model(CONTENT, kind, spec)
    columns = Columns(comparisons(kind, values_of(CONTENT)))
    for one in observations(REPORTS, 3)[kind]:
        columns.add(one.id, one.account, one.values)
    columns.count_frequencies(
        {lv.frequency: model.weights[c.column][n].u for c in spec for n, lv in enumerate(c.levels)}
    )
    scorer = Scorer(model, columns, comparisons(kind, values_of(CONTENT)))
    left, right = _sides(kind, scorer)
    api = splink.DuckDBAPI(duckdb.connect())
    tables = [api.register(_arrow(pa, [_row(o, columns, spec) for o in side])) for side in (left, right)]
    settings = model.splink_settings(len(columns)) | {"link_type": "link_and_dedupe"}
    linker = splink.Linker([*tables], settings, log_level=logging.ERROR)
    scored = linker.inference.score_pairs(*tables).as_record_list()
    by_id = {one.id: one for one in (*left, *right)}
    assert len(scored) == SIDE * SIDE
    differ = [
        (row["unique_id_l"], row["unique_id_r"])
        for row in scored
        if abs(
            row["match_weight"]
            - scorer.weight(by_id[row["unique_id_l"]].values, by_id[row["unique_id_r"]].values, len(columns))
        )
        > 1e-6
    ]
    assert not differ, [(by_id[a].values, by_id[b].values) for a, b in differ[:3]]
    names = [o.said for o in (*left, *right)]
    if kind == "person":
        assert any(not name.isascii() for name in names), "no name in another script was compared"


def _arrow(pa: Any, rows: list[dict[str, Any]]) -> Any:
    kinds = {"_min": pa.int64(), "_max": pa.int64()}

    def kind(name: str) -> Any:
        return pa.float64() if name.startswith("tf_") else kinds.get(name[-4:], pa.string())

    return pa.table({name: pa.array([row[name] for row in rows], kind(name)) for name in rows[0]})
