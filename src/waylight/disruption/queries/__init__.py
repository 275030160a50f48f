"""Every read of places and people of concern: narrowed to the viewer's area, audited where personal."""

from .licensing import (
    ReferralPage,
    enquiries,
    find_enquiry,
    find_referral,
    left_behind,
    opened_referral,
    referral_to_hand,
    referrals,
)
from .measures import UsePage, find_use, opened_use, uses_running
from .units import (
    UnitPage,
    entity_named,
    find_unit,
    handed,
    handed_of,
    opened_unit,
    ownerless,
    units,
    units_on,
    units_to_join,
    waiting_statements,
)

__all__ = [
    "ReferralPage",
    "UnitPage",
    "UsePage",
    "enquiries",
    "entity_named",
    "find_enquiry",
    "find_referral",
    "find_unit",
    "find_use",
    "handed",
    "handed_of",
    "left_behind",
    "opened_referral",
    "referral_to_hand",
    "opened_unit",
    "opened_use",
    "ownerless",
    "referrals",
    "units",
    "units_on",
    "units_to_join",
    "uses_running",
    "waiting_statements",
]
