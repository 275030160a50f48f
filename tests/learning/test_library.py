"""Files become lessons, and lessons become what somebody reads: one way, for every output."""

from dataclasses import replace
from datetime import date

import pytest
from django.conf import LazySettings
from tests.learning.shelf import COURSE, EASY, FACTS, LESSON, NATIONAL, PIECE, QUESTIONS, TODAY, URDU, Shelf

from waylight.guidance import facts, queries
from waylight.guidance.models import Area
from waylight.learning.library import (
    BlockKind,
    Library,
    NoSuchContent,
    Passage,
    Run,
    asked,
    library,
    passage,
    passages,
    version_in,
)
from waylight.learning.library.html import printed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def this_content(shelf: Shelf, settings: LazySettings) -> None:
    settings.CONTENT = shelf.folder


def read(id: str, on: date = TODAY, area: Area | None = None) -> Passage:
    return passage(library().block(id), area=area, on=on)


def html(words: str) -> str:
    return str(printed(passage(words, on=TODAY)))


# Files


def test_a_course_holds_its_lessons_questions_and_scenarios() -> None:
    course = library().course("bus")
    assert [lesson.id for lesson in course.lessons] == ["bus-01"]
    assert [question.id for question in course.questions] == ["bus-q01"]
    assert [scenario.id for scenario in course.scenarios] == ["last-bus"]
    assert (course.mastery, course.check_size, course.validity_months) == (0.8, 1, 36)


def test_each_block_knows_its_kind_and_its_place() -> None:
    blocks = library().lesson("bus-01").blocks
    assert [block.kind for block in blocks] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.LIST,
        BlockKind.PICTURE,
        BlockKind.QUESTION,
        BlockKind.PARAGRAPH,
    ]
    safety = library().block("bus-01-1")
    assert safety.safety and (safety.file, safety.line) == (LESSON, 17)
    assert (blocks[4].picture, blocks[4].picture_words) == ("bus.svg", "A bus at a stop")
    assert blocks[5].target == "bus-q01"


def test_a_case_is_a_quotation_and_steps_are_numbered(shelf: Shelf) -> None:
    shelf.add(
        LESSON,
        "\n{#bus-01-7 .case}\n> One.\n>\n> Two.\n\n{#bus-01-8}\n1. First\n2. Then\n\n{#bus-01-9}\n> Note.\n",
    )
    assert library().block("bus-01-7").kind == BlockKind.CASE
    assert library().block("bus-01-9").kind == BlockKind.CALLOUT
    assert [len(read(id).lines) for id in ("bus-01-7", "bus-01-8", "bus-01-9")] == [2, 2, 1]
    assert "<p>One.</p><p>Two.</p>" in printed(read("bus-01-7"))
    assert "<ol" in printed(read("bus-01-8"))


def test_the_easy_read_twin_belongs_to_its_lesson() -> None:
    twin = library().lesson("bus-01").easy
    assert twin is not None and twin.easy_for == "bus-01"
    assert library().block("bus-01-e1").easy_for == "bus-01-1"
    assert 'src="/p/bus.svg"' in printed(read("bus-01-e1"), picture=lambda name: f"/p/{name}")


@pytest.mark.parametrize("look", ["course", "lesson", "block", "question", "scenario", "piece", "term"])
def test_what_is_not_there_is_said_to_be_so(look: str) -> None:
    with pytest.raises(NoSuchContent):
        getattr(library(), look)("nothing")


def test_a_file_that_cannot_be_read_takes_nothing_else_with_it(shelf: Shelf) -> None:
    shelf.write(QUESTIONS, "- [")
    found: Library = library()
    assert [lesson.id for lesson in found.course("bus").lessons] == ["bus-01"]
    assert [problem.file for problem in found.problems] == [QUESTIONS]


def test_the_version_names_the_words_and_not_how_they_were_saved(shelf: Shelf) -> None:
    version = library().course("bus").version_id
    assert version.startswith("2026-11-1-") and len(version) == len("2026-11-1-") + 8
    text = (shelf.folder / LESSON).read_text()
    shelf.write(LESSON, text.replace("\n", "  \r\n"))
    assert library().course("bus").version_id == version
    shelf.write(LESSON, text.replace("two phones", "three phones"))
    assert library().course("bus").version_id != version


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FACTS, "anyone who has not yet turned 18", "anyone who is not yet 18"),
        (EASY, "Is a child", "Is some child"),
        (COURSE, "mastery: 0.8", "mastery: 0.9"),
        ("scenarios/last-bus.yaml", "The boy cries.", "The boy weeps."),
        ("terms.yaml", "term: child", "term: young person"),
        (PIECE, "audience: Bus drivers", "audience: Drivers of buses"),
        ("pictures/bus.svg", "A bus", "A red bus"),
    ],
)
def test_whatever_a_learner_reads_moves_the_version(shelf: Shelf, file: str, old: str, new: str) -> None:
    version = library().course("bus").version_id
    shelf.change(file, old, new)
    assert library().course("bus").version_id != version


def test_a_translation_is_named_behind_the_version_of_the_english(shelf: Shelf) -> None:
    version = library().course("bus").version_id
    assert version_in(version, "en") == version
    shelf.write(URDU, "# Urdu")
    urdu = version_in(version, "ur")
    assert urdu.startswith(f"{version}.ur-")
    shelf.write(URDU, "# Urdu, read again")
    assert library().course("bus").version_id == version
    assert version_in(version, "ur") != urdu


