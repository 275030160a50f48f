"""No bare number, law, share or address; no blame; no harder than its readers need."""

import pytest
from tests.learning.check.slip import POINT, SAFETY, Slip, assert_found, in_prose
from tests.learning.shelf import (
    EASY,
    LESSON,
    PIECE,
    QUESTIONS,
    Shelf,
)

SPELLED = (
    ("Call nine nine nine.", "nine nine nine"),
    ("Call nine-nine-nine.", "nine-nine-nine"),
    ("Ring one oh one instead.", "one oh one"),
    ("Ring one zero one instead.", "one zero one"),
    ("Dial treble nine.", "treble nine"),
    ("They answer within two days.", "within two days"),
    ("They answer within ten working days.", "within ten working days"),
    ("They must decide within a day.", "within a day"),
    ("They meet after twenty-one days.", "after twenty-one days"),
    ("Half of all victims are boys.", "Half of all victims"),
    ("Half the children knew him.", "Half the children"),
    ("It happens to a third of girls.", "a third of girls"),
    ("Two thirds of the cases were online.", "Two thirds of the cases"),
    ("It happens to one in five.", "one in five"),
    ("It happens to one girl in six.", "one girl in six"),
    ("It was nine out of ten.", "nine out of ten"),
    ("It is one child in every thirty.", "one child in every thirty"),
    ("Boys are three times more likely to say nothing.", "three times more likely"),
    ("They are twice as likely to be alone.", "twice as likely"),
    ("There are thousands of missing children.", "thousands of missing children"),
    ("There were two hundred cases.", "two hundred cases"),
    ("He got fourteen years in prison.", "fourteen years in prison"),
    ("He was jailed for 14 years.", "jailed for 14 years"),
    ("They were sentenced to six years.", "sentenced to six years"),
    ("It was a ten-year sentence.", "ten-year sentence"),
    ("They decide in 28 days.", "in 28 days"),
    ("They decide in ten working days.", "in ten working days"),
    ("They decide in forty-five days.", "in forty-five days"),
    ("A quarter of them were boys.", "A quarter of them"),
    ("Three quarters were girls.", "Three quarters were"),
    ("A third were boys.", "A third were"),
    ("Half have never told.", "Half have"),
    ("Sixty children a week go missing.", "Sixty children a week"),
    ("It is two girls a day.", "two girls a day"),
    ("They help thirty families every month.", "thirty families every month"),
    ("Hundreds are never found.", "Hundreds are"),
    ("There are thousands of them.", "thousands of them"),
    ("Girls are 9 times likelier to be asked.", "9 times likelier"),
    ("They are six times less likely to tell.", "six times less likely"),
)
HARD = "Multidisciplinary organisations coordinate investigations continuously. "
SLIPS = (
    in_prose("bare-number", "Call 0800 1111.", "{{contact:CODE}}"),
    in_prose("bare-number", "Call 101.", "{{contact:CODE}}"),
    in_prose("bare-number", "It was so in 2019.", "{{fact:ID}}"),
    in_prose("bare-number", "It happens to 12,000 children.", "{{fact:ID}}"),
    in_prose("bare-number", "It happens to one in six.", "“one in six”"),
    in_prose("bare-number", "It happens to 1 in 20.", "“1 in 20”"),
    in_prose("bare-number", "They decide within 24 hours.", "is a claim"),
    in_prose("bare-number", "A person under 18 is a child.", "{{fact:age-of-child}}"),
    *(in_prose("bare-number", words, f"“{found}”") for words, found in SPELLED),
    in_prose("percentage", "It happens to 12 % of boys.", "“12 %”"),
    in_prose("percentage", "It happens to ten per cent of boys.", "with its year and source"),
    in_prose("percentage", "It was 60 pct of the boys.", "“60 pct”"),
    in_prose("statute", "The GDPR lets you tell.", "“GDPR” names a law"),
    in_prose("statute", "Under PACE they may look.", "“PACE” names a law"),
    in_prose("statute", "Ask under Clare’s Law.", "“Clare’s Law”"),
    in_prose("statute", "See the Modern Slavery Act 2015.", "Modern Slavery Act 2015” names a law"),
    in_prose("statute", "The Children Act says so.", "“The Children Act”"),
    in_prose("statute", "It is a crime under section 2.", "“section 2”"),
    in_prose("statute", "Then there is s47.", "“s47”"),
    in_prose("address", "Write to help@merrowdale.example.", "“help@merrowdale.example"),
    in_prose("address", "See www.merrowdale.example.", "{{contact:CODE}}"),
    in_prose("address", "See merrowdale.gov.uk/help now.", "“merrowdale.gov.uk/help”"),
    in_prose("address", "See merrow.link/help now.", "“merrow.link/help”"),
    in_prose("address", "See [this](https://merrowdale.example/).", "links to"),
    in_prose("address", "He went to 12 High Street, Saltby.", "“12 High Street” is an address"),
    in_prose("address", "It is at 4b, Old Mill Lane.", "“4b, Old Mill Lane”"),
    in_prose("address", "The flat is in ZZ99 3AB now.", "“ZZ99 3AB” is an address"),
    in_prose("address", "She follows @merrowdalehub now.", "“@merrowdalehub” is an address"),
    in_prose("blame", "It was her lifestyle.", "Abuse is no way of life. Write: is being exploited."),
    Slip(
        "blame",
        QUESTIONS,
        "words: Drive on.",
        "words: It is a lifestyle.",
        "quoted: a reason",
        "bus-q01.c",
        8,
    ),
    Slip("quoted", LESSON, "{#bus-01-2}", "{#bus-01-2 .quoted}", "without saying why", "bus-01-2", 20),
    Slip(
        "reading",
        LESSON,
        SAFETY,
        "Immediately notify responsible safeguarding organisations.",
        "grade",
        "bus-01-1",
    ),
    Slip("reading", EASY, "Is a child in danger?", "Is exploitation continuing nationally?", "3 is the most"),
    Slip("reading", LESSON, POINT, HARD * 3, "6 is the most. Shorten", "bus-01", 1),
    Slip(
        "long-sentence",
        EASY,
        "Is a child in danger?",
        "Is " + "a bus and " * 5 + "a car here?",
        "of 15 at most",
    ),
)


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_a_slip_is_found_where_it_is(shelf: Shelf, slip: Slip) -> None:
    assert_found(shelf, slip)


