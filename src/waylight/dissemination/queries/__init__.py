"""Every read of intelligence reports: narrowed to the viewer's reach, and audited."""

from .disclosures import DisclosurePage, disclosures, open_disclosure, owed, owed_of
from .graders import Unit, training_of, units
from .reports import ReportPage, SanitisedPage, item_of, open_report, report_of, reports, reviews_due
from .requirements import RequirementPage, open_requirement, requirements

__all__ = [
    "DisclosurePage",
    "ReportPage",
    "RequirementPage",
    "SanitisedPage",
    "Unit",
    "disclosures",
    "item_of",
    "open_disclosure",
    "open_report",
    "open_requirement",
    "owed",
    "owed_of",
    "report_of",
    "reports",
    "reviews_due",
    "requirements",
    "training_of",
    "units",
]
