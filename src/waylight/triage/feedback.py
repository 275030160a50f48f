"""All that a reporter can be told after a decision: fixed sentences, and none says whether anybody is known.

Free words could give away that a child, an address or a driver is known to the hub, so there are none.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waylight.reporting.models import Status

from .codes import PassedTo
from .errors import Missing

PASSED_ON = "passed-on"
ACTION_TAKEN = "action-taken"
Words = str | Promise


@dataclass(frozen=True)
class Feedback:
    """A sentence for the reporter, and the status it moves them to, if to any."""

    code: str
    label: Words
    sentence: Words
    status: Status | None


PASSED: dict[str, Words] = {
    PassedTo.SOCIAL_CARE: _(
        "Thank you. We have passed what you told us to children's social care. We cannot tell you more."
    ),
    PassedTo.POLICE: _("Thank you. We have passed what you told us to the police. We cannot tell you more."),
    PassedTo.LICENSING: _(
        "Thank you. We have passed what you told us to the officers who license drivers and premises. We "
        "cannot tell you more."
    ),
    PassedTo.DESIGNATED_OFFICER: _(
        "Thank you. We have passed what you told us to the officer for concerns about people who work with "
        "children. We cannot tell you more."
    ),
    PassedTo.OTHER_AREA: _(
        "Thank you. We have passed what you told us to the hub of another area. We cannot tell you more."
    ),
    PassedTo.OTHER_SERVICE: _(
        "Thank you. We have passed what you told us to another service. We cannot tell you more."
    ),
}

CONSIDERED = _(
    "Thank you. A person has read what you told us and has thought about what to do. We cannot tell you "
    "more. If you notice something again, tell us again."
)
ACTION = _(
    "Thank you. Action has been taken because of what you told us. We cannot tell you more, to keep "
    "everybody safe."
)
EMERGENCY = _(
    "Thank you. The emergency services acted on what you told us. We cannot tell you more, to keep everybody "
    "safe."
)
SIGNPOSTED = _(
    "Thank you. Another service is the right one for what you told us. Our page of contacts shows whom to "
    "ask. If you are worried about a child, tell us again."
)
TOLD_BEFORE = _(
    "Thank you. You told us about this before, and we keep both together. We cannot tell you more."
)

FEEDBACK: dict[str, Feedback] = {
    each.code: each
    for each in (
        Feedback(PASSED_ON, _("Passed on"), "", Status.PASSED),
        Feedback("considered", _("Read and considered"), CONSIDERED, None),
        Feedback(ACTION_TAKEN, _("Action taken"), ACTION, Status.ACTION),
        Feedback("emergency-services", _("Emergency services went there"), EMERGENCY, Status.ACTION),
        Feedback("signposted", _("Another service is the right one"), SIGNPOSTED, Status.SIGNPOSTED),
        Feedback("told-before", _("They told us before"), TOLD_BEFORE, None),
    )
}
"""By code. What is said of passing on depends on to whom: `PASSED`."""


def wording(code: str, passed_to: str, language: str) -> tuple[Status | None, str]:
    """The status and the sentence, in the reporter's language with the English under it.

    Raises Missing for a code that is not in the table, or a passing on that does not say to whom.
    """
    if code not in FEEDBACK:
        raise Missing("code")
    if code == PASSED_ON and passed_to not in PASSED:
        raise Missing("passed_to")
    sentence = PASSED[passed_to] if code == PASSED_ON else FEEDBACK[code].sentence
    return FEEDBACK[code].status, _said(sentence, language)


def _said(sentence: Words, language: str) -> str:
    with translation.override("en"):
        english = str(sentence)
    code = language.lower().split("-")[0]
    if code not in dict(settings.LANGUAGES):
        return english
    with translation.override(code):
        translated = str(sentence)
    return english if translated == english else f"{translated}\n\n{english}"
