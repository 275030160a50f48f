"""The one file of a package that a learning system reads first, filled in from a template written by hand."""

import uuid
from collections.abc import Sequence
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape, quoteattr

from .order import Order, Standard, WhenFailed

HERE = Path(__file__).parent / "manifests"
NAMES = {
    Standard.SCORM12: "imsmanifest.xml",
    Standard.SCORM2004: "imsmanifest.xml",
    Standard.CMI5: "cmi5.xml",
}
_NAMESPACE = uuid.UUID("6f6d2c5e-1f0c-5a0e-9c1b-7d1f2f0a5e31")
"""Ours. The ids of a course and of one version of it are made from it, so that each build has the same."""


def manifest(order: Order, files: Sequence[str]) -> bytes:
    """`files`: every other file of the package."""
    template = Template((HERE / f"{order.standard}.xml").read_text("utf-8"))
    course = order.course
    filled = template.substitute(
        identifier=quoteattr(f"waylight-{order.name}"),
        version=quoteattr(course.version_id),
        language=quoteattr(order.languages[0]),
        title=escape(course.title),
        about=escape(f"{course.summary} {course.id} {course.version_id}"),
        mastery=_share(course.mastery),
        mastery_percent=_share(course.mastery * 100),
        files="\n      ".join(f"<file href={quoteattr(name)}/>" for name in sorted(files)),
        judged=_judged(order),
        course_id=quoteattr(_urn(f"course:{course.id}")),
        unit_id=quoteattr(_urn(f"unit:{order.name}")),
    )
    return filled.encode()


def _judged(order: Order) -> str:
    """With a score to pass, a SCORM 1.2 system calls every lower score "failed", whatever the course says."""
    if order.standard == Standard.SCORM12 and order.when_failed == WhenFailed.FAILED:
        return f"\n        <adlcp:masteryscore>{_share(order.course.mastery * 100)}</adlcp:masteryscore>"
    return ""


def _share(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")


def _urn(of: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, of)}"
