"""What the auditor may narrow the list by."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Verb

DATES = ["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d.%m.%Y"]


class EventFilter(forms.Form):
    actor = forms.ChoiceField(label=_("Person"), required=False)
    verb = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Any")), *((v.value, v.label) for v in Verb)]
    )
    action = forms.CharField(label=_("Action"), required=False, max_length=60)
    object_type = forms.CharField(label=_("Kind of thing"), required=False, max_length=40)
    object_id = forms.CharField(label=_("Its number"), required=False, max_length=64)
    since = forms.DateField(
        label=_("From"), required=False, input_formats=DATES, help_text=_("For example, 22/11/2026")
    )
    until = forms.DateField(label=_("To, that day included"), required=False, input_formats=DATES)

    def __init__(self, data: Mapping[str, Any], actors: dict[str, str]) -> None:
        super().__init__(data)
        named = sorted(actors.items(), key=lambda pair: pair[1].casefold())
        self.fields["actor"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, declared above
            ("", _("Anybody")),
            ("public", _("The public")),
            *((ref, f"{name} ({ref})") for ref, name in named),
        ]

    def narrowing(self) -> dict[str, Any]:
        """Arguments of `queries.events()`. Days are the hub's own, in local time."""
        asked = {**self.cleaned_data}
        asked["since"] = _midnight(asked["since"]) if asked["since"] else None
        asked["until"] = _midnight(asked["until"] + timedelta(days=1)) if asked["until"] else None
        return asked


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
