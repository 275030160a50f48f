"""Settling an edit that met another: a person has read both and done what is right."""

from django.db import transaction
from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.work.actions import announce

from ..errors import NotPossible, Why
from ..models import EditConflict
from .steps import audit


def settle(conflict: EditConflict, *, by: Actor) -> EditConflict:
    """Say that a conflict is dealt with. The stored edit stays as it is. Raises NotPossible."""
    require(by, "conflict.settle", conflict)
    with transaction.atomic():
        rows = EditConflict.objects.select_for_update(of=("self",)).select_related("contact", "stream")
        conflict = rows.get(pk=conflict.pk)
        if conflict.settled_at is not None:
            raise NotPossible(Why.SETTLED_ALREADY)
        conflict.settled_by_id, conflict.settled_at = by.user_id, timezone.now()
        conflict.save(update_fields=["settled_by", "settled_at"])
        audit(conflict.contact, "conflict.settle", by=by, detail={"conflict": str(conflict.pk)})
        announce("conflict.settled", conflict=str(conflict.pk))
    return conflict
