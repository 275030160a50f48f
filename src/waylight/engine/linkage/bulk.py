"""All pairs at once, by Splink with the same parameter file: for relinking a whole store and for comparison.

Splink is not installed with Waylight; whoever calls this has seen to it. Pairs come from blocking rules, so
some are never looked at: this is a second opinion on what is linked online, not its replacement.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from waylight.engine.linkage.accounts import Kind, Observation
from waylight.engine.linkage.columns import Columns
from waylight.engine.linkage.ledger import Pair, pair
from waylight.engine.linkage.levels import Distinct
from waylight.engine.linkage.model import Model

# Of a pair that any rule brings together, every comparison is made.
RULES: Mapping[Kind, Sequence[str]] = {
    "person": (
        'l."name" = r."name"',
        'l."name_bare" = r."name_bare"',
        'l."phone_whole" = r."phone_whole"',
        'l."handle" = r."handle"',
        'l."vehicle" = r."vehicle"',
        'l."name_given" = r."name_given" and l."place_name" = r."place_name"',
        'l."place_name" = r."place_name" and l."age" = r."age" and l."sex" = r."sex"',
    ),
    "vehicle": (
        'l."mark_whole" = r."mark_whole"',
        'substr(l."mark_slots", 1, 4) = substr(r."mark_slots", 1, 4) and l."make" = r."make"',
        'substr(l."mark_slots", 5, 3) = substr(r."mark_slots", 5, 3)',
        'l."licence" = r."licence"',
        'l."make" = r."make" and l."model" = r."model" and l."colour" = r."colour" '
        'and l."place_name" = r."place_name"',
    ),
    "place": ('l."entry" = r."entry"', 'l."name" = r."name"', 'l."name_bare" = r."name_bare"'),
    "phone": (
        'l."phone_whole" = r."phone_whole"',
        'substr(l."phone_slots", 5, 6) = substr(r."phone_slots", 5, 6)',
        'substr(l."phone_slots", 7, 4) = substr(r."phone_slots", 7, 4)',
    ),
    "handle": (
        'l."handle_bare" = r."handle_bare"',
        'substr(l."handle_bare", 1, 4) = substr(r."handle_bare", 1, 4)',
    ),
    "organisation": ('l."name" = r."name"', 'l."name_bare" = r."name_bare"'),
}


class Engine(Protocol):
    """What Splink runs on: hands over a table, and says conditions in its own SQL."""

    api: Any

    def register(self, columns: Mapping[str, Sequence[Any]]) -> Any: ...

    def sql(self, condition: str) -> str: ...


def table(observed: Iterable[Observation], spec: Sequence[Distinct]) -> dict[str, list[Any]]:
    """The columns that Splink reads."""
    rows = []
    for one in observed:
        row: dict[str, Any] = {"unique_id": one.id}
        for comparison in spec:
            row |= comparison.cells(one.values.get(comparison.column, ""))
        rows.append(row)
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else {})}


def tell_frequencies(linker: Any, columns: Columns, engine: Engine) -> None:
    """The rarities counted online, so that weights are the same."""
    for name, shares in columns.frequencies.items():
        counted = engine.register({name: list(shares), f"tf_{name}": list(shares.values())})
        linker.table_management.register_term_frequency_lookup(counted, name)


def settings_for(model: Model, stored: int, engine: Engine) -> dict[str, Any]:
    """The model's settings with our blocking rules, in the engine's SQL."""
    settings = model.splink_settings(stored)
    for comparison in settings["comparisons"]:
        for level in comparison["comparison_levels"]:
            if level["sql_condition"] != "ELSE":
                level["sql_condition"] = engine.sql(level["sql_condition"])
    settings["blocking_rules_to_generate_predictions"] = [engine.sql(rule) for rule in RULES[model.kind]]
    return settings


def pairs(
    observed: Sequence[Observation],
    spec: Sequence[Distinct],
    model: Model,
    columns: Columns,
    engine: Engine,
) -> dict[Pair, float]:
    """The pairs that weigh at least as much as is shown to a person, and their weights in bits.

    Two of one account are left out: there they were told apart. `columns` gives rarities and size of store.
    """
    import splink

    if len(observed) < 2:
        return {}
    stored = engine.register(table(observed, spec))
    linker = splink.Linker(stored, settings_for(model, len(columns), engine), log_level=logging.ERROR)
    tell_frequencies(linker, columns, engine)
    scored = linker.inference.predict(threshold_match_weight=model.bands.suggest).as_record_list()
    account = {one.id: one.account for one in observed}
    return {
        pair(row["unique_id_l"], row["unique_id_r"]): row["match_weight"]
        for row in scored
        if account[row["unique_id_l"]] != account[row["unique_id_r"]]
    }


class DuckDB:
    """On one machine."""

    def __init__(self, threads: int | None = None) -> None:
        import duckdb
        import splink

        self.connection = duckdb.connect()
        if threads:
            self.connection.execute(f"SET threads = {threads}")
        self.api = splink.DuckDBAPI(self.connection)

    def register(self, columns: Mapping[str, Sequence[Any]]) -> Any:
        import pyarrow

        kinds = {"tf_": pyarrow.float64(), "_min": pyarrow.int64(), "_max": pyarrow.int64()}

        def kind(name: str) -> Any:
            return kinds.get(name[:3]) or kinds.get(name[-4:]) or pyarrow.string()

        return self.api.register(
            pyarrow.table({name: pyarrow.array(held, kind(name)) for name, held in columns.items()})
        )

    def sql(self, condition: str) -> str:
        return condition
