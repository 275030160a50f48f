"""Where a thing is told of: the gazetteer's places in the same accounts, and how they lie to each other."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from waylight.engine.extraction import Place
from waylight.engine.linkage.listed import Listed

from .. import reading
from ..drawing import Frame, Spot, plan
from ..models import Observation
from ..naming import held

WIDTH = 480.0
_TOWNS = ("city", "town", "coastal-town", "village")
_SCALES = (0.5, 1, 2, 5, 10, 20, 50)


@dataclass(frozen=True)
class Seen:
    """One place: `accounts` tell of it together with the thing; none for a town that is there to find one's
    way. `spot` is None for a place whose point nobody knows."""

    name: str
    district: str
    accounts: int
    spot: Spot | None


@dataclass(frozen=True)
class Whereabouts:
    """`scale`: so many kilometres, and how long they are drawn. `frame` is None without any point."""

    seen: list[Seen]
    towns: list[Seen]
    frame: Frame | None
    scale: tuple[float, float]


def whereabouts(rows: Iterable[Observation]) -> Whereabouts:
    """Of accounts that were narrowed to the viewer already."""
    accounts = {row.account_id for row in rows}
    beside = Observation.objects.filter(account__in=accounts, kind="place", gone=False)
    listed = {(held(row)["values"].get("entry", ""), row.account_id) for row in beside}
    counts = Counter(name for name, _account in listed if name)
    places = {place.id: place for place in reading.places()}
    known = {
        title: places[venue.id]
        for title, venue in Listed(reading.venues()).by_title.items()
        if title in counts or venue.type in _TOWNS
    }
    points = {name: at for name, place in known.items() if (at := _point(place)) is not None}
    if not any(name in points for name in counts):
        return Whereabouts(_listed(counts, known, {}), [], None, (0, 0))
    spots, unit = plan(points, width=WIDTH)
    towns = [Seen(known[name].name, "", 0, spots[name]) for name in sorted(points) if name not in counts]
    kilometres = max((each for each in _SCALES if each * unit <= WIDTH / 3), default=_SCALES[0])
    return Whereabouts(
        _listed(counts, known, spots), towns, Frame.around(spots.values()), (kilometres, kilometres * unit)
    )


def _listed(counts: Counter[str], known: dict[str, Place], spots: dict[str, Spot]) -> list[Seen]:
    return [
        Seen(known[name].name, known[name].district, number, spots.get(name))
        if name in known
        else Seen(name, "", number, None)
        for name, number in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    ]


def _point(place: Place) -> tuple[float, float] | None:
    return None if place.lat is None or place.lon is None else (place.lat, place.lon)
