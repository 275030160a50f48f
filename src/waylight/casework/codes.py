"""Code lists of a child's record. Codes are stored, words are for people.

Sources: Waylight's domain study 1.4 (age, identifiers, household), 3.5 (outcomes), 11 (safe contact), 12.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waylight.triage.codes import Outcome

FOR_A_TEAM = frozenset(
    {
        Outcome.IMMEDIATE_PROTECTION,
        Outcome.STRATEGY_DISCUSSION,
        Outcome.ASSESSMENT,
        Outcome.FURTHER_SPECIALIST,
        Outcome.EXPLOITATION_MEETING,
        Outcome.OPEN_CASE,
    }
)
"""Decisions after which somebody works with the child. The others end with advice or another service."""


class AgeBand(models.TextChoices):
    UNBORN = "unborn", _("Not yet born")
    UNDER_5 = "0-4", _("Under 5")
    UNDER_10 = "5-9", _("5 to 9")
    UNDER_13 = "10-12", _("10 to 12")
    UNDER_16 = "13-15", _("13 to 15")
    UNDER_18 = "16-17", _("16 or 17")
    UNKNOWN = "unknown", _("Not known: treated as a child")


class IdentifierKind(models.TextChoices):
    """Several, and none of them the key of a record."""

    NHS = "nhs", _("NHS number")
    COUNCIL = "council", _("Council's number")
    UPN = "upn", _("Pupil number")
    POLICE = "police", _("Police reference")


class Around(models.TextChoices):
    FAMILY = "family", _("Family and household")
    NETWORK = "network", _("Friends, peers, other adults")
    PROFESSIONAL = "professional", _("Professionals")


class LineKind(models.TextChoices):
    """What a line of the chronology is. The last group is written by what happens, never by hand."""

    CHILD = "child", _("The child's own words")
    FAMILY = "family", _("Words of the family")
    CONTACT = "contact", _("Contact or visit")
    OBSERVED = "observed", _("Seen or heard by a professional")
    TOLD = "told", _("Told by somebody else")
    MEETING = "meeting", _("Meeting or discussion")
    RECORD = "record", _("From another record")
    CONCERN = "concern", _("Concern received")
    DECISION = "decision", _("Decision")
    ASSESSMENT = "assessment", _("Assessment")
    HANDLING = "handling", _("Handling: who works with the child, what was written over")


BY_HAND = (
    LineKind.CHILD,
    LineKind.FAMILY,
    LineKind.CONTACT,
    LineKind.OBSERVED,
    LineKind.TOLD,
    LineKind.MEETING,
    LineKind.RECORD,
)
QUOTED = frozenset({LineKind.CHILD, LineKind.FAMILY})
"""Somebody's own words: no advice on wording touches them."""


class EntryKind(models.TextChoices):
    SIGN = "sign", _("A sign, or what is not known")
    STRENGTH = "strength", _("A strength, or what protects")
    LEGACY = "legacy", _("A number from an earlier tool: not validated")


class Evidence(models.TextChoices):
    OBSERVED = "observed", _("Seen or heard by a professional")
    DISCLOSED = "disclosed", _("Told by the child")
    REPORTED = "reported", _("Told by somebody else")
    RECORD = "record", _("From a record")
    INFERENCE = "inference", _("Concluded from other things")


class Currency(models.TextChoices):
    CURRENT = "current", _("Now, or in the last 6 months")
    RECENT = "recent", _("6 to 12 months ago")
    HISTORIC = "historic", _("Longer ago")


BESIDE_HARM = ("suspected", "confirmed")
"""The only levels beside a current sign of actual harm; the database holds it too."""


