"""Every read of this room: numbers under the one show rule, and an area's hours, limits and words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waylight.accounts.policy import RULES, require
from waylight.accounts.roles import Actor
from waylight.engine.clocks import WorkingHours, is_open, next_closing, next_opening

from . import memory
from .bilingual import Bilingual
from .danger import danger_ways
from .kinds import HEADINGS
from .memory import forget
from .models import Area, ContactRoute, RouteCheck
from .packs import Coded, Limits, Pack, Paging, Promise, Security, Thresholds
from .rule import RouteState, ShownRoute, as_shown, choose, is_always, may_show, state_of

__all__ = [
    "Bilingual",
    "Coded",
    "Doors",
    "Group",
    "Limits",
    "NoArea",
    "Pack",
    "Paging",
    "Promise",
    "RouteDue",
    "RouteList",
    "RouteState",
    "Security",
    "ShownRoute",
    "Thresholds",
    "area",
    "areas",
    "checks",
    "danger_ways",
    "doors",
    "due",
    "forget",
    "grouped",
    "hours",
    "lapsed",
    "lapsing",
    "looked_after",
    "open_now",
    "opens_again",
    "pack",
    "route",
    "shown",
]

WARN_WITHIN_DAYS = 30


class NoArea(LookupError):
    """No area of that name is loaded."""


# Areas and their packs


def areas(*, public: bool = True) -> list[Area]:
    """Areas by name; those that the public may choose, unless all are asked for."""
    return [one for one in memory.areas() if one.public or not public]


def area(slug: str) -> Area:
    """Raises NoArea."""
    for one in memory.areas():
        if one.slug == slug:
            return one
    raise NoArea(slug)


def pack(of: Area | str) -> Pack:
    """The area's whole pack, typed and remembered. Raises NoArea."""
    return memory.pack_of(area(of) if isinstance(of, str) else of)


def hours(of: Area | str) -> WorkingHours:
    """The hub's opening hours: the same object each time, so that its timetables are made once."""
    return pack(of).opening


# Opening


@dataclass(frozen=True)
class Doors:
    """Whether the hub is open, when that changes (local time; None: never closes), and both in words."""

    open: bool
    changes_at: datetime | None
    words: str


def open_now(of: Area | str, at: datetime | None = None) -> bool:
    return is_open(at or timezone.now(), hours(of))


def opens_again(of: Area | str, at: datetime | None = None) -> datetime:
    """The first open moment from `at` (now) on, in the area's local time."""
    own = hours(of)
    return next_opening(at or timezone.now(), own).astimezone(own.zone)


def doors(of: Area | str, at: datetime | None = None) -> Doors:
    """For people: "Merrowdale MASH is closed now. It opens again on Monday 23 November at 08:45."."""
    found, at = pack(of), at or timezone.now()
    if not is_open(at, found.opening):
        opens = opens_again(of, at)
        closed = _("%(hub)s is closed now. It opens again on %(day)s at %(time)s.")
        return Doors(False, opens, closed % {"hub": found.hub_name, **_day_and_time(opens)})
    closes = next_closing(at, found.opening)
    if closes is None:
        return Doors(True, None, _("%(hub)s is open day and night.") % {"hub": found.hub_name})
    closes = closes.astimezone(found.opening.zone)
    opened = _("%(hub)s is open now, until %(time)s.")
    return Doors(True, closes, opened % {"hub": found.hub_name, **_day_and_time(closes)})


def _day_and_time(local: datetime) -> dict[str, str]:
    return {"day": date_format(local, "l j E"), "time": f"{local:%H:%M}"}


# Numbers


@dataclass(frozen=True)
class Group:
    """Numbers under one heading. `ask_council`: a local number has lapsed and the council has the new one."""

    code: str
    words: Bilingual
    routes: tuple[ShownRoute, ...]

    @property
    def ask_council(self) -> bool:
        return any(one.ask_council for one in self.routes)


def shown(of: Area | None, on: date | None = None) -> list[ShownRoute]:
    """The area's and the nation's numbers that may be shown on a day (today), in order: the one show rule."""
    return choose(_routes(of), on or timezone.localdate())


def route(code: str, of: Area | None = None, on: date | None = None) -> ShownRoute | None:
    """One number by its code, or what stands in for it once it has lapsed; None: withdrawn or unknown."""
    day, routes = on or timezone.localdate(), _routes(of)
    found = next((one for one in routes if one.code == code), None)
    if found is None or may_show(found, day):
        return as_shown(found) if found else None
    return next((one for one in choose(routes, day) if one.stands_for == found.kind), None)


