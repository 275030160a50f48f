"""Siblings, peers and others around a child who have a record of their own."""

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.work.actions import announce

from ..errors import NotPossible, Why
from ..models import Child, Related
from .steps import audit, changing


def link_record(related: Related, record: Child, *, by: Actor) -> Related:
    """Say that somebody around a child is the child of another record. Whoever says so works on both, and
    only those who work on both see it: on either page, and in no chronology.

    Raises NotPossible for the record itself.
    """
    if record.pk == related.child_id:
        raise NotPossible(Why.OWN_RECORD)
    require(by, "child.write", record)
    with changing(related.child, "child.write", by=by) as fresh:
        related.record = record
        related.save(update_fields=["record"])
        for child, other in ((fresh, record), (record, fresh)):
            audit(child, "child.write", by=by, detail={"linked": str(related.pk), "to": str(other.pk)})
        announce("child.linked", child=str(fresh.pk), to=str(record.pk))
    return related


def unlink_record(related: Related, *, by: Actor) -> Related:
    """It is not that child's record: whoever works on both takes the link away, and neither page shows it.

    Raises NotPossible where none stands.
    """
    record = related.record
    if record is None:
        raise NotPossible(Why.SETTLED_ALREADY)
    require(by, "child.write", record)
    with changing(related.child, "child.write", by=by) as fresh:
        related.record = None
        related.save(update_fields=["record"])
        for child, other in ((fresh, record), (record, fresh)):
            audit(child, "child.write", by=by, detail={"unlinked": str(related.pk), "from": str(other.pk)})
        announce("child.unlinked", child=str(fresh.pk), was=str(record.pk))
    return related
