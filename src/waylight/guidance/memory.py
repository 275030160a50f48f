"""What every page asks for, remembered for a minute by each process: areas and numbers.

Numbers change through `actions.py` and `load.py`, which make their own process forget at once; another
process shows a change within the minute.
"""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.db import Error as DatabaseProblem
from django.db import transaction

from .kinds import ALWAYS
from .models import Area, ContactRoute
from .packs import Pack
from .records import CONTACTS, NATIONAL, read_contacts

log = logging.getLogger(__name__)

SECONDS = 60.0
Kept = TypeVar("Kept")

_kept: dict[object, tuple[float, object]] = {}
_packs: dict[tuple[str, str], Pack] = {}


def forget() -> None:
    """Let the next question ask the database."""
    _kept.clear()


def forget_once_committed() -> None:
    """Forget now, for this transaction, and again when others can see what it changed."""
    forget()
    transaction.on_commit(forget)


def remember(key: object, ask: Callable[[], Kept]) -> Kept:
    """The kept answer, or `ask()` when there is none or it is a minute old."""
    now = time.time()
    found = _kept.get(key)
    if found is None or not 0 <= now - found[0] < SECONDS:
        found = (now, ask())
        _kept[key] = found
    return found[1]  # type: ignore[return-value]  # what was kept under a key is what its `ask` gave


def national_routes() -> tuple[ContactRoute, ...]:
    """The nation's records: from their file when the database cannot be asked or has none."""
    return remember(("routes", None), _ask_national)


def area_routes(slug: str) -> tuple[ContactRoute, ...]:
    return remember(("routes", slug), lambda: tuple(ContactRoute.objects.filter(area_id=slug)))


def areas() -> tuple[Area, ...]:
    return remember("areas", lambda: tuple(Area.objects.order_by("name")))


def pack_of(area: Area) -> Pack:
    """The area's pack with its types, read once for each version."""
    key = (area.slug, area.pack_version)
    if key not in _packs:
        _packs[key] = Pack.from_stored(area.pack, area.pack_version)
    return _packs[key]


def _ask_national() -> tuple[ContactRoute, ...]:
    try:
        found = tuple(ContactRoute.objects.filter(area__isnull=True))
    except DatabaseProblem as problem:
        log.warning("national numbers are read from their file: %s", type(problem).__name__)
        found = ()
    if any(route.code == ALWAYS for route in found):
        return found
    return tuple(read_contacts(settings.CONTENT / "areas" / NATIONAL / CONTACTS))
