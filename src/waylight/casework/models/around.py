"""Who is around a child, by what the child is known elsewhere, and the keys by which a record is found."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON

from ..codes import Around, IdentifierKind
from .children import Child, OfChild


class Related(OfChild):
    """Family, network, professionals. `not_to_know`: what is recorded here must never reach this person.
    `record`: their own record, where they are a child who has one; seen by those who work on both."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="related")
    kind = models.CharField(max_length=12, choices=Around.choices)
    name = SealedTextField()
    role = SealedTextField()
    contact = SealedTextField()
    not_to_know = models.BooleanField(default=False)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    record = models.ForeignKey(
        Child, null=True, blank=True, on_delete=models.PROTECT, related_name="stands_in"
    )

    class Meta:
        ordering = ["kind", "at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(record__isnull=True) | ~Q(record=F("child")), name="nobody_is_around_themselves"
            )
        ]


class Numbers(models.QuerySet["Identifier"]):
    def standing(self) -> Self:
        """Those by which the child is known now: a number typed wrong is kept, and shown nowhere."""
        return self.filter(ended_at__isnull=True)


class Identifier(OfChild):
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="identifiers")
    kind = models.CharField(max_length=8, choices=IdentifierKind.choices)
    value = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = Numbers.as_manager()

    class Meta:
        ordering = ["at"]


class IndexKey(models.Model):
    """A keyed digest of an exact identifier, of a name with a date of birth, or of a whole name: the child's
    own or a friend's."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="index_keys")
    kind = models.CharField(max_length=8)
    digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "kind", "digest"], name="one_index_key_per_value")
        ]
