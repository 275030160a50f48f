"""Two people at one referral or strategy discussion, and one whose session ends mid-sentence."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from tests.casework.a_team import fresh
from tests.casework.two_people import BEGUN, base_in, ends, page_of, shown_and_kept

from waylight.casework import actions as children
from waylight.casework import queries as casework
from waylight.referral import actions
from waylight.referral.models import Discussion, Referral
from waylight.referral.writing import Answers

from .agencies import Agencies
from .test_screens import ASK, act, seats

THEIRS, MINE = "They can begin at once.", "She trusts their nurse."


def begun(agencies: Agencies) -> tuple[Referral, str]:
    it = actions.begin_referral(agencies.team.child(), "camhs", by=agencies.team.worker)
    return it, reverse("referral", args=[it.pk])


def test_two_who_write_one_referral_are_both_kept(agencies: Agencies, at: Any) -> None:
    it, address = begun(agencies)
    theirs = {"base": 1, "relevance": THEIRS, "is-visiting": "known", "words-visiting": "At her aunt's."}
    assert at("worker").post(address, theirs).status_code == 302
    shown_and_kept(at("manager"), address, {"base": 1, "relevance": MINE}, THEIRS, MINE)
    assert Answers.read(Referral.objects.get().answers).relevance == MINE
    late = at("manager").post(address, {"base": 1, "words-visiting": "By bus.", "is-visiting": "known"})
    assert "This stands now: nothing" in page_of(late), "of an answer with words, beside its words"


@pytest.mark.parametrize("do", ["", "send", "withhold"])
def test_what_is_sent_over_words_never_seen_goes_nowhere(agencies: Agencies, at: Any, do: str) -> None:
    it, address = begun(agencies)
    assert at("worker").post(address, {"base": 1, "relevance": THEIRS}).status_code == 302
    assert at("manager").post(address, {"base": 1, "relevance": MINE, "do": do}).status_code == 400
    held = Referral.objects.get()
    assert (held.state, Answers.read(held.answers).relevance) == ("draft", THEIRS)


def test_a_session_that_ends_in_a_referral_loses_nothing_and_overwrites_nothing(
    agencies: Agencies, at: Any
) -> None:
    it, address = begun(agencies)
    worker, half = at("worker"), "She trusts their nu"
    keep = reverse("child-keep", args=[it.child_id, f"referral-{it.pk}"])
    assert f'data-keep="{keep}"' in page_of(worker.get(address))
    assert worker.post(keep, {"base": 1, "relevance": half}).status_code == 200
    ends(worker, address, {"base": 1, "relevance": MINE})
    assert half not in page_of(at("manager").get(address))
    assert at("manager").post(address, {"base": 1, "relevance": THEIRS}).status_code == 302
    found = at("worker").get(address)
    assert BEGUN in page_of(found)
    assert half in page_of(found)
    typed = {"base": base_in(found), "relevance": MINE}
    shown_and_kept(at("worker"), address, typed, THEIRS, MINE)
    assert BEGUN not in page_of(at("worker").get(address))


def test_what_cannot_be_read_is_kept_as_typed(agencies: Agencies, at: Any) -> None:
    it, address = begun(agencies)
    assert at("worker").post(address, {"base": 1, "relevance": MINE, "parents": "?"}).status_code == 400
    assert casework.draft_of(agencies.team.worker, it.child, f"referral-{it.pk}")["relevance"] == MINE


@pytest.mark.parametrize("to", [["health"], ["health", "police"]])
def test_what_was_ticked_is_ticked_in_the_draft(agencies: Agencies, at: Any, to: list[str]) -> None:
    """Kept by the page's script, and by a refusal where there is none."""
    child, worker = agencies.team.child(), at("worker")
    page = reverse("child-checks", args=[child.pk])
    refused = act(worker, "child", child, "ask", **{**ASK, "to": to, "question": ""})
    assert refused.status_code == 400
    assert set(ticked(worker, page)) == set(to)
    keep = reverse("child-keep", args=[child.pk, "ask"])
    assert worker.post(keep, {**ASK, "to": [*to, "camhs"]}).status_code == 200
    assert set(ticked(worker, page)) == {*to, "camhs"}


def ticked(client: Any, page: str) -> list[str]:
    boxes = page_of(client.get(page)).split('name="to" value="')[1:]
    return [box.split('"')[0] for box in boxes if " checked" in box.split(">")[0]]


def held(agencies: Agencies, clock: Any) -> Discussion:
    talk = agencies.discussion_in(agencies.team.child(outcome="strategy-discussion"), "called")
    clock.shift(timedelta(hours=3))
    return talk


TOLD = {"speaks": "Elsie, tomorrow.", "safety": "With her aunt.", "on": "18/11/2026", "at": "10:15"}


def test_two_who_write_down_one_discussion_are_both_kept(agencies: Agencies, at: Any, clock: Any) -> None:
    """It is written once: the second is refused, with what they typed on the page and as a draft."""
    talk = held(agencies, clock)
    team = agencies.team
    children.name_other(fresh(talk.child), team.person("deputy"), "Stands in for me.", by=team.manager)
    manager, deputy = at("manager"), at("deputy")
    typed = {**TOLD, **seats()}
    assert act(manager, "discussion", talk, "hold", **typed, shared=THEIRS).status_code == 302
    late = act(deputy, "discussion", talk, "hold", **typed, shared=MINE)
    page = page_of(late)
    assert late.status_code == 400
    assert "This cannot be done as things stand now." in page
    assert THEIRS in page
    assert MINE in page
    assert Discussion.objects.get().shared == THEIRS
    name = f"hold-{talk.pk}"
    assert casework.draft_of(agencies.team.deputy, fresh(talk.child), name)["shared"] == MINE


def test_a_session_that_ends_in_a_discussion_loses_nothing(agencies: Agencies, at: Any, clock: Any) -> None:
    talk = held(agencies, clock)
    manager, here = at("manager"), reverse("discussion", args=[talk.pk])
    for name, field in (("hold", "shared"), ("call-off", "reason"), ("evidence", "what")):
        keep = reverse("child-keep", args=[talk.child_id, f"{name}-{talk.pk}"])
        assert f'data-keep="{keep}"' in page_of(manager.get(here))
        assert manager.post(keep, {field: f"{MINE} {name}"}).status_code == 200
    ends(manager, reverse("asked-act", args=["discussion", talk.pk, "call-off"]), {"reason": MINE})
    assert Discussion.objects.get().state == "called"
    assert MINE not in page_of(at("deputy").get(here))
    found = page_of(at("manager").get(here))
    for name in ("hold", "call-off", "evidence"):
        assert f"{MINE} {name}" in found
