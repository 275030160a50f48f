"""Simulated mentions with the identity each truly has, for the benches of linkage."""

import pickle
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from waylight.engine.linkage.accounts import KINDS, Kind, Observation
from waylight.engine.linkage.columns import Columns
from waylight.engine.linkage.levels import Distinct
from waylight.engine.linkage.listed import Venue
from waylight.engine.linkage.model import Model, load_model
from waylight.engine.linkage.observe import Observer
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


class Shelf:
    """All that is told of one kind: in memory, or in a file of `folder` where memory would not hold it."""

    def __init__(self, kind: Kind, folder: Path | None) -> None:
        self.kept: list[Told] = []
        self.file = folder / f"{kind}.told" if folder else None
        self.count = self.batches = 0

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Told]:
        if self.batches:
            with self.file.open("rb") as lines:
                for _ in range(self.batches):
                    yield from pickle.load(lines)  # noqa: S301 - this process wrote it a moment ago
        yield from self.kept

    def add(self, one: Told) -> None:
        self.kept.append(one)
        self.count += 1

    def put_away(self) -> None:
        """What is in memory goes to the file, if there is one."""
        if self.file:
            with self.file.open("ab") as lines:
                pickle.dump(self.kept, lines)
            self.kept, self.batches = [], self.batches + 1

    def sample(self, count: int, seed: int = 1) -> list[Told]:
        """So many, drawn at random without taking more into memory than these."""
        wanted = random.Random(seed).sample(range(len(self)), min(count, len(self)))
        drawn = set(wanted)
        found = {n: one for n, one in enumerate(self) if n in drawn}
        return [found[n] for n in wanted]


def told(
    size: int, seed: int, kinds: Sequence[Kind] = KINDS, folder: Path | None = None
) -> dict[Kind, Shelf]:
    """About so many mentions of all kinds; the observations of some of them."""
    found = {kind: Shelf(kind, folder) for kind in kinds}
    counties = max(1, round(size / LARGEST_COUNTY))
    for n in range(counties):
        _add_county(found, round(size / counties / MENTIONS_A_REPORT), seed + n, f"{n}-" if n else "")
        for shelf in found.values():
            shelf.put_away()
    return found


def _add_county(found: dict[Kind, Shelf], reports: int, seed: int, mark: str) -> None:
    county = County(CONTENT, reports, seed)
    venues = [Venue(v["id"], v["name"], v["type"], v["district"]) for v in county.venues]
    observer = Observer(CONTENT, venues)
    for one in county.reports():
        truth = one.truth["truth"]
        for seen in observer.observe(account_of(one.report, map(mention_of, truth["mentions"]))):
            if seen.kind not in found or not seen.values:
                continue
            ids = {tuple(truth["mentions"][n]["entity_ids"]) for n in seen.mentions}
            entity = next(iter(ids))[0] if len(ids) == 1 and len(next(iter(ids))) == 1 else ""
            slim = replace(seen, id=mark + seen.id, account=mark + seen.account, attributes={}, mentions=())
            known = mark + entity if entity else ""
            found[seen.kind].add(Told(slim, known, truth["origins"].get(entity, "")))


@dataclass
class Store:
    """All of one kind, stored and ready to be asked."""

    told: Shelf
    spec: list[Distinct]
    model: Model
    columns: Columns
    scorer: Scorer


def stored(kind: Kind, held: Shelf) -> Store:
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
