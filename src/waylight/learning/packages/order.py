"""What somebody asks for when they ask for a package."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from waylight.guidance.models import Area

from ..library import Course, version_in


class Standard(StrEnum):
    SCORM12 = "scorm12"
    SCORM2004 = "scorm2004"
    CMI5 = "cmi5"


class WhenPassed(StrEnum):
    """What a learning system is told once the course is done. Some of them count only the other word."""

    PASSED = "passed"
    COMPLETED = "completed"


class WhenFailed(StrEnum):
    """What it is told after too few right answers. Some of them let nobody try again after "failed"."""

    INCOMPLETE = "incomplete"
    FAILED = "failed"


@dataclass(frozen=True)
class Order:
    """`languages`: the first is shown where nobody asks for another. `area`: whose numbers; None: the
    nation's alone. `address`: of the public site, to which links lead; empty: links become words."""

    course: Course
    standard: Standard
    on: date
    languages: tuple[str, ...] = ("en",)
    area: Area | None = None
    address: str = ""
    when_passed: WhenPassed = WhenPassed.PASSED
    when_failed: WhenFailed = WhenFailed.INCOMPLETE

    @property
    def name(self) -> str:
        """What this package is, in one word for a file or an identifier."""
        in_others = (version_in("", language).lstrip(".") or language for language in self.languages[1:])
        first = self.languages[0]
        version = version_in(self.course.version_id, first)
        of = (self.course.id, version, self.area.slug if self.area else "", first, *in_others)
        return "-".join(part for part in of if part)
