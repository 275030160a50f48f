"""Checks, discussions and enquiries: states, dates and kinds in plain, every word encrypted."""

from .checks import Check, CheckItem
from .discussions import Attendance, Discussion, Evidence
from .enquiries import Enquiry, Step
from .links import LinkReferral
from .referrals import Referral
from .seats import Seat, agency_of, seated
from .transfers import RecordTransfer

__all__ = [
    "Attendance",
    "Check",
    "CheckItem",
    "Discussion",
    "Enquiry",
    "Evidence",
    "LinkReferral",
    "RecordTransfer",
    "Referral",
    "Seat",
    "Step",
    "agency_of",
    "seated",
]
