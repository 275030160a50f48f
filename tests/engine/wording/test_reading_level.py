"""The Flesch-Kincaid grade, worked out by hand beside it."""

import pyphen
import pytest

from waylight.engine.wording.reading import NOTHING, reading, sentences_of, syllables, words_of


def test_the_grade_is_that_of_the_formula() -> None:
    # Every word has one syllable but re-mem-ber.
    found = reading(["The man gave her a phone. It was new.", "Remember it"])
    assert (found.sentences, found.words, found.longest) == (3, 11, 6)
    assert found.grade == pytest.approx(0.39 * 11 / 3 + 11.8 * 13 / 11 - 15.59)
    assert found.mean == pytest.approx(11 / 3)
    assert found.longest_sentence == "The man gave her a phone."


def test_each_list_item_is_a_sentence() -> None:
    together = reading(["an older person pays somebody else drives nobody knows the guest"])
    items = reading(["an older person pays", "somebody else drives", "nobody knows the guest"])
    assert (together.sentences, items.sentences) == (1, 3)
    assert items.grade < together.grade


@pytest.mark.parametrize("token", ["999", "101", "2.30", "AB00", "0800"])
def test_a_number_is_one_short_word(token: str) -> None:
    assert words_of(f"Call {token} now") == ["Call", token, "now"]
    assert syllables(token) == 1
    assert reading([f"Call {token} now."]).words == 3


BY_HAND = {
    1: "child night phone called looked moved there fire our their used the a is you are see say",
    2: """away open person danger children police happy about again only very many money city story
    afraid alone any over under older other never hotel taxi driver number worry report respond record
    concern council licence grooming secret believe picture because before between women carer wanted
    people little table houses places multi""",
    3: "area idea trafficking controller afterwards another video radio family agency vehicle partnership",
    4: "operator exploitation information",
    5: "immediately",
}


def by_hand_counts() -> dict[str, int]:
    return {word: count for count, words in BY_HAND.items() for word in words.split()}


def test_hyphenation_alone_finds_a_quarter_too_few() -> None:
    hyphens = pyphen.Pyphen(lang="en_GB")
    by_hand = by_hand_counts()
    found = sum(len(hyphens.positions(word)) + 1 for word in by_hand)
    assert found / sum(by_hand.values()) == pytest.approx(0.75, abs=0.05)


def test_syllables_are_those_that_are_spoken() -> None:
    by_hand = by_hand_counts()
    differs = {word for word, count in by_hand.items() if syllables(word) != count}
    assert differs <= {"area", "idea", "video", "radio"}, "two vowels that are spoken apart"
    counted = sum(syllables(word) for word in by_hand)
    assert counted == pytest.approx(sum(by_hand.values()), rel=0.04)
    assert syllables("self-harm") == 2 and syllables("multi-agency") == 5


def test_sentences_end_at_a_stop_with_a_space_after_it() -> None:
    assert sentences_of("It was 2.30. He left! Why? So") == ["It was 2.30.", "He left!", "Why?", "So"]
    assert sentences_of('She said "no." Then she left.') == ['She said "no.', "Then she left."]


def test_hard_words_leave_out_names_and_easy_endings() -> None:
    found = reading(["We met in Merrowdale. A multi-agency investigation of exploitation was happening."])
    assert "investigation" in found.hard and "exploitation" in found.hard
    assert "merrowdale" not in found.hard and "happening" not in found.hard


def test_nothing_reads_as_nothing() -> None:
    assert reading([]) == NOTHING
    assert reading(["", "…", "—"]) == NOTHING


def test_harder_words_have_a_higher_grade() -> None:
    easy = reading(["If a child is in danger now, call 999."])
    hard = reading(
        ["Safeguarding practitioners should immediately escalate concerns regarding exploitation."]
    )
    assert easy.grade < 5 < hard.grade
