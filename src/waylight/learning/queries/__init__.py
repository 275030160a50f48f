"""Every read of the training records, narrowed to the viewer; what shows somebody's record is audited."""

from .certificates import (
    CertificateSeen,
    Standing,
    certificate,
    certificates_of,
    revoked_places,
    seen,
    standing_of,
)
from .counts import CheckedDays, OftenMissed, checked_days, often_missed, question_words
from .firms import Firm, FirmSeats, Pass, firm_choices, firms, firms_of_area, learners_of, operator
from .imports import (
    LeftOver,
    Reading,
    learners_without_code,
    reading,
    roster_import,
    roster_imports,
    without_code,
)
from .leaving import Letter, lapsed, lapsed_csv, letters, unsure
from .listing import FILTERS, RosterPage, RosterRow, find, roster
from .own import OwnCourse, own_courses, own_lessons, own_registration
from .person import PersonRecord, learner, person_record
from .rooms import Room, room, rooms
from .rules import RulesOfArea, named, rules
from .scope import own_areas

__all__ = [
    "FILTERS",
    "CertificateSeen",
    "CheckedDays",
    "Firm",
    "FirmSeats",
    "LeftOver",
    "Letter",
    "OftenMissed",
    "OwnCourse",
    "Pass",
    "PersonRecord",
    "Reading",
    "Room",
    "RosterPage",
    "RosterRow",
    "RulesOfArea",
    "Standing",
    "certificate",
    "certificates_of",
    "checked_days",
    "find",
    "firm_choices",
    "firms",
    "firms_of_area",
    "lapsed",
    "lapsed_csv",
    "learner",
    "learners_of",
    "learners_without_code",
    "reading",
    "letters",
    "named",
    "often_missed",
    "operator",
    "own_areas",
    "own_courses",
    "own_lessons",
    "own_registration",
    "person_record",
    "question_words",
    "revoked_places",
    "room",
    "rooms",
    "roster",
    "roster_import",
    "roster_imports",
    "rules",
    "seen",
    "standing_of",
    "unsure",
    "without_code",
]
