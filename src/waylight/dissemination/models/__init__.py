"""Intelligence reports: states, codes and dates in plain, every word encrypted."""

from .disclosures import Disclosure, Undone, WordOwed
from .graders import GraderTraining
from .reports import Item, MetEdit, Report, RestsOn, Step

__all__ = [
    "Disclosure",
    "GraderTraining",
    "Item",
    "MetEdit",
    "Report",
    "RestsOn",
    "Step",
    "Undone",
    "WordOwed",
]
