"""What accounts speak of: an observation in one account, and the entity that several may be."""

from django.db import models

from waylight.engine.linkage.accounts import KINDS
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import Identified

THING_KINDS = [(kind, kind) for kind in KINDS]


class Entity(Identified):
    """A name for whatever observations are held to be one now. Derived from links and decisions, so it has no
    words, no standing and no figure of its own.

    `merged_into`: where its observations went; `split_from`: out of which it came.
    """

    kind = models.CharField(max_length=12, choices=THING_KINDS)
    made_at = models.DateTimeField()
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged"
    )
    split_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="split"
    )


class Observation(Identified):
    """One person or thing as one account tells of it. `compared` holds, as JSON, what linkage compares.

    `gone`: a correction left nothing of it. Decisions about it stay on record.
    """

    account = models.ForeignKey("intelligence.Account", on_delete=models.CASCADE, related_name="observations")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="observations")
    kind = models.CharField(max_length=12, choices=THING_KINDS)
    compared = SealedTextField()
    gone = models.BooleanField(default=False)

    class Meta:
        ordering = ["account", "id"]

    @property
    def area_slug(self) -> str:
        return self.account.area_slug

    @property
    def desk(self) -> str:
        return self.account.desk
