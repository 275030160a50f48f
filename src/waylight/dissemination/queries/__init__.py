"""Every read of intelligence reports: narrowed to the viewer's reach, and audited."""

from .disclosures import DisclosurePage, disclosures, open_disclosure, owed, owed_of
from .graders import Unit, training_of, units
from .reports import ReportPage, SanitisedPage, item_of, open_report, report_of, reports

__all__ = [
    "DisclosurePage",
    "ReportPage",
    "SanitisedPage",
    "Unit",
    "disclosures",
    "item_of",
    "open_disclosure",
    "open_report",
    "owed",
    "owed_of",
    "report_of",
    "reports",
    "training_of",
    "units",
]
