"""FollowTheMoney entities as JSON lines: a Note for each item, tied to the things it speaks of.

Schema and property names are those of the public model (Note, Person, Organization, Vehicle, Address,
UserAccount); the grade and the handling stand in `notes`, for the model has no place for them. It is a view:
versions and disclosures stay here.
"""

import json
from typing import Any

from ..told import Told, ToldItem, ToldThing
from .ids import id_of
from .police import about_lines, roles_of

_NAMED: dict[str, tuple[str, str]] = {
    "person": ("Person", "name"),
    "organisation": ("Organization", "name"),
    "vehicle": ("Vehicle", "registrationNumber"),
    "place": ("Address", "full"),
    "phone": ("UserAccount", "phone"),
    "handle": ("UserAccount", "username"),
}
"""By our kind: the schema, and the property that holds what may be told."""


def follow_the_money(told: Told) -> str:
    entities = [_thing(told, thing) for thing in told.things if thing.kind in _NAMED]
    entities += [_note(told, item) for item in told.items]
    return "".join(json.dumps(each, ensure_ascii=False, sort_keys=True) + "\n" for each in entities)


def _thing(told: Told, thing: ToldThing) -> dict[str, Any]:
    schema, key = _NAMED[thing.kind]
    properties = {key: [thing.name], "name": [thing.name]}
    if schema == "UserAccount":
        properties["username"] = [thing.name]
    if thing.roles:
        properties["notes"] = [f"In the account: {role}" for role in roles_of(thing)]
    return {"id": _id(told, thing), "schema": schema, "properties": properties}


def _note(told: Told, item: ToldItem) -> dict[str, Any]:
    handling = ", ".join(
        filter(None, (told.handling, told.conditions, told.action_code, told.sanitisation_code))
    )
    return {
        "id": id_of(told, "item", item.seq),
        "schema": "Note",
        "properties": {
            "name": [f"{told.reference}/{item.seq}"],
            "description": [item.words],
            "notes": [
                f"Grade (3x5x2): {item.grade}",
                f"Handling: {handling}",
                told.marking,
                *about_lines(told),
            ],
            "publisher": [told.area],
            "modifiedAt": [told.at[:10]],
            "entity": [
                _id(told, thing) for thing in told.things if item.seq in thing.items and thing.kind in _NAMED
            ],
        },
    }


def _id(told: Told, thing: ToldThing) -> str:
    return id_of(told, thing.kind, thing.name)
