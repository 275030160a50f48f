"""Reminders as rows, and the nightly count of what should have gone against what went."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Identified, InArea, course_id
from .roster import Learner, OfLearner


class Reminder(Identified, InArea, OfLearner):
    """One reminder of one due date, by mail or by letter. Its moves: `moves.REMINDER`.

    `goes_on` is the day on which it should go. `claim` names the run that is sending it.
    """

    class Way(models.TextChoices):
        EMAIL = "email", _("Mail")
        LETTER = "letter", _("Letter")

    class State(models.TextChoices):
        DUE = "due", _("Waits to go")
        GOING = "going", _("Being sent")
        SENT = "sent", _("Sent")
        BOUNCED = "bounced", _("Came back")
        ACKNOWLEDGED = "acknowledged", _("Has come because of it")
        OVERTAKEN = "overtaken", _("A later one went instead")
        NOT_NEEDED = "not-needed", _("Not needed any more")
        EXEMPT = "exempt", _("Held back: they are exempt")

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="reminders")
    course_id = course_id()
    due_on = models.DateField()
    days_before = models.SmallIntegerField()
    way = models.CharField(max_length=6, choices=Way.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DUE)
    goes_on = models.DateField()
    sent_on = models.DateField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    claim = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course_id", "due_on", "days_before", "way"],
                name="a_reminder_is_written_once",
            )
        ]
        indexes = [
            models.Index(fields=["area", "state", "goes_on"]),
            models.Index(fields=["area", "goes_on"]),
        ]


class SelfCheck(InArea):
    """One day's reminders, counted: what should have gone, and what of it went, went late, or did not go."""

    day = models.DateField()
    should = models.PositiveIntegerField()
    on_time = models.PositiveIntegerField()
    late = models.PositiveIntegerField()
    unsent = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["area", "day"], name="a_day_is_counted_once")]


class Gap(OfLearner):
    """A reminder that should have gone on a counted day and has not."""

    class Why(models.TextChoices):
        NOT_WRITTEN = "not-written", _("It was never written: no round knew of it in time.")
        WAITING = "waiting", _("It waits to be sent: the mail server takes nothing, or the worker stands.")
        UNSURE = "unsure", _("It was being sent when the worker stopped: nobody knows whether it went.")
        OVERTAKEN = "overtaken", _("It had not gone when the next reminder was due: only that one goes.")
        NOT_NEEDED = "not-needed", _("The due date changed before it went.")
        EXEMPT = "exempt", _("It was held back: they are exempt from the course.")
        BOUNCED = "bounced", _("It came back, and no letter has gone.")
        LETTER = "letter", _("A letter waits to be printed and posted.")

    check_of = models.ForeignKey(SelfCheck, on_delete=models.CASCADE, related_name="gaps")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+")
    course_id = course_id()
    due_on = models.DateField()
    days_before = models.SmallIntegerField()
    why = models.CharField(max_length=12, choices=Why.choices)
