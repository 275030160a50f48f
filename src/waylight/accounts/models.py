"""People of the staff and the roles they hold, each in one area and with an end."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from .policy import STAFF_ROLES


class PersonManager(BaseUserManager["Person"]):
    def create(self, **fields: object) -> "Person":
        fields["email"] = self.normalize_email(str(fields["email"])).lower()
        return super().create(**fields)

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """A member of staff. Signs in with an e-mail address, a password and a second step."""

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

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "area_slug"],
                condition=Q(until__isnull=True),
                name="a_role_is_held_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="a_grant_ends_after_it_begins"
            ),
        ]
