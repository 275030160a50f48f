"""Intelligence reports: states, codes and dates in plain, every word encrypted."""

from .disclosures import Disclosure, Undone, WordOwed
from .graders import GraderTraining
from .reports import Item, MetEdit, Report, RestsOn, Step
from .requirements import Answer, Requirement

__all__ = [
    "Answer",
    "Disclosure",
    "GraderTraining",
    "Item",
    "MetEdit",
    "Report",
    "Requirement",
    "RestsOn",
    "Step",
    "Undone",
    "WordOwed",
]
