"""Places and people of concern, and licences: kinds, states and days in plain, every word sealed."""

from .licensing import Enquiry, LicensingReferral, LicensingStep
from .notices import HotelNotice, InformationRequest
from .units import Basis, Handed, Line, OfUnit, Unit
from .uses import Check, Use, Variation

__all__ = [
    "Basis",
    "Check",
    "Enquiry",
    "Handed",
    "HotelNotice",
    "InformationRequest",
    "LicensingReferral",
    "LicensingStep",
    "Line",
    "OfUnit",
    "Unit",
    "Use",
    "Variation",
]
