"""What people confirmed, corrected or refused is a test case for the rules, and only counts come of it."""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
from click.testing import CliRunner

from waylight.intelligence import actions, reading
from waylight.site.cli import main

from .known import CAR, mention


def test_each_verdict_is_a_case(hub: Any, told: Callable[..., Any], audited: Callable[..., Any]) -> None:
    one, other, third = told(CAR), told("A silver Golf, reg KV00 XYZ, by the chip shop."), told(CAR)
    actions.confirm(mention(one, "KV00 ABC"), by=hub.screener)
    actions.correct(mention(other, "KV00 XYZ"), kind="vehicle", value="KV00 ABC", by=hub.screener)
    actions.refuse(mention(third, "KV00 ABC"), by=hub.screener)
    before = len(audited("system.absorb"))
    found = {case.said: case for case in actions.replay()}
    rule = found["confirmed"].rule
    assert rule
    assert asdict(found["confirmed"]) == {
        "said": "confirmed", "kind": "vehicle", "rule": rule, "count": 1, "right": 1,
    }  # fmt: skip
    assert (found["corrected"].count, found["corrected"].right, found["corrected"].rule) == (1, 0, rule)
    assert (found["refused"].count, found["refused"].right) == (1, 0)
    event = audited("system.absorb")[before]
    assert (event.verb, event.detail) == ("consultation", {"cases": 3})


def test_a_rule_that_is_better_or_worse_shows(
    hub: Any, told: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    account = told(CAR)
    actions.confirm(mention(account, "KV00 ABC"), by=hub.screener)
    monkeypatch.setattr(reading, "find", lambda *_args, **_kept: [])
    (worse,) = actions.replay()
    assert (worse.count, worse.right) == (1, 0)
    actions.refuse(mention(account, "KV00 ABC"), by=hub.screener)
    (better,) = actions.replay()
    assert (better.said, better.count, better.right) == ("refused", 1, 1)


def test_nothing_said_is_no_case(told: Callable[..., Any]) -> None:
    told(CAR)
    assert actions.replay() == []


def test_the_verb_counts_and_says_no_word(hub: Any, told: Callable[..., Any]) -> None:
    account = told(CAR)
    actions.confirm(mention(account, "KV00 ABC"), by=hub.screener)
    said = CliRunner().invoke(main, ["corrections"])
    assert said.exit_code == 0 and "1 of 1 right" in said.output and "KV00" not in said.output
    row = mention(account, "KV00 ABC")
    row.normal = "KV00XYZ"
    row.save(update_fields=["normal"])
    lost = CliRunner().invoke(main, ["corrections", "--json"])
    assert lost.exit_code == 1
    assert json.loads(lost.output)["right"] == 0
