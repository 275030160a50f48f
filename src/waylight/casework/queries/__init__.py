"""Every read of children's records, narrowed to those who work with the child, and audited."""

from .arriving import Handled, arrival_of, arrivals, find, handled
from .assessments import (
    AssessmentPage,
    assessment_page,
    assessments,
    find_assessment,
    find_entry,
)
from .children import Opened, around, children, find_child, opened, record_of
from .chronology import Shown, chronology
from .due import due_list, dues_of, reminders
from .writing import conflict_of, conflicts, draft_of, drafts_in, left_behind, stands_beside, words_of

__all__ = [
    "Handled",
    "AssessmentPage",
    "Opened",
    "Shown",
    "around",
    "arrival_of",
    "arrivals",
    "assessment_page",
    "assessments",
    "children",
    "chronology",
    "conflict_of",
    "conflicts",
    "draft_of",
    "drafts_in",
    "due_list",
    "dues_of",
    "find",
    "find_assessment",
    "find_child",
    "find_entry",
    "handled",
    "left_behind",
    "opened",
    "record_of",
    "reminders",
    "stands_beside",
    "words_of",
]
