"""In which of the site's languages a course can be read, and how far each has come."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from .library import Course, State, coverage, reads_right_to_left
from .library.translated import ENGLISH

_NOT_YET = (State.MISSING, State.ENGLISH)


@dataclass(frozen=True)
class Offered:
    """`done` of `all` passages and other words are translated; `safe`: all that safety depends on is."""

    language: str
    name: str
    rtl: bool
    done: int
    all: int
    safe: bool


def offered(course: Course) -> tuple[Offered, ...]:
    """Only languages in which there is something."""
    return tuple(one for one in _offered(course.id, course.version_id) if one.done)


@lru_cache(maxsize=32)
def _offered(course_id: str, version_id: str) -> tuple[Offered, ...]:
    """Counting takes as long as a dozen pages; the words change with the version only."""
    return tuple(_one(course_id, code, name) for code, name in settings.LANGUAGES if code != ENGLISH)


def _one(course_id: str, language: str, name: str) -> Offered:
    rtl = reads_right_to_left(language)
    found = next((each for each in coverage(language) if each.catalogue == course_id), None)
    if found is None:
        return Offered(language, name, rtl, 0, 0, False)
    done = found.total - sum(found.states.get(state, 0) for state in _NOT_YET)
    safe = not any(found.safety.get(state) for state in _NOT_YET)
    return Offered(language, name, rtl, done, found.total, safe)
