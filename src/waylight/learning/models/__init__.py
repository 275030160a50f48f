"""Training records: who is on the roster, what they have done, what is due, and what they were told of it."""

from .asking import Declined, Format, FormatRequest
from .badges import SignedCredential, StatusList
from .completing import Certificate, Completion, Revocation, Withdrawal
from .devices import SharedDevice
from .name_slips import NameSlip
from .reminding import Gap, Reminder, SelfCheck
from .rooms import Attendance, RoomSession, StruckLine
from .roster import Learner, Operator, OperatorSeat, RosterImport, Visit
from .ruling import CourseDemand, CourseRule, DueDate, Exemption
from .studying import CheckAttempt, LessonDone, QuestionCount, Registration

__all__ = [
    "Attendance",
    "Certificate",
    "CheckAttempt",
    "Completion",
    "CourseDemand",
    "CourseRule",
    "Declined",
    "DueDate",
    "Exemption",
    "Format",
    "FormatRequest",
    "Gap",
    "Learner",
    "LessonDone",
    "NameSlip",
    "Operator",
    "OperatorSeat",
    "QuestionCount",
    "Registration",
    "Reminder",
    "Revocation",
    "RoomSession",
    "RosterImport",
    "SelfCheck",
    "SignedCredential",
    "StatusList",
    "SharedDevice",
    "StruckLine",
    "Visit",
    "Withdrawal",
]
