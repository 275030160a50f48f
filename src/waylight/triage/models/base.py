"""What every record of the hub shares."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..machine import Machine

PERSON = settings.AUTH_USER_MODEL


def states(machine: Machine) -> list[tuple[str, str]]:
    return [(state, state) for state in machine.states]


def known_states(machine: Machine, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(state__in=machine.states), name=name)


def reference(pk: uuid.UUID) -> str:
    return pk.hex[:8].upper()


class Identified(models.Model):
    """Rows with encrypted words need their key before they are written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
