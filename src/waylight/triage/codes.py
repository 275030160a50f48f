"""The code lists of triage. Codes are stored; words are for people and are translated where shown.

Sources: DfE data collections (referral source, contact and referral outcomes), Working Together (the
one-working-day decision types), local practice for the rating (London continuum). Waylight's domain study
3.3 to 3.6 says where each was read.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rating(models.TextChoices):
    """Most urgent first; the meaning is the London continuum's, the clocks are the area's own."""

    RED = "red", _("Red: may need protection now")
    AMBER = "amber", _("Amber: significant, no immediate action")
    GREEN = "green", _("Green: wellbeing concern below the statutory threshold")
    BLUE = "blue", _("Blue: no additional need")


class StreamKind(models.TextChoices):
    REFERRAL = "referral", _("Referral about a child")
    INTELLIGENCE = "intelligence", _("Intelligence: people, vehicles, places")
    LICENSING = "licensing", _("Licensing")
    NOT_FOR_US = "not-for-us", _("Not for this service")


class Marking(models.TextChoices):
    TEST = "test", _("Test")
    MISTAKEN = "mistaken", _("Mistaken")
    MALICIOUS = "malicious", _("Thought to be malicious")


class StatementKind(models.TextChoices):
    FACT = "fact", _("Seen or heard directly")
    HEARSAY = "hearsay", _("Told by somebody else")
    OPINION = "opinion", _("Opinion")


class Outcome(models.TextChoices):
    """What may be decided; `OUTCOMES_FOR` says for which stream."""

    IMMEDIATE_PROTECTION = "immediate-protection", _("Immediate protection")
    STRATEGY_DISCUSSION = "strategy-discussion", _("Strategy discussion, section 47")
    ASSESSMENT = "assessment", _("Assessment, section 17")
    FURTHER_SPECIALIST = "specialist-assessment", _("Further specialist assessment")
    EXPLOITATION_MEETING = "exploitation-meeting", _("To the exploitation meeting")
    EARLY_HELP = "early-help", _("Early help")
    ADVICE = "advice", _("Information and advice")
    OPEN_CASE = "open-case", _("To the worker who already knows the child")
    DESIGNATED_OFFICER = "designated-officer", _("Designated officer, about somebody who works with children")
    NO_FURTHER_ACTION = "no-further-action", _("No further action")
    INTELLIGENCE_REPORT = "intelligence-report", _("Intelligence report to be graded")
    DISRUPTION = "disruption", _("Disruption of a person or place to be considered")
    KEPT_FOR_LINKING = "kept-for-linking", _("Kept, to be linked with what comes later")
    LICENSING_REFERRAL = "licensing-referral", _("Licensing authority to consider")
    SIGNPOSTED = "signposted", _("Signposted to another service")


OUTCOMES_FOR: dict[str, tuple[Outcome, ...]] = {
    StreamKind.REFERRAL: (
        Outcome.IMMEDIATE_PROTECTION,
        Outcome.STRATEGY_DISCUSSION,
        Outcome.ASSESSMENT,
        Outcome.FURTHER_SPECIALIST,
        Outcome.EXPLOITATION_MEETING,
        Outcome.EARLY_HELP,
        Outcome.ADVICE,
        Outcome.OPEN_CASE,
        Outcome.DESIGNATED_OFFICER,
        Outcome.NO_FURTHER_ACTION,
    ),
    StreamKind.INTELLIGENCE: (
        Outcome.INTELLIGENCE_REPORT,
        Outcome.DISRUPTION,
        Outcome.KEPT_FOR_LINKING,
        Outcome.NO_FURTHER_ACTION,
    ),
    StreamKind.LICENSING: (Outcome.LICENSING_REFERRAL, Outcome.NO_FURTHER_ACTION),
    StreamKind.NOT_FOR_US: (Outcome.SIGNPOSTED,),
}

SECOND_PERSON: frozenset[Outcome] = frozenset(
    {Outcome.NO_FURTHER_ACTION, Outcome.IMMEDIATE_PROTECTION, Outcome.STRATEGY_DISCUSSION}
)
"""Outcomes that stand only when a second person, a lead of the desk, has agreed."""


class LawfulBasis(models.TextChoices):
    """Why the hub may share. Apart from agreement to a service: consent is not the usual basis."""

    PUBLIC_TASK = "public-task", _("Public task: safeguarding children (UK GDPR Article 6(1)(e))")
    LEGAL_OBLIGATION = "legal-obligation", _("Legal obligation (Article 6(1)(c))")
    VITAL_INTERESTS = "vital-interests", _("Vital interests (Article 6(1)(d))")
    LAW_ENFORCEMENT = "law-enforcement", _("Law enforcement purposes (Data Protection Act 2018 Part 3)")
    NOT_SHARED = "not-shared", _("Nothing is shared by this decision")


class ServiceAgreement(models.TextChoices):
    """Agreement to receive a service: never a lawful basis for sharing."""

    NOT_ASKED = "not-asked", _("Not asked")
    NOT_SAFE = "not-safe", _("Not asked, because asking would not be safe")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")
    NOT_APPLICABLE = "not-applicable", _("Not applicable")


class ReferralSource(models.TextChoices):
    """DfE referral source codes; a taxi driver is 1D."""

    FAMILY = "1A", _("Family member, relative or carer")
    ACQUAINTANCE = "1B", _("Acquaintance, neighbour or child minder")
    SELF = "1C", _("Self")
    OTHER_INDIVIDUAL = "1D", _("Other individual")
    SCHOOLS = "2A", _("Schools")
    EDUCATION = "2B", _("Education services")
    GP = "3A", _("General practitioner")
    HEALTH_VISITOR = "3B", _("Health visitor")
    SCHOOL_NURSE = "3C", _("School nurse")
    OTHER_PRIMARY = "3D", _("Other primary health services")
    EMERGENCY_DEPARTMENT = "3E", _("Accident and emergency")
    OTHER_HEALTH = "3F", _("Other health services")
    HOUSING = "4", _("Housing")
    SOCIAL_CARE = "5A", _("Social care")
    OTHER_INTERNAL = "5B", _("Other internal service of the authority")
    EXTERNAL_SERVICE = "5C", _("External service of the authority")
    OTHER_AUTHORITY = "5D", _("Another local authority")
    POLICE = "6", _("Police")
    OTHER_LEGAL = "7", _("Other legal agency")
    OTHER = "8", _("Other, including voluntary")
    ANONYMOUS = "9", _("Anonymous")
    UNKNOWN = "10", _("Unknown")


class PassedTo(models.TextChoices):
    """To whom a reporter is told their concern went: a kind of body, never a name."""

    SOCIAL_CARE = "social-care", _("children's social care")
    POLICE = "police", _("the police")
    LICENSING = "licensing", _("the licensing authority")
    DESIGNATED_OFFICER = (
        "designated-officer",
        _("the officer for concerns about people who work with children"),
    )
    OTHER_AREA = "other-area", _("the hub of another area")
    OTHER_SERVICE = "other-service", _("another service")
