import re
from pathlib import Path
from shutil import copy

import pytest
import yaml

from waylight.engine.wording.danger import CUE_FILE, PhraseBook
from waylight.engine.wording.folding import sentences
from waylight.engine.wording.phrases import Grammar, PhraseError, phrase_pattern, sentence_text

ONLY_PLAIN = re.compile(r"\(\?(?!:|!\))|\\|[+*?{][+]")


def matches(phrases: str, text: str, grammar: Grammar | None = None) -> bool:
    pattern = phrase_pattern(phrases, grammar or Grammar())
    return any(pattern.search(sentence_text(words)) for words in sentences(text))


@pytest.mark.parametrize(
    ("phrase", "yes", "no"),
    [
        ("send help", "please SEND help!", "sender helps"),
        ("scream*", "she is screaming", "ice cream"),
        ("*ing", "he is trying", "she is in"),
        ("room #", "they are in room 12", "they are in room twelve"),
        ("(he|she is) here", "she is here", "is here"),
        ("stop [the] car", "stop car", "stop that car"),
        ("she .. here", "she is still right here", "she is not at all even here"),
        ("she ... here", "she is not at all even here", "she" + " x" * 9 + " here"),
        ("^ help", "help now", "I need help"),
        ("help $", "I need help", "help me now"),
        ("wciągnąć", "WCIAGNAC", "wciagnal"),
        ("send help", "send\nhelp send help", "send. help"),
    ],
)
def test_the_format(phrase: str, yes: str, no: str) -> None:
    assert matches(phrase, yes)
    assert not matches(phrase, no)


def test_groups_joined_letters_and_notes() -> None:
    grammar = Grammar(groups={"child": "girl|<young>", "young": "lad|lass"}, joined=("و", "ال"))
    assert matches("-- a note\nthe <child> cried", "The lass cried", grammar)
    assert matches("شرطة", "والشرطة", Grammar(joined=("و", "وال")))
    assert not matches("-- send help", "send help")


@pytest.mark.parametrize("phrase", ["(a|b", "<nobody> is here", "[now]", "a* ?? b", "send help|"])
def test_a_broken_phrase_is_named(phrase: str) -> None:
    with pytest.raises(PhraseError):
        phrase_pattern(f"send help\n{phrase}", Grammar())


def test_a_group_cannot_hold_itself() -> None:
    with pytest.raises(PhraseError):
        phrase_pattern("<one>", Grammar(groups={"one": "a|<two>", "two": "<one>"}))


def test_patterns_are_plain_enough_for_a_browser(book: PhraseBook) -> None:
    for one in book.lists:
        patterns = [one.aside, one.strikes, one.supposes, one.cues, one.calms]
        for pattern in patterns:
            assert not ONLY_PLAIN.search(pattern.pattern), one.language


def test_every_cue_is_worth_something_and_is_said_in_english(book: PhraseBook) -> None:
    english = next(one for one in book.lists if one.language == "en")
    assert english.cues.named == set(book.cues)
    assert english.calms.named == set(book.calms)
    assert all(0 < cue.points <= book.enough and cue.means for cue in book.cues.values())
    assert book.languages == {"en", "cy", "pl", "ro", "ur", "pa", "ar"}


def test_a_list_with_an_unknown_cue_is_refused(tmp_path: Path, lists: Path) -> None:
    copy(lists / CUE_FILE, tmp_path)
    content = yaml.safe_load((lists / "danger.cy.yaml").read_text("utf-8"))
    content["cues"]["no_such_cue"] = "rhywbeth"
    (tmp_path / "danger.cy.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    with pytest.raises(PhraseError, match="no_such_cue"):
        PhraseBook.load(tmp_path)


def test_a_folder_without_lists_is_an_error(tmp_path: Path, lists: Path) -> None:
    with pytest.raises(OSError, match=CUE_FILE):
        PhraseBook.load(tmp_path)
    copy(lists / CUE_FILE, tmp_path)
    with pytest.raises(PhraseError, match="no phrase list"):
        PhraseBook.load(tmp_path)
