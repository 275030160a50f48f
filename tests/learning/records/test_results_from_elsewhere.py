"""Who has done our course in another learning system, brought in as a list."""

import pytest

from waylight.accounts.policy import Refused
from waylight.learning import actions
from waylight.learning.codes import Mode
from waylight.learning.courses import version_now
from waylight.learning.models import Certificate, Completion
from waylight.learning.roster import NotARoster, Wrong

from .a_council import TODAY, VERSION, Council, days

LIST = f"""Badge,Name,Completed on
D101,Mira Stane,{days(-3):%d/%m/%Y}
D999,Nobody here,{days(-3):%d/%m/%Y}
D102,Tom Arrow,
P007,Ida Quell,{days(-1):%d/%m/%Y}
"""


NOW = version_now("drivers")


def bring_in(
    council: Council,
    text: str = LIST,
    *,
    version: str = NOW,
    evidence: str = "The college's list of November",
) -> actions.BroughtIn:
    return actions.bring_in_results(
        council.area, "drivers", version, text, evidence=evidence, by=council.licensing
    )


def test_each_line_is_a_completion_with_its_certificate(staffed: Council) -> None:
    found = bring_in(staffed)
    assert [(done.learner.badge, done.on, done.mode) for done in found.written] == [
        ("D101", days(-3), Mode.SCORM),
        ("P007", days(-1), Mode.SCORM),
    ]
    assert Completion.objects.get(learner=staffed.learner("D101")).version_id == NOW
    assert Certificate.objects.count() == 2
    assert staffed.due("D101").last_on == days(-3)


def test_what_cannot_be_used_is_told_with_its_reason(staffed: Council) -> None:
    assert [(each.line, each.why, each.badge) for each in bring_in(staffed).left] == [
        (3, Wrong.OFF_ROSTER, "D999"),
        (4, Wrong.TRAINED, "D102"),
    ]


def test_a_broken_line_is_told_and_whoever_follows_it_is_read(staffed: Council) -> None:
    found = bring_in(staffed, LIST.replace("D999,", 'D999,"'))
    assert [(each.line, each.why, each.badge) for each in found.left][0] == (3, Wrong.BROKEN, "D999")
    assert [done.learner.badge for done in found.written] == ["D101", "P007"]


@pytest.mark.parametrize("version", ["zzz", "9999-12-31-zz", " ", VERSION, NOW[:9]])
def test_a_version_that_the_course_never_had_is_refused(staffed: Council, version: str) -> None:
    with pytest.raises(actions.NotPossible, match="no-version"):
        bring_in(staffed, version=version)
    assert not Certificate.objects.exists()


def test_a_version_that_was_taught_here_before_is_taken(staffed: Council) -> None:
    staffed.trained("D102")
    assert {done.version_id for done in bring_in(staffed, version=f" {VERSION} ").written} == {VERSION}


def test_brought_in_again_it_adds_nothing(staffed: Council) -> None:
    bring_in(staffed)
    again = bring_in(staffed)
    assert (again.written, again.known) == ([], 2)
    assert Completion.objects.count() == 2


def test_it_says_where_it_comes_from_and_is_a_list(staffed: Council) -> None:
    with pytest.raises(actions.NotPossible):
        bring_in(staffed, evidence=" ")
    with pytest.raises(NotARoster):
        bring_in(staffed, "Mira has passed")
    assert not Completion.objects.exists()


def test_only_the_council_of_the_area_may(staffed: Council, neighbour: Council) -> None:
    for by in (neighbour.licensing, staffed.trainer, staffed.operator):
        with pytest.raises(Refused):
            actions.bring_in_results(staffed.area, "drivers", VERSION, LIST, evidence="x", by=by, today=TODAY)
