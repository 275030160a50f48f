"""What leaves of a report: sanitised words, grades, handling and nothing else. The one copy that disclosures,
exports and the printed briefing are made from. Pure: no source, no original, no concern can be in it."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class ToldItem:
    seq: int
    words: str
    grade: str


@dataclass(frozen=True)
class ToldThing:
    """A person or thing, in the sanitiser's words. `items`: places of the items that speak of it; `roles`:
    codes of what it is there."""

    kind: str
    name: str
    items: tuple[int, ...]
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """`area` is its name; `version` the report's when it was told; `at` an ISO moment. `event_from` and
    `event_to` are ISO days of when it happened, `operation` the name of the police's work that it belongs to:
    each "" when it is not told. What was told before these were there reads as not told."""

    reference: str
    version: int
    area: str
    at: str
    marking: str
    priority: str
    tags: tuple[str, ...]
    group_based: bool
    handling: str
    conditions: str
    action_code: str
    sanitisation_code: str
    items: tuple[ToldItem, ...]
    things: tuple[ToldThing, ...]
    event_from: str = ""
    event_to: str = ""
    operation: str = ""

    @property
    def written(self) -> tuple[str, ...]:
        """All that somebody wrote by hand."""
        items, things = (each.words for each in self.items), (each.name for each in self.things)
        return (*items, *things, self.conditions, self.operation)

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def told_from(text: str) -> Told:
    """The inverse of `Told.as_json`. Raises ValueError for anything else."""
    found = json.loads(text)
    items = tuple(ToldItem(**each) for each in found.pop("items"))
    things = tuple(
        ToldThing(each["kind"], each["name"], tuple(each["items"]), tuple(each.get("roles", ())))
        for each in found.pop("things")
    )
    tags = tuple(found.pop("tags"))
    return Told(**found, tags=tags, items=items, things=things)
