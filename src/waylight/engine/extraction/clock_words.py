"""Clock times as figures and as words: 21:40, 9pm, half ten, twenty to nine, midnight."""

import re

from waylight.engine.extraction.moments import Clock
from waylight.engine.extraction.tags import Tags
from waylight.engine.extraction.tokens import Tokens

_NUMBERS = re.compile(r"\d+")
_SCHOOL_ENDS = Clock(15, 15, True)


class TimeWords:
    """One text with the tags of its words, as the rules for times see it."""

    def __init__(self, tags: Tags, tokens: Tokens, line: str) -> None:
        self._tags, self._tokens = tags, tokens
        self._line = self.line = line

    def clock(self, at: int, end: int) -> Clock:
        """The clock time that the tokens `at` to before `end` say."""
        words = self._tokens.words[at:end]
        pm = next((v for n in range(at, end) if (v := self._value("ampm", n))), "")
        twelve = next(
            (h for n in range(at, end) for h in (24, 12) if self._has(n, "midnight" if h == 24 else "noon")),
            None,
        )
        if twelve and (turn := next((n for n in range(at, end) if self._has(n, "past", "to")), None)):
            minutes = sum(self._minutes(n) for n in range(at, turn))
            before = self._has(turn, "to") and not self._tags_at(turn, "past")
            return Clock(twelve - 1 if before else twelve % 24, 60 - minutes if before else minutes, True)
        if self._tags_at(at, "midnight"):
            return Clock(24, 0, True)
        if self._tags_at(at, "noon"):
            return Clock(12, 0, True)
        if self._has(at, "home", "kicking", "school"):
            return _SCHOOL_ENDS
        if self._has(at, "half", "half_to") and not self._tags_at(at, "hour"):
            hour = self._number(end - 1 if self._number(end - 1) is not None else end - 2) or 0
            return self._half(at, hour, pm)
        for word in words:
            if (digits := _NUMBERS.findall(word)) and (
                len(digits) == 2 or (word[-1] == "m" and len(digits[0]) < 3)
            ):
                pm = pm or (word[-2:] if word[-1] == "m" else "")
                minute = int(digits[1]) if len(digits) > 1 else 0
                if digits[0][0] == "0" and not pm:
                    return Clock(int(digits[0]), minute, True, True)
                written = ":" in word and len(digits[0]) == 2 and not pm
                return _twelve(int(digits[0]), minute, pm, exact=len(digits) > 1, full=written)
            if digits and len(digits[0]) >= 3 and word[-1] == "m":
                return _twelve(int(digits[0][:-2]), int(digits[0][-2:]), word[-2:], exact=True)
            if digits and len(digits[0]) == 4:
                return Clock(int(digits[0][:2]), int(digits[0][2:]), True, True)
        return self._in_words(at, end, pm)

    def _half(self, at: int, hour: int, pm: str) -> Clock:
        """Half ten is half past ten; in Polish, half to."""
        if self._tags_at(at, "half_to"):
            return _twelve(hour - 1 or 12, 30, pm)
        return _twelve(hour, 30, pm)

    def _in_words(self, at: int, end: int, pm: str) -> Clock:
        if (half_hour := self._value("half_hour", at)) is not None:
            return _twelve(int(half_hour), 30, pm)
        less = next((n for n in range(at + 1, end) if self._has(n, "less")), None)
        if less is not None:
            return _twelve(
                (self._number(at) or 1) - 1 or 12, 60 - sum(self._minutes(n) for n in range(less, end)), pm
            )
        for tag, minute in (("quarter_past", 15), ("quarter_to", 45)):
            if self._tags_at(at, tag):
                hour = self._number(at + 1) or 0
                return _twelve(hour if minute == 15 else hour - 1 or 12, minute, pm)
        turn = next((n for n in range(at + 1, end) if self._has(n, "past", "to")), None)
        if turn is not None and self._number(turn + 1) is not None:
            minutes = sum(self._minutes(n) for n in range(at, turn))
            hour = self._number(turn + 1) or 0
            back = self._has(turn, "to") and not self._tags_at(turn, "past")
            return _twelve((hour - 1 or 12) if back else hour, (60 - minutes) % 60 if back else minutes, pm)
        hours = [n for n in range(at, end) if self._number(n) is not None]
        hour = self._number(hours[0]) or 0 if hours else 0
        extra = sum(self._minutes(n) for n in range(hours[0] + 1, end)) if hours else 0
        return _twelve(hour, extra if extra < 60 else 0, pm)

    def _minutes(self, at: int) -> int:
        if self._tags_at(at, "quarter"):
            return 15
        if self._tags_at(at, "half"):
            return 30
        word = self._tokens.words[at]
        value = self._value("minute", at) or self._value("clock_minute", at)
        return int(value or (word if word.isdecimal() else 0))

    def _number(self, at: int) -> int | None:
        word = self._tokens.words[at]
        if word.isdecimal():
            return int(word)
        if digits := _NUMBERS.match(word):
            return int(digits.group())
        value = self._value("hour", at) or self._value("hour_sure", at)
        return int(value) if value else None

    def _value(self, tag: str, at: int) -> str | None:
        return self._tags.value(tag, self._tokens.words[at])

    def _tags_at(self, at: int, tag: str) -> bool:
        return tag in self._tags.of(self._line[at])

    def _has(self, at: int, *tags: str) -> bool:
        return 0 <= at < len(self._line) and not self._tags.sets[self._line[at]].isdisjoint(tags)


def _twelve(hour: int, minute: int, pm: str, exact: bool = False, full: bool = False) -> Clock:
    if pm:
        return Clock(hour % 12 + (12 if pm == "pm" else 0), minute, True, exact)
    return Clock(hour, minute, hour > 12 or hour == 0, exact, full)
