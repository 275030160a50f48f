"""Reading answers that anybody may have sent in any shape: what is not there, or is not words, is empty."""

from collections.abc import Iterator, Mapping
from typing import Any

Answers = Mapping[str, Any]

LOOKED_THROUGH_AT_EACH_END = 10_000
"""Characters. One text must not keep the worker from all the others: a longer one goes to a person first."""


def text(answers: Answers, *path: str) -> str:
    """The words at a path such as `("where", "name")`, stripped; empty when there are none."""
    found: Any = answers
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found.strip() if isinstance(found, str) else ""


def texts(answers: Answers, key: str) -> list[str]:
    """The words of a list of words, or of single words where a list was meant."""
    found = answers.get(key)
    several = found if isinstance(found, list) else [found]
    return [each.strip() for each in several if isinstance(each, str) and each.strip()]


def entries(answers: Answers, key: str) -> list[Answers]:
    """The entries of a list such as `people`. Bare words stand as an entry's `words`."""
    found = answers.get(key)
    several = found if isinstance(found, list) else []
    return [each if isinstance(each, Mapping) else {"words": each} for each in several]


def told(answers: Answers) -> str:
    """All that was told in free words, one field a line."""
    return "\n".join(words for words in _told(answers) if words)


def both_ends(words: str) -> str:
    """What is looked through of the words: all, or of a very long text its start and its end."""
    if len(words) <= 2 * LOOKED_THROUGH_AT_EACH_END:
        return words
    return f"{words[:LOOKED_THROUGH_AT_EACH_END]}\n{words[-LOOKED_THROUGH_AT_EACH_END:]}"


def _told(answers: Answers) -> Iterator[str]:
    for key in ("words", "how_words"):
        yield text(answers, key)
    yield text(answers, "when", "words")
    for key in ("words", "landmark"):
        yield text(answers, "where", key)
    for person in entries(answers, "people"):
        yield from (text(person, key) for key in ("words", "features", "clothing"))
    for vehicle in entries(answers, "vehicles"):
        yield text(vehicle, "words")
    yield text(answers, "source", "caller_words")
