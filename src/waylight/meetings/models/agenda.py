"""What stands on an agenda, whom it is about, and who must not see it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from waylight.casework.models import Child
from waylight.keys.fields import SealedTextField
from waylight.triage.models.base import PERSON, Identified

from ..codes import Because, ItemKind
from .meetings import Meeting


class ItemSet(models.QuerySet["Item"]):
    def about_the_same(self, items: "models.QuerySet[Item]") -> "ItemSet":
        """These items, and those of any meeting about the same child, place or person."""
        of = Subject.objects.filter(item__in=items)
        children, things = of.exclude(child=None).values("child"), of.exclude(thing=None).values("thing")
        same = Subject.objects.filter(Q(child__in=children) | Q(thing__in=things))
        return self.filter(Q(pk__in=items) | Q(pk__in=same.values("item")))

    def hidden_from(self, person: int | None) -> "ItemSet":
        """In which this person has a conflict of interest: it holds for the child, place or person, wherever
        a meeting speaks of them."""
        declared = Conflict.objects.standing(person).values("item")
        return self.about_the_same(Item.objects.filter(pk__in=declared))


class Item(Identified):
    """`because`: codes, with commas between. `left_out`: somebody said that it is not for this meeting, and
    `reason` says why; otherwise `reason` is why somebody added it by hand. `covert` stands in no paper and no
    minutes: whoever runs the meeting reads it, and nobody else; `covert_version` is the base that an edit
    of it must carry."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=ItemKind.choices)
    because = models.CharField(max_length=60)
    reason = SealedTextField()
    title = SealedTextField()
    covert = SealedTextField()
    covert_version = models.PositiveIntegerField(default=1)
    left_out = models.BooleanField(default=False)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    objects = ItemSet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_item_per_number")]

    @cached_property
    def about(self) -> list["Subject"]:
        """Whom or what it is about, read once; a page of many items fills it for all of them."""
        return list(self.subjects.all())

    @property
    def thing_key(self) -> uuid.UUID:
        """What a place or person of concern is known by: as a unit of work, else as this item."""
        return next((each.thing for each in self.about if each.thing), self.pk)

    @property
    def because_words(self) -> list[str]:
        return [str(Because(code).label) for code in self.because.split(",")]


class SubjectSet(models.QuerySet["Subject"]):
    def keys(self) -> frozenset[uuid.UUID]:
        """Of the children, places and people of concern."""
        return frozenset(key for row in self.values_list("child", "thing") for key in row if key)


class Subject(Identified):
    """Whom or what an item is about. `brief`: what the meeting needs to know, by whoever works with the
    child; `version` is the base that an edit of it must carry. `sources`: what the paper is made from, as
    the record said it when papers went out (`sources.py`)."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="subjects")
    child = models.ForeignKey(Child, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    thing = models.UUIDField(null=True, blank=True)
    brief = SealedTextField()
    version = models.PositiveIntegerField(default=1)
    brief_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    brief_at = models.DateTimeField(null=True, blank=True)
    sources = SealedTextField()
    objects = SubjectSet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(child__isnull=True) | Q(thing__isnull=True), name="a_subject_is_one_thing"
            ),
            models.UniqueConstraint(fields=["item", "child"], name="a_child_once_per_item"),
        ]


class ConflictSet(models.QuerySet["Conflict"]):
    def standing(self, person: int | None) -> "ConflictSet":
        """Those for which items are hidden from this person now."""
        return self.filter(person_id=person or 0, ended_at__isnull=True)

    def over(self, item: Item) -> "ConflictSet":
        """Those for which this item is hidden from somebody now."""
        same = Item.objects.about_the_same(Item.objects.filter(pk=item.pk))
        return self.filter(item__in=same.values("pk"), ended_at__isnull=True)


class Conflict(Identified):
    """An attendee's conflict of interest: the item is not shown to them, nor another about the same child,
    place or person. Ended, never removed."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    reason = SealedTextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    objects = ConflictSet.as_manager()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"], condition=Q(ended_at__isnull=True), name="one_conflict_stands"
            )
        ]
