"""What units of two areas are told of each other: that the other holds something, and whom to ring."""

from dataclasses import dataclass
from uuid import UUID

from waylight.accounts.policy import can, require
from waylight.accounts.roles import Actor, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.guidance import queries as guidance
from waylight.guidance.kinds import Kind
from waylight.guidance.models import Area
from waylight.guidance.rule import ShownRoute

from ..models import AskedElsewhere, Entity, MentionKey, Observation
from ..naming import KINDS
from .scope import within_reach


@dataclass(frozen=True)
class Elsewhere:
    """`other` is the area at the far end, `ring` how to reach its hub today, None where no number may be
    shown. `mine`: what the viewer's own area holds of it, by the entity's id; None if that is gone."""

    asked: AskedElsewhere
    other: Area
    ring: ShownRoute | None
    mine: UUID | None

    @property
    def kind_words(self) -> str:
        return str(KINDS[self.asked.entity.kind])


def asked_of(viewer: Actor, entity: Entity) -> list[Elsewhere]:
    """What the viewer's unit has learnt of other areas about this thing, newest first."""
    rows = AskedElsewhere.objects.filter(entity=entity, asking__in=viewer.areas(Role.INTELLIGENCE))
    return [
        Elsewhere(row, row.area, _ring(row.area), entity.pk)
        for row in rows.select_related("entity", "area", "by")
    ]


def asked_of_us(viewer: Actor) -> list[Elsewhere]:
    """What other areas' units asked that the viewer's area holds something of, unseen yet. A consultation
    where there is any; nothing for whoever is of no unit."""
    areas = viewer.areas(Role.INTELLIGENCE)
    rows = AskedElsewhere.objects.filter(area__in=areas, done_at__isnull=True)
    found = [
        Elsewhere(row, row.asking, _ring(row.asking), _held_here(viewer, row.entity))
        for row in rows.select_related("entity", "asking", "area", "by")
        if can(viewer, "elsewhere.see", row)
    ]
    if found:
        record(Verb.CONSULTATION, "elsewhere.see", by=viewer, detail={"count": len(found)})
    return found


def asked_elsewhere(viewer: Actor, pk: UUID) -> AskedElsewhere:
    """Raises AskedElsewhere.DoesNotExist, Refused."""
    row = AskedElsewhere.objects.get(pk=pk)
    require(viewer, "elsewhere.see", row)
    return row


def _ring(area: Area) -> ShownRoute | None:
    return next((each for each in guidance.shown(area) if each.kind == Kind.HUB), None)


def _held_here(viewer: Actor, entity: Entity) -> UUID | None:
    """The viewer's own observation of it: of the same entity, else of the very same value."""
    reach = Observation.objects.filter(within_reach(viewer, "account__contact__"), gone=False)
    if reach.filter(entity=entity).exists():
        return entity.pk
    digests = MentionKey.objects.filter(mention__observation__entity=entity).values("digest")
    same = reach.filter(kind=entity.kind, mentions__keys__digest__in=digests)
    return same.values_list("entity", flat=True).first()