def grouped(of: Area | None, on: date | None = None) -> list[Group]:
    """`shown`, under the headings of the page "who to call". A number is once under a heading.

    Worked out once a minute for each area and language.
    """
    day, language = on or timezone.localdate(), get_language() or "en"
    return memory.remember(("groups", of and of.slug, day, language), lambda: _grouped(of, day))


def _grouped(of: Area | None, on: date) -> list[Group]:
    routes = shown(of, on)
    groups = [
        Group(heading.code, heading.words, _once(one for one in routes if one.place in heading.kinds))
        for heading in HEADINGS
    ]
    return [group for group in groups if group.routes]


def _once(routes: Iterable[ShownRoute]) -> tuple[ShownRoute, ...]:
    """One entry for each number; that which asks for the council stays, so that its notice does."""
    kept: dict[str, ShownRoute] = {}
    for one in routes:
        if one.code not in kept or one.ask_council:
            kept[one.code] = one
    return tuple(kept.values())


def _routes(of: Area | None) -> tuple[ContactRoute, ...]:
    own = memory.area_routes(of.slug) if of is not None else ()
    return (*own, *memory.national_routes())


# What its owner must look at


@dataclass(frozen=True)
class RouteDue:
    """A route and how many days are left before it lapses: 0 or fewer once it has. `waiting` is a check that
    waits for its second person."""

    route: ContactRoute
    state: RouteState
    days_left: int
    waiting: RouteCheck | None = None

    @property
    def alarms(self) -> bool:
        """999 has lapsed: it is shown all the same."""
        return self.state == RouteState.LAPSED and is_always(self.route)

    @property
    def soon(self) -> bool:
        return self.state == RouteState.LIVE and self.days_left <= WARN_WITHIN_DAYS

    @property
    def needs_a_check(self) -> bool:
        return self.soon or self.state == RouteState.LAPSED


@dataclass(frozen=True)
class RouteList:
    """The numbers of an area, or of the nation (no area)."""

    area: Area | None
    dues: tuple[RouteDue, ...]

    @property
    def to_check(self) -> tuple[RouteDue, ...]:
        """The owner's alarm list, the most urgent first."""
        return tuple(sorted((d for d in self.dues if d.needs_a_check), key=lambda due: due.days_left))


def lapsing(of: Area | None, within_days: int = WARN_WITHIN_DAYS, on: date | None = None) -> list[RouteDue]:
    """Live numbers of the area and the nation that lapse within so many days, the soonest first."""
    dues = [due for due in _dues(of, on) if due.state == RouteState.LIVE and due.days_left <= within_days]
    return sorted(dues, key=lambda due: due.days_left)


def lapsed(of: Area | None, on: date | None = None) -> list[RouteDue]:
    """Numbers nobody sees any more because nobody has checked them; 999, which is still seen, among them."""
    return [due for due in _dues(of, on) if due.state == RouteState.LAPSED]


def looked_after(viewer: Actor, on: date | None = None) -> list[RouteList]:
    """Every number of the viewer's areas and of the nation, with its state."""
    require(viewer, "contact-route.view")
    own = Area.objects.filter(slug__in=viewer.areas(*RULES["contact-route.view"].roles)).order_by("name")
    lists = [RouteList(one, tuple(_dues_of(ContactRoute.objects.filter(area=one), on))) for one in own]
    return [*lists, RouteList(None, tuple(_dues_of(_nation(), on)))]


def due(viewer: Actor, pk: int, on: date | None = None) -> RouteDue:
    """One number. Raises ContactRoute.DoesNotExist, and Refused."""
    found = ContactRoute.objects.get(pk=pk)
    require(viewer, "contact-route.view", found)
    return _dues_of(ContactRoute.objects.filter(pk=pk), on)[0]


def checks(viewer: Actor, of: ContactRoute) -> list[RouteCheck]:
    """Every check of a number, the latest first."""
    require(viewer, "contact-route.view", of)
    return list(of.checks.all())


def _nation() -> QuerySet[ContactRoute]:
    return ContactRoute.objects.filter(area__isnull=True)


def _dues(of: Area | None, on: date | None) -> list[RouteDue]:
    return _dues_of(_nation() | ContactRoute.objects.filter(area=of) if of is not None else _nation(), on)


def _dues_of(routes: QuerySet[ContactRoute], on: date | None) -> list[RouteDue]:
    """Asks the database, not the memory: whoever looks after a number must see it as it is."""
    day = on or timezone.localdate()
    found = list(routes.order_by("order", "code"))
    open_checks = RouteCheck.objects.filter(route__in=found, state=RouteCheck.State.PROPOSED)
    waiting = {check.route_id: check for check in open_checks}
    return [
        RouteDue(one, state_of(one, day), (one.lapses_on - day).days, waiting.get(one.pk)) for one in found
    ]
