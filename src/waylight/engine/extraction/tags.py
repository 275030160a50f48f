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
        self._read = dict(self._words)
        stemmed = {tag: {w[:-1]: v for w, v in held.items() if w.endswith("*")} for tag, held in words.items()}
        self._stem_values = {tag: held for tag, held in stemmed.items() if held}
        self._named_tags = set().union(*self._chars) | set(words)

    def _char(self, tags: frozenset[str]) -> str:
        return self._chars.setdefault(tags, chr(_FIRST_CHAR + len(self._chars)))

    def read(self, words: Iterable[str], capitals: Iterable[bool]) -> str:
        """One character a word. What a word means is kept: texts say the same words again and again."""
        if len(self._read) > _KEPT:
            self._read = dict(self._words)
        known, plain = self._read.get, self._plain
        line = [known(word) or self._other(word) for word in words]
        for at, capital in enumerate(capitals):
            if capital and line[at] == plain:
                line[at] = self._capital
        return "".join(line)

    def _other(self, word: str) -> str:
        char = self._read[word] = self._new(word)
        return char

    def _new(self, word: str) -> str:
        if not word[0].isalpha():
            return self._chars.get(self._shape(word), self._plain)
        for length in self._stem_lengths:
            if _SHORTEST_STEM <= length <= len(word) and (char := self._stems.get(word[:length])):
                return char
        return self._plain

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
        return next((stems[word[:n]] for n in self._stem_lengths if n <= len(word) and word[:n] in stems), None)
