"""What a learner does, page by page."""

from tests.learning.web.conftest import Reader
from tests.site.visitor import Form, Page, Visitor

from waylight.learning.library import Course

Browser = Reader | Visitor


def come_in(reader: Browser, badge: str, code: str) -> Page:
    page = reader.get("/learn/me/")
    return reader.send(page, page.form("badge", "code"), badge=badge, code=code, area="merrowdale")


def press(reader: Browser, page: Page, to: str, value: str = "") -> Page:
    """The button of the form that goes there."""
    return reader.send(page, page.form(to=to), value)


def read_lessons(reader: Browser, course: Course, first: int = 0, last: int | None = None) -> Page:
    page = reader.get(f"/learn/{course.id}/")
    for lesson in course.lessons[first:last]:
        page = reader.get(f"/learn/{course.id}/{lesson.slug}/")
        page = reader.send(page, _form_with(page, "done"), "done")
    return page


def take_check(reader: Browser, course: Course, *, right: bool = True) -> Page:
    page = reader.get(f"/learn/{course.id}/check/")
    page = reader.send(page, _form_with(page, "begin"), "begin")
    form, known = _form_with(page, "mark"), {question.id: question for question in course.questions}
    answers: dict[str, str | list[str]] = {}
    for id in form.names & set(known):
        good = sorted(known[id].right)
        wrong = [choice.id for choice in known[id].choices if not choice.right]
        answers[id] = good if right else wrong[:1]
    return reader.send(page, form, "mark", **answers)


def _form_with(page: Page, value: str) -> Form:
    return next(form for form in page.forms if any(button["value"] == value for button in form.buttons))
