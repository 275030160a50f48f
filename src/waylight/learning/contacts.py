"""The numbers on a page: whom a reader may talk to, and on which day each must disappear from a copy that a
device keeps, where guidance's show rule cannot run."""

from django.utils import timezone

from waylight.guidance import memory, queries
from waylight.guidance.kinds import Kind
from waylight.guidance.models import Area, ContactRoute
from waylight.guidance.queries import RouteState, ShownRoute
from waylight.guidance.rule import is_always, state_of

SUPPORT = (Kind.ADVICE, Kind.CHILD)


def support(area: Area | None) -> tuple[ShownRoute, ...]:
    """Whom a reader may talk to about what they read, or about themselves."""
    return tuple(route for route in queries.shown(area) if route.kind in SUPPORT and route.phone)


def lapses(area: Area | None) -> dict[str, str]:
    """For each address that a page of today may call, write or go to: the first day (ISO) on which it must
    not be shown. 999 is not among them, nor what has lapsed already and stands on no page."""
    today = timezone.localdate()
    found = (*(memory.area_routes(area.slug) if area else ()), *memory.national_routes())
    return {
        address: route.lapses_on.isoformat()
        for route in found
        if not is_always(route) and state_of(route, today) == RouteState.LIVE
        for address in addresses(route)
    }


def addresses(route: ContactRoute) -> list[str]:
    """As they stand in a link."""
    ways = (
        ("tel:", route.phone.replace(" ", "")),
        ("sms:", route.text_number.replace(" ", "")),
        ("mailto:", route.email),
        ("", route.url),
    )
    return [scheme + way for scheme, way in ways if way]
