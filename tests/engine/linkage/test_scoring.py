"""One against all equals pair by pair; what is missing is neutral; a snapshot restores everything."""

import random

import pytest

from waylight.engine.linkage.accounts import KINDS, Kind
from waylight.engine.linkage.columns import Columns
from waylight.engine.linkage.levels import Distinct
from waylight.engine.linkage.model import ModelError, load_model, read_model
from waylight.engine.linkage.scoring import Scorer
from waylight.engine.linkage.spec import comparisons, values_of

from .county import CONTENT, observations

FORBIDDEN = ("ethnic", "nationality", "religion", "language", "race", "origin")


def spec(kind: Kind) -> list[Distinct]:
    return comparisons(kind, values_of(CONTENT))


def stored(kind: Kind, reports: int = 300) -> Scorer:
    columns = Columns(spec(kind))
    for one in observations(reports, 8)[kind]:
        columns.add(one.id, one.account, one.values)
    return Scorer(load_model(CONTENT, kind, spec(kind)), columns, spec(kind))


def comparison(kind: Kind, name: str) -> Distinct:
    return next(c for c in spec(kind) if c.column == name)


@pytest.mark.parametrize("kind", KINDS)
def test_the_scan_is_the_sum_of_single_pairs(kind: Kind) -> None:
    scorer = stored(kind)
    told = observations(300, 8)[kind]
    by_id = {one.id: one for one in told}
    for one in random.Random(2).sample(told, min(25, len(told))):
        found = {s.row: s for s in scorer.scored(one.values, account=one.account, least=-1000)}
        assert len(found) == sum(other.account != one.account for other in told)
        for row, scored in found.items():
            other = by_id[scorer.columns.ids[row]]
            assert scored.levels == scorer.levels(one.values, other.values)
            assert scored.weight == pytest.approx(
                scorer.weight(one.values, other.values, len(told)), abs=1e-9
            )


@pytest.mark.parametrize("kind", KINDS)
def test_a_pair_weighs_the_same_from_either_side(kind: Kind) -> None:
    scorer, told = stored(kind), observations(300, 8)[kind]
    dice = random.Random(3)
    for _ in range(200):
        one, other = dice.choice(told), dice.choice(told)
        assert scorer.levels(one.values, other.values) == scorer.levels(other.values, one.values)


def test_what_is_not_told_is_neutral() -> None:
    scorer = stored("person")
    assert scorer.evidence({"name": "kyle holden", "sex": "male"}, {"hair": "dark"}) == 0
    assert scorer.reasons({}, {"name": "kyle holden"}) == []


def test_two_of_one_account_are_never_scored() -> None:
    scorer = stored("person")
    one = observations(300, 8)["person"][0]
    rows = {scorer.columns.ids[s.row] for s in scorer.scored(one.values, account=one.account, least=-1000)}
    assert not any(id.startswith(one.account + "#") for id in rows)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("AB00CDE", "AB00CDE", "Same mark"),
        ("AB00CDE", "AB0OCDE", "Same mark but for look-alike characters"),
        ("AB00CDE", "AB00CTE", "Whole marks, one character differs"),
        ("AB00CDE", "AB00C?E", "One is part of the other: five or six characters agree"),
        ("AB00CDE", "AB00*", "One is part of the other: four characters agree"),
        ("AB00CDE", "*CDE", "One is part of the other: three characters agree"),
        ("AV00CDE", "AY0*", "One may be part of the other: three or more agree or are easily mistaken"),
        ("AB00CDE", "AB*", "One is part of the other: one or two characters agree"),
        ("AB00CDE", "*XYZ", "Different marks"),
        ("AB00*", "*CDE", ""),
    ],
)
def test_marks_stand_on_levels_a_person_can_read(one: str, other: str, level: str) -> None:
    marks = comparison("vehicle", "mark")
    number = marks.level_between(one, other)
    assert (marks.levels[number - 1].label if number else "") == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("kyle holden", "kyle holden", 1),
        ("big tee", "big tee", 2),
        ("kyle d", "kyle d", 2),
        ("moose", "moose", 2),
        ("holden kyle", "kyle holden", 3),
        ("mhmd", "mohammed", 3),
        ("jasmine holden", "jasmin holden", 3),
        ("kyle holdan", "kyle holden", 3),
        ("kieran holton", "kieran holdon", 4),
        ("kyle", "kyle holden", 5),
        ("katie", "catherine holden", 5),
        ("kyle d", "kyle dunford", 5),
        ("kyle d", "kyle holden", 7),
        ("bizzle", "bizle", 3),
        ("moose", "ghost", 7),
    ],
)
def test_names(one: str, other: str, level: int) -> None:
    assert comparison("person", "name").level_between(one, other) == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("+447700900222", "+447700900222", 1),
        ("+447700900222", "+447700900223", 2),
        ("+447700900222", "*900222", 3),
        ("+447700900222", "*0222", 4),
        ("+447700900222", "*222", 5),
        ("+447700900222", "*22", 6),
        ("+447700900222", "+447700900717", 7),
        ("+4477*", "*222", 0),
    ],
)
def test_phones(one: str, other: str, level: int) -> None:
    assert comparison("phone", "phone").level_between(one, other) == level


