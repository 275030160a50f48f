"""Why intelligence says no, each in a form that a screen can put into words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waylight.triage.errors import NotPossible

__all__ = ["NotPossible", "Why"]


class Why(models.TextChoices):
    REASON = "reason", _("Write why. What you write is kept with it.")
    ONE_ACCOUNT = (
        "one-account",
        _("These two stand in one account, where they were told apart. They cannot be one."),
    )
    KINDS = "kinds", _("These two are of different kinds.")
    NO_VALUE = "no-value", _("Write what it should say.")
    ANSWERED = "answered", _("Somebody has said already what came of this.")
    WATCHED = "watched", _("You watch this already.")
    MANY = "many", _("You keep as many searches as there is room for. Forget one first.")
    ONLY_EXACT = "only-exact", _("Only a vehicle, a number or an account name is asked about elsewhere.")
    NOTHING_DECIDED = "nothing-decided", _("Nobody has decided about these two.")