def test_a_number_that_was_checked_again_moves_no_version(shelf: Shelf) -> None:
    version = library().course("bus").version_id
    shelf.change(NATIONAL, "verified_on: 2026-11-20", "verified_on: 2026-11-21")
    assert library().course("bus").version_id == version


# Placeholders


def test_999_is_a_number_that_can_be_pressed() -> None:
    (line,) = read("bus-01-1").lines
    assert line == (
        Run("If a child is in danger now, call "),
        Run("999", href="tel:999", number=True),
        Run("."),
    )
    assert '<a href="tel:999"><bdi class="wl-number" dir="ltr">999</bdi></a>.' in printed(read("bus-01-1"))


def test_a_fact_and_a_term_stand_in_the_sentence() -> None:
    assert read("bus-01-2").text.startswith("A child is anyone who has not yet turned 18. A boy")


def test_what_begins_a_sentence_has_a_capital() -> None:
    words = "{{fact:age-of-child}} is one. {{term:child}}? {{hub}}, “{{area}}”."
    assert passage(words, on=TODAY).text == (
        "Anyone who has not yet turned 18 is one. Child? The children’s hub in your area, “your area”."
    )


def test_the_areas_own_hub_is_named_with_its_number(area: Area, settings: LazySettings) -> None:
    found = passage("Tell {{contact:hub}} in {{area}}: {{hub}}.", area=area, on=TODAY)
    assert found.text == "Tell Merrowdale MASH (01632\xa0960\xa0140) in Merrowdale: Merrowdale MASH."
    assert [run.text for line in found.lines for run in line if run.number] == ["01632\xa0960\xa0140"]
    halves = passage("{{contact-name:hub}}: {{contact-number:hub}}", area=area, on=TODAY)
    assert halves.text == "Merrowdale MASH: 01632\xa0960\xa0140"


def test_without_an_area_the_nations_line_stands_in_and_the_council_is_named(area: Area) -> None:
    found = passage("Tell {{contact:hub}}.", on=TODAY)
    assert found.text == "Tell NSPCC helpline (0808\xa0800\xa05000)."
    assert found.note == "Ask your council for its own number."
    assert passage("Ask {{contact:licensing}}.", on=TODAY).text == "Ask 101."


def test_a_lapsed_number_gives_way_as_everywhere(area: Area) -> None:
    lapsed = date(2027, 2, 18)
    shown = queries.route("hub", area, lapsed)
    assert shown is not None and shown.ask_council
    found = passage("Tell {{contact:hub}}.", area=area, on=lapsed)
    assert "960" not in found.text and shown.phone.replace(" ", "") in found.text.replace("\xa0", "")
    assert "Ask your council" in found.note


# Facts that lapse


def test_a_lapsed_fact_gives_way_to_words_that_do_not_go_out_of_date() -> None:
    lapsed = facts.fact("age-of-child").lapses_on
    assert read("bus-01-2", lapsed).text.startswith("A child is a child. A boy")
    assert [fact.id for fact in facts.lapsed(lapsed)] == ["age-of-child", "how-many"]
    assert facts.lapsed(TODAY) == []


def test_a_lapsed_fact_without_such_words_takes_its_line_with_it_and_says_so(shelf: Shelf) -> None:
    shelf.change(LESSON, "- An older man pays.", "- There were {{fact:how-many}}.")
    assert len(read("bus-01-3").lines) == 2
    later = read("bus-01-3", date(2027, 11, 22))
    assert [line[0].text for line in later.lines] == ["The boy has two phones, and "]
    assert later.note == "A line is left out here while somebody checks that it is still right."
    assert "2024" not in printed(later)


def test_a_withdrawn_fact_is_never_shown(shelf: Shelf) -> None:
    shelf.change(FACTS, "  without: a child", "  status: withdrawn")
    assert read("bus-01-2").lines == ()
    assert read("bus-01-2").note


# HTML


def test_html_is_escaped_and_emphasis_is_kept() -> None:
    assert html("A <b> & *c* **d**") == (
        '<p lang="en" dir="ltr" class="wl-block wl-block--paragraph">'
        "A &lt;b&gt; &amp; <em>c</em> <strong>d</strong></p>"
    )


def test_only_links_to_our_own_pages_are_links() -> None:
    assert '<a href="/report/">here</a>' in html("Report [here](/report/).")
    assert "<a" not in html("See [this](https://example.org/) and [that](//example.org/).")


def test_a_picture_is_its_words_for_who_cannot_see_it() -> None:
    found = read("bus-01-4")
    assert printed(found) == (
        '<p id="bus-01-4" lang="en" dir="ltr" class="wl-block wl-block--picture">A bus at a stop</p>'
    )
    assert '<img src="/p/bus.svg" alt="A bus at a stop">' in printed(found, picture=lambda name: f"/p/{name}")


def test_a_whole_lesson_at_once_and_a_question_with_its_answers() -> None:
    assert len(passages(library().lesson("bus-01"), on=TODAY)) == 7
    question = asked(library().question("bus-q01"), on=TODAY)
    assert question.ask.text == "A boy looks afraid. What do you do?"
    assert [answer.choice.right for answer in question.answers] == [True, False, False]
    assert question.answers[0].feedback.text.startswith("Yes.")


def test_words_are_the_same_each_time() -> None:
    first, again = read("bus-01-3"), read("bus-01-3")
    assert first == again and replace(first) == again
