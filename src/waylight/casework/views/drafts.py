"""What is typed about a due, about what the hub handed on, and before somebody else's record is opened."""

from uuid import UUID

from django.urls import reverse

from ..models import Arrival, Child, Due
from .slots import Slot, draft_name, keeps, keeps_forms

OF_DUE = {"pause": "child.write", "looked-at": "child.allocate"}


def _of_due(pk: UUID, name: str) -> Slot | None:
    """A due that is no child's is paused by nobody."""
    due = Due.objects.select_related("child").filter(pk=pk).first()
    if due is None or due.child is None or name not in OF_DUE:
        return None
    back = reverse("child", args=[due.child_id])
    return Slot(due.child, draft_name("due", pk, name), (OF_DUE[name], due.child), back)


keeps("due", _of_due)
keeps_forms(
    "arrival",
    Arrival.objects.select_related("stream__contact"),
    {"open": "child.receive", "back": "child.receive"},
    lambda arrival: reverse("child-arrival", args=[arrival.pk]),
)
keeps_forms(
    "glass",
    Child.objects.all(),
    {"open": "child.break-glass"},
    lambda child: reverse("child-glass", args=[child.pk]),
)
