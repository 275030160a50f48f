"""Where things stand in a picture: the same input gives the same picture, on every visit."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MARGIN = 60.0
RING, CROWDED, ROOM = 150.0, 18, 46.0
"""Distance of rings; how many stand on the first circle of a ring; the room that each takes on one."""
KM_OF_DEGREE = 111.2


@dataclass(frozen=True)
class Spot:
    x: float
    y: float


def rings(centre: str, waves: Sequence[Iterable[str]]) -> dict[str, Spot]:
    """Each wave on rings of its own round the centre, in the order of its names: who comes later pushes the
    others along a little, and never changes their order."""
    found, radius = {centre: Spot(0, 0)}, 0.0
    for wave in waves:
        left = sorted(set(wave) - set(found))
        while left:
            radius += RING
            most = max(CROWDED, int(2 * math.pi * radius / ROOM))
            now, left = left[:most], left[most:]
            for n, name in enumerate(now):
                angle = 2 * math.pi * n / len(now) - math.pi / 2
                found[name] = Spot(round(radius * math.cos(angle), 1), round(radius * math.sin(angle), 1))
    return found


@dataclass(frozen=True)
class Frame:
    """The box that holds all spots, with room for their words."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def around(cls, spots: Iterable[Spot]) -> "Frame":
        xs, ys = zip(*((spot.x, spot.y) for spot in spots), strict=True)
        left, top = min(xs) - 2 * MARGIN, min(ys) - MARGIN
        return cls(left, top, max(xs) - left + 2 * MARGIN, max(ys) - top + MARGIN)

    @property
    def view(self) -> str:
        """As an SVG wants it."""
        return f"{self.left:.0f} {self.top:.0f} {self.width:.0f} {self.height:.0f}"


def plan(points: Mapping[str, tuple[float, float]], *, width: float) -> tuple[dict[str, Spot], float]:
    """Points of latitude and longitude beside each other, north up, and how many units are a kilometre.

    Flat, with the longitude narrowed at the middle latitude: right to a hundredth over a county.
    """
    middle = sum(lat for lat, _lon in points.values()) / len(points)
    narrow = math.cos(math.radians(middle))
    flat = {name: (lon * KM_OF_DEGREE * narrow, -lat * KM_OF_DEGREE) for name, (lat, lon) in points.items()}
    west, north = min(x for x, _y in flat.values()), min(y for _x, y in flat.values())
    span = max(max(x for x, _y in flat.values()) - west, max(y for _x, y in flat.values()) - north, 0.5)
    scale = width / span
    spots = {
        name: Spot(round((x - west) * scale, 1), round((y - north) * scale, 1))
        for name, (x, y) in flat.items()
    }
    return spots, scale
