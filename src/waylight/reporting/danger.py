"""Whether the words just typed say that somebody is in danger now."""

from functools import cache

from django.conf import settings

from waylight.engine.wording.danger import PhraseBook

from .form import Step
from .forms import Typed, free_words, one

JUDGED_AT_EACH_END = 2_000
"""Of a long text only so many characters from its start and its end are looked through while a person waits.
The hub looks through all of it when it opens the concern."""


@cache
def phrase_book() -> PhraseBook:
    return PhraseBook.load(settings.CONTENT / "wording")


def happening_now(step: Step, typed: Typed, language: str) -> bool:
    """The person says so, or the words do. It only ever shows a page; it never stops a report."""
    if one(typed, "happening_now") == "yes":
        return True
    return words_say_now(free_words(step, typed), language)


def words_say_now(words: str, language: str) -> bool:
    """Whether free words sound as if it happens while they are typed. `language` is the reader's."""
    text = _both_ends(words)
    return bool(text.strip()) and phrase_book().judge(text, language).now


def _both_ends(text: str) -> str:
    if len(text) <= 2 * JUDGED_AT_EACH_END:
        return text
    return f"{text[:JUDGED_AT_EACH_END]}\n{text[-JUDGED_AT_EACH_END:]}"
