"""Times in a text, put in the calendar relative to when the report was received (Europe/London)."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain

from waylight.engine.extraction import moments
from waylight.engine.extraction.clock_words import TimeWords
from waylight.engine.extraction.mention import Found
from waylight.engine.extraction.moments import LONDON, Clock, Said
from waylight.engine.extraction.time_rules import TimeRules
from waylight.engine.extraction.tokens import Tokens

_NUMBERS = re.compile(r"\d+")
_LINKS = ("link", "till", "or_so", "joined")
_LOOK_BACK = 7
_JUST_GONE = 5
_CLOCKS = ("clock", "clock_pm", "ampm")
_DAYS_OF = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30}
_EVENING_BEGINS = 17
_DAYS = ("today", "yesterday", "tomorrow", "tonight", "last_night", "weekday", "this_part", "named_days")


class Times:
    """Finds the times of one text after the other."""

    def __init__(self, rules: TimeRules) -> None:
        self._rules, self.tags = rules, rules.tags

    def find(self, tokens: Tokens, line: str, received: datetime) -> Iterator[Found]:
        """Every time, in order; a clock time alone falls on the day the text last spoke of."""
        reader = _Reader(self._rules, tokens, line, received)
        at = 0
        while match := self._rules.whole.search(reader.line, at):
            found, at = reader.read(match)
            if found:
                yield found


class _Reader(TimeWords):
    def __init__(self, rules: TimeRules, tokens: Tokens, line: str, received: datetime) -> None:
        super().__init__(rules.tags, tokens, line)
        self._read = rules.element
        self._received, self._local = received, received.astimezone(LONDON)
        self._context: date | None = None
        self._context_part = ""
        self._nightly = rules.night.search(self._line) is not None

    def read(self, match: re.Match[str]) -> tuple[Found | None, int]:
        """What a match says, and where to look on."""
        first, end = match.start(), match.end()
        kind = match.lastgroup or ""
        if self._is_none(kind, first, end):
            return None, end
        if kind == "week" and self._has(first, "the"):
            first += 1
        if kind == "now":
            return self._found(first, end, kind, self._iso_now(), "now"), end
        while self._has(first, "at", "on", "comma", "the", "in", "before_hour") and first < end - 1:
            first += 1
        if kind == "week":
            return self._week(first, end), end
        if kind == "dates":
            return self._dates(first, end), end
        if kind == "month":
            return self._found(first, end, kind, self._month(first), "month"), end
        if kind == "ago" and not any(self._has(n, *_CLOCKS) for n in range(first + 1, end)):
            return self._ago(first, end), end
        link = max(map(match.start, _LINKS))
        link = link if link >= 0 else end
        return self._settled(first, end, kind, link)

    def _settled(self, first: int, end: int, kind: str, link: int) -> tuple[Found | None, int]:
        """`link` is the "to" of an interval: "4 to 6" is no "four minutes to six"."""
        said = Said(interval=kind == "hours", nightly=self._nightly)
        last = first
        for element in chain(
            self._read.finditer(self._line, first, link), self._read.finditer(self._line, link, end)
        ):
            if self._is_another(said, element, last):
                end = last
                break
            self._add(said, element, first)
            last = element.end()
        if said.no_day and said.day is None:
            return None, end
        said.night = (
            self._nightly and said.day is not None and not said.part and said.day != self._local.date()
        )
        if said.days is None:
            said.future = said.future or (
                self._is_future(first, clock=bool(said.clocks)) and said.part != "night"
            )
        if said.day is None and said.clocks and self._context and not said.part:
            said.part = (
                self._context_part if not said.clocks[0].certain or self._context_part == "night" else ""
            )
        normalised, precision, day = moments.settle(said, self._received, self._context)
        if said.day:
            self._context, self._context_part = said.day, said.part
        return self._found(first, end, kind, normalised, precision), end

    def _is_another(self, said: Said, element: re.Match[str], last: int) -> bool:
        """Whether a new time begins here: a second clock time or a second day behind a comma."""
        behind_comma = any(self._has(n, "comma", "and") for n in range(last, element.start()))
        day_again = said.day is not None and element.lastgroup in _DAYS
        clock_again = bool(said.clocks) and element.lastgroup in ("clock", "hour") and not said.interval
        return clock_again or (behind_comma and day_again and element.lastgroup != "date")

    def _is_none(self, kind: str, first: int, end: int) -> bool:
        before = first - 1
        lasting = (
            self._has(first, "last")
            and self._has(before, "the")
            and self._has(before - 1, "in", "for", "over")
        )
        if kind == "week" and lasting:
            return True
        if kind == "now":
            told = self._has(before, "who_now") and not self._has(end, "stop", "comma")
            return told or self._has(end, "then") or self._has(before, "unit")
        if kind in ("at", "day") and self._has(before - 1 if kind == "day" else before - 1, "habit"):
            return self._has(before, "at")
        if kind == "hours" and self._has(first, "from", "between") and self._has(first + 1, "hour24"):
            return not self._has(first + 1, "clock")  # "between 13 and 15" is an age
        day_at = first + 1 if kind == "hour" else first
        counted = self._has(day_at - 1, "amount", "digits")
        if kind in ("day", "hour") and self._has(day_at, "unit") and counted:
            return True  # "două luni" are two months, not Monday
        if any(self._has(n, "birth") for n in range(max(0, first - 3), first)):
            return True
        word = self._tokens.words[first]
        if kind == "day" and end - first == 1 and word in ("sat", "sun", "may", "march"):
            return not self._tokens.is_capital(first)
        return self._has(before, "money")

    def _add(self, said: Said, element: re.Match[str], first: int) -> None:
        today, at, end = self._local.date(), element.start(), element.end()
        match element.lastgroup:
            case "ago":
                said.day = today - timedelta(days=self._days_ago(at, end))
                said.part = "night" if any(self._has(n, "night_word") for n in range(at, end)) else ""
            case "today":
                said.day = today
            case "yesterday":
                said.day = today - timedelta(days=1)
            case "before_yesterday":
                said.day = today - timedelta(days=2)
            case "tomorrow":
                said.day, said.future = today + timedelta(days=1), True
            case "tonight":
                said.day, said.part = moments.night_of(self._local), "night"
            case "last_night":
                said.day, said.part = today - timedelta(days=1), self._value("daypart", end - 1) or "night"
            case "night_before_last":
                said.day, said.part = today - timedelta(days=2), "night"
            case "this_part":
                said.day, said.part = today, self._last_part(at, end)
            case "part":
                said.part = self._value("daypart", at) or "night"
                said.oclock = True
            case "early":
                said.part = "early"
            case "weekday_of_last":
                number = next(v for n in range(at, end) if (v := self._day_number(n)) is not None)
                said.day = today - timedelta(days=today.weekday() + 7 - number)
            case "weekday_before":
                said.day = self._weekday(at, end, first)[0] - timedelta(days=7)
            case "weekday":
                if said.day is None or not self._has(at - 1, "into"):
                    said.day, said.future = self._weekday(at, end, first)
            case "ordinal":
                said.day = self._day_of_month(at, said.day) or said.day
            case "date":
                day = self._date(at, end)
                said.no_day |= day is None
                said.day = day or said.day
                if self._tags_at(at, "iso") and "t" in self._tokens.words[at]:
                    stamp = self._tokens.words[at]
                    said.clocks.append(Clock(int(stamp[11:13]), int(stamp[14:16]), True, True))
            case "clock" | "hour":
                said.clocks.append(self.clock(at, end))
                said.approx |= self._tags_at(at, "hour_ish")
                said.oclock |= self._has(end - 1, "ampm", "oclock", "clock_pm")
                if self._has(at - 1, "gone") and said.clocks[-1].minute == 0:
                    said.clocks[-1] = Clock(said.clocks[-1].hour, _JUST_GONE, said.clocks[-1].certain)
            case "approx":
                said.approx = True
            case "named_days":
                said.days = self._named_days(at, end)
                said.part = said.part or self._last_part(at, end)
            case "any_days":
                said.days = self._any_days(at, end)
                said.part = said.part or self._last_part(at, end)

    def _weekday(self, at: int, end: int, first: int) -> tuple[date, bool]:
        number = next(v for n in range(at, end) if (v := self._day_number(n)) is not None)
        future = self._has(at, "next") or self._is_future(first)
        today = self._local.date()
        if self._has(at, "this") and number == today.weekday():
            return today, False
        evening = self._has(end, "daypart", "night_word") and self._local.hour >= _EVENING_BEGINS
        if number == today.weekday() and evening and not self._has(at, "last"):
            return today, False
        return moments.weekday_before(today, number, future=future), future

    def _day_number(self, at: int) -> int | None:
        for tag in ("weekday", "weekdays", "weekday_short"):
            if (value := self._value(tag, at)) is not None:
                return int(value)
        return None

    def _date(self, at: int, end: int) -> date | None:
        """A date without a year is the latest such day before the report, or at most four months after it."""
        words = self._tokens.words[at:end]
        numbers = [int(n) for word in words for n in _NUMBERS.findall(word)]
        if self._tags_at(at, "iso"):
            parts = [numbers[0], numbers[1], numbers[2]]
        else:
            month = next((int(v) for n in range(at, end) if (v := self._value("month", n))), None)
            day, month = numbers[0], month or numbers[1]
            years = [n if n > 99 else 2000 + n for n in numbers[1:] if n > 31 or len(numbers) == 3]
            parts = [years[-1] if years else 0, month, day]
        try:
            return date(*parts) if parts[0] else self._near(parts[1], parts[2])
        except ValueError:
            return None

    def _day_of_month(self, at: int, said: date | None) -> date | None:
        """The 14th: of this month or of the last one when it has not come yet; of the month in which it is
        the day of the week that was said."""
        day, month = int(_NUMBERS.findall(self._tokens.words[at])[0]), self._local.date().replace(day=1)
        last, coming = (month - timedelta(days=1)).replace(day=1), (month + timedelta(days=31)).replace(day=1)
        likely = (last, month, coming) if day > self._local.day else (month, last, coming)
        days = [one.replace(day=day) for one in likely if day <= monthrange(one.year, one.month)[1]]
        fitting = [one for one in days if said is None or one.weekday() == said.weekday()]
        return next(iter(fitting or days), None)

    def _dates(self, first: int, end: int) -> Found:
        days: list[date] = []
        alone: list[int] = []
        for element in self._read.finditer(self._line, first, end):
            if element.lastgroup == "ordinal":
                alone.append(int(_NUMBERS.findall(self._tokens.words[element.start()])[0]))
            elif element.lastgroup == "date" and (day := self._date(element.start(), element.end())):
                days += [day.replace(day=number) for number in alone if number <= day.day] + [day]
        return self._found(first, end, "dates", "/".join(d.isoformat() for d in days), "interval")

    def _near(self, month: int, day: int) -> date:
        today = self._local.date()
        found = date(today.year, month, day)
        return found.replace(year=today.year - 1) if found > today + timedelta(days=120) else found

    def _named_days(self, at: int, end: int) -> tuple[int, ...]:
        numbers = [n for i in range(at, end) if (n := self._day_number(i)) is not None]
        said = self._tokens.slice(at, end)
        joined = "-" in said or any(self._has(i, "to") for i in range(at, end))
        through = joined and len(numbers) == 2 and numbers[0] < numbers[1]
        return tuple(range(numbers[0], numbers[1] + 1)) if through else tuple(dict.fromkeys(numbers))

    def _any_days(self, at: int, end: int) -> tuple[int, ...]:
        if any(self._has(i, "weekday_all", "school") for i in range(at, end)):
            return moments.WORKDAYS
        return (5, 6) if any(self._has(i, "weekend", "weekend_all") for i in range(at, end)) else ()

    def _last_part(self, at: int, end: int) -> str:
        return next(
            (v for i in range(at, end) if (v := self._value("daypart", i) or self._value("dayparts", i))), ""
        )

    def _week(self, first: int, end: int) -> Found:
        back = (
            7
            if any(self._has(n, "last", "last_after") for n in range(first, end))
            else -7
            if self._has(first, "next")
            else 0
        )
        day = self._local.date() - timedelta(days=back)
        if any(self._has(n, "weekend") for n in range(first, end)):
            if self._local.weekday() < 5 and not self._has(first, "this", "next") and back == 0:
                day -= timedelta(days=7)
            return self._found(first, end, "weekend", moments.weekend_of(day), "interval")
        if self._has(end - 1, "month_word"):
            month = self._local.date().replace(day=1) - timedelta(days=1 if back else 0)
            return self._found(first, end, "month", f"{month:%Y-%m}", "month")
        return self._found(first, end, "week", moments.week_of(day), "week")

    def _month(self, first: int) -> str:
        month = int(self._value("month", first) or 1)
        year = self._local.year - (month > self._local.month)
        return f"{year}-{month:02}"

    def _days_ago(self, first: int, end: int) -> int:
        unit = next((v for n in range(first, end) if (v := self._value("unit", n))), "day")
        words = range(first, end)
        amount = next((float(v) for n in words if (v := self._value("amount", n))), 1.0)
        return int(amount * _DAYS_OF.get(unit, 0))

    def _ago(self, first: int, end: int) -> Found:
        unit = next((v for n in range(first, end) if (v := self._value("unit", n))), "hour")
        words = self._tokens.words[first:end]
        amount = next((float(w) for w in words if w.isdecimal()), None)
        amount = amount or next((float(v) for n in range(first, end) if (v := self._value("amount", n))), 1.0)
        if any(self._has(n, "half") for n in range(first, end)):
            amount = amount + 0.5 if any(self._has(n, "and") for n in range(first, end)) else 0.5
        if unit in ("minute", "hour"):
            moment = self._local - timedelta(**{f"{unit}s": amount})
            return self._found(first, end, "ago", moment.isoformat(timespec="minutes"), "approx")
        days = amount * _DAYS_OF[unit]
        day = self._local.date() - timedelta(days=days)
        if unit in ("week", "fortnight"):
            return self._found(first, end, "ago", moments.week_of(day), "week")
        self._context = day
        precision = {"month": "month", "night": "part-of-day"}.get(unit, "day")
        return self._found(
            first, end, "ago", f"{day:%Y-%m}" if unit == "month" else day.isoformat(), precision
        )

    def _is_future(self, first: int, clock: bool = False) -> bool:
        """What will be: "until", "will", "court on" shortly before, and nothing that tells of the past."""
        for at in range(first - 1, max(0, first - _LOOK_BACK) - 1, -1):
            tags = self._tags.sets[self._line[at]]
            if "stop" in tags:
                break
            if "past_cue" in tags or ("future_cue" in tags and not (clock and "before_hour" in tags)):
                return "past_cue" not in tags
        soon = self._has(first - 1, "future_soon") or self._has(first - 2, "future_soon")
        after = any(self._has(n, "future_after") for n in range(first + 1, first + 4))
        return soon and not clock or after

    def _iso_now(self) -> str:
        return self._local.isoformat(timespec="minutes")

    def _found(self, first: int, end: int, rule: str, normalised: str, precision: str) -> Found:
        return Found(
            "time",
            self._tokens.starts[first],
            self._tokens.ends[end - 1],
            f"time:{rule}",
            normalised,
            {"precision": precision},
            certainty=0.6 if rule == "at" else 0.9,
            rank=1 if rule == "at" else 5,
        )
