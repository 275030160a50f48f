"""Registration marks read out loud: "kilo something, zero zero, then bravo delta"."""

from collections.abc import Iterator

from waylight.engine.extraction.marks import complete, cued, mark_found
from waylight.engine.extraction.mention import Found
from waylight.engine.extraction.tokens import Tokens
from waylight.engine.wording.identifiers import CURRENT, HALF_OF_CURRENT, PREFIX, SUFFIX
from waylight.engine.wording.spoken import DIGITS, FEWEST_SAID, LETTERS, TIMES

_UNKNOWN = frozenset({"something", "blank", "unknown", "summat", "dunno", "whatever"})
_BETWEEN = frozenset({",", "then", "and", "-", "space", "dash", "ray", "the"})
# What a phone that takes dictation makes of a letter's name.
_HEARD = {
    "end": "N", "em": "M", "am": "M", "are": "R", "you": "U", "why": "Y", "tea": "T", "sea": "C",
    "see": "C", "bee": "B",
    "be": "B", "pea": "P", "queue": "Q", "cue": "Q", "jay": "J", "kay": "K", "eye": "I", "oh": "O",
    "ell": "L", "ess": "S",
    "ex": "X", "zed": "Z", "vee": "V", "gee": "G", "eff": "F", "aitch": "H", "dee": "D", "ay": "A",
    "el": "L", "en": "N",
}  # fmt: skip
_LONGEST = 10
_LETTERS_AT_ONCE = 3
_MEANT_BY = frozenset({"for", "as"})


class _Run:
    def __init__(self) -> None:
        self.first, self.end, self.said, self.times = -1, -1, 0, 1
        self.spelled = ""
        self.meant = ""

    def take(self, at: int, word: str, raw: str) -> bool:
        """Add a token; False if it ends the run. "K for kilo" is one K."""
        value = _value(word, raw)
        if word in _MEANT_BY and self.spelled and self.end == at:
            self.meant = self.spelled[-1]
            return True
        if value == self.meant != "":
            self.meant, self.end, self.said = "", at + 1, self.said + 1
            return True
        if word in TIMES:
            self.times = TIMES[word]
        elif word in _BETWEEN and self.spelled:
            return True
        elif value:
            self.spelled += value * self.times
            self.said += len(word) > 1 and not word.isdecimal()
            self.times, self.end = 1, at + 1
        else:
            return False
        self.first = at if self.first < 0 else self.first
        return True


def _value(word: str, raw: str) -> str:
    if word in _UNKNOWN:
        return "?"
    if 1 < len(raw) <= _LETTERS_AT_ONCE and raw.isupper() and raw.isalpha() and raw.isascii():
        return raw
    if len(word) == 1 and word.isascii() and word.isalnum():
        return word.upper()
    if word.isdecimal() and len(word) <= 3:
        return word
    return "X" if word == "x" else LETTERS.get(word) or DIGITS.get(word, "")


def spoken_marks(tokens: Tokens) -> Iterator[Found]:
    """Whole marks of any family, and parts with "something" in them or behind a word such as "reg"."""
    if tokens.said.isdisjoint(_TELLING) or sum(map(_SPELLS.__contains__, tokens.words)) < _FEWEST:
        return
    run = _Run()
    for at, (word, raw) in enumerate(zip((*tokens.words, "\n"), (*tokens.raws, "\n"), strict=True)):
        if run.take(at, word, raw):
            continue
        enough = run.said >= FEWEST_SAID or (run.said and CURRENT.fullmatch(run.spelled))
        if enough and run.spelled and (found := _read(run, tokens)):
            yield found
        run = _Run()
        run.take(at, word, raw)


_SPELLS = frozenset({*LETTERS, *TIMES, *DIGITS, *_UNKNOWN})
_FEWEST = 2
_TELLING = frozenset({*LETTERS, *TIMES, *_UNKNOWN, "zero", "oh", "nought", "naught"})


def _read(run: _Run, tokens: Tokens) -> Found | None:
    first, spelled = run.first, run.spelled
    before = _HEARD.get(tokens.words[first - 1], "") if first else ""
    if before and CURRENT.fullmatch(before + spelled):
        first, spelled = first - 1, before + spelled
    start, end = tokens.starts[first], tokens.ends[run.end - 1]
    if whole := CURRENT.search(spelled):
        if whole.span() != (0, len(spelled)):
            start = _start_of(run, tokens, whole.start(), start)
        return mark_found(start, end, whole.group(), "spoken", 0.95)
    has_letters = any(c.isalpha() for c in spelled)
    if PREFIX.fullmatch(spelled) or SUFFIX.fullmatch(spelled):
        return mark_found(start, end, spelled, "spoken", 0.9)
    if len(spelled) > _LONGEST or not has_letters:
        return None
    if HALF_OF_CURRENT.fullmatch(spelled) and run.said > FEWEST_SAID:
        mark = f"{spelled}*" if spelled[0].isalpha() else f"*{spelled}"
        return mark_found(start, end, mark, "spoken-part", 0.85)
    if "?" in spelled or cued(tokens.text, start):
        mark = complete(spelled)
        return mark_found(start, end, mark if "?" in mark else f"{mark}*", "spoken-part", 0.85)
    return None


def _start_of(run: _Run, tokens: Tokens, skip: int, start: int) -> int:
    """Where the mark begins when letters stand before it that are none of its own."""
    spelled, times = 0, 1
    for at in range(run.first, run.end):
        word = tokens.words[at]
        if spelled >= skip:
            return tokens.starts[at]
        if word in TIMES:
            times = TIMES[word]
        else:
            spelled += len(_value(word, tokens.raw(at))) * times
            times = 1
    return start
