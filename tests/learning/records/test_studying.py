"""Going through a course by oneself: what is kept of it, and what is not."""

from typing import Any

import pytest

from waylight.accounts.policy import Refused
from waylight.accounts.roles import PUBLIC
from waylight.learning import actions, queries
from waylight.learning.codes import Mode
from waylight.learning.models import CheckAttempt, Completion, LessonDone, QuestionCount, Registration

from .a_council import TODAY, VERSION, Council

LESSONS = ("drivers-01", "drivers-02")
ASKED = ("q1", "q2", "q3")


class Study:
    """A driver who came in, and the course they take."""

    def __init__(self, council: Council, badge: str = "D101") -> None:
        self.learner = council.learner(badge)
        self.by = actions.learner_actor(self.learner)
        self.registration = actions.begin(self.learner, "drivers", VERSION, by=self.by)

    def read(self, *lessons: str) -> list[Completion]:
        made = [
            actions.finish_lesson(self.registration, each, lessons=LESSONS, by=self.by) for each in lessons
        ]
        return [each for each in made if each is not None]

    def check(self, passed: bool, missed: tuple[str, ...] = ()) -> Completion | None:
        return actions.note_check(
            self.registration, asked=ASKED, missed=missed, passed=passed, lessons=LESSONS, by=self.by
        )


def test_every_lesson_and_a_passed_check_make_it_complete(staffed: Council) -> None:
    study = Study(staffed)
    assert study.read(*LESSONS) == []
    done = study.check(passed=True)
    assert done is not None
    assert (done.mode, done.version_id, done.on) == (Mode.WEB, VERSION, TODAY)
    assert done.registration == study.registration
    assert Registration.objects.get().ended_on == TODAY
    assert staffed.due("D101").last_on == TODAY
    assert [each.standing for each in queries.certificates_of(study.learner, by=study.by)] == ["valid"]


def test_the_check_may_come_before_the_last_lesson(staffed: Council) -> None:
    study = Study(staffed)
    study.read("drivers-01")
    assert study.check(passed=True) is None
    (done,) = study.read("drivers-02")
    assert done.mode == Mode.WEB


def test_not_passed_may_be_tried_again_as_often_as_somebody_likes(staffed: Council) -> None:
    study = Study(staffed)
    study.read(*LESSONS)
    for _again in range(4):
        assert study.check(passed=False, missed=("q1",)) is None
    assert study.check(passed=True) is not None
    assert CheckAttempt.objects.count() == 5


def test_pressed_twice_it_is_done_once(staffed: Council) -> None:
    study = Study(staffed)
    study.read("drivers-01", "drivers-01")
    assert LessonDone.objects.count() == 1
    assert Study(staffed).registration == study.registration
    study.read("drivers-02")
    study.check(passed=True)
    with pytest.raises(actions.NotPossible):
        study.check(passed=True)
    assert Completion.objects.count() == 1


def test_a_refresher_is_a_new_registration(staffed: Council) -> None:
    first = Study(staffed)
    first.read(*LESSONS)
    first.check(passed=True)
    second = Study(staffed)
    assert second.registration != first.registration
    assert queries.own_lessons(second.registration, by=second.by) == set()
    assert first.registration.lessons_done.count() == 2, "what was done stays"


def test_new_words_do_not_undo_the_lessons_that_were_read(staffed: Council) -> None:
    study = Study(staffed)
    study.read("drivers-01")
    again = actions.begin(study.learner, "drivers", "2027-01-1-77aa00ff", by=study.by)
    assert again == study.registration
    assert again.version_id == "2027-01-1-77aa00ff"
    assert queries.own_lessons(again, by=study.by) == {"drivers-01"}


def test_one_begun_in_a_room_ends_what_was_begun_alone(staffed: Council) -> None:
    study = Study(staffed)
    staffed.trained("D101")
    study.registration.refresh_from_db()
    assert study.registration.ended_on == TODAY


def test_nothing_is_kept_of_answers_but_counts_of_everybody_together(staffed: Council) -> None:
    for badge in ("D101", "D102"):
        study = Study(staffed, badge)
        study.check(passed=False, missed=("q1", "q2"))
        study.check(passed=False, missed=("q3",))
    counts = {c.question_id: (c.asked, c.missed) for c in QuestionCount.objects.all()}
    assert counts == {"q1": (2, 2), "q2": (2, 2), "q3": (2, 0)}, "first attempts only"
    fields = {field.name for field in CheckAttempt._meta.get_fields()}
    assert fields == {"id", "registration", "on", "passed"}


def test_few_are_not_told_and_neither_is_how_few_did_not(staffed: Council) -> None:
    def counted(question: str, asked: int, missed: int) -> Any:
        QuestionCount.objects.create(
            area=staffed.area,
            course_id="drivers",
            version_id=VERSION,
            question_id=question,
            asked=asked,
            missed=missed,
        )

    for question, asked, missed in (("a", 100, 9), ("b", 100, 31), ("c", 40, 35), ("d", 100, 72)):
        counted(question, asked, missed)
    found = [(each.question_id, each.tenths) for each in queries.often_missed(staffed.trainer, "drivers")]
    assert found == [("c", None), ("d", 7), ("b", 3)]


def test_nobody_reaches_anothers_record(staffed: Council) -> None:
    study = Study(staffed)
    other = actions.learner_actor(staffed.learner("D102"))
    for by in (other, PUBLIC, staffed.licensing, staffed.trainer):
        for refused in (
            lambda by=by: actions.begin(study.learner, "drivers", VERSION, by=by),
            lambda by=by: actions.finish_lesson(study.registration, "drivers-01", lessons=LESSONS, by=by),
            lambda by=by: queries.own_courses(study.learner, by=by),
            lambda by=by: queries.certificates_of(study.learner, by=by),
        ):
            with pytest.raises(Refused):
                refused()


def test_a_learner_sees_what_is_due_of_themselves(staffed: Council) -> None:
    study = Study(staffed)
    (own,) = queries.own_courses(study.learner, by=study.by)
    assert (own.course_id, own.state, own.due_on) == ("drivers", "in-progress", staffed.due("D101").on)
