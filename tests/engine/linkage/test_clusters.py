"""Links become clusters that obey people, whatever the order of arrival."""

import random
from datetime import UTC, datetime

import pytest

from waylight.engine.linkage.clusters import DECIDED, DECIDED_BITS, Clusters
from waylight.engine.linkage.ledger import Decision, Link, Seen, pair, read, written
from waylight.engine.linkage.linking import Linkage
from waylight.engine.linkage.model import Bands
from waylight.engine.linkage.observe import Observer
from waylight.engine.linkage.scoring import Reason

from .county import CONTENT, accounts

BANDS = Bands(suggest=2, join=7, fracture=3, veto=-6)
WHEN = datetime(2026, 3, 1, tzinfo=UTC)


def seen(*ids: str) -> list[Seen]:
    return [Seen(id, f"account of {id}") for id in ids]


def link(one: str, other: str, weight: float, *, identifies: bool = True) -> Link:
    reasons = (Reason("mark", "Same mark", "AB00CDE", "AB00CDE", weight + 8),)
    return Link(pair(one, other), weight, identifies, -8.0, reasons, "test")


def say(verdict: str, one: str, other: str) -> Decision:
    return Decision(pair(one, other), verdict, "A. Analyst", "seen side by side", WHEN)  # type: ignore[arg-type]


def clusters(against: dict[tuple[str, str], float] | None = None) -> Clusters:
    held = against or {}
    return Clusters(BANDS, lambda a, b: held.get(pair(a, b), 0.0), lambda id: id)


def groups(made: Clusters) -> set[frozenset[str]]:
    return set(made.members.values())


def test_a_strong_link_that_identifies_joins() -> None:
    made = clusters()
    made.apply([*seen("a", "b"), link("a", "b", 9)])
    assert groups(made) == {frozenset("ab")}


@pytest.mark.parametrize("weak", [link("a", "b", 6.9), link("a", "b", 40, identifies=False)])
def test_a_weak_link_or_one_from_a_description_waits_for_a_person(weak: Link) -> None:
    made = clusters()
    made.apply([*seen("a", "b"), weak])
    assert groups(made) == {frozenset("a"), frozenset("b")}
    assert made.suggestions() == [weak]


def test_one_contradiction_in_a_cluster_keeps_a_join_away() -> None:
    made = clusters({("a", "c"): -9.0})
    made.apply([*seen("a", "b", "c"), link("a", "b", 12), link("b", "c", 9)])
    assert groups(made) == {frozenset("ab"), frozenset("c")}


def test_two_of_one_account_are_never_joined_by_way_of_a_third() -> None:
    made = clusters()
    made.apply([Seen("a", "one"), Seen("b", "two"), Seen("c", "one"), link("a", "b", 12), link("b", "c", 9)])
    assert groups(made) == {frozenset("ab"), frozenset("c")}


def test_a_joined_link_holds_down_to_the_fracture_threshold() -> None:
    made = clusters()
    made.apply([*seen("a", "b"), link("a", "b", 9)])
    made.apply([link("a", "b", 4)])
    assert groups(made) == {frozenset("ab")}
    made.apply([link("a", "b", 2.9)])
    assert groups(made) == {frozenset("a"), frozenset("b")}
    made.apply([link("a", "b", 4)])
    assert groups(made) == {frozenset("a"), frozenset("b")}


def test_an_unmerge_never_comes_back() -> None:
    made = clusters()
    made.apply([*seen("a", "b", "c"), link("a", "b", 20), link("b", "c", 10)])
    told = made.apply([say("different", "a", "b")])
    assert groups(made) == {frozenset("a"), frozenset("bc")}
    assert [(c.before, c.after) for c in told] == [(("a",), ("a", "b"))]
    made.apply([link("a", "b", 60), link("a", "c", 9)])
    assert groups(made) == {frozenset("a"), frozenset("bc")}
    made.apply([link("a", "c", 50)])
    assert groups(made) == {frozenset("ac"), frozenset("b")}


def test_same_joins_against_every_score_and_is_taken_back_with_undecided() -> None:
    made = clusters({("a", "b"): -50.0})
    made.apply([*seen("a", "b"), say("same", "a", "b")])
    assert groups(made) == {frozenset("ab")}
    made.apply([say("undecided", "a", "b")])
    assert groups(made) == {frozenset("a"), frozenset("b")}


def test_decisions_that_cannot_all_hold_are_named_and_apart_is_kept() -> None:
    made = clusters()
    made.apply(
        [*seen("a", "b", "c"), say("same", "a", "b"), say("different", "a", "c"), say("same", "b", "c")]
    )
    assert made.entity_of["a"] != made.entity_of["c"]
    assert [(c.same, c.different) for c in made.conflicts.values()] == [(("b", "c"), ("a", "c"))]


def test_the_waterfall_sums_to_the_weight_decisions_included() -> None:
    made = clusters()
    made.apply([*seen("a", "b"), link("a", "b", 9), say("same", "a", "b")])
    bars = made.waterfall(("a", "b"))
    assert (
        sum(bar.bits for bar in bars)
        == pytest.approx(made.weight(("a", "b")))
        == pytest.approx(9 + DECIDED_BITS)
    )
    assert bars[-1].compared == DECIDED and "A. Analyst" in bars[-1].level


def test_a_ledger_is_read_as_it_was_written() -> None:
    entries = [*seen("a", "b"), link("a", "b", 9), say("different", "a", "b")]
    assert read(written(entries)) == entries


@pytest.mark.parametrize("seed", [1, 2])
def test_arrival_in_any_order_leaves_the_same_identities(seed: int) -> None:
    """Rarities are counted beforehand, as between two counts in use."""
    told = list(accounts(250, 4))
    first, second = Linkage(CONTENT, Observer(CONTENT, ())), Linkage(CONTENT, Observer(CONTENT, ()))
    first.arrive_all(told)
    shuffled = random.Random(seed).sample(told, len(told))
    second.arrive_all(shuffled)
    kept = [first.entity(id) == second.entity(id) for id in first.observations]
    assert sum(kept) >= 0.98 * len(kept)
    assert len({first.entity(id) for id in first.observations}) < len(kept), "nothing was linked at all"


def test_one_by_one_in_two_orders_leaves_98_of_100_identities() -> None:
    told = list(accounts(250, 4))
    made = []
    for order in (told, random.Random(9).sample(told, len(told))):
        held = Linkage(CONTENT, Observer(CONTENT, ()))
        for one in order:
            held.arrive(one)
        made.append(held)
    kept = [made[0].entity(id) == made[1].entity(id) for id in made[0].observations]
    assert sum(kept) >= 0.98 * len(kept)


def test_the_ledger_alone_builds_the_state_again_bit_for_bit() -> None:
    held = Linkage(CONTENT, Observer(CONTENT, ()))
    for one in accounts(120, 6):
        held.arrive(one)
    joined = next(iter(sorted(held.kinds["vehicle"].clusters.joined)))
    held.decide(say("different", *joined))
    for kind in held.kinds:
        again = held.replayed(kind)
        assert again.digest() == held.kinds[kind].clusters.digest()
    assert held.entity(joined[0]) != held.entity(joined[1])
