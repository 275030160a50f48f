"""Relinking in bulk gives a difference to look at: people's decisions hold, and nothing is replaced."""

import importlib.util
import json
import shutil
from typing import Any

import pytest

from waylight.engine.linkage import relink
from waylight.engine.linkage.accounts import KINDS
from waylight.engine.linkage.bulk import DuckDB, pairs
from waylight.engine.linkage.linking import Linkage
from waylight.engine.linkage.observe import Observer

from .county import CONTENT, account, accounts, linkage

needs_splink = pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in ("splink", "duckdb", "pyarrow")),
    reason="Splink is not installed: requirements-scale.txt brings it",
)
needs_spark = pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
    reason="Spark is not here: requirements-spark.txt brings it, and it needs Java 17",
)
MARK = {"form": "mark"}


def two_marks() -> Linkage:
    held = linkage()
    held.arrive_all(
        [
            account(f"r{n}", "A car AB00CDE outside.", ("vehicle", "AB00CDE", MARK), day=f"2026-03-0{n}")
            for n in (1, 2, 3)
        ]
    )
    return held


def decided(verdict: str, one: str = "r1", other: str = "r2", start: int = 6) -> str:
    ends = {"one": {"report": one, "start": start}, "other": {"report": other, "start": 6}}
    said = {
        "verdict": verdict,
        "author": "an analyst",
        "reason": "cloned plates",
        "at": "2026-03-05T10:00:00+00:00",
    }
    return json.dumps(ends | said)


class Splinkless:
    """An engine that no pair is asked of."""

    api: Any = None


def test_decisions_are_read_by_report_and_place() -> None:
    held = two_marks()
    (one,) = relink.decisions([decided("different"), ""], held)
    assert one.pair == ("r1#0", "r2#0") and one.verdict == "different" and one.author == "an analyst"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (decided("perhaps"), "perhaps"),
        (decided("same", one="r9"), "r9"),
        (decided("same", start=1), "begins at 1"),
        (decided("same", other="r1"), "not linked with itself"),
        ("{", "Line 1"),
        ('{"verdict": "same"}', "one"),
    ],
)
def test_a_decision_about_nothing_is_refused_with_its_line(line: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as refused:
        list(relink.decisions([line], two_marks()))
    assert "Line 1 of the decisions" in str(refused.value)


def test_where_online_and_bulk_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    held = two_marks()
    (decision,) = relink.decisions([decided("different")], held)
    held.decide(decision)
    weight = held.kinds["vehicle"].clusters.links["r1#0", "r3#0"].weight
    found = {("r1#0", "r2#0"): weight, ("r1#0", "r3#0"): weight + 1}
    monkeypatch.setattr(relink, "pairs", lambda *_: found)
    bulk = relink.relinked(held, "vehicle", Splinkless())  # type: ignore[arg-type]  # asked of nothing
    changes = {(one.change, one.pair) for one in relink.differences(held, "vehicle", bulk)}
    assert ("changed", ("r1#0", "r3#0")) in changes
    assert ("contradicted", ("r1#0", "r2#0")) in changes
    assert bulk.clusters.entity_of["r1#0"] != bulk.clusters.entity_of["r2#0"]
    assert {held.entity("r1#0"), held.entity("r2#0")} == {"r1#0", "r2#0"}


def test_a_pair_that_only_one_of_them_joins(monkeypatch: pytest.MonkeyPatch) -> None:
    held = two_marks()
    monkeypatch.setattr(relink, "pairs", lambda *_: {})
    lost = relink.relinked(held, "vehicle", Splinkless())  # type: ignore[arg-type]  # asked of nothing
    assert [one.change for one in relink.differences(held, "vehicle", lost)] == ["lost"] * 3
    (before,) = {held.entity(f"r{n}#0") for n in (1, 2, 3)}
    assert before == "r1#0", "the linkage itself stays as it is"


@needs_splink
def test_splink_weighs_every_pair_as_online() -> None:
    held = Linkage(CONTENT, Observer(CONTENT, ()))
    held.arrive_all(accounts(300, 6))
    for kind in KINDS:
        observed = [one for one in held.observations.values() if one.kind == kind]
        of = held.kinds[kind]
        found = pairs(observed, list(of.columns.comparisons.values()), of.model, of.columns, DuckDB())
        assert found
        for (one, other), weight in found.items():
            values = held.observations[one].values, held.observations[other].values
            assert weight == pytest.approx(of.scorer.weight(*values, len(of.columns)), abs=1e-6)
    rows = list(relink.rows(held, DuckDB(), "duckdb"))
    assert not [row for row in rows if row.get("change") == "changed"]
    assert rows[-1]["engine"] == "duckdb" and set(rows[-1]["kinds"]) == set(KINDS)


@needs_splink
@needs_spark
def test_spark_gives_the_pairs_of_duckdb() -> None:
    from waylight.engine.linkage.spark import Spark

    held = Linkage(CONTENT, Observer(CONTENT, ()))
    held.arrive_all(accounts(150, 6))
    spark, duckdb = Spark(), DuckDB()
    for kind in KINDS:
        observed = [one for one in held.observations.values() if one.kind == kind]
        of = held.kinds[kind]
        told = observed, list(of.columns.comparisons.values()), of.model, of.columns
        assert pairs(*told, spark) == pytest.approx(pairs(*told, duckdb), abs=1e-9)
