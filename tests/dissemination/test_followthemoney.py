"""FollowTheMoney lines against the published schemata, as `followthemoney.json` holds them.

The library itself is no dependency: for one check it would bring SQLAlchemy, rdflib and twenty more.
"""

import json
import re
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from waylight.dissemination.exports.followthemoney import follow_the_money
from waylight.dissemination.told import Told, ToldItem, ToldThing

SCHEMATA = json.loads((Path(__file__).parent / "followthemoney.json").read_text())["schemata"]
KINDS = ("person", "organisation", "vehicle", "place", "phone", "handle")
SHAPES = {"date": re.compile(r"\d{4}(-\d{2}(-\d{2})?)?"), "phone": re.compile(r"\+?[\d ]+")}


def line_of(schema: str) -> set[str]:
    """A schema and all that it extends."""
    return {schema}.union(*(line_of(each) for each in SCHEMATA[schema]["extends"]))


def faults(entities: list[dict[str, Any]]) -> list[str]:
    """What a strict reader would refuse."""
    schema_of = {each["id"]: each["schema"] for each in entities}
    return list(chain.from_iterable(_faults_of(each, schema_of) for each in entities))


def _faults_of(entity: dict[str, Any], schema_of: dict[str, str]) -> list[str]:
    line = line_of(entity["schema"])
    known = dict(chain.from_iterable(SCHEMATA[each]["properties"].items() for each in line))
    required = set().union(*(SCHEMATA[each]["required"] for each in line))
    given = entity["properties"]
    found = [f"{entity['schema']} lacks {name}" for name in required if not given.get(name)]
    for name, values in given.items():
        if name not in known:
            found.append(f"{entity['schema']} has no {name}")
            continue
        kind, reach = known[name]["type"], known[name].get("range", "Thing")
        shape = SHAPES.get(kind)
        found += [f"{name} is no {kind}: {v}" for v in values if shape and not shape.fullmatch(v)]
        if kind == "entity":
            found += [f"{name} leads nowhere: {v}" for v in values if v not in schema_of]
            led = [schema_of[v] for v in values if v in schema_of]
            found += [f"{name} leads to a {to}" for to in led if reach not in line_of(to)]
    return found


@pytest.fixture
def lines() -> list[dict[str, Any]]:
    names = {"phone": "07700 900311", "vehicle": "KV00 ABC"}
    told = Told(
        reference="ABCD",
        version=3,
        area="Merrowdale",
        at="2026-11-23T10:00:00+00:00",
        marking="OFFICIAL",
        priority="low",
        tags=(),
        group_based=False,
        handling="P",
        conditions="",
        action_code="",
        sanitisation_code="",
        items=(ToldItem(1, "A car came.", "2A"),),
        things=tuple(ToldThing(kind, names.get(kind, f"A {kind}"), (1,), ("unsure",)) for kind in KINDS),
        event_from="2026-11-13",
    )
    return [json.loads(line) for line in follow_the_money(told).splitlines()]


def test_every_kind_is_as_the_schemata_say(lines: list[dict[str, Any]]) -> None:
    assert len(lines) == len(KINDS) + 1
    assert faults(lines) == []


@pytest.mark.parametrize(
    ("schema", "change", "fault"),
    [
        ("UserAccount", {"username": []}, "UserAccount lacks username"),
        ("UserAccount", {"number": ["07700 900311"]}, "UserAccount has no number"),
        ("Note", {"modifiedAt": ["23/11/2026"]}, "modifiedAt is no date: 23/11/2026"),
    ],
)
def test_a_fault_is_seen(
    lines: list[dict[str, Any]], schema: str, change: dict[str, Any], fault: str
) -> None:
    next(each for each in lines if each["schema"] == schema)["properties"].update(change)
    assert fault in faults(lines)
