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


def phrase_pattern(lines: str, groups: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """One pattern for all phrases of a list, to be searched in `sentence_text`.

    Raises PhraseError for a group that does not exist or brackets that do not close.
    """
    sources = [_source(phrase, groups or {}) for phrase in written_phrases(lines)]
    return re.compile("(?:^| )(?:" + "|".join(sources) + ")" if sources else _NEVER)


def sentence_text(words: list[str]) -> str:
    """The form that patterns expect: words parted and ended by one space."""
    return "".join(f"{word} " for word in words)


def literal_words(lines: str, groups: Mapping[str, str]) -> set[str]:
    """The whole words (no stems) that a list names, folded."""
    tokens = [token for phrase in written_phrases(lines) for token in _TOKEN.findall(phrase)]
    named = [groups[token[1:-1]] for token in tokens if token.startswith("<") and token[1:-1] in groups]
    tokens += [token for group in named for token in _TOKEN.findall(group)]
    return {word for token in tokens if "*" not in token for words in sentences(token) for word in words}


def _source(phrase: str, groups: Mapping[str, str], within: tuple[str, ...] = ()) -> str:
    source = "".join(_token_source(token, phrase, groups, within) for token in _TOKEN.findall(phrase))
    try:
        re.compile(source)
    except re.error as problem:
        raise PhraseError(f"{phrase!r}: brackets do not match ({problem})") from problem
    return f"(?:{source})"


def _token_source(token: str, phrase: str, groups: Mapping[str, str], within: tuple[str, ...]) -> str:
    if token in _PLAIN:
        return _PLAIN[token]
    if token.startswith("<"):
        name = token[1:-1]
        if name not in groups or name in within:
            raise PhraseError(f"{phrase!r}: no usable group called {name!r}")
        return _source(groups[name], groups, (*within, name))
    folded = " ".join(word for words in sentences(token.strip("*")) for word in words)
    if not folded:
        raise PhraseError(f"{phrase!r}: nothing is left of {token!r} once folded")
    before = "[^ ]*" if token.startswith("*") else ""
    after = "[^ ]*" if token.endswith("*") else ""
    return f"{before}{re.escape(folded)}{after} "
