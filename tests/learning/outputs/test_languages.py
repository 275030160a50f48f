"""Each language in its own file: its letters, its direction, the English beside what nobody has checked."""

from typing import Any

import pytest

from waylight.learning.library import Library
from waylight.learning.outputs import fonts, labels
from waylight.learning.outputs.catalogue import chosen
from waylight.learning.outputs.sheet import is_in_language

from .conftest import edition_in
from .paper import Paper

LANGUAGES = {
    "ur": ("/R2L", "گھاٹ"),
    "ar": ("/R2L", "مرسى"),
    "pa": ("/L2R", "ਘਾਟ"),
    "pl": ("/L2R", "Na przystani promowej"),
}
ENGLISH_OF_SAFETY = "If a child is in danger now, call 999. Without your name: 0800 555 111."


def paper(name: str, language: str, area: Any) -> Paper:
    (output,) = chosen([name])
    return Paper(output.make(edition_in(language, area)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_led_by_its_language(harbour: Library, area: Any, language: str) -> None:
    found = paper("steps-leaflet", language, area)
    direction, words = LANGUAGES[language]
    assert found.language == language
    assert found.direction == direction
    assert found.claim == "1"
    assert words in found.title
    assert {language, "en"} <= {tag.language for tag in found.tags} <= {*LANGUAGES, "en"}
    levels = [level for level, _ in found.headings]
    assert levels[0] == 1
    assert max(levels) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_english_stands_beside_what_nobody_has_checked(
    harbour: Library, area: Any, language: str
) -> None:
    text = paper("steps-leaflet", language, area).text
    assert ENGLISH_OF_SAFETY in text
    assert "Nobody who reads this language has checked these words yet." in text
    assert "At the ferry steps" in text
    assert "Police, ambulance, fire" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_easy_read_in_the_language_has_its_english_too(harbour: Library, area: Any, language: str) -> None:
    found = paper("harbour-easy-read", language, area)
    assert found.language == language
    assert "A child is in danger. Call 999." in found.text
    assert any(tag.language == language and tag.kind.startswith("H") for tag in found.tags)


def test_english_words_are_marked_as_english_in_a_file_of_another_language(
    harbour: Library, area: Any
) -> None:
    """A part that is read in the wrong language's voice is not understood."""
    tags = paper("steps-leaflet", "ur", area).tags
    english_lists = [tag for tag in tags if tag.kind == "L" and tag.language == "en"]
    urdu_lists = [tag for tag in tags if tag.kind == "L" and tag.language == "ur"]
    assert english_lists
    assert urdu_lists


def test_what_is_not_translated_is_not_offered(harbour: Library, area: Any) -> None:
    edition = edition_in("pl", area)
    offered = {
        output.name: is_in_language(output.contents(edition), "pl")
        for output in chosen(["steps-leaflet", "harbour-easy-read", "harbour-questions", "harbour-sign-in"])
    }
    assert offered == {
        "steps-leaflet": True,
        "harbour-easy-read": True,
        "harbour-questions": False,
        "harbour-sign-in": False,
    }


def test_what_fills_a_sentence_of_ours_keeps_its_direction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels, "gettext", lambda english: "آخری دن %(day)s")
    assert labels.said("The last day is %(day)s", "ur", day="17 February 2027") == {
        "words": "آخری دن \u206617 February 2027\u2069",
        "language": "ur",
    }
    monkeypatch.setattr(labels, "gettext", lambda english: english)
    assert labels.said("The last day is %(day)s", "ur", day="today") == {
        "words": "The last day is today",
        "language": "en",
    }


def test_a_language_without_its_letters_says_what_to_install() -> None:
    latin_only = frozenset({"Libertinus Serif", "DejaVu Sans Mono"})
    with pytest.raises(fonts.FontMissing, match=r"'ur' .* Noto Naskh Arabic.*apt install fonts-noto-core"):
        fonts.families("ur", latin_only)
    assert fonts.families("pl", latin_only) == ["Libertinus Serif"]


def test_urdu_is_printed_in_naskh_whose_words_come_out_again() -> None:
    assert fonts.SCRIPTS["ur"].family == fonts.NASKH
    assert [fonts.is_right_to_left(each) for each in ("ur", "ar", "fa", "pa", "pl", "en")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
