"""Why the training records say no, in words for the screen."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Why(models.TextChoices):
    NO_REASON = "no-reason", _("Write why.")
    NO_EVIDENCE = "no-evidence", _("Write what you saw: which certificate, from whom, of which day.")
    NO_NAME = "no-name", _("Write the name of the person.")
    REPLACED = "replaced", _("This certificate was replaced. Use the newer one.")
    REVOKED = "revoked", _("This certificate was revoked already.")
    WITHDRAWN = "withdrawn", _("This training was taken back already.")
    FUTURE = "future", _("This day has not come yet.")
    FAR = "far", _("This day is too far ahead.")
    PAST = "past", _("This day is past.")
    BACKWARDS = "backwards", _("The last day is before the first.")
    LEFT = "left", _("This person is no longer on the roster.")
    OFF_ROSTER = "off-roster", _("This badge is on no roster here.")
    BADGE_TAKEN = "badge-taken", _("Somebody else on the roster has this badge.")
    SETTLED = "settled", _("This was settled already. The page shows how it stands now.")
    CLOSED = "closed", _("This session is closed.")
    STRUCK = "struck", _("This line was struck out already.")
    UNMATCHED = "unmatched", _("Not every line says whether the person passed. Complete the register first.")
    UNCHECKED = (
        "unchecked",
        _("Passed, but the check says Not yet: line %(lines)s. Say how they were checked, or how it ended."),
    )
    DISAGREE = (
        "disagree",
        _(
            "Lines about the same person do not agree: %(lines)s. Decide what is right: change one, or "
            "strike it out."
        ),
    )
    ON_REGISTER = "on-register", _("This badge is on the register already.")
    NO_RULE = "no-rule", _("Make the council's rule for this course first.")
    NO_ROLES = "no-roles", _("Choose who must do the course.")
    NOTHING_ASKED = "nothing-asked", _("Say at least one thing that the rule asks.")
    NOT_SEATED = "not-seated", _("Give this person the operator's role first, under People.")
    ENDED = "ended", _("This has ended.")
    TOO_LONG = "too-long", _("An exemption lasts two years at most. It can be given again then.")
    OVERLAPS = "overlaps", _("There is an exemption already, %(since)s – %(until)s. End that one first.")
    NO_VERSION = (
        "no-version",
        _("This course has no such version here. Write it as it stands on the first page of the package."),
    )


class NotPossible(ValueError):
    """`sentence` is for the screen: the words of `why`, with what they name (`said`) put in."""

    def __init__(self, why: Why, **said: str) -> None:
        super().__init__(why.value)
        self.why, self.said = why, said

    @property
    def sentence(self) -> str:
        words = str(self.why.label)
        return words % self.said if self.said else words
