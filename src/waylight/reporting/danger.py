"""Whether the words just typed say that somebody is in danger now."""

from functools import cache

from django.conf import settings

from waylight.engine.wording.danger import PhraseBook

from .form import Step
from .forms import Typed, free_words, one

MOST_JUDGED = 20_000
"""Characters looked through while a person waits. The hub looks through all of them when it opens it."""


@cache
def phrase_book() -> PhraseBook:
    return PhraseBook.load(settings.CONTENT / "wording")


def happening_now(step: Step, typed: Typed, language: str) -> bool:
    """The person says so, or the words do. It only ever shows a page; it never stops a report."""
    if one(typed, "happening_now") == "yes":
        return True
    text = free_words(step, typed)[:MOST_JUDGED]
    return bool(text) and phrase_book().judge(text, language).now
