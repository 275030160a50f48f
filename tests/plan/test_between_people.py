"""Two people at one plan, and one whose session ends in the middle of a sentence: neither loses a word."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from tests.casework.a_team import Team
from tests.casework.two_people import BEGUN, base_in, ends, page_of, shown_and_kept

from waylight.casework import queries as children
from waylight.plan import actions
from waylight.plan.models import Offer, Plan, PlanAction, PlanPart, Sheet, Transition

from .a_plan import Planning, action_now

THEIRS, MINE = "To see my gran on Sundays.", "To stay at my school."
DAY = "20/11/2026"
PAST_18 = {"wants": "", "support": "", "adults": "", "goes_on": ""}
Form = tuple[str, str, str, dict[str, Any], str]
"""Of one form: the page on which it stands, where it is sent, its draft, what is typed besides, the field."""


def _wishes(planning: Planning) -> Form:
    plan = planning.plan()
    typed = {"child_wants": "", "not_known": "", "parents_want": "", "base": plan.version}
    return ("plan", "plan-act/wishes", str(plan.pk), typed, "child_wants")


def _part(planning: Planning) -> Form:
    planning.plan()
    part = PlanPart.objects.get()
    typed = {"kind": "child", "subject": "Mina", "so_far": "", "base": 1}
    return ("plan-part", "plan-part-act/change", str(part.pk), typed, "wanted")


def _action(planning: Planning) -> Form:
    planning.plan()
    action = PlanAction.objects.get()
    owner = planning.team.person("nurse").pk
    typed = {"agency": "health", "owner": owner, "due_on": DAY, "reason": "", "base": 1}
    return ("plan-action", "plan-action-act/change", str(action.pk), typed, "what")


def _safety(planning: Planning) -> Form:
    sheet = actions.begin_sheet(planning.team.child(), "safety", by=planning.team.worker)
    return ("sheet", "sheet-act/write", str(sheet.pk), {"at_home": "yes", "base": 1}, "helps")


def _past_18(planning: Planning) -> Form:
    child = planning.team.child()
    actions.write_transition(child, **PAST_18, base=0, by=planning.team.worker)
    return ("transition", "transition-act/write", str(child.pk), {**PAST_18, "base": 1}, "wants")


FORMS: list[Callable[[Planning], Form]] = [_wishes, _part, _action, _safety, _past_18]


def _stands(page: str) -> str:
    """The field of that page's thing, as it stands."""
    held = {
        "plan": lambda: Plan.objects.get().child_wants,
        "plan-part": lambda: PlanPart.objects.get().wanted,
        "plan-action": lambda: PlanAction.objects.get().what,
        "sheet": lambda: Sheet.objects.get().words,
        "transition": lambda: Transition.objects.get().wants,
    }
    return held[page]()


def _address(send: str, pk: str) -> str:
    name, _slash, act = send.partition("/")
    return reverse(name, args=[pk, act])


@pytest.mark.parametrize("made", FORMS, ids=lambda made: made.__name__)
def test_two_who_began_with_the_same_words_are_both_kept(planning: Planning, at: Any, made: Any) -> None:
    page, send, pk, typed, field = made(planning)
    address = _address(send, pk)
    assert at("worker").post(address, {**typed, field: THEIRS}).status_code == 302
    shown_and_kept(at("manager"), address, {**typed, field: MINE}, THEIRS, MINE, post=address)
    assert MINE in _stands(page)


@pytest.mark.parametrize("made", FORMS, ids=lambda made: made.__name__)
def test_a_session_that_ends_mid_sentence_loses_nothing_and_overwrites_nothing(
    planning: Planning, at: Any, made: Any
) -> None:
    page, send, pk, typed, field = made(planning)
    address, here, half = _address(send, pk), reverse(page, args=[pk]), "To stay at my sch"
    worker = at("worker")
    assert base_in(worker.get(here), address) == str(typed["base"])
    act = send.partition("/")[2]
    form = act if page == "transition" else f"{act}-{pk}"
    keep = reverse("child-keep", args=[_child(page, pk), form])
    assert f'data-keep="{keep}"' in page_of(worker.get(here))
    assert worker.post(keep, {**typed, field: half}).status_code == 200
    ends(worker, address, {**typed, field: MINE})
    assert MINE not in _stands(page)
    assert half not in page_of(at("manager").get(here))
    assert at("manager").post(address, {**typed, field: THEIRS}).status_code == 302
    back = at("worker")
    found = back.get(here)
    assert BEGUN in page_of(found)
    assert half in page_of(found)
    draft = {**typed, "base": base_in(found, address)}
    shown_and_kept(back, address, {**draft, field: MINE}, THEIRS, MINE, post=address)
    assert MINE in _stands(page)
    assert BEGUN not in page_of(back.get(here))


