"""The parameters of one kind: what each level is worth, where links begin, and where they come from.

A parameter file holds Splink's own settings under "splink", so that Splink can score with it as it stands,
and under "waylight" what Splink has no word for: version, bands, what identifies, how the prior follows the
size of the store.
"""

import copy
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from waylight.engine.linkage.accounts import KINDS, Kind
from waylight.engine.linkage.levels import ELSE, Distinct


class ModelError(ValueError):
    """A parameter file that does not fit the comparisons of this version; says where."""


@dataclass(frozen=True)
class Bands:
    """In bits, the prior included: from `suggest` a person is asked, from `join` it is linked by itself.

    A link once made stays until it falls under `fracture`. No pair of one cluster may have *evidence* (the
    prior left out) under `veto`.
    """

    suggest: float
    join: float
    fracture: float
    veto: float


@dataclass(frozen=True)
class LevelWeight:
    """`bits` is log2(m/u); `u` serves the adjustment for rarity."""

    bits: float
    m: float
    u: float


@dataclass(frozen=True)
class Model:
    """`identifying`: sets of (comparison, its levels); one whole set must hold before a join by itself."""

    kind: Kind
    version: str
    weights: Mapping[str, tuple[LevelWeight, ...]]
    bands: Bands
    identifying: tuple[Mapping[str, frozenset[int]], ...]
    matches_per_mention: float
    least_population: int
    trained_on: Mapping[str, Any]
    settings: Mapping[str, Any]

    def probability_of_match(self, stored: int) -> float:
        """That two mentions drawn at random are one, in a store of this size (Splink's own parameter)."""
        return self.matches_per_mention / max(stored, self.least_population)

    def prior(self, stored: int) -> float:
        """The same in bits of odds."""
        probability = self.probability_of_match(stored)
        return math.log2(probability / (1 - probability))

    def bits(self, comparison: str, level: int) -> float:
        """What a level is worth; nothing if nothing could be compared."""
        return self.weights[comparison][level - 1].bits if level else 0.0

    def rarity_bits(self, comparison: str, level: int, frequency: float | None) -> float:
        """What a rare value adds to a level, or a common one takes from it."""
        return math.log2(self.weights[comparison][level - 1].u / frequency) if frequency else 0.0

    def identifies(self, levels: Mapping[str, int]) -> bool:
        """Whether the agreement rests on what identifies, not on descriptions or a nickname alone."""
        return any(
            all(levels.get(comparison, 0) in allowed for comparison, allowed in needed.items())
            for needed in self.identifying
        )

    def splink_settings(self, stored: int) -> dict[str, Any]:
        """Splink's settings with the prior for a store of this size."""
        settings = copy.deepcopy(dict(self.settings))
        settings["probability_two_random_records_match"] = self.probability_of_match(stored)
        return settings


def read_model(text: str, comparisons: Sequence[Distinct]) -> Model:
    """Raises ModelError if the file and the comparisons differ in names, number of levels or conditions."""
    held = json.loads(text)
    ours, settings = held["waylight"], held["splink"]
    found = {c["output_column_name"]: c["comparison_levels"] for c in settings["comparisons"]}
    if list(found) != [c.column for c in comparisons]:
        raise ModelError(f"Compares {list(found)}, not {[c.column for c in comparisons]}.")
    weights = {
        c.column: _weights(c, [x for x in found[c.column] if not x.get("is_null_level")]) for c in comparisons
    }
    return Model(
        kind=ours["kind"],
        version=ours["version"],
        weights=weights,
        bands=Bands(**ours["bands"]),
        identifying=tuple(
            {name: frozenset(levels) for name, levels in needed.items()} for needed in ours["identifying"]
        ),
        matches_per_mention=ours["matches_per_mention"],
        least_population=ours["least_population"],
        trained_on=ours["trained_on"],
        settings=settings,
    )


def _weights(comparison: Distinct, levels: list[dict[str, Any]]) -> tuple[LevelWeight, ...]:
    if [x["sql_condition"] for x in levels] != [level.sql for level in comparison.levels]:
        raise ModelError(f"The levels of {comparison.column!r} are not those of this version: train again.")
    pairs = [(x["m_probability"], x["u_probability"]) for x in levels]
    return tuple(LevelWeight(math.log2(m / u), m, u) for m, u in pairs)


def splink_settings(
    comparisons: Sequence[Distinct], parameters: Mapping[str, Sequence[tuple[float, float]]] | None = None
) -> dict[str, Any]:
    """Settings for Splink 5, with m and u for each level if they are known already."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": 0.0001,
        "blocking_rules_to_generate_predictions": [],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "comparisons": [_comparison(c, (parameters or {}).get(c.column)) for c in comparisons],
    }


def _comparison(comparison: Distinct, known: Sequence[tuple[float, float]] | None) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {"sql_condition": comparison.missing_sql, "label_for_charts": "Not told", "is_null_level": True}
    ]
    for number, level in enumerate(comparison.levels):
        held: dict[str, Any] = {"sql_condition": level.sql, "label_for_charts": level.label}
        if level.frequency and level.sql != ELSE:
            held |= {"tf_adjustment_column": level.frequency, "tf_adjustment_weight": 1.0}
            # The condition is an exact match on that very column; Splink need not search for another.
            held["disable_tf_exact_match_detection"] = True
        if known is not None:
            held["m_probability"], held["u_probability"] = known[number]
        levels.append(held)
    return {"output_column_name": comparison.column, "comparison_levels": levels}


def load_model(folder: Path, kind: Kind, comparisons: Sequence[Distinct]) -> Model:
    """From content/linkage/<kind>.json."""
    return read_model((folder / f"{kind}.json").read_text(encoding="utf-8"), comparisons)


def is_kind(name: str) -> bool:
    """Whether mentions of this kind are linked at all (times are not)."""
    return name in KINDS
