from pathlib import Path

import pytest

from waylight.engine.wording.danger import PhraseBook

from .conftest import rows

UNLISTED = Path(__file__).parent / "unlisted_languages.jsonl"
# Close relatives of a listed language may pass for it (Czech beside Polish).
RECOGNISED_AS_STRANGE = 0.9


def test_most_unlisted_languages_are_told_by_the_words(book: PhraseBook) -> None:
    lines = rows(UNLISTED)
    taken_for_known = [row["language"] for row in lines if book.judge(row["text"]).language_known]
    assert len(lines) - len(taken_for_known) >= RECOGNISED_AS_STRANGE * len(lines), taken_for_known


def test_a_declared_language_without_a_list_is_enough(book: PhraseBook) -> None:
    for row in rows(UNLISTED):
        assert not book.judge(row["text"], row["language"]).language_known
    assert not book.judge("a girl is in the car", "so").language_known


@pytest.mark.parametrize("language", ["en", "en-GB", "EN", "pa-Guru", None, ""])
def test_a_listed_language_is_known(book: PhraseBook, language: str | None) -> None:
    assert book.judge("There is a girl in the shop with a man I do not know", language).language_known


def test_a_wrong_declaration_does_not_hide_a_strange_text(book: PhraseBook) -> None:
    somali = "Gabadh yar ayaa gaarigayga ku jirta way ooyaysaa fadlan degdeg"
    assert not book.judge(somali, "en").language_known
    half = f"There is a problem at the hotel and I want to tell you about it. {somali}"
    assert not book.judge(half, "en").language_known


def test_a_foreign_name_is_no_strange_language(book: PhraseBook) -> None:
    assert book.judge("The driver's name is Олег, he is the one who came to the door", "en").language_known


def test_too_little_to_tell(book: PhraseBook) -> None:
    assert book.judge("", "en").language_known
    assert book.judge("KV00 BDY", "en").language_known
    assert not book.judge("ayúdame rápido").language_known
