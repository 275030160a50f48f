"""Who is on a council's roster, for whom they work, and how they come in without an e-mail address."""

from django.db import models
from django.db.models import Q

from waylight.keys.fields import SealedTextField

from ..codes import Role
from .base import Identified, InArea, by_reference


class Operator(Identified, InArea):
    """A firm whose drivers or staff are on the roster. `name_key`: see `roster_keys`."""

    name = SealedTextField()
    name_key = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "name_key"], name="an_operator_is_kept_once")]

    @property
    def seated(self) -> frozenset[int]:
        """Whoever sees this firm's passes now, as the policy is asked."""
        return frozenset(self.seats.filter(until__isnull=True).values_list("user_id", flat=True))


class OperatorSeat(Identified, InArea):
    """That a person with the operator's role sees this firm's passes. Ended, never deleted."""

    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="seats")
    user_id = models.PositiveBigIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    given_by = by_reference()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["operator", "user_id"], condition=Q(until__isnull=True), name="a_seat_is_held_once"
            )
        ]


class Learner(Identified, InArea):
    """Somebody whose training a council looks after.

    `badge_key`, `name_key`, `email_key` find an exact value again and say nothing by themselves; `row_key`
    tells an unchanged line of the next roster. `way_in` is the digest of badge and code with which they sign
    in, empty until a code was given. `badge_end`: the last two characters, which a certificate's page shows,
    so that whoever holds the paper can tell whose it is. `mail_works` turns false when mail comes back.
    """

    role = models.CharField(max_length=12, choices=Role.choices)
    badge = SealedTextField()
    badge_key = models.CharField(max_length=64)
    badge_end = models.CharField(max_length=2)
    name = SealedTextField()
    name_key = models.CharField(max_length=64, blank=True, db_index=True)
    email = SealedTextField()
    email_key = models.CharField(max_length=64, blank=True, db_index=True)
    mail_works = models.BooleanField(default=False)
    operator = models.ForeignKey(
        Operator, null=True, blank=True, on_delete=models.PROTECT, related_name="learners"
    )
    renewal_on = models.DateField(null=True, blank=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    row_key = models.CharField(max_length=64)
    way_in = models.CharField(max_length=64, blank=True)
    code_given_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "badge_key"], name="a_badge_is_on_a_roster_once"),
            models.UniqueConstraint(
                fields=["way_in"], condition=~Q(way_in=""), name="one_way_in_per_learner"
            ),
        ]
        indexes = [models.Index(fields=["area", "left_on", "role"])]

    @property
    def learner_ref(self) -> str:
        """Whose record this is, as the policy is asked."""
        return f"learner:{self.pk}"


class OfLearner(models.Model):
    """Whatever belongs to one person's record is judged by that record."""

    class Meta:
        abstract = True

    learner: models.ForeignKey
    learner_id: object

    @property
    def learner_ref(self) -> str:
        return f"learner:{self.learner_id}"


class Visit(models.Model):
    """A sign-in with badge and code. The device holds the token, this row its digest. `shared`: a kiosk or a
    device that goes from hand to hand, where a visit ends soon when nothing is done."""

    digest = models.CharField(primary_key=True, max_length=64)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="visits")
    shared = models.BooleanField(default=False)
    ends_at = models.DateTimeField(db_index=True)


class RosterImport(Identified, InArea):
    """A roster as it was pasted, between its preview and its use. `sheet` is wiped when it is used or
    dropped; `left_over` keeps the lines that could not be used, and why, so that nothing is lost."""

    class State(models.TextChoices):
        PREVIEW = "preview"
        APPLIED = "applied"
        DROPPED = "dropped"

    state = models.CharField(max_length=8, choices=State.choices, default=State.PREVIEW)
    sheet = SealedTextField()
    left_over = SealedTextField()
    whole = models.BooleanField(default=False)
    course_id = models.CharField(max_length=60, blank=True)
    counts = models.JSONField(default=dict)
    made_by = by_reference()
    made_at = models.DateTimeField()
    settled_by = by_reference(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
