"""What one account ties together is one observation; all else stays apart."""

from waylight.engine.linkage.accounts import Account, Observation
from waylight.engine.linkage.listed import Venue
from waylight.engine.linkage.observe import Observer

from .county import CONTENT, VENUES, account, linkage

MARK = {"form": "mark", "partial": False}


def described(**told: object) -> dict[str, object]:
    return {"form": "description", **told}


def observed(told: Account, kind: str) -> list[Observation]:
    return [one for one in Observer(CONTENT, VENUES).observe(told) if one.kind == kind]


def test_a_mark_beside_its_description_is_one_vehicle() -> None:
    told = account(
        "A",
        "a red focus AB00CDE by the gate",
        ("vehicle", "red focus", described(make="ford", model="focus", colour="red")),
        ("vehicle", "AB00CDE", MARK),
    )
    (one,) = observed(told, "vehicle")
    assert one.mentions == (0, 1)
    assert one.values["mark"] == "AB00CDE" and one.values["model"] == "focus"


def test_a_mark_at_the_end_belongs_to_the_one_vehicle_told_of() -> None:
    text = (
        "a red focus came. " + "They stood about for a long while and nothing happened. " * 4 + "Reg AB00CDE"
    )
    told = account("A", text, ("vehicle", "red focus", described(colour="red")), ("vehicle", "AB00CDE", MARK))
    assert len(observed(told, "vehicle")) == 1


def test_another_vehicle_is_another() -> None:
    told = account(
        "A",
        "a red focus AB00CDE and then a black van with plate XY00ZZZ",
        ("vehicle", "red focus", described(colour="red")),
        ("vehicle", "AB00CDE", MARK),
        ("vehicle", "black van", described(colour="black", body="van")),
        ("vehicle", "XY00ZZZ", MARK),
    )
    assert [one.mentions for one in observed(told, "vehicle")] == [(0, 1), (2, 3)]


def test_a_name_right_beside_a_description_that_fits_it() -> None:
    told = account(
        "A",
        "a man called Bizzle met a girl. Bizzle had cash",
        ("person", "man", {"role": "adult", "sex": "male"}),
        ("person", "Bizzle", {"role": "unknown", "named": True}),
        ("person", "girl", {"role": "child", "sex": "female"}),
    )
    man, girl = observed(told, "person")
    assert man.values["name"] == "bizzle" and man.values["sex"] == "male"
    assert "name" not in girl.values


def test_a_child_is_not_the_man_named_next() -> None:
    told = account(
        "A",
        "a girl, Bizzle and others",
        ("person", "girl", {"role": "child", "sex": "female"}),
        ("person", "Bizzle", {"role": "adult", "named": True, "sex": "male"}),
    )
    assert len(observed(told, "person")) == 2


def test_a_number_belongs_to_the_adult_told_with_it_not_to_the_child() -> None:
    told = account(
        "A",
        "Kyle gets calls from Bizzle on 07700 900222",
        ("person", "Kyle", {"role": "child", "named": True}),
        ("person", "Bizzle", {"role": "unknown", "named": True}),
        ("phone", "07700 900222", {}, "+447700900222"),
    )
    kyle, bizzle = observed(told, "person")
    assert "phone" not in kyle.values and bizzle.values["phone"] == "+447700900222"


def test_the_reporters_number_belongs_to_nobody_in_the_account() -> None:
    told = account(
        "A",
        "Bizzle was there, call me on 07700 900222",
        ("person", "Bizzle", {"role": "adult", "named": True}),
        ("phone", "07700 900222", {"owner": "reporter"}, "+447700900222"),
    )
    assert "phone" not in observed(told, "person")[0].values


def test_two_girls_are_no_one_girl() -> None:
    told = account("A", "two girls", ("person", "two girls", {"role": "child", "count": 2, "sex": "female"}))
    assert not observed(told, "person")[0].values


def test_an_unlisted_place_has_a_name_but_no_entry() -> None:
    told = account("A", "behind the big shed", ("place", "big shed", {"gazetteer": False}))
    assert dict(observed(told, "place")[0].values) == {"name": "big shed"}


def test_two_places_of_one_official_name_are_two() -> None:
    """Branches of a chain, or a street and its bus stop: extraction says which, and they do not link."""
    listed = [
        Venue("plc-a", "Gull Bakery", "cafe", "harbour"),
        Venue("plc-b", "Gull Bakery", "cafe", "mill"),
        Venue("plc-c", "Hopper Mill", "derelict-building", "harbour"),
    ]
    held = linkage(listed)
    told = (("r1", "plc-a"), ("r2", "plc-b"), ("r3", "plc-a"))
    for n, (report, place) in enumerate(told, start=1):
        mention = ("place", "Gull Bakery", {"gazetteer": True, "id": place, "type": "cafe"})
        held.arrive(account(report, "Outside the Gull Bakery.", mention, day=f"2026-03-0{n}"))
    assert held.entity("r1#0") == held.entity("r3#0") != held.entity("r2#0")
    assert held.observer.venue(held.observations["r2#0"]) == listed[1]
    seen = [("place", "Hopper Mill", {"gazetteer": True, "id": "plc-c"})]
    (one,) = held.observer.observe(account("r4", "At Hopper Mill.", *seen))
    assert one.values == {"entry": "hopper mill", "name": "hopper mill"}
