"""People of the staff, the roles they hold, each in one area and with an end, and their ways in."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .roles import STAFF_ROLES


class GrantSet(models.QuerySet["Grant"]):
    def live(self, now: datetime) -> "GrantSet":
        """Those that give a right at this moment."""
        return self.filter(since__lte=now).filter(Q(until__isnull=True) | Q(until__gt=now))


class PersonManager(BaseUserManager["Person"]):
    def create(self, **fields: object) -> "Person":
        fields["email"] = self.normalize_email(str(fields["email"])).lower()
        return super().create(**fields)

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """A member of staff. Signs in with an e-mail address, a password and a second step.

    `invited_until`: until then somebody who has no second step may sign in to add one. None: no limit, which
    only the demonstration's people have.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    agency = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    invited_until = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Grant(models.Model):
    """A role held in an area, from and until. Ended, never deleted."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=24, choices=[(r.value, r.value) for r in STAFF_ROLES])
    area_slug = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    given_by = models.CharField(max_length=80)
    objects = GrantSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "area_slug"],
                condition=Q(until__isnull=True),
                name="a_role_is_held_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_grant_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} in {self.area_slug}"

    @property
    def is_live(self) -> bool:
        now = timezone.now()
        return self.since <= now and (self.until is None or self.until > now)


class StaffSession(models.Model):
    """A sign-in that stands until it ends. The session's own key is kept only as a digest."""

    class End(models.TextChoices):
        SIGNED_OUT = "signed-out"
        IDLE = "idle"
        TOO_LONG = "too-long"
        ELSEWHERE = "elsewhere"
        BY_PERSON = "by-person"
        SECOND_STEP_ADDED = "second-step-added"
        ACCESS_ENDED = "access-ended"
        RESTORED = "restored"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="staff_sessions")
    key_digest = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    how_ended = models.CharField(max_length=20, choices=End.choices, blank=True)


class Invitation(models.Model):
    """A one-time link to choose a password; the link's secret is kept only as a digest."""

    class Purpose(models.TextChoices):
        JOIN = "join"
        RESTORE = "restore"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class Restoration(models.Model):
    """A lost authenticator: who checked the person's identity and how, and for some accounts who agreed."""

    class Check(models.TextChoices):
        IN_PERSON = "in-person", _("Met in person, staff card seen")
        KNOWN_FACE = "known-face", _("Known by face, on a video call that we made")
        LINE_MANAGER = "line-manager", _("Line manager vouched, called on a number we already had")

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        DECLINED = "declined"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="restorations")
    area_slug = models.CharField(max_length=40)
    how_checked = models.CharField(max_length=20, choices=Check.choices)
    started_by = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices)
    second_person = models.CharField(max_length=80, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(second_person=F("started_by")), name="a_restoration_takes_two_people"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="waiting"), name="one_restoration_waits_per_person"
            ),
        ]
