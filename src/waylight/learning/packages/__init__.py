"""A course as a package for a council's own learning system: SCORM 1.2, SCORM 2004 (4th edition) or cmi5.

Every package holds one page with the whole course, a small script that speaks to the learning system, a
neutral page to leave to, and a manifest. Nothing in it asks another address for anything. What a learning
system is told: where the learner is, and a pass with its score; no single answer, no time on a question, no
failed try unless the council asks for it.
"""

from . import manifests, player
from .order import Order, Standard, WhenFailed, WhenPassed
from .zipping import zipped

__all__ = ["CannotPackage", "Order", "Standard", "WhenFailed", "WhenPassed", "files", "package"]


class CannotPackage(ValueError):
    """Words for whoever asked."""


def package(order: Order) -> bytes:
    """The zip: the same bytes each time, as long as neither the words nor the numbers change. Raises
    CannotPackage."""
    return zipped(files(order))


def files(order: Order) -> dict[str, bytes]:
    """What is in the package, by its path. Raises CannotPackage."""
    if not order.course.questions:
        raise CannotPackage(f"The course {order.course.id} has no questions, so nobody could pass it.")
    found = {
        "index.html": player.page(order).encode(),
        "adapter.js": player.adapter(order),
        "left.html": player.left().encode(),
    }
    return {manifests.NAMES[order.standard]: manifests.manifest(order, list(found)), **found}
