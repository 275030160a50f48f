"""Letters and digits as people say them: "kilo victor double-oh bravo delta yankee"."""

import re
from dataclasses import dataclass

_ALPHABET = """
    alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november
    oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu
"""
LETTERS: dict[str, str] = {word: word[0].upper() for word in _ALPHABET.split()}
DIGITS: dict[str, str] = {
    word: str(value)
    for value, words in enumerate(
        ("zero oh nought naught", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    )
    for word in words.split()
}
TIMES: dict[str, int] = {"double": 2, "treble": 3, "triple": 3}
# Fewer said tokens than this may be chance: "a golf", "one hotel".
FEWEST_SAID = 3

_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+|[^\sA-Za-z0-9,\-]")
_JOINS_ALIKE = re.compile(r"\bx-ray\b", re.IGNORECASE)


@dataclass
class _Run:
    start: int | None = None
    spelled: str = ""
    said: int = 0
    times: int = 1

    def take(self, token: re.Match[str]) -> bool:
        """Add one token; False if it is no spelled-out character and so ends the run."""
        word = token.group().casefold()
        value = _value(word)
        if word not in TIMES and not value:
            return False
        self.start = token.start() if self.start is None else self.start
        self.said += len(word) > 1 and word.isalpha()
        self.spelled += value * self.times
        self.times = TIMES.get(word, 1)
        return True


def spoken_runs(text: str) -> list[tuple[int, str]]:
    """Each unbroken run of spelled-out letters and digits: where it starts, and the characters it spells.

    Single written letters and figures join a run. Any other word or sign (also "?" and "…") ends it.
    """
    runs = [_Run()]
    for token in _TOKEN.finditer(_JOINS_ALIKE.sub("xray ", text)):
        if not runs[-1].take(token):
            runs.append(_Run())
    return [(run.start or 0, run.spelled) for run in runs if run.said >= FEWEST_SAID and run.spelled]


def _value(word: str) -> str:
    if len(word) == 1 and word.isascii() and word.isalpha():
        return word.upper()
    if word.isdecimal() and word.isascii():
        return word
    return LETTERS.get(word) or DIGITS.get(word, "")