def test_nothing_about_origin_is_compared() -> None:
    for kind in KINDS:
        for one in spec(kind):
            for cell in one.columns:
                assert not any(word in cell for word in FORBIDDEN)


def test_two_letters_of_a_mark_are_worth_less_than_five() -> None:
    model = load_model(CONTENT, "vehicle", spec("vehicle"))
    bits = [model.bits("mark", level) for level in (1, 4, 5, 8)]
    assert bits == sorted(bits, reverse=True) and model.bits("mark", 9) < -2


def test_descriptions_and_nicknames_alone_never_identify_a_person() -> None:
    model = load_model(CONTENT, "person", spec("person"))
    told = {"name": 2, "sex": 1, "age": 1, "role": 1, "place": 1, "build": 1, "hair": 1, "vehicle": 1}
    assert not model.identifies(told)
    assert not model.identifies({**told, "name": 0})
    assert model.identifies({**told, "phone": 1})


def test_a_model_of_other_levels_is_refused() -> None:
    text = (CONTENT / "vehicle.json").read_text(encoding="utf-8")
    with pytest.raises(ModelError, match="mark"):
        read_model(text.replace(">= 5", ">= 6"), spec("vehicle"))
    with pytest.raises(ModelError, match="Compares"):
        read_model(text, spec("person"))


def test_a_snapshot_restores_every_answer() -> None:
    scorer = stored("person")
    scorer.columns.take_out(scorer.columns.ids[3])
    again = Columns.restored(scorer.columns.snapshot(), spec("person"))
    restored = Scorer(scorer.model, again, spec("person"))
    for one in observations(300, 8)["person"][:20]:
        asked = {"account": "new", "least": 0.0}
        assert restored.scored(one.values, **asked) == scorer.scored(one.values, **asked)  # type: ignore[arg-type]


def test_what_is_taken_out_is_not_found() -> None:
    scorer = stored("vehicle")
    one = observations(300, 8)["vehicle"][0]
    before = {s.row for s in scorer.scored(one.values, account="new", least=0)}
    assert 0 in before
    scorer.columns.take_out(one.id)
    assert 0 not in {s.row for s in scorer.scored(one.values, account="new", least=0)}


def test_common_values_are_named() -> None:
    columns = Columns(spec("person"))
    for n in range(200):
        columns.add(f"{n}", f"{n}", {"name": "gaz" if n % 4 == 0 else f"name{n}"})
    assert columns.common({"name": "gaz"}, 0.02) == ["name: gaz"]
    assert columns.common({"name": "name1"}, 0.02) == []


def test_an_id_is_stored_once() -> None:
    columns = Columns(spec("phone"))
    columns.add("a", "one", {"phone": "+447700900222"})
    with pytest.raises(ValueError, match="stored already"):
        columns.add("a", "two", {})
