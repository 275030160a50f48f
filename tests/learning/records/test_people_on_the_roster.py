"""Codes on paper, a changed badge, and leaving."""

import pytest

from waylight.accounts.policy import Refused
from waylight.learning import actions
from waylight.learning.models import Learner, NameSlip, Visit
from waylight.learning.roster_keys import CODE_LETTERS, code_as_compared

from .a_council import MIRA, TODAY, TOM, Council


def code_for(council: Council, badge: str) -> str:
    (given,) = actions.give_codes(council.area, [council.learner(badge)], by=council.licensing)
    return given.code


def test_a_code_comes_in_however_it_is_typed_and_is_kept_as_a_digest(staffed: Council) -> None:
    code = code_for(staffed, "D101")
    assert len(code_as_compared(code)) == 12
    assert set(code_as_compared(code)) <= set(CODE_LETTERS)
    for badge, typed in (("D101", code), ("d-101", code.lower()), (" d101 ", code.replace(" ", "-"))):
        assert actions.enter("merrowdale", badge, typed)
    stored = Learner.objects.values_list("way_in", flat=True)
    assert not [each for each in stored if code_as_compared(code) in each]


@pytest.mark.parametrize("badge", ["D102", "D1011", ""])
def test_a_code_belongs_to_its_badge(staffed: Council, badge: str) -> None:
    code = code_for(staffed, "D101")
    assert actions.enter("merrowdale", badge, code) is None
    assert actions.enter("brackenford", "D101", code) is None
    assert actions.enter("merrowdale", "D101", "AAAA BBBB CCCC") is None
    assert actions.enter("merrowdale", "D101", "") is None


def test_whoever_has_no_code_cannot_come_in_with_none(staffed: Council) -> None:
    assert staffed.learner("D101").way_in == ""
    assert actions.enter("merrowdale", "", "") is None


def test_a_new_code_ends_the_old_one(staffed: Council) -> None:
    old, new = code_for(staffed, "D101"), code_for(staffed, "D101")
    assert actions.enter("merrowdale", "D101", old) is None
    assert actions.enter("merrowdale", "D101", new)


def test_codes_for_many_are_one_act(staffed: Council, audited: object) -> None:
    given = actions.give_codes(staffed.area, list(Learner.objects.all()), by=staffed.licensing)
    assert len({each.code for each in given}) == 3
    assert Learner.objects.exclude(way_in="").count() == 3
    assert set(Learner.objects.values_list("code_given_on", flat=True)) == {TODAY}


def test_a_changed_badge_keeps_the_record_and_ends_the_code(staffed: Council) -> None:
    code, done = code_for(staffed, "D101"), staffed.trained("D101")
    actions.change_badge(staffed.learner("D101"), "D777", by=staffed.licensing)
    mira = staffed.learner("D777")
    assert mira.completions.get() == done
    assert (mira.badge, mira.badge_end) == ("D777", "77")
    for badge in ("D101", "D777"):
        assert actions.enter("merrowdale", badge, code) is None


def test_a_new_code_or_badge_ends_what_the_old_one_opened(staffed: Council) -> None:
    mira_code, tom_code = code_for(staffed, "D101"), code_for(staffed, "D102")
    mira, tom = (actions.enter("merrowdale", *each) for each in (("D101", mira_code), ("D102", tom_code)))
    assert mira and tom
    again = actions.enter("merrowdale", "D101", code_for(staffed, "D101"))
    assert actions.visit_of(mira) is None
    assert again and actions.visit_of(again)
    actions.change_badge(staffed.learner("D101"), "D777", by=staffed.licensing)
    assert actions.visit_of(again) is None
    assert actions.visit_of(tom), "nobody else's visit ends"


def test_a_badge_that_somebody_has_is_not_given_to_another(staffed: Council) -> None:
    with pytest.raises(actions.NotPossible):
        actions.change_badge(staffed.learner("D101"), "d-102", by=staffed.licensing)
    with pytest.raises(actions.NotPossible):
        actions.change_badge(staffed.learner("D101"), " - ", by=staffed.licensing)


def test_who_has_left_is_asked_nothing_and_cannot_come_in(staffed: Council) -> None:
    code = code_for(staffed, "D101")
    token = actions.enter("merrowdale", "D101", code)
    assert token
    actions.end_record(staffed.learner("D101"), by=staffed.licensing)
    assert not Visit.objects.exists()
    assert actions.visit_of(token) is None
    assert actions.enter("merrowdale", "D101", code) is None
    assert not NameSlip.objects.exists()
    assert staffed.learner("D101").code_given_on is None
    assert not staffed.learner("D101").due_dates.filter(ended_on__isnull=True).exists()
    with pytest.raises(actions.NotPossible):
        actions.end_record(staffed.learner("D101"), by=staffed.licensing)


def test_whose_line_is_gone_from_a_whole_roster_leaves_as_by_hand(staffed: Council) -> None:
    """And the codes of those who stay, work on; whoever comes back needs a new one."""
    mira_code, tom_code = code_for(staffed, "D101"), code_for(staffed, "D102")
    mira, tom = (actions.enter("merrowdale", *each) for each in (("D101", mira_code), ("D102", tom_code)))
    assert mira and tom
    staffed.bring_in(MIRA, whole=True)
    gone = staffed.learner("D102")
    assert (gone.left_on, gone.way_in, gone.code_given_on, gone.row_key) == (TODAY, "", None, "")
    assert [each.learner.badge for each in Visit.objects.all()] == ["D101"]
    assert [each.learner.badge for each in NameSlip.objects.all()] == ["D101"]
    assert actions.visit_of(mira) and not actions.visit_of(tom)
    staffed.bring_in(MIRA, TOM, whole=True)
    assert staffed.learner("D102").left_on is None
    assert actions.enter("merrowdale", "D102", tom_code) is None
    assert actions.enter("merrowdale", "D101", mira_code)


def test_only_the_council_of_the_area_may(staffed: Council, neighbour: Council) -> None:
    mira = staffed.learner("D101")
    for by in (neighbour.licensing, staffed.trainer, staffed.operator):
        with pytest.raises(Refused):
            actions.give_codes(staffed.area, [mira], by=by)
        with pytest.raises(Refused):
            actions.change_badge(mira, "D9", by=by)
        with pytest.raises(Refused):
            actions.end_record(mira, by=by)
    with pytest.raises(Refused):
        actions.give_codes(neighbour.area, [mira], by=neighbour.licensing)
