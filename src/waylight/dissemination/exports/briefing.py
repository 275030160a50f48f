"""A printed briefing: PDF/UA-1, made by Typst from what was told."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from waylight.learning.outputs.fonts import families
from waylight.learning.outputs.pdf import pdf

from ..codes import Assessment, Priority, SourceEvaluation
from ..told import Told, ToldItem
from .police import about_lines, handling_lines, roles_of

SHEET = Path(__file__).resolve().parents[1] / "typst/briefing.typ"
ENGLISH = "en"
_KINDS = {
    "person": "Person",
    "vehicle": "Vehicle",
    "place": "Place",
    "phone": "Telephone",
    "handle": "Account name",
    "organisation": "Organisation",
}


def briefing(told: Told) -> bytes:
    """Raises CannotPrint."""
    return pdf(SHEET, _data(told))


def _data(told: Told) -> dict[str, Any]:
    title = f"Intelligence briefing {told.reference}"
    return {
        "language": ENGLISH,
        "rtl": False,
        "scripts": {ENGLISH: {"fonts": families(ENGLISH), "rtl": False, "tall": False}},
        "labels": {},
        "title": title,
        "author": told.area,
        "about": title,
        "version": f"{told.reference}, version {told.version}",
        "marking": told.marking,
        "told": f"{told.area}, {_day(told.at)}",
        "priority": str(Priority(told.priority).label),
        "about_lines": about_lines(told),
        "handling": [str(line) for line in handling_lines(told)],
        "items": [_item(item) for item in told.items],
        "things": [
            {
                "kind": _KINDS.get(thing.kind, thing.kind),
                "name": thing.name,
                "role": "; ".join(roles_of(thing)),
                "items": ", ".join(map(str, thing.items)),
            }
            for thing in told.things
        ],
    }


def _item(item: ToldItem) -> dict[str, Any]:
    return {
        "seq": str(item.seq),
        "grade": item.grade,
        "means": [
            str(SourceEvaluation(item.grade[:1]).label),
            str(Assessment(item.grade[1:]).label),
        ],
        "words": item.words.splitlines(),
    }


def _day(at: str) -> str:
    with override(ENGLISH):
        return date_format(timezone.localtime(datetime.fromisoformat(at)), "j F Y, H:i")
