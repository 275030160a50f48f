"""How far a visitor is, carried by their own browser: no account, no row, nothing here that says who learned.

A cookie for the pages of /learn/ alone, sealed under a key of this installation and out of every script's
reach: nobody reads anything in it, and nobody but this server can write into it that a check was passed. It
holds ids of lessons, the check under way and the day a check was passed; no name, no address, no times, no
count of tries.
"""

import json
import secrets
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from waylight.keys.sealed_cookies import cipher

from .library import Course, Question
from .marking import Marks, draw, mark_all

COOKIE = "learning"
PURPOSE = "learning-cookie/1"
PATH = "/learn/"
LIFE_SECONDS = 180 * 86400
DRAWS = 1_000_000
_MOST_OCTETS = 3800
"""A browser may drop a cookie over 4,096 octets; its name and attributes take their part."""


@dataclass(frozen=True)
class Attempt:
    """A check: its questions by name, because what the device drew by itself follows no number."""

    version_id: str
    asked: tuple[str, ...]
    picked: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    marked: bool = False

    @classmethod
    def new(cls, course: Course) -> "Attempt":
        """Questions drawn anew."""
        questions = draw(course, secrets.randbelow(DRAWS))
        return cls(course.version_id, tuple(question.id for question in questions))

    def with_picked(self, picked: Mapping[str, Iterable[str]]) -> "Attempt":
        """Only its own questions count. What is not among them is not picked any more."""
        return replace(self, picked={id: tuple(ids) for id, ids in picked.items() if id in self.asked})

    def marks(self, course: Course) -> Marks:
        return mark_all(course, self.questions(course), self.picked)

    def questions(self, course: Course) -> tuple[Question, ...]:
        known = {question.id: question for question in course.questions}
        return tuple(known[id] for id in self.asked if id in known)


@dataclass(frozen=True)
class Standing:
    """How far somebody is in one course. `at`: the lesson at which they paused. `passed_on` and
    `passed_version`: the last check that was passed."""

    done: tuple[str, ...] = ()
    at: str = ""
    attempt: Attempt | None = None
    passed_on: date | None = None
    passed_version: str = ""

    @property
    def begun(self) -> bool:
        return bool(self.done or self.at or self.attempt or self.passed_on)

    def complete(self, course: Course) -> bool:
        """Every lesson done and a check passed: what a certificate asks for."""
        return self.passed_on is not None and {lesson.id for lesson in course.lessons} <= set(self.done)

    def with_done(self, lessons: Iterable[str]) -> "Standing":
        return replace(self, done=tuple(dict.fromkeys((*self.done, *lessons))), at="")

    def paused_at(self, lesson: str) -> "Standing":
        return replace(self, at=lesson)

    def with_attempt(self, attempt: Attempt) -> "Standing":
        return replace(self, attempt=attempt)

    def with_answers(self, course: Course, attempt: Attempt, on: date) -> "Standing":
        """The attempt with its answers: marked once each question has one, passed where they are enough."""
        marks = attempt.marks(course)
        attempt = replace(attempt, marked=marks.complete)
        if not marks.passed:
            return replace(self, attempt=attempt)
        return replace(self, attempt=attempt, passed_on=on, passed_version=attempt.version_id)


@dataclass(frozen=True)
class Progress:
    """Of one browser, by course. `area`: whose numbers the reader asked for; empty: those of the site's."""

    standings: Mapping[str, Standing] = field(default_factory=dict, hash=False)
    area: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Progress":
        """What the browser carries; nothing for a cookie that is not ours, or is too old."""
        return cls.opened(request.COOKIES.get(COOKIE, ""))

    @classmethod
    def opened(cls, carried: str) -> "Progress":
        """The same, of a cookie's value."""
        sealed = carried.encode("ascii", "replace")
        try:
            octets = cipher(PURPOSE).decrypt(sealed, ttl=LIFE_SECONDS)
        except InvalidToken:
            return cls()
        content = json.loads(zlib.decompress(octets))
        return cls({id: _standing(about) for id, about in content["courses"].items()}, content["area"])

    def on(self, course: Course) -> Standing:
        """An attempt at words that have changed since is no longer one."""
        found = self.standings.get(course.id, Standing())
        if found.attempt is not None and found.attempt.version_id != course.version_id:
            return replace(found, attempt=None)
        return found

    def with_standing(self, course: Course, standing: Standing) -> "Progress":
        return replace(self, standings={**self.standings, course.id: standing})

    def keep(self, response: HttpResponseBase) -> None:
        """Put it into the answer, and its 180 days begin anew."""
        sealed = self._sealed()
        if len(sealed) > _MOST_OCTETS:  # a hundred lessons and four checks: the ticks of checks go first
            without = {id: replace(each, attempt=None) for id, each in self.standings.items()}
            sealed = replace(self, standings=without)._sealed()
        response.set_cookie(
            COOKIE,
            sealed.decode(),
            max_age=LIFE_SECONDS,
            path=PATH,
            httponly=True,
            samesite="Lax",
            secure=settings.SECURE,
        )

    def _sealed(self) -> bytes:
        courses = {id: _plain(each) for id, each in self.standings.items()}
        octets = json.dumps({"area": self.area, "courses": courses}, separators=(",", ":")).encode()
        return cipher(PURPOSE).encrypt(zlib.compress(octets, 9))


def forget(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")


def _plain(standing: Standing) -> dict[str, object]:
    attempt = standing.attempt
    return {
        "done": standing.done,
        "at": standing.at,
        "passed": [standing.passed_on.isoformat(), standing.passed_version] if standing.passed_on else None,
        "check": [attempt.version_id, attempt.asked, dict(attempt.picked), attempt.marked]
        if attempt
        else None,
    }


def _standing(about: dict) -> Standing:
    passed, check = about.get("passed"), about.get("check")
    return Standing(
        done=tuple(about.get("done", ())),
        at=about.get("at", ""),
        attempt=_attempt(*check) if check else None,
        passed_on=date.fromisoformat(passed[0]) if passed else None,
        passed_version=passed[1] if passed else "",
    )


def _attempt(version_id: str, asked: list[str], picked: dict[str, list[str]], marked: bool) -> Attempt:
    return Attempt(version_id, tuple(asked), {id: tuple(ids) for id, ids in picked.items()}, marked)
