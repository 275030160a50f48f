"""Looked at first, then used: what a roster adds, changes and leaves."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection

from waylight.accounts.policy import Refused
from waylight.learning import actions, queries
from waylight.learning.codes import Mode
from waylight.learning.models import Completion, DueDate, Learner, Operator, RosterImport

from .a_council import IDA, MIRA, TODAY, TOM, Council, days, sheet


def test_a_preview_counts_and_changes_nothing(council: Council) -> None:
    kept, plan = council.preview(MIRA, TOM, ",nobody,driver,,,")
    assert plan.counts == {"new": 2, "changed": 0, "same": 0, "back": 0, "gone": 0, "left": 1}
    assert kept.state == "preview"
    assert not Learner.objects.exists()


def test_using_it_adds_people_firms_and_what_is_due(staffed: Council) -> None:
    mira = staffed.learner("d101")
    assert (mira.badge, mira.name, mira.email) == ("D101", "Mira Stane", "mira@saltby.example")
    assert (mira.badge_end, mira.joined_on, mira.mail_works) == ("01", TODAY, True)
    assert staffed.learner("D102").mail_works is False
    assert sorted(each.name for each in Operator.objects.all()) == ["Saltby Taxis", "Thornleigh Cars"]
    assert mira.operator == staffed.learner("D102").operator
    assert staffed.due("D101").on == days(180)
    assert DueDate.objects.count() == 3


def test_a_slip_in_somebodys_line_does_not_take_them_off_the_roster(staffed: Council) -> None:
    """The whole roster again, and one renewal is on a day that there is not."""
    kept = staffed.bring_in(MIRA, IDA, TOM.replace("/", "/9", 1), whole=True)
    assert (kept.counts["left"], kept.counts["gone"]) == (1, 0)
    assert staffed.learner("D102").left_on is None


def test_whoever_stands_in_or_after_a_broken_line_stays_on_a_whole_roster(staffed: Council) -> None:
    kept = staffed.bring_in(MIRA.replace(",", ',"', 1), TOM, IDA, whole=True)
    assert (kept.counts["left"], kept.counts["gone"], kept.counts["same"]) == (1, 0, 2)
    headings = "Name,Operator,Badge"
    kept = staffed.bring_in(
        'Mira Stane,"Thornleigh', 'Cars",D101', "Tom Arrow,,D102", headings=headings, whole=True
    )
    assert (kept.counts["left"], kept.counts["gone"]) == (2, 0)
    assert staffed.learner("D101").left_on is None


def test_it_is_used_once(council: Council) -> None:
    kept, _plan = council.preview(MIRA)
    actions.apply_roster(kept, by=council.licensing)
    with pytest.raises(actions.NotPossible):
        actions.apply_roster(kept, by=council.licensing)
    with pytest.raises(actions.NotPossible):
        actions.drop_roster(kept, by=council.licensing)


def test_dropping_it_wipes_what_was_pasted(council: Council) -> None:
    kept, _plan = council.preview(MIRA)
    actions.drop_roster(kept, by=council.licensing)
    assert RosterImport.objects.get().sheet == ""
    assert not Learner.objects.exists()


def test_brought_in_again_it_changes_nothing(staffed: Council) -> None:
    before = Learner.objects.values_list("pk", "row_key", "joined_on")
    was = sorted(before)
    kept = staffed.bring_in(MIRA, TOM, IDA)
    assert (kept.counts["same"], kept.counts["new"], kept.counts["changed"]) == (3, 0, 0)
    assert sorted(Learner.objects.values_list("pk", "row_key", "joined_on")) == was


def test_what_changed_is_brought_up_to_date_and_the_record_stays(staffed: Council) -> None:
    done = staffed.trained("D101")
    changed = "D101,Mira Stane-Hill,driver,Saltby Taxis,31/03/2030,mira@brackenford.example"
    kept = staffed.bring_in(changed, TOM)
    assert (kept.counts["changed"], kept.counts["same"]) == (1, 1)
    mira = staffed.learner("D101")
    assert (mira.pk, mira.name, mira.email) == (
        done.learner_id,
        "Mira Stane-Hill",
        "mira@brackenford.example",
    )
    assert mira.operator is not None
    assert mira.operator.name == "Saltby Taxis"
    assert staffed.learner("P007").left_on is None, "a part of the roster says nothing of the others"


def test_a_column_that_is_not_there_leaves_what_was_known(staffed: Council) -> None:
    staffed.bring_in("D101,Mira Stane", headings="Badge,Name")
    mira = staffed.learner("D101")
    assert mira.email == "mira@saltby.example"
    assert mira.renewal_on is not None
    assert mira.operator is not None


def test_a_sheet_without_roles_leaves_those_of_known_people(staffed: Council) -> None:
    without = "Badge,Name"
    lines = "P007,Ida Quell", "D101,Mira Stane", "D102,Tom Arrow", "D9,Pat"
    kept, _plan = staffed.preview(*lines, headings=without, whole=True)
    named = queries.reading(staffed.licensing, kept).named
    assert named is not None
    assert (named.role_for_new, named.differ, named.counts["gone"]) == ("Driver", 0, 0)
    actions.apply_roster(kept, by=staffed.licensing)
    assert [staffed.learner(badge).role for badge in ("P007", "D9")] == ["operator", "driver"]
    assert staffed.bring_in(*lines, headings=without).counts["same"] == 4
    assert staffed.learner("P007").role == "operator"


def test_a_preview_names_who_is_new_who_changes_and_who_is_gone(staffed: Council) -> None:
    staffed.bring_in(TOM, whole=True)
    staffed.bring_in(IDA.replace("Quell", "Quill"))
    mira = "D101,Mira Hill,driver,,01/04/2028,"
    kept, _plan = staffed.preview(mira, "D9,Pat,driver,Moor Cars,,", IDA, whole=True)
    named = queries.reading(staffed.licensing, kept).named
    assert named is not None
    assert [(row.badge, row.operator) for row in named.new] == [("D9", "Moor Cars")]
    assert [each.badge for each in named.gone] == ["D102"]
    found = {
        learner.badge: {each.column: (each.was, each.becomes) for each in changed}
        for learner, changed in named.changed
    }
    assert found == {
        "D101": {
            "left": (TODAY, None),
            "name": ("Mira Stane", "Mira Hill"),
            "operator": ("Thornleigh Cars", None),
            "renewal": (date(2027, 3, 31), date(2028, 4, 1)),
            "email": ("mira@saltby.example", None),
        },
        "P007": {"name": ("Ida Quill", "Ida Quell")},
    }


def test_an_address_that_bounced_is_tried_again_when_it_changes_and_not_before(staffed: Council) -> None:
    Learner.objects.update(mail_works=False)
    staffed.bring_in("D101,Mira Hill,driver,,31/03/2027,mira@saltby.example")
    assert staffed.learner("D101").mail_works is False
    staffed.bring_in("D101,Mira Hill,driver,,31/03/2027,hill@saltby.example")
    assert staffed.learner("D101").mail_works is True


def test_of_a_whole_roster_whoever_is_missing_has_left_and_may_come_back(staffed: Council) -> None:
    done = staffed.trained("D102")
    _kept, plan = staffed.preview(MIRA, whole=True)
    assert plan.counts["gone"] == 1, "the operator's role is not in the sheet"
    staffed.bring_in(MIRA, whole=True)
    tom = staffed.learner("D102")
    assert tom.left_on == TODAY
    assert not tom.due_dates.filter(ended_on__isnull=True).exists()
    kept = staffed.bring_in(MIRA, TOM, whole=True)
    assert kept.counts["back"] == 1
    tom = staffed.learner("D102")
    assert (tom.left_on, tom.joined_on) == (None, TODAY)
    assert tom.completions.get() == done
    assert staffed.due("D102").reason == "months"


def test_earlier_training_is_written_down_once(council: Council) -> None:
    council.rule()
    lines = ["D1,Mira,01/06/2025", "D2,Tom,"]
    for _again in range(2):
        kept = council.bring_in(*lines, headings="Badge,Name,Last trained", course_id="drivers")
    assert kept.counts["earlier"] == 0
    (done,) = Completion.objects.all()
    assert (done.mode, str(done.on), done.version_id) == (Mode.EQUIVALENT, "2025-06-01", "")
    assert "earlier records" in done.evidence
    assert str(council.due("D1").on) == "2028-06-01"
    assert council.due("D2").reason == "first"


def test_lines_left_over_stay_with_their_reasons(council: Council) -> None:
    kept = council.bring_in(MIRA, "D9,Pat,pilot,,,")
    kept.refresh_from_db()
    assert kept.sheet == ""
    assert json.loads(kept.left_over)[0][:2] == [3, "role"]
    (left,) = queries.reading(council.licensing, kept).left
    assert (left.line, left.written) == (3, "D9, Pat, pilot, , , ")
    assert "role" in left.why


def test_the_same_badge_in_two_councils_is_two_people(council: Council, neighbour: Council) -> None:
    council.bring_in(MIRA)
    neighbour.bring_in(MIRA)
    here, there = council.learner("D101"), neighbour.learner("D101")
    assert here.pk != there.pk
    assert here.badge_key != there.badge_key, "a digest of one council says nothing in another"


def test_only_the_council_of_the_area_may(council: Council, neighbour: Council) -> None:
    kept, _plan = council.preview(MIRA)
    for by in (neighbour.licensing, council.trainer, council.manager, council.operator):
        with pytest.raises(Refused):
            actions.preview_roster(council.area, sheet(MIRA), by=by)
        with pytest.raises(Refused):
            actions.apply_roster(kept, by=by)


def test_nothing_that_names_somebody_rests_in_the_open(staffed: Council) -> None:
    staffed.preview(MIRA, "D9,Pat Zqxj,pilot,,,")
    staffed.bring_in(MIRA, "D9,Pat Zqxj,pilot,,,")
    stored = " ".join(_cells())
    for named in ("Mira Stane", "D101", "mira@saltby.example", "Thornleigh Cars", "Zqxj"):
        assert named not in stored


def _cells() -> Any:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  # our own tables
            for row in cursor.fetchall():
                for cell in row:
                    plain = bytes(cell) if isinstance(cell, bytes | memoryview) else cell
                    yield plain.decode("latin-1") if isinstance(plain, bytes) else str(plain)


def test_thousands_are_brought_in_and_again(council: Council) -> None:
    council.rule()
    lines = [
        f"D{n:05},Person {n},driver,Firm {n % 90},{1 + n % 28:02}/03/2027,p{n}@saltby.example"
        for n in range(3000)
    ]
    council.bring_in(*lines, whole=True)
    assert Learner.objects.count() == DueDate.objects.count() == 3000
    kept = council.bring_in(*lines, whole=True)
    assert kept.counts["same"] == 3000
