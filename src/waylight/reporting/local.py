"""Where a visitor comes from: the area, and the place of the code that they scanned.

None of it may keep a page from being shown.
"""

import logging
from collections.abc import Mapping
from urllib.parse import urlencode

from django.conf import settings
from django.db import Error as DatabaseProblem

from waylight.guidance import queries
from waylight.guidance.models import Area

from .forms import visible

AT = "at"
LONGEST_PLACE = 120

log = logging.getLogger(__name__)


def public_areas() -> list[Area]:
    """The areas that a visitor may choose; none while the database cannot be asked."""
    try:
        return queries.areas()
    except DatabaseProblem as problem:
        log.warning("areas cannot be read: %s", type(problem).__name__)
        return []


def known(slug: str) -> str:
    """The slug if it is a public area's, else ""."""
    return slug if slug and any(area.slug == slug for area in public_areas()) else ""


def chosen(slug: str) -> Area | None:
    """The area of a draft, or the one that a visitor gets who chose none; None where no area is loaded."""
    wanted = slug or settings.DEFAULT_AREA
    return next((area for area in public_areas() if area.slug == wanted), None)


def scanned(sent: Mapping[str, str]) -> str:
    """The place that a poster's code names, "" for none. It is offered to the visitor, who may change it."""
    return visible(sent.get(AT, "")).strip()[:LONGEST_PLACE]


def carried(area: str, at: str) -> str:
    """The query that brings both to the next page, or ""."""
    given = {"area": area, AT: at}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"?{query}" if query else ""
