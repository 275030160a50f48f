"""Every lesson as somebody without scripts reads it, and the way from one to the next."""

import re
from collections import Counter
from datetime import date
from typing import Any

import pytest
from tests.learning.web.conftest import Reader, courses
from tests.site.visitor import Page

from waylight.learning.library import Course, Lesson, library, translations
from waylight.learning.library.reading import with_twins
from waylight.learning.offered import offered
from waylight.learning.progress import COOKIE

LEVELS = ("h1", "h2", "h3", "h4")


def address(course: Course, lesson: Lesson, easy: bool = False) -> str:
    return f"/learn/{course.id}/{lesson.slug}/{'easy/' if easy else ''}"


def faults(page: Page) -> list[str]:
    """What no page of Learn may be, whatever its language."""
    found = [f"status {page.status}"] if page.status != 200 else []
    levels = [int(each.tag[1]) for each in page.elements if each.tag in LEVELS]
    if levels.count(1) != 1:
        found.append(f"{levels.count(1)} headings of level 1")
    found += [f"jumps to h{b}" for a, b in zip(levels, levels[1:], strict=False) if b > a + 1]
    ids = Counter(each["id"] for each in page.elements if each["id"])
    found += [f"id {id} twice" for id, times in ids.items() if times > 1]
    if "{{" in page.words or "contact:" in page.words:
        found.append("a placeholder")
    hrefs = [each["href"] for each in page.elements if each.tag == "a"]
    if "tel:999" not in hrefs or not any("bbc.co.uk/weather" in href for href in hrefs):
        found.append("no 999, or no way to leave")
    return found


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("id", courses())
def test_every_page_of_a_course_is_whole(reader: Reader, id: str, language: str) -> None:
    reader.client.cookies["language"] = language
    course = library().course(id)
    pages = [f"/learn/{id}/", f"/learn/{id}/check/", f"/learn/{id}/questions/", f"/learn/{id}/present/"]
    pages += [f"/learn/{id}/book/", "/learn/", "/learn/offline/", "/learn/forget/"]
    for lesson in course.lessons:
        pages += [address(course, lesson), *([address(course, lesson, easy=True)] if lesson.easy else [])]
    for story in course.scenarios:
        pages += [f"/learn/{id}/try/{story.id}/", f"/learn/{id}/try/{story.id}/paper/"]
    assert {path: found for path in pages if (found := faults(reader.get(path)))} == {}


@pytest.mark.parametrize("easy", [False, True])
def test_a_lesson_says_whether_somebody_has_checked_it(
    reader: Reader, drivers: Course, monkeypatch: pytest.MonkeyPatch, easy: bool
) -> None:
    original = drivers.lessons[0]
    lesson = original.easy if easy and original.easy else original
    said = "Not yet checked by a safeguarding lead."
    assert not lesson.checked and said in reader.get(address(drivers, original, easy)).words
    for name, value in (("reviewed_on", date(2026, 11, 20)), ("reviewed_by", "Ada Quayle, Merrowdale")):
        monkeypatch.setitem(vars(lesson), name, value)
    words = reader.get(address(drivers, original, easy)).words
    assert said not in words and "Checked by Ada Quayle, Merrowdale , 20 November 2026" in words


@pytest.mark.parametrize("id", courses())
def test_every_block_stands_in_its_lesson_under_its_id(reader: Reader, id: str) -> None:
    course = library().course(id)
    for lesson in course.lessons:
        for shown in filter(None, (lesson, lesson.easy)):
            page = reader.get(address(course, lesson, easy=shown is not lesson))
            ids = {each["id"] for each in page.elements}
            assert {block.id for block in shown.blocks} <= ids, shown.id


def test_titles_of_pages_tell_a_glance_nothing(reader: Reader, drivers: Course) -> None:
    pages = ["/learn/", "/learn/full/", "/learn/drivers/check/", "/learn/drivers/present/"]
    pages += [address(drivers, lesson) for lesson in drivers.lessons]
    titles = {reader.get(path).title for path in pages}
    assert [t for t in titles if re.search("child|abuse|exploit|report|groom|harm", t, re.IGNORECASE)] == []


def test_the_content_note_comes_before_the_first_lesson_that_needs_it(
    reader: Reader, drivers: Course
) -> None:
    mild = [lesson for lesson in drivers.lessons if lesson.mild]
    assert len(mild) > 1
    page = reader.get(address(drivers, mild[0]))
    article = page.body.index("<article")
    assert "Before you read" in page.words
    assert page.body.index("before-you-read") < article
    assert "0808" in page.body[:article]
    reader.send(page, page.form(button="Stop here for now"), press="done")
    later = reader.get(address(drivers, mild[1]))
    assert "Before you read" not in later.words
    assert "you can talk to somebody" in later.words
    plain = next(lesson for lesson in drivers.lessons if not lesson.mild)
    assert "you can talk to somebody" not in reader.get(address(drivers, plain)).words


def test_reading_leaves_nothing_behind(reader: Reader, drivers: Course) -> None:
    for lesson in drivers.lessons:
        reader.get(address(drivers, lesson))
    assert set(reader.client.cookies) == {"csrftoken"}