def _child(page: str, pk: str) -> str:
    models: dict[str, Any] = {"plan": Plan, "plan-part": PlanPart, "plan-action": PlanAction, "sheet": Sheet}
    return pk if page == "transition" else str(models[page].objects.get(pk=pk).child_id)


def test_who_comes_second_to_an_end_keeps_their_words(planning: Planning, team: Team, at: Any) -> None:
    """What can be done only once is refused to the second, with what they typed on the page."""
    action = planning.action("agreed")
    actions.finish(action, THEIRS, by=team.worker)
    late = at("manager")
    address = reverse("plan-action-act", args=[action.pk, "done"])
    answer = late.post(address, {"evidence": MINE})
    assert answer.status_code == 400
    assert "This cannot be done as things stand now." in page_of(answer)
    assert MINE in page_of(answer)
    assert action_now(action).evidence == THEIRS
    held = children.draft_of(team.manager, action.child, f"done-{action.pk}")
    assert held == {"evidence": MINE}


@pytest.mark.parametrize(
    ("act", "typed"), [("accept", {"words": MINE}), ("decline", {"words": MINE, "reoffer_on": "01/12/2026"})]
)
def test_two_answers_to_one_offer_of_support_are_both_kept(
    planning: Planning, team: Team, at: Any, act: str, typed: dict[str, str]
) -> None:
    words = {
        "to": "child",
        "whom": "Mina",
        "what": "Art",
        "provider": "Harbour Lights",
        "offered_on": "18/11/2026",
    }
    assert (
        at("worker").post(reverse("support-act", args=[team.child().pk, "offer"]), words).status_code == 302
    )
    offer = Offer.objects.get()
    actions.accept(offer, THEIRS, by=team.worker)
    actions.end(offer, "No longer held.", by=team.worker)
    answer = at("manager").post(reverse("offer-act", args=[offer.pk, act]), typed)
    assert answer.status_code == 400
    assert MINE in page_of(answer)
    assert THEIRS in page_of(answer)
    assert children.draft_of(team.manager, offer.child, f"{act}-{offer.pk}")["words"] == MINE


def test_an_owners_session_that_ends_mid_sentence_loses_nothing(planning: Planning, at: Any) -> None:
    """An owner does not work with the child: their draft is theirs by the action that they own."""
    action = planning.action("agreed")
    here = reverse("own-action", args=[action.pk])
    keep, away = (reverse(f"own-action-{name}", args=[action.pk, "done"]) for name in ("keep", "away"))
    done = reverse("own-action-act", args=[action.pk, "done"])
    nurse = at("nurse")
    assert f'data-keep="{keep}"' in page_of(nurse.get(here))
    assert nurse.post(keep, {"evidence": "Seen on Thurs"}).status_code == 200
    ends(nurse, done, {"evidence": "Seen on Thursday."})
    assert action_now(action).state == "agreed"
    assert "Seen on Thurs" not in page_of(at("worker").get(reverse("plan-action", args=[action.pk])))
    for address in (keep, away):
        assert at("constable").post(address, {"evidence": "Mine."}).status_code == 403
    found = page_of(at("nurse").get(here))
    assert BEGUN in found
    assert "Seen on Thurs" in found
    assert at("nurse").post(away).status_code == 302
    assert BEGUN not in page_of(at("nurse").get(here))
    assert at("nurse").post(keep, {"evidence": "Seen on Thurs"}).status_code == 200
    assert at("nurse").post(done, {"evidence": "Seen on Thursday."}).status_code == 302
    assert not action.child.drafts.exists()
