"""Through keys: never a false claim of having missed nothing, and a complete answer is the full scan's."""

from functools import cache
from math import inf
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waylight.engine.linkage.accounts import KINDS, Kind
from waylight.engine.linkage.columns import Columns
from waylight.engine.linkage.keys import FRESH_ROWS, Keys, Steps, leave_out
from waylight.engine.linkage.model import load_model
from waylight.engine.linkage.scoring import Scorer
from waylight.engine.linkage.spec import comparisons, values_of

from .county import CONTENT, observations

REPORTS = 1200


@cache
def keys(kind: Kind) -> Keys:
    spec = comparisons(kind, values_of(CONTENT))
    columns = Columns(spec)
    model = load_model(CONTENT, kind, spec)
    for one in observations(REPORTS, 9)[kind]:
        columns.add(one.id, one.account, one.values)
    columns.count_frequencies(
        {level.frequency: model.weights[c.column][n].u for c in spec for n, level in enumerate(c.levels)}
    )
    return Keys(Scorer(model, columns, comparisons(kind, values_of(CONTENT))))


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_what_is_claimed_of_unseen_rows_is_true(data: st.DataObject) -> None:
    held = keys(data.draw(st.sampled_from(KINDS)))
    told = observations(REPORTS, 9)[held.scorer.model.kind]
    one, other = (told[data.draw(st.integers(0, len(told) - 1))] for _ in range(2))
    # Values of two observations in one query: combinations that no single story has.
    values = {k: v for k, v in {**one.values, **other.values}.items() if data.draw(st.booleans())}
    asked: dict[str, Any] = {
        "account": one.account,
        "least": data.draw(st.floats(-15, 25)),
        "stored": data.draw(st.sampled_from([None, 100_000, 10_000_000])),
        "before": data.draw(st.sampled_from([None, len(told) // 2])),
    }
    limit = data.draw(st.sampled_from([None, 0, 3, 30, 300]))
    reached = held.scored(values, limit=limit, **asked)
    full = held.scorer.scored(values, **asked)
    seen = {found.row for found in reached.found}
    missed = [found for found in full if found.row not in seen]
    assert all(found.weight <= reached.unseen_at_most + 1e-6 for found in missed)
    assert [found for found in full if found.row in seen] == reached.found
    if reached.complete:
        assert reached.found == full
    if limit is None and asked["least"] > held.scorer.model.prior(asked["stored"] or len(told)) + 0.1:
        assert reached.complete


@pytest.mark.parametrize("kind", KINDS)
def test_most_rows_need_no_look(kind: Kind) -> None:
    held, told = keys(kind), observations(REPORTS, 9)[kind]
    looked = [
        held.scored(one.values, account=one.account, least=2, stored=1_000_000).looked_at for one in told[:50]
    ]
    assert sum(looked) < 50 * len(told) / 5


def test_rows_since_the_index_was_made_are_found() -> None:
    spec = comparisons("person", values_of(CONTENT))
    columns, model = Columns(spec), load_model(CONTENT, "person", spec)
    held = Keys(Scorer(model, columns, comparisons("person", values_of(CONTENT))))
    asked: dict[str, Any] = {"account": "new", "least": 2.0}
    assert held.scored({"name": "kyle holden"}, **asked).unseen_at_most == -inf
    for n in range(FRESH_ROWS + 10):
        columns.add(f"{n}", f"{n}", {"phone": f"+4477009{n:05d}", "sex": "female"})
        if n in (0, 5, FRESH_ROWS + 5):
            found = held.scored({"phone": f"+4477009{n:05d}", "sex": "female"}, stored=10**6, **asked)
            assert n in {one.row for one in found.found}
    columns.take_out("5")
    found = held.scored({"phone": "+447700900005", "sex": "female"}, stored=10**6, **asked)
    assert 5 not in {one.row for one in found.found}


def test_what_is_left_out_is_said() -> None:
    held = keys("person")
    one = next(o for o in observations(REPORTS, 9)["person"] if {"sex", "place"} <= o.values.keys())
    reached = held.scored(one.values, account="new", least=2.0)
    assert any(said.startswith("sex: Same sex (") for said in reached.left_out)
    nothing = held.scored(one.values, account="new", least=-5.0, limit=0)
    assert nothing.found == [] and not nothing.complete and nothing.unseen_at_most > -5
    assert "Nothing unseen could reach more than" in nothing.said


def test_the_costliest_levels_go_first_while_the_bound_allows() -> None:
    def steps() -> list[Steps]:
        return [
            Steps("name", [1, 2], [8.0, 6.0], [3, 40], []),
            Steps("sex", [1], [1.0], [500], []),
            Steps("build", [1], [2.0], [100], []),
        ]

    made = steps()
    leave_out(made, 4.0, None)
    assert [one.taken for one in made] == [2, 0, 0]
    made = steps()
    leave_out(made, 1.5, None)
    assert [one.taken for one in made] == [2, 0, 1]
    made = steps()
    leave_out(made, 0.5, 10)
    assert [one.taken for one in made] == [1, 0, 0]
