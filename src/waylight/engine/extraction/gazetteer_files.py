"""Gazetteers from CSV: our own columns, FHRS, OS Open Names and NaPTAN, told apart by their headings.

Ours: `id, name, aliases` (parted by `|`), `type, street, district, postcode, lat, lon`. FHRS is the open data
of food hygiene ratings (hotels, takeaways, pubs); OS Open Names has places and streets in British National
Grid, so they come without a point; NaPTAN has stops and stations.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

_OWN = {"id", "name", "type"}
_FHRS = {"businessname", "businesstype"}
_NAMES = {"name1", "local_type"}
_NAPTAN = {"atcocode", "commonname"}
_OPEN_NAMES_COLUMNS = [
    "id",
    "names_uri",
    "name1",
    "name1_lang",
    "name2",
    "name2_lang",
    "type",
    "local_type",
    "geometry_x",
    "geometry_y",
    "most_detail_view_res",
    "least_detail_view_res",
    "mbr_xmin",
    "mbr_ymin",
    "mbr_xmax",
    "mbr_ymax",
    "postcode_district",
    "postcode_district_uri",
    "populated_place",
    "populated_place_uri",
    "populated_place_type",
    "district_borough",
    "district_borough_uri",
    "district_borough_type",
    "county_unitary",
]
_STOP_TYPES = {
    "bct": "bus-stop",
    "bcs": "bus-stop",
    "bce": "bus-station",
    "bst": "bus-station",
    "rse": "rail-station",
    "rly": "rail-station",
    "txr": "taxi-rank",
    "str": "taxi-rank",
    "tmu": "tram-stop",
    "plt": "tram-stop",
    "met": "tram-stop",
}
_ROADS = ("road", "section of named road", "named road")

Row = Mapping[str, str]


class GazetteerError(ValueError):
    """A gazetteer that cannot be read; the message says what to correct."""


@dataclass(frozen=True)
class Place:
    """One entry. `lat` and `lon` are None for what has no point (a bus route) or only a grid reference."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    type: str = ""
    street: str = ""
    district: str = ""
    postcode: str = ""
    lat: float | None = None
    lon: float | None = None


def read_places(lines: Iterable[str]) -> list[Place]:
    """Every entry of one CSV. Raises GazetteerError for unknown headings or a line that cannot be read."""
    rows = csv.reader(lines)
    heading = [cell.strip().lstrip("\ufeff").lower() for cell in next(rows, [])]
    if not heading:
        raise GazetteerError("The gazetteer is empty.")
    make, heading, rest = _reader(heading, rows)
    places = []
    for number, cells in enumerate(rest, start=2):
        if not any(cells):
            continue
        row = dict(zip(heading, (cell.strip() for cell in cells), strict=False))
        try:
            if (place := make(row)) is not None:
                places.append(place)
        except (KeyError, ValueError) as problem:
            raise GazetteerError(f"Line {number} of the gazetteer cannot be read: {problem}.") from problem
    return places


def _reader(
    heading: list[str], rows: Iterator[list[str]]
) -> tuple[Callable[[Row], Place | None], list[str], Iterable[list[str]]]:
    names = {name.replace(" ", "") for name in heading}
    if names >= _FHRS:
        return _fhrs, [name.replace(" ", "") for name in heading], rows
    if names >= _NAPTAN:
        return _naptan, heading, rows
    if names >= _NAMES:
        return _open_name, heading, rows
    if heading[0].startswith("osgb") and len(heading) > len(_OPEN_NAMES_COLUMNS):
        return _open_name, list(_OPEN_NAMES_COLUMNS), rows
    if names >= _OWN:
        return _own, heading, rows
    raise GazetteerError(
        f"These headings are not known: {', '.join(heading)}. "
        "Use id, name, aliases, type, street, district, postcode, lat, lon, "
        "or a file of FHRS, OS Open Names or NaPTAN."
    )


def _own(row: Row) -> Place | None:
    aliases = tuple(a.strip() for a in row.get("aliases", "").split("|") if a.strip())
    return Place(
        row["id"], _named(row["name"]), aliases, row["type"], row.get("street", ""), row.get("district", ""),
        row.get("postcode", ""), _number(row.get("lat", "")), _number(row.get("lon", "")),
    )  # fmt: skip


def _fhrs(row: Row) -> Place | None:
    street = next(
        (row[k] for k in ("addressline1", "addressline2") if row.get(k) and not row[k][0].isdigit()), ""
    )
    numbered = street or row.get("addressline1", "").lstrip("0123456789-abAB ,")
    kind = row["businesstype"].lower().split("/")[0].replace(" ", "-")
    return Place(
        f"fhrs-{row.get('fhrsid') or row['businessname']}", _named(row["businessname"]), (), kind, numbered,
        row.get("addressline3", ""), row.get("postcode", ""), _number(row.get("latitude", "")),
        _number(row.get("longitude", "")),
    )  # fmt: skip


def _open_name(row: Row) -> Place | None:
    kind = row["local_type"].lower()
    is_road = kind in _ROADS
    also = (row["name2"],) if row.get("name2") else ()
    name = _named(row["name1"])
    return Place(
        f"osgb-{row['id']}", name, also, "street" if is_road else kind.replace(" ", "-"),
        name if is_road else "",
        row.get("populated_place", ""), row.get("postcode_district", ""),
    )  # fmt: skip


def _naptan(row: Row) -> Place | None:
    kind = _STOP_TYPES.get(row.get("stoptype", "bct").lower(), "bus-stop")
    return Place(
        f"naptan-{row['atcocode']}", _named(row["commonname"]), (), kind, row.get("street", ""),
        row.get("localityname", "") or row.get("locality", ""), "",
        _number(row.get("latitude", "")), _number(row.get("longitude", "")),
    )  # fmt: skip


def _named(name: str) -> str:
    if not name:
        raise ValueError("a place without a name")
    return name


def _number(text: str) -> float | None:
    return float(text) if text else None
