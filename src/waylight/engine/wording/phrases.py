"""The mini-format of the phrase lists, turned into regular expressions.

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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from waylight.engine.wording.folding import sentences
from waylight.engine.wording.needs import Needs, holds_all, may_match, needs_of

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


@dataclass(frozen=True)
class _Phrase:
    """`needs`: whole words; `pieces`: whole words and stems, to be looked for anywhere in the sentence."""

    source: str
    needs: Needs
    pieces: Needs


class Phrases:
    """Phrases under their names, to be looked for in a `sentence_text`.

    Each is compiled when a sentence first holds what it cannot do without; until then it costs a look into a
    set. The answers are those of one pattern of all phrases of a name.
    """

    def __init__(self, named: Mapping[str, Iterable[_Phrase]], joined: tuple[str, ...] = ()) -> None:
        self._all = [(name, phrase) for name, phrases in named.items() for phrase in phrases]
        self.named, self._joined = named.keys(), joined
        self._always = [(name, phrase) for name, phrase in self._all if not phrase.needs]
        self._by_word: dict[str, list[tuple[str, _Phrase]]] = {}
        for name, phrase in self._all:
            for word in phrase.needs[0] if phrase.needs else ():
                self._by_word.setdefault(word, []).append((name, phrase))

    @property
    def pattern(self) -> str:
        """All phrases as the source of one regular expression, for whoever needs them whole."""
        return "|".join(phrase.source for _name, phrase in self._all)

    def search(self, sentence: str) -> bool:
        """Whether any phrase stands in the sentence."""
        return any(True for _name in self._standing(sentence))

    def names(self, sentence: str) -> set[str]:
        """The names of the phrases that stand in the sentence."""
        return set(self._standing(sentence))

    def sub(self, replacement: str, sentence: str) -> str:
        """The sentence with every phrase replaced, the earliest first."""
        if not self.search(sentence):
            return sentence
        return _compiled(self.pattern).sub(replacement, sentence)

    def _standing(self, sentence: str) -> Iterator[str]:
        words = _words_of(sentence, self._joined)
        for word in words & self._by_word.keys():
            for name, phrase in self._by_word[word]:
                if may_match(phrase.needs, words) and _compiled(phrase.source).search(sentence):
                    yield name
        for name, phrase in self._always:
            if holds_all(phrase.pieces, sentence) and _compiled(phrase.source).search(sentence):
                yield name


@lru_cache(maxsize=64)
def _words_of(sentence: str, joined: tuple[str, ...]) -> frozenset[str]:
    """The words of a sentence, and those of them that are left when what is written onto the front is off."""
    words = sentence.split()
    return frozenset([*words, *(word[len(j) :] for j in joined for word in words if word.startswith(j))])


@lru_cache(maxsize=20_000)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(f"(?:^| )(?:{source})")


def phrase_pattern(lines: str, grammar: Grammar) -> Phrases:
    """All phrases of a list, under no name. Raises PhraseError for a group that does not exist, brackets
    that do not close, or a phrase that would match any text."""
    return named_phrases({"": lines}, grammar)


def named_phrases(lists: Mapping[str, str], grammar: Grammar) -> Phrases:
    """The phrases of several lists under the lists' names. Raises PhraseError as `phrase_pattern` does."""
    read = {
        name: [_phrase(phrase, grammar) for phrase in written_phrases(lines)] for name, lines in lists.items()
    }
    return Phrases(read, grammar.joined)


def _phrase(phrase: str, grammar: Grammar) -> _Phrase:
    source = _source(phrase, grammar)
    groups = {name: _TOKEN.findall(text) for name, text in grammar.groups.items()}
    try:
        tokens = _TOKEN.findall(phrase)
        needs = needs_of(tokens, groups, lambda token: [] if "*" in token else _folded(token).split())
        pieces = needs_of(tokens, groups, lambda token: _folded(token.strip("*")).split())
        if not needs and _compiled(source).search(""):
            raise PhraseError(f"{phrase!r}: would match any text (a stray | or only optional words)")
    except (ValueError, re.error) as problem:
        if isinstance(problem, PhraseError):
            raise
        raise PhraseError(f"{phrase!r}: brackets do not match ({problem})") from problem
    return _Phrase(source, needs, pieces)


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
