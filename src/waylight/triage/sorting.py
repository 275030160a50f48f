"""Which streams a concern might be forked into: a suggestion that a person takes up or leaves.

What was filled in speaks first (a child described, a vehicle, a badge); free words are tried against the
phrase lists of `content/wording/streams.yaml`. Nothing found is an honest answer: a person decides.
"""

from functools import cache
from pathlib import Path

import yaml
from django.conf import settings

from waylight.engine.wording.folding import sentences
from waylight.engine.wording.phrases import Grammar, Phrases, phrase_pattern, sentence_text

from .answers import Answers, both_ends, entries, text, texts, told
from .codes import StreamKind

PHRASES = "wording/streams.yaml"


def suggested(answers: Answers) -> list[str]:
    """Kinds of stream, in the order of the code list."""
    found = {kind for kind, seen in _filled_in(answers).items() if seen} | _spoken_of(
        both_ends(told(answers))
    )
    return [kind.value for kind in StreamKind if kind in found]


def _filled_in(answers: Answers) -> dict[StreamKind, bool]:
    people, vehicles = entries(answers, "people"), entries(answers, "vehicles")
    child = answers.get("child_self") is True or any(text(each, "kind") == "child" for each in people)
    adult = any(text(each, "kind") == "adult" for each in people)
    marked = any(text(each, key) for each in vehicles for key in ("mark", "make", "model", "colour", "words"))
    placed = any(text(answers, "where", key) for key in ("name", "address", "postcode", "landmark"))
    licensed = any(text(each, key) for each in vehicles for key in ("plate", "badge"))
    about_operator = text(answers, "source", "operator") == "about"
    return {
        StreamKind.REFERRAL: child,
        StreamKind.INTELLIGENCE: adult or marked or placed or bool(texts(answers, "phones")),
        StreamKind.LICENSING: licensed or about_operator,
    }


def _spoken_of(words: str) -> set[StreamKind]:
    heard = [sentence_text(each) for each in sentences(words)]
    lists = _phrases(settings.CONTENT / PHRASES)
    return {kind for kind, phrases in lists.items() if any(phrases.search(each) for each in heard)}


@cache
def _phrases(path: Path) -> dict[StreamKind, Phrases]:
    lists = yaml.safe_load(path.read_text("utf-8"))
    return {StreamKind(kind): phrase_pattern("\n".join(by.values()), Grammar()) for kind, by in lists.items()}