def test_done_leads_on_and_the_browser_keeps_it(reader: Reader, drivers: Course) -> None:
    for number, lesson in enumerate(drivers.lessons, start=1):
        page = reader.get(address(drivers, lesson))
        assert f"Part {number} of {len(drivers.lessons)}" in page.words
        page = reader.send(page, page.form(button="Stop here for now"), press="done")
        then = drivers.lessons[number] if number < len(drivers.lessons) else None
        assert page.address == (address(drivers, then) if then else "/learn/drivers/check/")
    assert reader.get("/learn/drivers/").words.count(" Done") >= len(drivers.lessons)
    assert "8 of 8 parts done" in reader.get("/learn/").words


def test_a_pause_keeps_the_place(reader: Reader, drivers: Course) -> None:
    page = reader.get(address(drivers, drivers.lessons[4]))
    page = reader.send(page, page.form(button="Stop here for now"), press="pause")
    assert page.address == "/learn/drivers/?note=kept"
    assert "Your place is kept." in page.words
    onward = next(each for each in page.elements if "data-next" in each.attrs)
    assert onward["href"] == address(drivers, drivers.lessons[4])
    assert "Go on with part 5" in onward.text


def test_the_easy_twin_is_a_switch_away_and_counts_as_its_lesson(reader: Reader, drivers: Course) -> None:
    lesson = next(lesson for lesson in drivers.lessons if lesson.easy)
    page = reader.get(address(drivers, lesson))
    links = {each["href"] for each in page.elements if each.tag == "a"}
    assert address(drivers, lesson, easy=True) in links
    easy = reader.get(address(drivers, lesson, easy=True))
    assert address(drivers, lesson) in {each["href"] for each in easy.elements if each.tag == "a"}
    reader.send(easy, easy.form(button="Stop here for now"), press="done")
    done = [e["data-lesson"] for e in reader.get("/learn/drivers/").elements if "data-done" in e.attrs]
    assert lesson.id in done


def test_an_answer_inside_a_lesson_is_talked_about_and_kept_nowhere(reader: Reader, drivers: Course) -> None:
    lesson = next(one for one in drivers.lessons if any(b.kind == "question" for b in one.blocks))
    question = library().question(next(b.target for b in lesson.blocks if b.kind == "question"))
    page = reader.get(address(drivers, lesson))
    form = page.form(question.id)
    for choice in question.choices:
        answered = reader.send(page, form, **{question.id: choice.id})
        status = answered.body.split('role="status" data-said>')[1].split("</div>\n    <button")[0]
        assert status.count("wl-said__why") == 1
        assert ("wl-said--right" in status) == choice.right
        assert f'value="{choice.id}" checked' in answered.body
    assert COOKIE not in reader.client.cookies


def test_made_up_answers_break_nothing(reader: Reader, drivers: Course) -> None:
    lesson = next(one for one in drivers.lessons if any(b.kind == "question" for b in one.blocks))
    question = next(b.target for b in lesson.blocks if b.kind == "question")
    for answer in ("", "zz", "<script>", "a" * 5000):
        assert faults(reader.get(address(drivers, lesson), **{question: answer})) == []


@pytest.mark.parametrize(
    "path",
    ["/learn/nowhere/", "/learn/drivers/99-nowhere/", "/learn/drivers/try/side-door/", "/learn/x/check/"],
)
def test_what_is_not_there_is_not_found(reader: Reader, path: str) -> None:
    assert reader.get(path).status == 404


def test_the_local_numbers_are_those_of_the_area_that_was_chosen(reader: Reader, other_area: Any) -> None:
    page = reader.get("/learn/")
    reader.send(page, page.form("area"), area="brackenford")
    assert "tel:01632960170" in called(reader)
    assert "tel:01632960140" not in called(reader)
    page = reader.get("/learn/")
    reader.send(page, page.form("area"), area="merrowdale")
    assert "tel:01632960140" in called(reader)


def called(reader: Reader) -> set[str]:
    page = reader.get("/learn/drivers/03-signs-on-a-fare/")
    return {each["href"] for each in page.elements if each["href"].startswith("tel:")}


def test_forgetting_takes_the_cookie_and_nothing_is_done_by_a_look(reader: Reader, drivers: Course) -> None:
    page = reader.get(address(drivers, drivers.lessons[0]))
    reader.send(page, page.form(button="Stop here for now"), press="done")
    page = reader.get("/learn/forget/")
    assert "1 of 8 parts done" in reader.get("/learn/").words
    page = reader.send(page, page.form(button="Forget it"))
    assert "This browser keeps nothing of what you read here." in page.words
    assert "parts done" not in page.words


def test_a_course_says_how_far_each_language_has_come(reader: Reader, drivers: Course) -> None:
    for language, name in (("pl", "Polski"), ("ur", "اردو")):
        found = next(one for one in offered(drivers) if one.language == language)
        assert 0 < found.done <= found.all
        assert f"{name} " in reader.get("/learn/drivers/").words
    page = reader.get("/learn/drivers/")
    assert page.words.count("passages so far.") == len(offered(drivers))
    reader.client.cookies["language"] = "pl"
    links = {each["href"] for each in reader.get("/learn/drivers/").elements if each["hreflang"] != "pl"}
    assert "?language=en" in links


def test_safe_means_that_nothing_safety_depends_on_is_missing(drivers: Course) -> None:
    for one in offered(drivers):
        found = translations(one.language)
        blocks = [b for lesson in with_twins(drivers.lessons) for b in lesson.blocks if b.safety]
        assert one.safe == all(found.words(block.id, block.source) for block in blocks), one.language
