"""The show rule: the only place that says whether a number may be shown on a day.

live: shown. lapsed (on and after `lapses_on`): hidden, and the national line for that kind shown instead.
withdrawn: never. 999 never hides; its lapse only alarms.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext

from .bilingual import Bilingual, bilingual
from .kinds import ALWAYS, Kind, stand_ins
from .models import ContactRoute


class RouteState(StrEnum):
    LIVE = "live"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class ShownRoute:
    """A route that may be shown on the day it was asked for.

    `stands_for` is the kind of a lapsed route in whose place this one stands, and `ask_council` says that
    the lapsed one was the area's own, so that its number may be had from the council.
    """

    code: str
    kind: str
    label: Bilingual
    note: Bilingual
    phone: str
    text_number: str
    email: str
    url: str
    hours: Bilingual
    checked_on: date
    national: bool
    order: int
    stands_for: str = ""
    ask_council: bool = False

    @property
    def place(self) -> str:
        """The kind among which it is listed."""
        return self.stands_for or self.kind

    @cached_property
    def checked(self) -> str:
        """When it was checked, in the language of the moment."""
        return gettext("Checked on %(day)s.") % {"day": date_format(self.checked_on, "j E Y")}

    @property
    def dials(self) -> bool:
        """False for digits that are pressed during a call, not called."""
        return self.kind != Kind.SILENT


def state_of(route: ContactRoute, on: date) -> RouteState:
    """What the record itself is on a day; whether it is shown is `may_show`."""
    if route.status == ContactRoute.Status.WITHDRAWN:
        return RouteState.WITHDRAWN
    return RouteState.LAPSED if on >= route.lapses_on else RouteState.LIVE


def may_show(route: ContactRoute, on: date) -> bool:
    return is_always(route) or state_of(route, on) == RouteState.LIVE


def is_always(route: ContactRoute) -> bool:
    return route.code == ALWAYS and route.area_id is None


def choose(routes: Iterable[ContactRoute], on: date) -> list[ShownRoute]:
    """What is shown of an area's and the nation's routes on a day, in their order."""
    routes = list(routes)
    shown = [as_shown(route) for route in routes if may_show(route, on)]
    national = {route.code: route for route in shown if route.national}
    instead = [
        found
        for route in routes
        if not may_show(route, on) and state_of(route, on) == RouteState.LAPSED
        if (found := _stand_in(route, national)) is not None
    ]
    return sorted([*shown, *instead], key=lambda route: (route.order, route.code))


def _stand_in(lapsed: ContactRoute, national: dict[str, ShownRoute]) -> ShownRoute | None:
    codes = (*stand_ins(lapsed.kind), ALWAYS) if stand_ins(lapsed.kind) else ()
    found = next((national[code] for code in codes if code in national), None)
    if found is None:
        return None
    own = lapsed.area_id is not None
    return replace(found, stands_for=lapsed.kind, order=lapsed.order, ask_council=own)


def as_shown(route: ContactRoute) -> ShownRoute:
    """Ask `may_show` first."""
    return ShownRoute(
        code=route.code,
        kind=route.kind,
        label=bilingual(route.label),
        note=bilingual(route.note),
        phone=route.phone,
        text_number=route.text_number,
        email=route.email,
        url=route.url,
        hours=bilingual(route.hours),
        checked_on=route.verified_on,
        national=route.area_id is None,
        order=route.order,
    )
