"""What a browser carries of its reader's way, and what it never does."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from waylight.learning.library import Course, library
from waylight.learning.progress import COOKIE, PATH, Attempt, Progress, Standing

DAY = date(2026, 11, 22)


def carried(progress: Progress) -> str:
    response = HttpResponse()
    progress.keep(response)
    return response.cookies[COOKIE].value


def back(cookie: str) -> Progress:
    request = RequestFactory().get("/learn/")
    request.COOKIES[COOKIE] = cookie
    return Progress.of(request)


def all_right(course: Course, attempt: Attempt) -> Attempt:
    return attempt.with_picked({q.id: sorted(q.right) for q in attempt.questions(course)})


def test_it_comes_back_as_it_went(drivers: Course) -> None:
    standing = Standing(("drivers-01", "drivers-02"), "drivers-03")
    standing = standing.with_answers(drivers, all_right(drivers, Attempt.new(drivers)), DAY)
    progress = Progress({"drivers": standing}, "merrowdale")
    assert back(carried(progress)) == progress
    assert back(carried(progress)).on(drivers).passed_on == DAY


def test_nobody_reads_it_and_nobody_else_writes_it(drivers: Course) -> None:
    cookie = carried(Progress({"drivers": Standing(("drivers-01",))}))
    assert "drivers" not in cookie
    for forged in ("", "nonsense", cookie[:-4] + "AAAA", cookie[1:], "é" * 50):
        assert back(forged) == Progress()


def test_it_goes_to_the_pages_of_learn_alone_and_no_script_sees_it() -> None:
    response = HttpResponse()
    Progress().keep(response)
    cookie = response.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (PATH, True, "Lax")


def test_everything_of_every_course_still_fits_into_a_cookie() -> None:
    standings = {}
    for course in library().courses:
        done = tuple(lesson.id for lesson in course.lessons)
        whole = all_right(course, Attempt.new(course))
        standings[course.id] = Standing(done).with_answers(course, whole, DAY)
    progress = Progress(standings, "merrowdale")
    assert len(carried(progress)) < 4000
    assert back(carried(progress)) == progress


def test_answers_to_words_that_have_changed_are_let_go_and_the_rest_stays(drivers: Course) -> None:
    old = Standing(("drivers-01",), attempt=Attempt("2020-01-1-00000000", ("drivers-q01",)))
    found = Progress({"drivers": old}).on(drivers)
    assert (found.attempt, found.done) == (None, ("drivers-01",))


def test_complete_is_every_lesson_and_a_passed_check(drivers: Course) -> None:
    lessons = [lesson.id for lesson in drivers.lessons]
    passed = Standing().with_answers(drivers, all_right(drivers, Attempt.new(drivers)), DAY)
    assert not passed.complete(drivers)
    assert not Standing().with_done(lessons).complete(drivers)
    assert not passed.with_done(lessons[1:]).complete(drivers)
    assert passed.with_done(lessons).complete(drivers)


def test_a_later_failure_takes_no_pass_away(drivers: Course) -> None:
    passed = Standing().with_answers(drivers, all_right(drivers, Attempt.new(drivers)), DAY)
    again = Attempt.new(drivers)
    wrong = again.with_picked(
        {q.id: [c.id for c in q.choices if not c.right][:1] for q in again.questions(drivers)}
    )
    failed = passed.with_answers(drivers, wrong, date(2026, 12, 1))
    assert failed.attempt is not None
    assert failed.attempt.marked
    assert not failed.attempt.marks(drivers).passed
    assert failed.passed_on == DAY


@pytest.mark.parametrize("picked", [{}, {"drivers-q01": ["a"], "not-asked": ["b"]}])
def test_only_questions_that_were_asked_count(drivers: Course, picked: dict[str, list[str]]) -> None:
    attempt = Attempt(drivers.version_id, ("drivers-q01", "drivers-q02")).with_picked(picked)
    assert set(attempt.picked) <= {"drivers-q01"}
