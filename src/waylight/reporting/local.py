"""What the pages of the form ask of guidance. None of it may keep a page from being shown."""

import logging

from django.conf import settings
from django.db import Error as DatabaseProblem

from waylight.guidance import queries
from waylight.guidance.models import Area

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
