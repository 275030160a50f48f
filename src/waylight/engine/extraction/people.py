"""People who are described and not named: who they are said to be, how old, how many.

The first mention of each, however bare, and later ones that add a description; "the girl" again is not one
more. Whether two descriptions are one person is not decided here.
"""

import re
from collections.abc import Iterator
from typing import Any

from waylight.engine.extraction.mention import Found
from waylight.engine.extraction.people_rules import PeopleRules
from waylight.engine.extraction.tokens import Tokens

ADULT_AGE = 18
_NUMBERS = re.compile(r"\d+")


class People:
    """Finds the people described in one text after the other."""

    def __init__(self, rules: PeopleRules) -> None:
        self._rules, self.tags = rules, rules.tags

    def find(self, tokens: Tokens, line: str) -> Iterator[Found]:
        """Every person or counted group, in order."""
        reader = _Reader(self._rules, tokens, line)
        for match in self._rules.whole.finditer(reader.line):
            if found := reader.read(match):
                yield found


class _Reader:
    def __init__(self, rules: PeopleRules, tokens: Tokens, line: str) -> None:
        self._rules, self._tags, self._tokens, self.line = rules, rules.tags, tokens, line
        self._seen: list[dict[str, Any]] = []

    def read(self, match: re.Match[str]) -> Found | None:
        first, end = match.start(), match.end()
        while first < end - 1 and self._has(first, "comma"):
            first += 1
        attributes = self._attributes(match, first, end)
        described = end > match.end("head") if match.group("head") else True
        described = described or any(
            self._has(n, "pre", "years", "school_year") for n in range(first, match.start("head"))
        )
        counted = "count" in attributes or any(
            self._has(n, "one", "another", "same", "different") for n in range(first, first + 1)
        )
        if not self._counts(match, attributes, described, counted):
            return None
        again = self._is_again(attributes)
        determined = self._has(first - 1, "the", "his") or self._has(first, "same") and not described
        chunks = bool(match.group("head") and match.group("chunks")) or "age_min" in attributes
        one_of = self._has(first, "one") and self._tokens.words[first] == "one" and match.group("head")
        if again and one_of and not chunks and any("count" in one for one in self._seen):
            return None
        if (
            again
            and not chunks
            and not counted
            and described
            and match.group("head")
            and self._tokens.begins_sentence(first)
        ):
            return None
        if again and not described and not counted and (determined or not self._has(first - 1, "a")):
            return None
        self._seen.append(attributes)
        return Found(
            "person",
            self._tokens.starts[first],
            self._tokens.ends[end - 1],
            "people:described" if described else "people:bare",
            attributes=attributes,
            certainty=0.85 if described else 0.7,
            rank=0,
            shorter=self._shorter(match),
        )

    def _shorter(self, match: re.Match[str]) -> tuple[int, ...]:
        """Where the description could end sooner, the longest first."""
        if not match.group("head"):
            return ()
        at, ends = match.end("head"), [match.end("head")]
        while at < match.end() and (chunk := self._rules.chunk.match(self.line, at, match.end())):
            at = chunk.end()
            ends.append(at)
        return tuple(self._tokens.ends[end - 1] for end in reversed(ends))

    def _counts(
        self, match: re.Match[str], attributes: dict[str, Any], described: bool, counted: bool
    ) -> bool:
        """Crowds without number, kin of the writer and passers-by without description are no people here."""
        first, head = match.start(), match.start("head")
        if match.group("them"):
            return bool(self._seen) or self._has(first, "hedged_age")
        if match.group("other"):
            return bool(self._seen) and self._last_was_person(first)
        word = self._tokens.words[head]
        aged = "age_min" in attributes
        if self._tokens.text[self._tokens.starts[head] - 1 : self._tokens.starts[head]] == "-":
            return False
        if (
            not described
            and any(self._has(n, "not") for n in range(max(0, first - 4), first))
            and not counted
        ):
            return False
        if self._tags.value("plural", word) is not None:
            return "count" in attributes or aged
        if self._has(head, "weak"):
            named = self._has(match.end(), "comma") and self._has(match.end() + 1, "known_as")
            return (
                (named or end_chunks(match) or aged or (counted and self._has(first, "num")))
                and not self._is_own(first)
                or self._is_own_child(first, head)
            )
        if self._is_owner(match.end()) and not described:
            return not self._has(first - 1, "a", "some", "his")
        return described or not self._has(first - 1, "no_person")

    def _last_was_person(self, first: int) -> bool:
        """ "Another one" after a car is a car."""
        return not any(self._has(n, "thing") for n in range(max(0, first - 4), first))

    def _is_own(self, first: int) -> bool:
        return self._has(first - 1, "mine")

    def _is_own_child(self, first: int, head: int) -> bool:
        """The child of whoever writes is whom the concern is about; other kin of theirs is not."""
        claimed = self._has(first - 2, "claims") or self._has(head + 1, "claims_after")
        mine = self._is_own(first) and self._has(head, "own_kin") or self._has(head, "kin_said")
        return mine and not claimed

    def _is_owner(self, end: int) -> bool:
        text = self._tokens.text
        return text[self._tokens.ends[end - 1] : self._tokens.ends[end - 1] + 2] == "'s"

    def _is_again(self, attributes: dict[str, Any]) -> bool:
        def alike(one: dict[str, Any], key: str) -> bool:
            return one.get(key) is None or attributes.get(key) is None or one[key] == attributes[key]

        return any(alike(one, "sex") and one["role"] == attributes["role"] for one in self._seen)

    def _attributes(self, match: re.Match[str], first: int, end: int) -> dict[str, Any]:
        head = match.start("head") if match.group("head") else first
        word = self._tokens.words[head]
        sex = self._sex(word) or self._pre_sex(first, head)
        ages = self._ages(first, end, head if match.group("head") else None)
        found: dict[str, Any] = {"role": self._role(word, ages, first, head), "named": False}
        if not match.group("head") and self._seen:
            sex = sex or self._seen[-1].get("sex")
            found["role"] = self._role_by_age(ages) or self._seen[-1]["role"]
        if sex in ("male", "female"):
            found["sex"] = sex
        if ages:
            found["age_min"], found["age_max"] = min(ages), max(ages)
        if (count := self._count(first, head if match.group("head") else end)) is not None:
            found["count"] = count
        return found

    def _sex(self, word: str) -> str | None:
        for tag in ("child_head", "adult_head", "weak_head"):
            if (sex := self._tags.value(tag, word)) in ("male", "female"):
                return sex
        return None

    def _pre_sex(self, first: int, head: int) -> str | None:
        return next((s for n in range(first, head) if (s := self._sex(self._tokens.words[n]))), None)

    def _role(self, word: str, ages: list[int], first: int, head: int) -> str:
        if by_age := self._role_by_age(ages):
            return by_age
        if self._tags.value("child_head", word) is not None:
            older = any(
                self._tags.value("older", self._tokens.words[n]) is not None for n in range(first, head)
            )
            return "adult" if older else "child"
        if self._has(head, "own_kin", "kin_said"):
            return "child"
        if self._tags.value("person_word", word) is not None:
            return "unknown"
        return "adult"

    def _role_by_age(self, ages: list[int]) -> str | None:
        if not ages:
            return None
        return "adult" if min(ages) >= ADULT_AGE else "child"

    def _ages(self, first: int, end: int, head: int | None) -> list[int]:
        """The ages said; behind "look" only what stands there ("says 18 but looks 15")."""
        looks = [n for n in range(first, end) if self._has(n, "look")]
        if looks and any(self._has(n, "age") for n in range(looks[-1], end)):
            first = looks[-1]
        ages: list[int] = []
        start = first
        if (
            head is not None
            and head > first
            and not any(
                self._has(n, "years", "years_old", "age_pair", "school_year") for n in range(first, head)
            )
        ):
            start = head
        for match in self._rules.age.finditer(self.line, start, end):
            ages.extend(self._years(match.start(), match.end()))
        return [age for age in ages if 0 < age < 100]

    def _years(self, at: int, end: int) -> list[int]:
        if self._is_school_year(at, end):
            return []
        for n in range(at, end):
            word = self._tokens.words[n]
            if (decade := self._tags.value("decade", word)) is not None or self._has(n, "decade"):
                low = int(decade if decade else word[:-1])
                return [13, 19] if low == 10 else [low, low + 9]
        numbers: list[int] = []
        for n in range(at, end):
            word = self._tokens.words[n]
            value = self._tags.value("age", word)
            if value is not None:
                tens = (
                    numbers and numbers[-1] in (20, 30, 40, 50) and int(value) < 10 and not word.isdecimal()
                )
                numbers = [*numbers[:-1], numbers[-1] + int(value)] if tens else [*numbers, int(value)]
            elif digits := _NUMBERS.findall(word):
                numbers.extend(int(d) for d in digits)
        return numbers

    def _is_school_year(self, at: int, end: int) -> bool:
        """ "Year 8" is no age of eight; "8 years old" is."""
        words = range(at, end)
        aged = any(self._has(n, "age") and self._has(n + 1, "years") for n in words)
        named = any(self._has(n, "year_word", "school_year") for n in words)
        return named and not aged and not self._has(end - 1, "old")

    def _count(self, first: int, end: int) -> int | str | None:
        if any(self._has(n, "dual") for n in range(first, end + 1)):
            return 2
        if self._has(first, "couple") or self._has(end, "couple_head"):
            return 2
        numbers = []
        for n in range(first, end):
            word = self._tokens.words[n]
            if self._has(n, "years", "year_word", "pre"):
                break
            value = self._tags.value("num", word) or (word if word.isdecimal() else None)
            if value is not None and not self._has(n + 1, "years"):
                numbers.append(int(value))
            elif self._has(n, "age_pair") and "/" in word:
                return None
        if not numbers or self._has(first, "one") and self._tokens.words[first] not in ("1",):
            return None
        return numbers[0] if len(numbers) == 1 else f"{numbers[0]}-{numbers[1]}"

    def _has(self, at: int, *tags: str) -> bool:
        return 0 <= at < len(self.line) and not self._tags.sets[self.line[at]].isdisjoint(tags)


def end_chunks(match: re.Match[str]) -> bool:
    """Whether anything describes the head from behind."""
    return bool(match.group("chunks"))
