"""From a concern's texts to mentions, and between the engine's mentions and the rows that hold them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from django.conf import settings

from waylight.engine.extraction import Extractor, Gazetteer, Lexicon, Place, read_places
from waylight.engine.extraction.mention import TEXT
from waylight.engine.extraction.mention import Mention as Found
from waylight.engine.linkage.folding import latin
from waylight.engine.linkage.listed import Venue
from waylight.engine.linkage.observe import person_name

from .models import Mention
from .texts import WORDS

PLACES = "places.csv"
_FIELD = "structured:"


@cache
def places() -> tuple[Place, ...]:
    """The gazetteers of all area packs that have one (`places.csv`). Raises GazetteerError."""
    found: list[Place] = []
    for path in sorted((settings.CONTENT / "areas").glob(f"*/{PLACES}")):
        found += read_places(path.read_text("utf-8").splitlines())
    return tuple(found)


def venues() -> list[Venue]:
    """The same for linkage."""
    return [Venue(place.id, place.name, place.type, place.district) for place in places()]


@cache
def extractor() -> Extractor:
    """Kept: it holds lists and no text."""
    return Extractor(Lexicon.load(settings.CONTENT / "wording" / "extraction"), Gazetteer(places()))


def find(
    parts: Mapping[str, str], *, received_at: datetime, language: str, roles: Mapping[str, str]
) -> list[Found]:
    """The mentions of all parts, each with its part as source. What the words themselves call the reporter's
    own is left out: nothing here may lead back to whoever reported."""
    fields = {part: said for part, said in parts.items() if part != WORDS}
    found = extractor().extract(
        parts.get(WORDS, ""), received_at=received_at, language=language, structured=fields
    )
    return [_with_role(one, roles) for one in found if one.attributes.get("owner") != "reporter"]


def _with_role(one: Found, roles: Mapping[str, str]) -> Found:
    """A form says of each person whether it is a child; the name alone does not."""
    told = roles.get(part_of(one), "")
    if one.kind != "person" or not told or one.attributes.get("role") not in (None, "", "unknown"):
        return one
    return replace(one, attributes={**one.attributes, "role": told})


def part_of(one: Found) -> str:
    return WORDS if one.source == TEXT else one.source.removeprefix(_FIELD)


def read_as(kind: str, value: str, *, received_at: datetime) -> Found | None:
    """What a person typed as the right value, read by the same rules. None if they do not know it as such."""
    found = extractor().extract(value, received_at=received_at)
    return next((one for one in found if one.kind == kind), None)


def found_of(row: Mention) -> Found:
    """A stored mention as the engine knows it."""
    return Found(
        kind=row.kind,  # type: ignore[arg-type]  # the column's choices are the engine's kinds
        start=row.start,
        end=row.end,
        text=row.said,
        normalised=row.normal,
        attributes=json.loads(row.attributes or "{}"),
        rule=row.rule,
        certainty=row.certainty,
        source=TEXT if row.part == WORDS else _FIELD + row.part,
    )


def fill(row: Mention, one: Found) -> None:
    """Set a row's value from what was found. Save after."""
    row.kind, row.normal, row.attributes = one.kind, one.normalised, _json(one.attributes)
    row.rule, row.certainty = one.rule, one.certainty
    row.negated, row.hedged, row.hearsay = (
        bool(one.attributes.get(name)) for name in ("negated", "hedged", "hearsay")
    )


def held(row: Mention) -> str:
    """Kind, normal form, attributes and rule as they stand, as JSON."""
    return _json({"kind": row.kind, "normal": row.normal, "attributes": row.attributes, "rule": row.rule})


def in_order(rows: Sequence[Mention]) -> list[Mention]:
    """As linkage reads them: the reporter's own words first, then field by field."""
    return sorted(rows, key=lambda row: (row.part != WORDS, row.part, row.start, row.end))


def key_of(one: Found) -> str:
    """The exact value by which a mention is found again by a keyed digest, "" for a part or a description."""
    if one.kind == "person":
        return person_name(one) if one.attributes.get("named") else ""
    if one.kind == "vehicle":
        return one.normalised if one.normalised.isascii() and one.normalised.isalnum() else ""
    if one.kind == "phone":
        return one.normalised if one.normalised.lstrip("+").isdigit() else ""
    return latin(one.normalised) if one.kind in ("handle", "place", "organisation") else ""


def _json(held: object) -> str:
    return json.dumps(held, ensure_ascii=False, default=str, sort_keys=True)
