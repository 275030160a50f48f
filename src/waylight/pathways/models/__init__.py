from .court import Hearing, Listing, Measure, Proceedings, Word
from .missing import Episode, Extract
from .trafficking import TraffickingReferral

__all__ = [
    "Episode",
    "Extract",
    "Hearing",
    "Listing",
    "Measure",
    "Proceedings",
    "TraffickingReferral",
    "Word",
]