GOOD = (
    "A girl of about 14 waits at 2 am.",
    "From 9 pm to 2.30 am, twice a week.",
    "A 15-year-old boy and his sister of 16.",
    "Three men share room 12.",
    "The car is AB00 CDE.",
    "Act now. Do not wait. The night porter acts on it.",
    "It is part of the job. The driver's 12 fares were quiet.",
    "He paid for 3 journeys in one day.",
    "Two or three of them wait for half an hour.",
    "Half of the money is his. He keeps a third child out of it.",
    "One of the two in the car is afraid. Ask one or two things.",
    "She rang twice, three times, and then it was quiet for ten minutes.",
    "A man comes in. One in a suit follows within sight of him.",
    "For two years he had no friends. In six months nobody will know.",
    "Two girls came each week, and a third was crying.",
    "Stay for a quarter of an hour. The other half of the room is quiet.",
    "He owes hundreds. It is three times as long.",
    "He kept pace with her. Danuta, 15, Eastwick Quay. It is the law.",
    "The car waits on the High Street at 9. Two of them get out.",
    "He was sent to jail two days later, in a six-week term.",
    "Look at /learn/ or [read on](/learn/bus/).",
)


@pytest.mark.parametrize("words", GOOD)
def test_ages_times_and_small_numbers_may_stand(shelf: Shelf, words: str) -> None:
    shelf.change(LESSON, POINT, words)
    assert shelf.faults() == []


def test_words_of_blame_may_stand_where_a_reason_is_given(shelf: Shelf) -> None:
    shelf.change(LESSON, POINT, "It was her lifestyle.")
    shelf.change(LESSON, "{#bus-01-2}", '{#bus-01-2 .quoted reason="what not to write"}')
    shelf.change(QUESTIONS, "words: Drive on.", "words: It is a lifestyle., quoted: a wrong answer")
    assert shelf.faults() == []


def test_an_easy_read_twin_is_judged_as_a_whole_and_not_by_the_lesson_beside_it(shelf: Shelf) -> None:
    shelf.add(EASY, "\n{#bus-01-e2}\nThen tell the safeguarding organisation immediately.\n")
    assert [each.rule for each in shelf.faults()] == ["reading"]
    shelf.change(EASY, "the safeguarding organisation immediately", "us")
    assert shelf.faults() == []


def test_a_leaflet_is_judged_as_a_whole(shelf: Shelf) -> None:
    shelf.change(LESSON, "reading_max: 6", "reading_max: 18")
    shelf.change(LESSON, POINT, HARD)
    assert shelf.faults() == []
    shelf.change(PIECE, "[bus-01-1]", "[bus-01-1, bus-01-2]")
    (found,) = shelf.faults()
    assert (found.file, found.rule) == (PIECE, "reading") and "The leaflet reads at grade" in found.words
