"""Why a plan says no; `casework.errors.NotPossible` carries it to the screen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from waylight.casework.errors import Missing, NotPossible, StaleEdit

__all__ = ["Missing", "NotPossible", "StaleEdit", "Why"]


class Why(models.TextChoices):
    BEGUN = "begun", _("A plan is being written already. Go on with that one.")
    NO_VOICE = "no-voice", _("Write what the child wants, or why nobody knows.")
    NO_CHILD = "no-child", _("A plan has a part about the child.")
    NO_ACTION = "no-action", _("A plan has at least one action.")
    OPEN_ACTIONS = "open-actions", _("An action is open. Say that it is done, with evidence, or drop it.")
    TOO_SOON = "too-soon", _("It is asked about its day, no sooner than four weeks before.")
    PART_OVER = "part-over", _("This part is over. Add another, if there is more to do.")
    ONE_OWNER = "one-owner", _("Name one person who owns this: somebody with an account here, or one other.")
    HOW_REACHED = "how-reached", _("Write how somebody without an account here is reached.")
    OWNER_ELSEWHERE = "owner-elsewhere", _("That person holds no role here to which something may be due.")
    NOT_OUTSIDE = "not-outside", _("The owner has an account here and is told by it. Nobody needs to ask.")
    WHY_LATER = "why-later", _("Write why the day or the owner changes.")
    NOT_ESCALATED = "not-escalated", _("This waits for no answer of a manager.")
    ESCALATED_ALREADY = "escalated-already", _("This waits for the manager's answer already.")
    NOT_UNDER_WAY = "not-under-way", _("This is not under way.")
    OVER = "over", _("This is over, or was replaced.")
    HARM_NOW = "harm-now", _("A sign of actual harm stands. Support does not end now.")
    OPEN_OFFERS = "open-offers", _("Say first what became of every offer of support.")
    CLOSED_NO_EXIT = (
        "no-exit",
        _("Support was given here. End it first, with the reason and what the child says."),
    )
    ENDED_ALREADY = "ended-already", _("Support has ended already.")
    UNSAID = "unsaid", _("Write what they want, which support, which services, and who goes on.")
    SHEET_BEGUN = "sheet-begun", _("A next one is being written already. Go on with that one.")
    EMPTY_SHEET = "empty-sheet", _("Nothing is written on it yet.")
    AT_HOME = "at-home", _("Say first whether it is safe to keep at home.")
    NOT_AT_HOME = "not-at-home", _("It is not safe to keep at home. Choose another place.")
    SAFE_THERE = (
        "safe-there",
        _("Home is not safe for it. Say that nobody who must not see it can find it there either."),
    )
    LOOK_FIRST = (
        "look-first",
        _("Look first whether it holds what must not be disclosed, and say that you did."),
    )
    NOT_IN_HAND = "not-in-hand", _("Copies are given of the one that is agreed with them.")
    NOT_YET = "not-yet", _("That day has not come yet.")
    BEFORE_WAIT = "before-wait", _("That is before they began to wait for it.")
    PASSED = "passed", _("That day has passed already.")
    BEGUN_OR_OVER = "begun-or-over", _("It has begun or is over: nobody waits for it any more.")
    SAME_WORKER = "same-worker", _("Support has not started, so nobody changes yet.")
