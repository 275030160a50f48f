"""Who reported, as the national referral source codes have it."""

from .answers import Answers, text
from .codes import ReferralSource

SOURCE_OF_ROLE: dict[str, ReferralSource] = {
    "parent": ReferralSource.FAMILY,
    "foster_carer": ReferralSource.FAMILY,
    "neighbour": ReferralSource.ACQUAINTANCE,
    "young_person": ReferralSource.SELF,
    "taxi-driver": ReferralSource.OTHER_INDIVIDUAL,
    "taxi_marshal": ReferralSource.OTHER_INDIVIDUAL,
    "dispatcher": ReferralSource.OTHER_INDIVIDUAL,
    "bus-driver": ReferralSource.OTHER_INDIVIDUAL,
    "rail_staff": ReferralSource.OTHER_INDIVIDUAL,
    "delivery_rider": ReferralSource.OTHER_INDIVIDUAL,
    "transport": ReferralSource.OTHER_INDIVIDUAL,
    "hotel": ReferralSource.OTHER_INDIVIDUAL,
    "takeaway": ReferralSource.OTHER_INDIVIDUAL,
    "door": ReferralSource.OTHER_INDIVIDUAL,
    "door_staff": ReferralSource.OTHER_INDIVIDUAL,
    "shop": ReferralSource.OTHER_INDIVIDUAL,
    "public": ReferralSource.OTHER_INDIVIDUAL,
    "teacher": ReferralSource.SCHOOLS,
    "school_nurse": ReferralSource.SCHOOL_NURSE,
    "health": ReferralSource.OTHER_HEALTH,
    "housing": ReferralSource.HOUSING,
    "housing_officer": ReferralSource.HOUSING,
    "social-worker": ReferralSource.SOCIAL_CARE,
    "council_officer": ReferralSource.OTHER_INTERNAL,
    "council_contractor": ReferralSource.EXTERNAL_SERVICE,
    "police": ReferralSource.POLICE,
    "youth-worker": ReferralSource.OTHER,
    "youth_worker": ReferralSource.OTHER,
    "missing_persons_coordinator": ReferralSource.OTHER,
    "other": ReferralSource.OTHER_INDIVIDUAL,
}
"""The roles of our own form, and those that other systems are known to send."""


def source_code(answers: Answers) -> ReferralSource:
    """A child who tells about themselves is 1C whatever else they say; who is anonymous is 9."""
    if answers.get("child_self") is True:
        return ReferralSource.SELF
    if text(answers, "mode") == "anonymous":
        return ReferralSource.ANONYMOUS
    return SOURCE_OF_ROLE.get(text(answers, "role"), ReferralSource.UNKNOWN)
