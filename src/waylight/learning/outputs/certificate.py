"""The certificate of one completion, from plain data: certificates are kept and decided on elsewhere."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import override

from .fonts import families
from .labels import ENGLISH, labels, said
from .pdf import pdf
from .qr import ScanCode

TITLE = "Certificate of training"
ALT = "Code to scan. It opens the page that checks this certificate, %(address)s."
BADGE = "Badge or licence number ends in %(end)s"
MADE_UP = "A made-up example from a made-up place. It certifies nothing."
MEANING = (
    "It says that this person completed the training on that day. It says nothing about a licence, a check "
    "of records or fitness for work."
)


@dataclass(frozen=True)
class Certified:
    """`code`: as it is read out, grouped; `check_address`: the whole address of the page that checks it.
    `valid_until` None: it does not lapse. `badge_end`: the last of the badge, as names are not unique.
    `made_up`: the area is invented, and the sheet says so."""

    name: str
    course_title: str
    course_id: str
    version_id: str
    completed_on: date
    valid_until: date | None
    issuer: str
    code: str
    check_address: str
    badge_end: str = ""
    made_up: bool = False


def certificate(certified: Certified) -> bytes:
    """In English, as every authority that is shown it must be able to read it. Raises CannotPrint, also where
    no font on this machine has the letters of the name."""
    code = ScanCode(certified.check_address)
    version = f"{certified.course_id} {certified.version_id}"
    lines = [said(MEANING, ENGLISH)]
    badge = said(BADGE, ENGLISH, end=certified.badge_end)["words"] if certified.badge_end else ""
    if certified.made_up:
        lines.append(said(MADE_UP, ENGLISH))
    return pdf(
        "certificate.typ",
        {
            "language": ENGLISH,
            "rtl": False,
            "scripts": {ENGLISH: {"fonts": families(ENGLISH), "rtl": False, "tall": False}},
            "labels": labels(ENGLISH),
            "title": f"{TITLE}: {certified.name}, {certified.course_title}",
            "author": certified.issuer,
            "about": f"{certified.course_title}, completed by {certified.name}",
            "version": version,
            "kind": None,
            "heading": said(TITLE, ENGLISH),
            "imprint": lines,
            "code": {
                "svg": code.svg(),
                "alt": ALT % {"address": code.shown},
                "address": code.address,
                "shown": code.shown,
            },
            "certificate": {
                "name": certified.name,
                "badge": badge,
                "course": certified.course_title,
                "completed": _day(certified.completed_on),
                "valid": _day(certified.valid_until) if certified.valid_until else "",
                "issuer": certified.issuer,
                "code": certified.code,
            },
        },
    )


def _day(day: date) -> str:
    with override(ENGLISH):
        return date_format(day, "j F Y")
