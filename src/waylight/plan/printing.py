"""A safety plan, or a plan of parents, as PDF/UA-1, made by Typst. No name, number or agency stands on it;
that it is not agreed yet does."""

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from waylight.learning.outputs.fonts import families
from waylight.learning.outputs.pdf import pdf

from .machine import SHEET
from .models import Sheet
from .rules import sheets

PAGE = Path(__file__).resolve().parent / "typst/sheet.typ"
ENGLISH = "en"


def sheet_as_pdf(sheet: Sheet) -> bytes:
    """Raises CannotPrint."""
    return pdf(PAGE, _data(sheet))


def _standing(sheet: Sheet) -> str:
    """What a paper says of itself that is not the one in hand."""
    if sheet.state == "replaced":
        return gettext("Replaced: a newer one is in hand")
    return gettext("Not agreed yet") if sheet.state == SHEET.start else ""


def _data(sheet: Sheet) -> dict[str, Any]:
    rule, words = sheets()[sheet.kind], json.loads(sheet.words or "{}")
    return {
        "language": ENGLISH,
        "rtl": False,
        "scripts": {ENGLISH: {"fonts": families(ENGLISH), "rtl": False, "tall": False}},
        "labels": {"draft": _standing(sheet)},
        "title": rule.title,
        "author": "",
        "about": rule.title,
        "version": "",
        "parts": [
            {"ask": question.ask, "words": words.get(question.code, "").splitlines()}
            for question in rule.questions
        ],
    }
