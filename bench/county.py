"""Simulated mentions with the identity each truly has, for the benches of linkage."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from waylight.engine.linkage.accounts import KINDS, Kind, Observation
from waylight.engine.linkage.columns import Columns
from waylight.engine.linkage.levels import Distinct
from waylight.engine.linkage.model import Model, load_model
from waylight.engine.linkage.observe import Observer, Venue
from waylight.engine.linkage.scoring import Scorer
from waylight.engine.linkage.simulate import County
from waylight.engine.linkage.spec import comparisons, values_of
from waylight.engine.linkage.told import account_of, mention_of

CONTENT = Path(__file__).resolve().parent.parent / "content/linkage"
MENTIONS_A_REPORT = 4.6
# Mentions to one county; more are told of in several, each with its own people and places.
LARGEST_COUNTY = 1_000_000


@dataclass(frozen=True)
class Told:
    """`observation` as linkage has it, and who or what it truly is ("" where several are spoken of)."""

    observation: Observation
    entity: str
    origin: str = ""


def told(size: int, seed: int, kinds: Sequence[Kind] = KINDS) -> dict[Kind, list[Told]]:
    """About so many mentions of all kinds; the observations of some of them."""
    found: dict[Kind, list[Told]] = {kind: [] for kind in kinds}
    counties = max(1, round(size / LARGEST_COUNTY))
    for n in range(counties):
        _add_county(found, round(size / counties / MENTIONS_A_REPORT), seed + n, f"{n}-" if n else "")
    return found


def _add_county(found: dict[Kind, list[Told]], reports: int, seed: int, mark: str) -> None:
    county = County(CONTENT, reports, seed)
    venues = {v["name"]: Venue(v["id"], v["name"], v["type"], v["district"]) for v in county.venues}
    observer = Observer(CONTENT, venues)
    for one in county.reports():
        truth = one.truth["truth"]
        for seen in observer.observe(account_of(one.report, map(mention_of, truth["mentions"]))):
            if seen.kind not in found or not seen.values:
                continue
            ids = {tuple(truth["mentions"][n]["entity_ids"]) for n in seen.mentions}
            entity = next(iter(ids))[0] if len(ids) == 1 and len(next(iter(ids))) == 1 else ""
            slim = replace(seen, id=mark + seen.id, account=mark + seen.account, attributes={}, mentions=())
            found[seen.kind].append(
                Told(slim, mark + entity if entity else "", truth["origins"].get(entity, ""))
            )


@dataclass
class Store:
    """All of one kind, stored and ready to be asked."""

    told: list[Told]
    spec: list[Distinct]
    model: Model
    columns: Columns
    scorer: Scorer


def stored(kind: Kind, held: list[Told]) -> Store:
    spec = comparisons(kind, values_of(CONTENT))
    model, columns = load_model(CONTENT, kind, spec), Columns(spec)
    for one in held:
        columns.add(one.observation.id, one.observation.account, one.observation.values)
    columns.count_frequencies(frequencies(model, columns))
    return Store(held, spec, model, columns, Scorer(model, columns, comparisons(kind, values_of(CONTENT))))


def frequencies(model: Model, columns: Columns) -> dict[str, float]:
    """How often strangers agree, for each column whose rarity counts."""
    return {
        level.frequency: model.weights[name][number].u
        for name, comparison in columns.comparisons.items()
        for number, level in enumerate(comparison.levels)
        if level.frequency
    }
