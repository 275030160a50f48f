"""Grammar over words that have a meaning, not over letters.

Each word of a text becomes one character that stands for the set of tags the word has ("may" is a month and
a helping verb). A rule is a regular expression in which `<tag>` is any word with that tag, `<a|b>` one with
either, `<!a>` one without; so a rule reads as "<number>? <build>* <head>" and runs at the speed of `re`.
Blanks in a rule mean nothing.
"""

import re
from collections.abc import Callable, Iterable, Mapping

Words = Mapping[str, Mapping[str, str]]
"""tag -> word -> the value that the word stands for. A word `stem*` is any word that begins so."""
Shape = Callable[[str], frozenset[str]]
WORD, CAPITAL = "word", "capital"
"""The tags of words in no list."""
_NAMED = re.compile(r"(?<!\?P)<(!?)([\w|]+)>")
_FIRST_CHAR = 0xE000
_SHORTEST_STEM = 2
_KEPT = 20_000
_NONE: Mapping[str, str] = {}


class Tags:
    """The tags of one grammar. `shape` tells the tags of numbers and signs; `samples` are tokens that show
    every set of tags it can give."""

    def __init__(self, words: Words, shape: Shape, samples: Iterable[str]) -> None:
        self._values = {tag: dict(entries) for tag, entries in words.items()}
        self._shape = shape
        self._chars: dict[frozenset[str], str] = {}
        by_word: dict[str, set[str]] = {}
        for tag, entries in words.items():
            for word in entries:
                by_word.setdefault(word, set() if word[0].isalpha() else set(shape(word))).add(tag)
        stems = {word[:-1]: frozenset(tags) for word, tags in by_word.items() if word.endswith("*")}
        self._stems = {stem: self._char(tags) for stem, tags in stems.items()}
        self._stem_lengths = sorted({len(stem) for stem in stems}, reverse=True)
        self._words = {w: self._char(frozenset(tags)) for w, tags in by_word.items() if not w.endswith("*")}
        for sample in samples:
            self._char(shape(sample))
        self._plain = self._char(frozenset({WORD}))
        self._capital = self._char(frozenset({WORD, CAPITAL}))
        self.sets: Mapping[str, frozenset[str]] = {char: tags for tags, char in self._chars.items()}
        """The tags behind each character that `read` gives."""
        stemmed = {
            tag: {w[:-1]: v for w, v in held.items() if w.endswith("*")} for tag, held in words.items()
        }
        self._stem_values = {tag: held for tag, held in stemmed.items() if held}
        self._named_tags = set().union(*self._chars) | set(words)

    def _char(self, tags: frozenset[str]) -> str:
        return self._chars.setdefault(tags, chr(_FIRST_CHAR + len(self._chars)))

    def read(self, words: Iterable[str], capitals: Iterable[bool]) -> str:
        """One character a word."""
        return "".join([self.char(word, capital) for word, capital in zip(words, capitals, strict=True)])

    def char(self, word: str, capital: bool) -> str:
        """The character that stands for a word."""
        if known := self._words.get(word):
            return known
        if not word[0].isalpha():
            return self._chars.get(self._shape(word), self._plain)
        for length in self._stem_lengths:
            if _SHORTEST_STEM <= length <= len(word) and (char := self._stems.get(word[:length])):
                return char
        return self._capital if capital else self._plain

    def rule(self, source: str) -> re.Pattern[str]:
        """Compile a rule. Raises KeyError for a tag that no word can have."""
        return re.compile(_NAMED.sub(self._class, "".join(source.split())))

    def _class(self, named: re.Match[str]) -> str:
        wanted = set(named.group(2).split("|"))
        if unknown := wanted - self._named_tags:
            raise KeyError(f"no word has the tag {', '.join(sorted(unknown))}")
        chars = "".join(char for tags, char in self._chars.items() if wanted & tags)
        if not chars:
            return "(?!)"
        return f"[{'^' if named.group(1) else ''}{chars}]"

    def of(self, char: str) -> frozenset[str]:
        """The tags behind one character of what `read` gave."""
        return self.sets[char]

    def value(self, tag: str, word: str) -> str | None:
        """What the word stands for under a tag; None if it has not that tag."""
        found = self._values.get(tag, _NONE).get(word)
        if found is not None or tag not in self._stem_values:
            return found
        stems = self._stem_values[tag]
        return next(
            (stems[word[:n]] for n in self._stem_lengths if n <= len(word) and word[:n] in stems), None
        )


class Vocabulary:
    """Several grammars that read a text at once. Texts say the same words again and again: what each means
    to every grammar is kept, and a text costs one look-up a word."""

    def __init__(self, grammars: Iterable[Tags]) -> None:
        self._grammars = tuple(grammars)
        self._small: dict[str, str] = {}
        self._capital: dict[str, str] = {}

    def read(self, words: Iterable[str], capitals: Iterable[bool]) -> tuple[str, ...]:
        """For each grammar what its `Tags.read` gives."""
        if len(self._small) + len(self._capital) > _KEPT:
            self._small, self._capital = {}, {}
        small, great = self._small.get, self._capital.get
        rows = "".join(
            [
                (great(word) if capital else small(word)) or self._learnt(word, capital)
                for word, capital in zip(words, capitals, strict=True)
            ]
        )
        step = len(self._grammars)
        return tuple([rows[place::step] for place in range(step)])

    def _learnt(self, word: str, capital: bool) -> str:
        row = "".join([tags.char(word, capital) for tags in self._grammars])
        (self._capital if capital else self._small)[word] = row
        return row
