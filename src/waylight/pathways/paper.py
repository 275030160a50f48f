"""A referral on paper: PDF/UA-1, made by Typst from what is told."""

from pathlib import Path

from waylight.learning.outputs.fonts import families
from waylight.learning.outputs.pdf import pdf

from .told import Told

SHEET = Path(__file__).resolve().parent / "typst/referral.typ"
ENGLISH = "en"


def paper(told: Told) -> bytes:
    """Raises CannotPrint."""
    data = {
        "language": ENGLISH,
        "rtl": False,
        "scripts": {ENGLISH: {"fonts": families(ENGLISH), "rtl": False, "tall": False}},
        "labels": {},
        "title": told.title,
        "author": "Waylight",
        "about": told.title,
        "version": f"{told.reference}. Form: {told.form_version or 'not sent yet'}",
        "marking": told.marking,
        "warnings": told.warnings,
        "lines": [{"label": label, "words": words.splitlines()} for label, words in told.lines],
    }
    return pdf(SHEET, data)
