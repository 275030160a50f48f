"""The seeds hold statements that are out of date or unsafe. None may stand in anything that we show.

A row says what the old statement was (`old`, so that the patterns are seen to catch it) and what must be
nowhere in content, the interface or the templates (`never`). What must be there instead is asked
below.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polib
import pytest
import yaml

from waylight.guidance import facts
from waylight.guidance.records import read_contacts
from waylight.learning.library import Lesson, library, passages

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"
NOT_SHOWN = frozenset({"avoid", "replaces", "quoted", "source"})
"""Keys of YAML that keep words away from readers, and the titles that others gave to their own pages."""


@dataclass(frozen=True)
class Correction:
    n: int
    about: str
    old: tuple[str, ...]
    never: tuple[str, ...]
    abroad: tuple[str, ...] = ()
    """Names, numbers and addresses of the old statement that stay as they are in any language."""

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{each})" for each in self.never), re.IGNORECASE)

    @property
    def pattern_abroad(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{each})" for each in self.abroad), re.IGNORECASE)

    def __str__(self) -> str:
        return f"{self.n}: {self.about}"


CORRECTIONS = (
    Correction(
        1,
        "danger now is 999",
        ("If a child is in danger now, call 101", "In an emergency call {{contact:101}}"),
        (r"danger now[^.?!]*\b101\b", r"(?<!not )\ban emergency,? (?:please )?call \W*(?:contact:)?101"),
    ),
    Correction(
        2,
        "116 000 is support, no hotline",
        ("National hotline 116 000", "Call 116000"),
        (r"national hotline", r"\bhot ?line\b", r"\b116 ?000\b"),
        (r"\b116[ -]?000\b",),
    ),
    Correction(
        3,
        "a retired domain and a unit that was succeeded",
        ("rise@northants.pnn.police.uk", "the RISE team"),
        (r"pnn\.police", r"rise@", r"\bRISE (?:team|unit)\b"),
        (r"pnn\.police", r"rise@", r"(?-i:\bRISE\b)"),
    ),
    Correction(
        4,
        "boards are partnerships now",
        ("Northamptonshire Safeguarding Children Board", "northamptonshirescb.org.uk", "the NSCB toolkit"),
        (r"Safeguarding Children(?:['’]s)? Boards?\b(?! ended)", r"northamptonshirescb", r"\bNSCB\b"),
        (r"northamptonshire", r"\bNSCB\b", r"Safeguarding Children(?:['’]s)? Board"),
    ),
    Correction(
        5,
        "contacts that nobody answers",
        ("nscb@northamptonshire.gcsx.gov.uk", "01604 364036", "John Dryden House"),
        (r"gcsx", r"\bgsi\.gov", r"01604 ?364 ?036", r"Dryden House"),
        (r"gcsx", r"\bgsi\.gov", r"01604[ -]?364[ -]?036", r"Dryden"),
    ),
    Correction(
        6,
        "a child is under 18",
        ("children (under 14), young people (under 18)", "A child is anyone under 16."),
        (r"under[ -]?(?:14|fourteen)\b", r"child(?:ren)? (?:is|are|means?) (?:anyone )?under 1[0-7]\b"),
    ),
    Correction(
        7,
        "the definition before 2017",
        ("young people receive 'something' (e.g. food)", "exploitative situations, contexts and more"),
        (r"receives? ['‘“\"]?something\b", r"exploitative situations, contexts"),
    ),
    Correction(
        8,
        "exchange is only one limb",
        ("A child is offered something in return", "they are given something in return for sex"),
        (r"(?:offered|given|gets?|receives?) something in return",),
    ),
    Correction(
        9,
        "a repealed section and its maximum",
        ("s59A Sexual Offences Act 2003", "up to 14 years in prison"),
        (r"59A\b", r"(?:14|fourteen) years(?:['’])? (?:in prison|imprisonment|in jail)", r"up to 14 years"),
        (r"59 ?A\b",),
    ),
    Correction(
        10,
        "not the hub alone",
        ("Contact your local MASH hub", "call your local MASH"),
        (r"(?:contact|call|ring) your local MASH",),
    ),
    Correction(
        11,
        "a number that sells training",
        ("01254 355688",),
        (r"01254 ?355 ?688",),
        (r"01254[ -]?355[ -]?688",),
    ),
    Correction(
        12,
        "criminal exploitation is an offence",
        ("There is no specific offence of child criminal exploitation", "not an offence in its own right"),
        (r"no (?:specific|separate) (?:criminal )?offence", r"not an offence in its own right"),
    ),
    Correction(
        13,
        "a paraphrase in place of the definition",
        ("a person of any age may force or entice a child",),
        (r"person of any age", r"\bforces? or entices?"),
    ),
    Correction(
        14,
        "for professionals, to respond is more than to pass on",
        ("Respond: pass on information", "Respond means passing on the information"),
        (r"respond\W{1,4}(?:means |is )?(?:to )?pass(?:ing)? on (?:the |your )?information",),
    ),
    Correction(
        15,
        "an operator passes on, and filters nothing",
        ("Tell your operator first, and they decide whether to report", "Report it to your operator instead"),
        (
            r"operators? (?:will |must |should |can )?decides? (?:whether|if) (?:to|it)",
            r"(?:report|tell)[^.]{0,30} operator (?:first|instead)\b",
            r"operator (?:will|must|should) judge",
        ),
    ),
    Correction(
        16,
        "the partnership, not the Board",
        ("The role of the Local Safeguarding Children Board", "LSCBs", "the role of the Board"),
        (r"\bLSCBs?\b", r"Local Safeguarding (?:Children['’]?s? )?Boards?\b(?! ended)", r"role of the Board"),
        (r"\bLSCBs?\b", r"Local Safeguarding (?:Children['’]?s? )?Board"),
    ),
    Correction(17, "no such term in this law", ("statutory rape of children",), (r"statutory rape",)),
    Correction(
        18,
        "figures and bodies of 2013",
        ("UKHTC figures", "the CEOP Centre found 16 %", "UK Human Trafficking Centre"),
        (r"\bUKHTC\b", r"Human Trafficking Centre", r"\bCEOP Centre\b", r"\b16 ?(?:%|per cent)"),
        (r"\bUKHTC\b", r"Human Trafficking Centre", r"\bCEOP Centre\b", r"\b16 ?[%٪]|[%٪] ?16\b"),
    ),
    Correction(
        19,
        "old service data about girls",
        ("Puppet on a String", "girls are six times more likely"),
        (r"puppet on a string", r"six times (?:more|as)"),
        (r"puppet on a string", r"Barnardo"),
    ),
    Correction(
        20,
        "a child is no unreliable witness",
        ("often perceived as unreliable witnesses",),
        (r"unreliable witness(?:es)?", r"poor witness"),
    ),
    Correction(
        21,
        "signs that blame",
        (
            "older boyfriends or girlfriends",
            "dressing inappropriately",
            "overly made up",
            "they might appear willing",
            "often truants",
            "known brothels",
        ),
        (
            r"older (?:boy|girl)friend",
            r"dress(?:ed|ing|es) inappropriate",
            r"overly made[ -]up",
            r"appears? (?:to be )?willing",
            r"\btruant",
            r"\bbrothel",
        ),
    ),
    Correction(22, "an adult at risk", ("a vulnerable adult",), (r"vulnerable adults?",)),
    Correction(
        23,
        "no links that track or vanish",
        ("https://www.youtube.com/results?search", "see OpenLearn", "www.open.edu/openlearn"),
        (r"youtu\.?be", r"open ?learn", r"open\.edu"),
        (r"youtu\.?be", r"open ?learn", r"open\.edu"),
    ),
    Correction(
        24,
        "orders that ended in 2015",
        ("Risk of Sexual Harm Order (RSHO)", "a SOPO", "Sexual Offences Prevention Order"),
        (r"risk of sexual harm order", r"\bRSHOs?\b", r"\bSOPOs?\b", r"sexual offences prevention order"),
        (r"\bRSHOs?\b", r"\bSOPOs?\b", r"sexual harm order", r"offences prevention order"),
    ),
    Correction(
        25,
        "3x5x2 now",
        ("graded 5x5x5", "5 × 5 × 5"),
        (r"\b5 ?[x×] ?5 ?[x×] ?5\b",),
        (r"\b5 ?[x×] ?5 ?[x×] ?5\b",),
    ),
    Correction(
        26,
        "markings before 2014",
        ("GPMS: RESTRICTED", "NOT PROTECTIVELY MARKED", "marked CONFIDENTIAL"),
        (r"\bGPMS\b", r"protectively marked", r"(?-i:\bRESTRICTED\b)", r"(?-i:\bCONFIDENTIAL\b)"),
        (r"\bGPMS\b", r"protectively marked", r"(?-i:\bRESTRICTED\b)", r"(?-i:\bCONFIDENTIAL\b)"),
    ),
    Correction(
        27,
        "harm is not a risk",
        ("a child at risk of CSE, with injuries", "bruises show that she is at risk of exploitation"),
        (
            r"at risk of (?:CSE|CCE)\b",
            r"(?:injur|bruise|infection|pregnan|harmed|assault)[^.]{0,60}\bat risk of (?:\w+ )?exploit",
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    place: str
    words: str


@cache
def shown() -> tuple[Shown, ...]:
    return (*_lessons(), *_yaml_words(), *_interface(), *_templates())


def _lessons() -> Iterator[Shown]:
    for lesson in library().lessons:
        yield Shown(lesson.file, lesson.title)
        for block in lesson.blocks:
            if "quoted" not in block.classes:
                yield Shown(f"{block.file} {block.id}", block.source)


def _yaml_words() -> Iterator[Shown]:
    for path in sorted(CONTENT.rglob("*.yaml")):
        name = path.relative_to(CONTENT).as_posix()
        # Lists of words hold what people may write, to be heard and never to be shown.
        if not name.startswith(("wording/", "linkage/", "i18n/")):
            for words in _strings(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)):
                yield Shown(name, words)


def _strings(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        if not found.get("quoted"):
            for key, value in found.items():
                yield from () if key in NOT_SHOWN else _strings(value)
    elif isinstance(found, list):
        for each in found:
            yield from _strings(each)


def _interface() -> Iterator[Shown]:
    for path in (ROOT / "locale").glob("*/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            yield Shown(path.parts[-3], entry.msgid)


@dataclass(frozen=True)
class Translation:
    """`words` as they are compared: the digits of any script as 0 to 9, without marks that are not seen."""

    place: str
    english: str
    words: str


@cache
def translations_shown() -> tuple[Translation, ...]:
    paths = (*(ROOT / "locale").glob("*/LC_MESSAGES/django.po"), *(CONTENT / "i18n").glob("*/*.po"))
    return tuple(
        Translation(
            f"{path.relative_to(ROOT).as_posix()}: {entry.msgctxt or entry.msgid[:40]}",
            entry.msgid,
            compared(words),
        )
        for path in paths
        for entry in polib.pofile(str(path))
        for words in (entry.msgstr, *entry.msgstr_plural.values())
        if words and not entry.obsolete
    )


def compared(words: str) -> str:
    plain = "".join(letter for letter in words if unicodedata.category(letter) != "Cf")
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in plain)


def _templates() -> Iterator[Shown]:
    for path in (ROOT / "src").rglob("*"):
        if path.suffix in (".html", ".typ", ".txt"):
            yield Shown(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))


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
