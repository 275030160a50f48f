"""The check at the end without scripts: drawn, kept, marked, explained, and tried again."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.learning.web.conftest import Reader
from tests.site.visitor import Page

from waylight.learning.library import Course, Question, library

CHECK = "/learn/drivers/check/"
Another = Callable[[], Reader]


@dataclass
class Sitting:
    reader: Reader
    page: Page

    @classmethod
    def begin(cls, reader: Reader) -> "Sitting":
        page = reader.get(CHECK)
        return cls(reader, reader.send(page, page.form(button="Begin")))

    @property
    def asked(self) -> list[Question]:
        names = dict.fromkeys(e["name"] for e in self.page.elements if e["type"] in ("radio", "checkbox"))
        return [library().question(name) for name in names]

    def answer(self, picks: dict[str, list[str]], press: str = "mark") -> Page:
        form = next(form for form in self.page.forms if "mark" in [b["value"] for b in form.buttons])
        return self.reader.send(self.page, form, press=press, **picks)


def right(questions: list[Question]) -> dict[str, list[str]]:
    return {question.id: sorted(question.right) for question in questions}


def wrong(question: Question) -> list[str]:
    return [next(choice.id for choice in question.choices if not choice.right)]


def test_all_right_passes_and_every_answer_is_talked_about(reader: Reader, drivers: Course) -> None:
    sitting = Sitting.begin(reader)
    assert len(sitting.asked) == drivers.check_size == len(set(sitting.asked))
    result = sitting.answer(right(sitting.asked))
    assert "You have passed" in result.words
    assert f"{drivers.check_size} of {drivers.check_size} answers are right." in result.words
    assert result.body.count("wl-said__why") >= drivers.check_size
    assert "To finish the course, read these parts too:" in result.words
    assert "check passed on" in reader.get("/learn/drivers/").words


def test_a_passed_check_and_all_parts_finish_the_course(reader: Reader, drivers: Course) -> None:
    sitting = Sitting.begin(reader)
    sitting.answer(right(sitting.asked))
    for lesson in drivers.lessons:
        page = reader.get(f"/learn/drivers/{lesson.slug}/")
        assert "You have finished this course" not in reader.get("/learn/drivers/").words
        reader.send(page, page.form(button="Stop here for now"), press="done")
    assert "You have finished this course" in reader.get("/learn/drivers/").words


def test_too_few_right_is_kindly_said_and_shows_what_was_right(reader: Reader, drivers: Course) -> None:
    sitting = Sitting.begin(reader)
    picks = right(sitting.asked) | {question.id: wrong(question) for question in sitting.asked[:3]}
    result = sitting.answer(picks)
    assert "Not enough yet" in result.words
    assert (
        f"{drivers.check_size - 3} of {drivers.check_size} answers are right. 8 are enough." in result.words
    )
    assert result.words.count("This is right:") >= 3
    assert result.words.count("Read the part about this again") == 3
    assert "check passed on" not in reader.get("/learn/drivers/").words


def test_an_unanswered_question_is_named_and_nothing_picked_is_lost(reader: Reader) -> None:
    sitting = Sitting.begin(reader)
    picks = right(sitting.asked)
    left_out = [sitting.asked[1].id, sitting.asked[4].id]
    page = sitting.answer({id: ids for id, ids in picks.items() if id not in left_out})
    summary = page.body.split("govuk-error-summary__list")[1].split("</ul>")[0]
    assert summary.count("<li>") == 2
    assert "Question 2" in summary
    assert "Question 5" in summary
    assert page.words.count("Choose an answer.") == 2
    ticked = {e["name"] for e in page.elements if e.tag == "input" and "checked" in e.attrs}
    assert ticked == set(picks) - set(left_out)
    again = Sitting(reader, page)
    assert [q.id for q in again.asked] == [q.id for q in sitting.asked]
    assert "You have passed" in again.answer(picks).words


def test_a_pause_keeps_the_ticks_and_marks_nothing(reader: Reader) -> None:
    sitting = Sitting.begin(reader)
    picks = right(sitting.asked)
    some = dict(list(picks.items())[:4])
    assert sitting.answer(some, press="pause").address == "/learn/drivers/?note=kept"
    page = reader.get(CHECK)
    assert {e["name"] for e in page.elements if e.tag == "input" and "checked" in e.attrs} == set(some)
    assert Sitting(reader, page).answer(picks, press="pause").address == "/learn/drivers/?note=kept"
    assert "check passed on" not in reader.get("/learn/drivers/").words


def test_trying_again_asks_others_and_a_failure_takes_no_pass_away(reader: Reader) -> None:
    sitting = Sitting.begin(reader)
    page = sitting.answer(right(sitting.asked))
    drawn = {tuple(q.id for q in sitting.asked)}
    for _ in range(5):
        again = Sitting(reader, reader.send(page, page.form(button="Try again with other questions")))
        drawn.add(tuple(q.id for q in again.asked))
        page = again.answer({q.id: wrong(q) for q in again.asked})
        assert "Not enough yet" in page.words
    assert len(drawn) > 3
    assert "check passed on" in reader.get("/learn/drivers/").words


def test_two_people_are_asked_different_questions(another: Another) -> None:
    draws = [tuple(q.id for q in Sitting.begin(another()).asked) for _ in range(4)]
    assert len(set(draws)) > 1


def test_an_old_token_shows_the_same_page_with_every_tick(reader: Reader) -> None:
    sitting = Sitting.begin(reader)
    picks = right(sitting.asked)
    for form in sitting.page.forms:
        for each in form.fields:
            if each["name"] == "csrfmiddlewaretoken":
                each.attrs["value"] = "old"
    page = sitting.answer(picks)
    assert page.status == 403
    assert "Please press the button once more." in page.words
    assert {e["name"] for e in page.elements if e.tag == "input" and "checked" in e.attrs} == set(picks)
    assert "You have passed" in Sitting(reader, page).answer(picks).words


def test_a_pass_cannot_be_sent_without_an_attempt_of_ones_own(reader: Reader, drivers: Course) -> None:
    page = reader.get(CHECK)
    token = page.form(button="Begin").filled()
    reader.client.post(CHECK, {**dict(token), **{q.id: sorted(q.right)[0] for q in drivers.questions}})
    assert "check passed on" not in reader.get("/learn/drivers/").words


def test_all_questions_stand_on_one_page_for_paper(reader: Reader, drivers: Course) -> None:
    page = reader.get("/learn/drivers/questions/")
    pool = [each["data-pool"] for each in page.elements if each["data-pool"]]
    assert pool == [question.id for question in drivers.questions]
    assert page.body.count("wl-said__why") == sum(len(q.choices) for q in drivers.questions)
