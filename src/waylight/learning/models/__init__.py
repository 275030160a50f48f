"""Training records: who is on the roster, what they have done, what is due, and what they were told of it."""

from .completing import Certificate, Completion, Revocation, Withdrawal
from .reminding import Gap, Reminder, SelfCheck
from .rooms import Attendance, RoomSession
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
    "DueDate",
    "Exemption",
    "Gap",
    "Learner",
    "LessonDone",
    "Operator",
    "OperatorSeat",
    "QuestionCount",
    "Registration",
    "Reminder",
    "Revocation",
    "RoomSession",
    "RosterImport",
    "SelfCheck",
    "Visit",
    "Withdrawal",
]
