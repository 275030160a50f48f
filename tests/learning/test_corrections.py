"""The seeds hold statements that are out of date or unsafe. None may stand in anything that we show.

A row says what the old statement was (`old`, so that the patterns are seen to catch it) and what must be
nowhere in content, the interface or the templates (`never`). What must be there instead is asked
below.
"""

import re

import pytest

from waylight.guidance import facts
from waylight.guidance.records import read_contacts
from waylight.learning.library import Lesson, library, passages

from .corrections import CORRECTIONS, Correction
from .shown import CONTENT, compared, shown, translations_shown


def test_there_are_27_corrections() -> None:
    assert [each.n for each in CORRECTIONS] == list(range(1, 28))


@pytest.mark.parametrize("correction", CORRECTIONS, ids=str)
def test_the_old_statement_would_be_caught(correction: Correction) -> None:
    assert all(correction.pattern.search(old) for old in correction.old)


@pytest.mark.parametrize("correction", CORRECTIONS, ids=str)
def test_the_old_statement_stands_nowhere(correction: Correction) -> None:
    found = [
        f"{each.place}: “{hit[0]}”" for each in shown() if (hit := correction.pattern.search(each.words))
    ]
    allowed = {"areas/national/contacts.yaml: “116 000”"} if correction.n == 2 else set()
    assert set(found) <= allowed


ABROAD = [each for each in CORRECTIONS if each.abroad]


@pytest.mark.parametrize("correction", ABROAD, ids=str)
def test_the_old_statement_stands_in_no_translation(correction: Correction) -> None:
    found = {
        f"{each.place}: “{hit[0]}”"
        for each in translations_shown()
        if (hit := correction.pattern_abroad.search(each.words))
    }
    assert found == set()


@pytest.mark.parametrize("correction", ABROAD, ids=str)
def test_it_would_be_caught_in_a_translation(correction: Correction) -> None:
    """Also with the digits of another script, and marks of direction around them."""
    eastern = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    caught = [old for old in correction.old if correction.pattern_abroad.search(compared(old))]
    assert caught
    for old in caught:
        assert correction.pattern_abroad.search(compared(f"یہ \u2066{old.translate(eastern)}\u2069 ہے"))


NUMBER = re.compile(r"\d+")


def test_no_translation_says_a_number_that_the_english_does_not() -> None:
    """So none says 101 for 999 (1), 14 or 16 for 18 (6), nor a maximum (9) or a figure (18) of its own."""
    found = {
        f"{each.place}: {number}"
        for each in translations_shown()
        for number in set(NUMBER.findall(each.words)) - set(NUMBER.findall(compared(each.english)))
    }
    assert found == set()


STATUTES = ("Act", "Regulations", "Order", "Bill")


def test_no_translation_names_a_law_in_english_that_the_english_does_not() -> None:
    named = re.compile(rf"[A-Z]\w+ (?:{'|'.join(STATUTES)}) (?:19|20)\d\d")
    found = {
        f"{each.place}: {law}"
        for each in translations_shown()
        for law in named.findall(each.words)
        if law not in each.english
    }
    assert found == set()


def test_many_translations_are_looked_at() -> None:
    languages = {each.place.split("/")[1] for each in translations_shown() if each.place.startswith("locale")}
    taught = {each.place.split("/")[2] for each in translations_shown() if each.place.startswith("content")}
    assert languages >= {"cy", "pl", "ro", "ur", "pa"} and taught >= {"cy", "pl", "ro", "ur", "pa"}
    assert len(translations_shown()) > 6000


def test_much_is_looked_at() -> None:
    places = {each.place.split("/")[0] for each in shown()}
    assert places >= {"courses", "facts", "scenarios", "signs", "form", "areas", "cy", "src"}
    assert len(shown()) > 3000


# What must be there instead


def lessons_of(course: str) -> tuple[Lesson, ...]:
    return library().course(course).lessons


@pytest.mark.parametrize("course", ["drivers", "venues", "toolkit", "full"])
def test_1_every_course_says_999_in_words_of_safety(course: str) -> None:
    blocks = [block for lesson in lessons_of(course) for block in lesson.blocks]
    assert any(block.safety and "{{contact:999}}" in block.source for block in blocks)


def test_1_every_leaflet_and_poster_says_999() -> None:
    pieces = [piece for piece in library().pieces if piece.kind in ("leaflet", "poster")]
    assert pieces
    for piece in pieces:
        ids = [id for section in piece.sections for id in section.blocks]
        in_words = any("{{contact:999}}" in library().block(id).source for id in ids)
        assert in_words or "999" in str(piece.fields.get("contacts")), piece.file


def test_2_the_line_for_missing_people_is_support() -> None:
    (line,) = [
        route
        for route in read_contacts(CONTENT / "areas/national/contacts.yaml")
        if route.phone.replace(" ", "") == "116000"
    ]
    assert line.kind == "missing-support"
    assert "not a place to report" in line.note


def test_6_a_child_is_under_18() -> None:
    assert "18" in facts.fact("age-of-child").words


def test_7_and_8_the_definition_has_both_limbs_and_no_exchange_is_needed() -> None:
    definition = facts.fact("cse-definition")
    assert "imbalance of power" in definition.words
    assert "financial advantage" in definition.words
    assert definition.source_address


def test_9_travel_for_exploitation_is_an_offence_whatever_the_child_says() -> None:
    words = " ".join(fact.words for fact in facts.facts())
    assert "Modern Slavery Act 2015" in words and "section 2" in words


def test_12_criminal_exploitation_is_named_as_an_offence() -> None:
    assert any("Crime and Policing Act 2026" in fact.words for fact in facts.facts())


def test_15_a_driver_whose_worry_is_about_the_firm_does_not_tell_the_firm() -> None:
    texts = ["\n".join(block.source for block in lesson.blocks) for lesson in lessons_of("drivers")]
    asks = [each for each in texts if re.search(r"ask your (?:operator|controller) to call", each)]
    assert asks
    assert all(re.search(r"worry is about the (?:firm|operator)", each) for each in asks)
    assert any("Do not tell the firm first" in each for each in texts)


def test_18_every_figure_says_its_year() -> None:
    figures = [fact for fact in facts.facts() if fact.kind == "figure"]
    assert figures
    assert all(re.search(r"\b20\d\d\b", fact.words) for fact in figures)


def test_23_no_fact_leads_to_a_page_that_tracks_or_vanishes() -> None:
    pattern = next(each.pattern for each in CORRECTIONS if each.n == 23)
    assert not [fact.id for fact in facts.facts() if pattern.search(fact.source_address)]


def test_21_boys_are_children_too() -> None:
    words = " ".join(each.words for each in shown() if each.place.startswith("courses/drivers")).lower()
    assert len(re.findall(r"\bboys?\b", words)) >= 5


@pytest.mark.django_db
def test_what_is_read_is_free_of_the_old_statements_too() -> None:
    """With facts and numbers in their places: words that only meet there are looked at together."""
    read = "\n".join(
        passage.text for lesson in library().lessons for passage in passages(lesson) if not passage.quoted
    )
    for correction in CORRECTIONS:
        if correction.n not in (1, 2):  # where the right number stands in the sentence
            assert not correction.pattern.search(read), str(correction)
