"""What a thing is called on a screen, from what accounts say of it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Observation

KINDS: dict[str, str | Promise] = {
    "person": _("Person"),
    "vehicle": _("Vehicle"),
    "place": _("Place"),
    "phone": _("Telephone"),
    "handle": _("Account name"),
    "organisation": _("Organisation"),
    "time": _("Time"),
}
"""By kind of mention."""
COMPARED: dict[str, str | Promise] = {
    "prior": _("Before anything is compared"),
    "name": _("Name"),
    "phone": _("Telephone"),
    "handle": _("Account name"),
    "born": _("Date of birth"),
    "vehicle": _("Vehicle"),
    "sex": _("Sex"),
    "age": _("Age"),
    "role": _("Child or adult"),
    "place": _("Place"),
    "build": _("Build"),
    "hair": _("Hair"),
    "mark": _("Registration mark"),
    "licence": _("Council plate"),
    "make": _("Make"),
    "model": _("Model"),
    "colour": _("Colour"),
    "body": _("Body"),
    "entry": _("Entry of the gazetteer"),
}
_TELLING = {
    "vehicle": ("mark", "licence"),
    "person": ("name",),
    "phone": ("phone",),
    "handle": ("handle",),
}
_BESIDE = {"vehicle": ("colour", "make", "model", "body"), "person": ("sex", "age", "build", "hair")}


def held(row: Observation) -> dict[str, Any]:
    """Values, words said, attributes and hearsay of an observation."""
    found: dict[str, Any] = json.loads(row.compared)
    return found


def title(kind: str, each: Iterable[Mapping[str, Any]]) -> str:
    """The fullest mark, number or name that any account gives, else the longest words used."""
    rows = list(each)
    for key in _TELLING.get(kind, ()):
        told = [str(row["values"].get(key, "")) for row in rows]
        best = max(told, key=lambda value: (sum(c.isalnum() for c in value), value), default="")
        if best and kind != "person":
            return best
        if best:
            return max((str(row["said"]) for row in rows if row["values"].get(key)), key=len)
    return max((str(row["said"]) for row in rows), key=len, default="")


def described(kind: str, each: Iterable[Mapping[str, Any]]) -> str:
    """What accounts add to it: colour and make of a car, age and build of a person; each value once."""
    found: dict[str, None] = {}
    for row in each:
        for key in _BESIDE.get(kind, ()):
            value = str(row["values"].get(key, "")).strip("-")
            if value:
                found[value] = None
    return ", ".join(found)
