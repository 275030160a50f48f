"""The sign-in sheet of a session in a room: the register on paper, read back by hand into its form."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_noop

from waylight.learning.library import Course, Piece
from waylight.learning.library.keys import title_key

from .edition import Edition
from .pdf import pdf
from .pieces import contents_of
from .sheet import Contents, sheet_data

REGISTER = gettext_noop("Sign-in sheet")
ROWS = 12
"""People on one page."""


@dataclass(frozen=True)
class PrintedSession:
    """A session as its sheet names it; what is empty is left to be written by hand. `address`: where the code
    leads, whole; empty: to the site's first page. `people`: rows to print."""

    day: str = ""
    place: str = ""
    facilitator: str = ""
    interpreter: str = ""
    code: str = ""
    address: str = ""
    people: int = ROWS


def sign_in_sheet(
    course: Course, session: PrintedSession, edition: Edition, piece: Piece | None = None
) -> bytes:
    """`piece` gives title and lead; without one the course's title stands. Raises CannotPrint."""
    return pdf("sign-in.typ", sign_in_data(course, session, edition, piece))


def plain_contents(course: Course, edition: Edition) -> Contents:
    return Contents(edition.say(title_key(course), course.title), None, (), (), (course,), kind=REGISTER)


def sign_in_data(
    course: Course, session: PrintedSession, edition: Edition, piece: Piece | None
) -> Mapping[str, Any]:
    contents = contents_of(piece, edition) if piece else plain_contents(course, edition)
    code = edition.code(session.address)
    data = sheet_data(replace(contents, code=code), edition)
    return {
        **data,
        "rows": session.people,
        "session": {
            "day": session.day,
            "place": session.place,
            "facilitator": session.facilitator,
            "interpreter": session.interpreter,
            "code": session.code,
        },
    }
