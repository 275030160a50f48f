"""Plans: states, dates and kinds in plain, every word encrypted."""

from .endings import Exit, FollowUp, Transition
from .plans import ActionStep, Plan, PlanAction, PlanPart, PlanReview
from .support import Offer, OfferStep, Sheet, SheetCopy

__all__ = [
    "ActionStep",
    "Exit",
    "FollowUp",
    "Offer",
    "OfferStep",
    "Plan",
    "PlanAction",
    "PlanPart",
    "PlanReview",
    "Sheet",
    "SheetCopy",
    "Transition",
]
