"""What the records ask the library of a course. One that is no longer taught has its id for a title."""

from .library import Course, NoSuchContent, library


def course_or_none(course_id: str) -> Course | None:
    try:
        return library().course(course_id)
    except NoSuchContent:
        return None


def course_title(course_id: str) -> str:
    found = course_or_none(course_id)
    return found.title if found is not None else course_id


def version_now(course_id: str) -> str:
    """The version id that is taught today; empty for a course that is not."""
    found = course_or_none(course_id)
    return found.version_id if found is not None else ""


def validity_months(course_id: str) -> int | None:
    """How long the course itself says that it is good for."""
    found = course_or_none(course_id)
    return found.validity_months if found is not None else None


def courses_for(role: str) -> list[Course]:
    """Those that are written for somebody who is on a roster as this."""
    return [course for course in library().courses if role in course.roles]


def course_choices() -> list[tuple[str, str]]:
    return [(course.id, course.title) for course in library().courses]