class DueKind(models.TextChoices):
    FIRST = "first", _("First assessment")
    REVIEW = "review", _("Review of the assessment")
    STRATEGY = "strategy", _("Strategy discussion: to be held now")
    SECOND = "second", _("Second person for an assessment")
    GLASS = "glass", _("Somebody opened the record with a reason: look at it")
    EIGHTEEN = "eighteen", _("Support past 18 to be planned")
    LEAVER = "leaver", _("Its worker or manager has left: say whose work it is")
    PLAN_AGREE = "plan-agree", _("A plan to be agreed")
    PLAN_REVIEW = "plan-review", _("Review of the plan")
    ACTION = "action", _("An action of a plan")
    ACTION_AGREE = "action-agree", _("An action was added to the plan: agree it")
    CHASE = "chase", _("An action of somebody without an account: ask how it stands")
    ESCALATED = "escalated", _("An action of the plan was not done: answer it")
    HANDING_ON = "handing-on", _("Support past 18: who goes on takes over")
    FOLLOW_UP = "follow-up", _("Follow-up after the end of support")
    FOLLOW_ANSWER = "follow-answer", _("A follow-up found a worry, or nobody: answer it")
    REOFFER = "reoffer", _("Support that was declined: offer it again")
    OFFER_NEXT = "offer-next", _("Support was offered and has not begun: say how it stands")
    STILL_MISSING = "still-missing", _("A child is missing now: what is known, and what is done")
    RETURN = "return", _("Return home interview: 72 hours from the return")
    EXTRACT = "extract", _("What intelligence needs to know of an episode")
    EPISODE_READ = "episode-read", _("An episode is written out: read it and close it")
    EXTRACT_TAKE = "extract-take", _("Words from an interview wait: begin a report with them")
    OFTEN = "often", _("Strategy discussion: missing several times")
    NRM = "nrm", _("National Referral Mechanism: refer, or say why not")
    NRM_ANSWER = "nrm-answer", _("National Referral Mechanism: ask after the answer")
    NRM_ASK = "nrm-ask", _("National Referral Mechanism: ask how it stands")
    COURT_WORD = "court-word", _("The child is to be told what a court or the police decided")
    MEASURE_SECOND = "measure-second", _("Second person for a measure against a place or person of concern")
    MEASURE_NEXT = "measure-next", _("A measure waits: say what is done with it, or about its breach")
    MEASURE_ANSWERED = "measure-answered", _("Licensing has looked at what it was asked: say what is done")
    MEASURE_28 = "measure-28", _("A measure ends in 28 days: say what follows")
    MEASURE_7 = "measure-7", _("A measure ends in 7 days: say what follows")
    MEASURE_1 = "measure-1", _("A measure ends in 1 day: say what follows")
    MEASURE_REVIEW = "measure-review", _("Review of a measure that has ended")
    CHECK = "agency-check", _("Answer of an agency: what it knows")
    DISCUSSION = "discussion", _("Strategy discussion: called, then its decision, then its review")
    EVIDENCE = "evidence", _("Evidence to be kept safe before it is gone")
    CONFERENCE = "conference", _("Initial child protection conference")
    CORE_GROUP = "core-group", _("Core group")
    RECONFERENCE = "review-conference", _("Review conference")
    WHOLE = "statutory-assessment", _("The whole statutory assessment")
    MEETING_HOLD = "meeting-hold", _("A meeting's day: say that it was held, or call it off")
    MEETING_MINUTES = "meeting-minutes", _("Minutes of a meeting to be agreed")
    MEETING_BRIEF = "meeting-brief", _("What a meeting needs to know of the child")
    MEETING_ACTION = "meeting-action", _("Action of a meeting")
    MEETING_ESCALATED = "meeting-escalated", _("Action of a meeting not done: say what happens with it")
    HOTEL_ANSWER = "hotel-answer", _("Answer of a hotel to an information request")
    LICENCE_S5 = "licence-s5", _("Tell the authority that licensed a driver (section 5)")
    LICENCE_S6 = "licence-s6", _("Consider a driver's licence and tell who told us, with reasons (section 6)")
    LICENCE_TOLD = "licence-told", _("Answer of the authority that licensed a driver (section 6)")
    LICENCE_S2 = "licence-s2", _("Record the decision in the national database (section 2)")
    LICENCE_S3 = "licence-s3", _("Answer about an entry in the national database (section 3)")
    LICENCE_END = "licence-end", _("Remove an entry of the national database: 11 years (section 4)")
    REFERRAL = "referral", _("Answer of a service to a referral")
    CONFIRM = "confirm-writing", _("A referral was made by telephone: confirm it in writing")
    HANDED = "handed-receipt", _("Receipt of what was handed over by link")
    OFFERED = "record-offered", _("Another authority offers a child's record: answer it")
    OFFER_DECLINED = "offer-declined", _("Another authority declined the record: say what comes now")
    TRANSFER = "record-transfer", _("Answer of another authority to an offered record")
    DECLINED = "referral-declined", _("A service declined a referral: say what comes instead")


AFTER_CLOSING = (DueKind.FOLLOW_UP, DueKind.FOLLOW_ANSWER)
"""What goes on when a record is closed: somebody asks later how the child is."""


ANSWERED = (DueKind.CHECK, DueKind.REFERRAL)
"""What an agency owes through those of its people who answer for it."""


LICENSING = (
    DueKind.LICENCE_S5,
    DueKind.LICENCE_S6,
    DueKind.LICENCE_TOLD,
    DueKind.LICENCE_S2,
    DueKind.LICENCE_S3,
    DueKind.LICENCE_END,
)
"""What is due about a licence, to licensing officers alone: nothing of it is seen beside children."""

MEASURES = (
    DueKind.MEASURE_SECOND,
    DueKind.MEASURE_NEXT,
    DueKind.MEASURE_ANSWERED,
    DueKind.MEASURE_28,
    DueKind.MEASURE_7,
    DueKind.MEASURE_1,
    DueKind.MEASURE_REVIEW,
    DueKind.HOTEL_ANSWER,
)
"""What is due about a place or person of concern."""

SHARED = frozenset({*LICENSING, *MEASURES, DueKind.EXTRACT_TAKE, DueKind.OFFERED})
"""What everybody who holds its role in the area may open, whoever owes it."""


class Step(models.TextChoices):
    """When something is said about a due that still runs: what comes after "again" is that again. `STILL` is
    said while it stands still, and again."""

    SOON = "soon", _("Soon due")
    LATE = "late", _("Late")
    AGAIN = "again", _("Late, and nothing has happened")
    STILL = "still", _("Still paused")


class Whose(models.TextChoices):
    WORKER = "worker", _("worker")
    MANAGER = "manager", _("manager")
    OWNER = "owner", _("a named person")
    AGENCY = "agency", _("an agency")
