"""Gazetteers of each known kind are read; another is refused with a sentence."""

import pytest

from waylight.engine.extraction import Gazetteer, GazetteerError, read_places


def test_our_own_columns() -> None:
    lines = [
        "id,name,aliases,type,street,district,postcode,lat,lon",
        "x1,The Gull,the pub|Gull,pub,Harbour Road,,ZZ99 1AA,54.5,2.0",
    ]
    (place,) = read_places(lines)
    assert (place.aliases, place.lat, place.type) == (("the pub", "Gull"), 54.5, "pub")


def test_food_hygiene_ratings() -> None:
    lines = [
        "FHRSID,BusinessName,BusinessType,AddressLine1,AddressLine2,PostCode,Longitude,Latitude",
        "9,Golden Plaice,Takeaway/sandwich shop,4 Mill Lane,Thornleigh,ZZ99 2AA,2.1,54.1",
    ]
    (place,) = read_places(lines)
    assert (place.id, place.name, place.type, place.lon) == ("fhrs-9", "Golden Plaice", "takeaway", 2.1)


def test_open_names_with_headings() -> None:
    lines = [
        "ID,NAME1,NAME2,TYPE,LOCAL_TYPE,POPULATED_PLACE,POSTCODE_DISTRICT",
        "7,Mill Lane,,transportNetwork,Named Road,Thornleigh,ZZ99",
    ]
    (place,) = read_places(lines)
    assert (place.type, place.street, place.lat) == ("street", "Mill Lane", None)


def test_stops() -> None:
    lines = [
        "ATCOCode,CommonName,Street,LocalityName,Latitude,Longitude,StopType",
        "1,Quay Steps,Harbour Road,Saltby,54.2,2.2,BCT",
    ]
    (place,) = read_places(lines)
    assert (place.id, place.type, place.district) == ("naptan-1", "bus-stop", "Saltby")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "empty"),
        (["colour,size", "red,3"], "colour, size"),
        (["id,name,type,lat", "1,,pub,"], "Line 2"),
        (["id,name,type,lat", "1,Gull,pub,north"], "Line 2"),
    ],
)
def test_what_cannot_be_read_is_said(lines: list[str], said: str) -> None:
    with pytest.raises(GazetteerError, match=said):
        Gazetteer.read(lines)
