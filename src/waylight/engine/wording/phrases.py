"""The mini-format of the phrase lists, turned into one regular expression per list.

A list is text with one phrase a line. In a phrase
    word          is that word, folded like the text it is looked for in
    stem*  *end   is any word that begins or ends so
    #             is any number
    (a|b c)       is either
    [a]           may be left out
    <name>        is a group of the same file
    ..  ...       is up to three, up to eight words of any kind
    ^  $          is the start, the end of the sentence
A line that starts with `--` is a note. The result uses only literals, alternatives, optional parts and
bounded repeats, so any regular expression engine reads it alike.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from waylight.engine.wording.folding import sentences

_TOKEN = re.compile(r"\.{2,3}|[()\[\]|^$#]|<\w+>|[^\s()\[\]|<>^$#]+")
_PLAIN = {
    "(": "(?:",
    ")": ")",
    "[": "(?:",
    "]": ")?",
    "|": "|",
    "^": "^",
    "$": "$",
    "#": "[0-9]+ ",
    "..": "(?:[^ ]+ ){0,3}",
    "...": "(?:[^ ]+ ){0,8}",
}
_NEVER = r"(?!)"


class PhraseError(ValueError):
    """A phrase list that cannot be read; the message names the phrase."""


def written_phrases(lines: str) -> list[str]:
    """The phrases of a list, without empty lines and notes."""
    stripped = (line.strip() for line in lines.splitlines())
    return [line for line in stripped if line and not line.startswith("--")]


@dataclass(frozen=True)
class Grammar:
    """What the phrases of one file share: its groups, and what its language writes onto a word's front."""

    groups: Mapping[str, str] = field(default_factory=dict)
    joined: tuple[str, ...] = ()


def phrase_pattern(lines: str, grammar: Grammar) -> re.Pattern[str]:
    """One pattern for all phrases of a list, to be searched in `sentence_text`.

    Raises PhraseError for a group that does not exist or brackets that do not close.
    """
    sources = {phrase: _source(phrase, grammar) for phrase in written_phrases(lines)}
    try:
        pattern = re.compile("(?:^| )(?:" + "|".join(sources.values()) + ")" if sources else _NEVER)
    except re.error as problem:
        raise _first_wrong(sources) from problem
    if pattern.search(""):
        raise _first_wrong(sources)
    return pattern


def sentence_text(words: list[str]) -> str:
    """The form that patterns expect: words parted and ended by one space."""
    return "".join(f"{word} " for word in words)


def literal_words(lines: str, grammar: Grammar) -> set[str]:
    """The whole words (no stems) that a list names, folded."""
    tokens = [token for phrase in written_phrases(lines) for token in _TOKEN.findall(phrase)]
    named = {token[1:-1] for token in tokens if token.startswith("<")}
    tokens += [token for name in named for token in _TOKEN.findall(grammar.groups[name])]
    return {word for token in tokens if "*" not in token for word in _folded(token).split()}


def _source(phrase: str, grammar: Grammar, within: tuple[str, ...] = ()) -> str:
    source = "".join(_token_source(token, phrase, grammar, within) for token in _TOKEN.findall(phrase))
    return f"(?:{source})"


def _first_wrong(sources: Mapping[str, str]) -> PhraseError:
    for phrase, source in sources.items():
        try:
            if re.fullmatch(source, ""):
                return PhraseError(f"{phrase!r}: would match any text (a stray | or only optional words)")
        except re.error as problem:
            return PhraseError(f"{phrase!r}: brackets do not match ({problem})")
    return PhraseError("the phrases cannot be read together")


def _token_source(token: str, phrase: str, grammar: Grammar, within: tuple[str, ...]) -> str:
    if token in _PLAIN:
        return _PLAIN[token]
    if token.startswith("<"):
        name = token[1:-1]
        if name not in grammar.groups or name in within:
            raise PhraseError(f"{phrase!r}: no usable group called {name!r}")
        return _source(grammar.groups[name], grammar, (*within, name))
    folded = _folded(token.strip("*"))
    if not folded:
        raise PhraseError(f"{phrase!r}: nothing is left of {token!r} once folded")
    front = f"(?:{'|'.join(grammar.joined)})?" if grammar.joined else ""
    before = "[^ ]*" if token.startswith("*") else front
    after = "[^ ]*" if token.endswith("*") else ""
    return f"{before}{folded}{after} "


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return " ".join(part for parts in sentences(word) for part in parts)
