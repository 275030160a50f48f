"""Days that somebody types: none so far off that no clock of this room can be counted from it."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from waylight.accounts.forms import DATES

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
BOUNDS = (
    MinValueValidator(EARLIEST, _("This day is too long ago. Look at the year.")),
    MaxValueValidator(LATEST, _("This day is too far off. Look at the year.")),
)


def day(value: date | None) -> str:
    """In the words of a paper, which is English."""
    with override("en"):
        return date_format(value, "j F Y") if value else ""


def in_words(iso: str) -> str:
    """An ISO day in the words of a paper; what is none as it was typed."""
    try:
        return day(date.fromisoformat(iso))
    except ValueError:
        return iso


def on(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, input_formats=DATES, validators=BOUNDS, **more)
