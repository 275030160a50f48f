import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waylight.engine.wording.danger import PhraseBook
from waylight.engine.wording.folding import sentences

from .conftest import LISTS

INVISIBLE = ["\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2066", "\u2069", "\ufeff", "\u00ad"]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("HEEELP", "help"),
        ("he’s", "hes"),
        ("he`s", "hes"),
        ("Zamknęłam", "zamknelam"),
        ("grăbiţi", "grabiti"),
        ("grăbiți", "grabiti"),
        ("dŵad", "dwad"),
        ("علي", "علی"),
        ("كتاب", "کتاب"),
        ("مُحَمَّد", "محمد"),
        ("ســـاعدوني", "ساعدونی"),
        ("بچہ", "بچه"),
        ("ਜ਼ਬਰਦਸਤੀ", "ਜਬਰਦਸਤੀ"),
        ("ਵਿੱਚ", "ਵਿਚ"),
        ("٩٩٩", "999"),
        ("ਸਕੂਲ ੧੦੧", "ਸਕੂਲ 101"),
    ],
)
def test_one_shape(typed: str, plain: str) -> None:
    assert " ".join(word for words in sentences(typed) for word in words) == plain


def test_digits_keep_their_runs() -> None:
    assert sentences("call 999 nooow") == [["cal", "999", "now"]]


def test_sentences_end_in_every_script() -> None:
    assert len(sentences("one. two! three? چار۔ پانچ؟ ਛੇ। seven\neight")) == 8
    assert sentences("came in at 2.20am") == [["came", "in", "at", "2", "20am"]]


@pytest.mark.parametrize(
    "text",
    [
        "PLEEEASE HURRRY",
        "please\u200b hur\u00adry",
        "\u2067ساعدوني\u2069",
        "ساعدوني".replace("ي", "ی"),
        "hes outside the door, she’s scared",
        "pospieszcie sie",
        "grabiti-va",
    ],
)
def test_danger_however_it_is_typed(book: PhraseBook, text: str) -> None:
    assert book.judge(text).now


BOOK = PhraseBook.load(LISTS)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.sampled_from([None, "en", "ur-PK", "xx", ""]))
def test_any_text_gets_a_verdict(text: str, language: str | None) -> None:
    danger = BOOK.judge(text, language)
    assert danger.reasons or not danger.now
    assert danger == BOOK.judge(text.replace("\u2019", "'"), language)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 40), st.sampled_from(INVISIBLE))
def test_invisible_marks_change_nothing(at: int, mark: str) -> None:
    text = "She's in my cab now and the man is following us"
    assert BOOK.judge(text[:at] + mark + text[at:], "en") == BOOK.judge(text, "en")
