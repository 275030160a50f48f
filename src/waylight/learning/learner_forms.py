"""What is asked of the public about other formats, and of the staff about that and about shared devices."""

import secrets
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError
from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from waylight.guidance import queries as guidance
from waylight.guidance.models import Area

from .actions.asking import Asked
from .actions.devices import MOST_HOURS
from .models import Declined, Format
from .queries.asking import language_name, pieces

OTHER = "other"
NOT_NOW = _("We cannot take this just now. Try again later, or ask your council.")


class AskForm(forms.Form):
    """Whatever is left out can be asked back about, but for what is wanted at all."""

    area = forms.ChoiceField(label=_("Which council is it for?"))
    piece = forms.ChoiceField(label=_("What do you need?"))
    format = forms.ChoiceField(label=_("In which form?"), choices=Format.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("In which language?"), required=False)
    words = forms.CharField(
        label=_("Anything else that we should know (optional)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Do not write about a child here. To tell us about a worry, use the report form."),
    )
    contact = forms.CharField(
        label=_("Where shall we send it? (optional)"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "An e-mail address, a phone number or a postal address. Leave it empty and you get a number with "
            "which you can collect it. It is kept under lock and removed 30 days after you were answered."
        ),
    )
    once = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, areas: list[Area], area: Area | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = forms.ChoiceField(
            label=_("Which council is it for?"), choices=[(one.slug, one.name) for one in areas]
        )
        if len(areas) == 1:
            self.fields["area"].widget = forms.HiddenInput()
        self.fields["piece"] = forms.ChoiceField(
            label=_("What do you need?"), choices=[*pieces(), (OTHER, _("Something else: say what below"))]
        )
        self.fields["language"] = forms.ChoiceField(
            label=_("In which language?"), required=False, choices=_languages(area)
        )
        self.initial["area"] = area.slug if area else None
        self.initial["once"] = secrets.token_hex(16)

    def clean(self) -> None:
        said = self.cleaned_data
        if not said.get("language") and said.get("format") == Format.SAME:
            self.add_error("language", _("Say in which language, or choose another form."))
        unsaid = OTHER in (said.get("piece"), said.get("language")) or said.get("format") == Format.OTHER
        if unsaid and not said.get("words", "").strip():
            self.add_error("words", _("Say what you mean by something else."))

    def asked(self) -> Asked:
        said = self.cleaned_data
        return Asked(
            piece=said["piece"],
            language=said["language"],
            format=Format(said["format"]),
            words=said["words"],
            contact=said["contact"],
            once=said["once"] or secrets.token_hex(16),
        )


def _languages(area: Area | None) -> list[tuple[str, Any]]:
    """Those of this site and of the area, by their names in the reader's language."""
    codes = {code for code, _name in settings.LANGUAGES}
    codes |= set(guidance.pack(area).languages) if area is not None else set()
    named = sorted(((code, _name(code)) for code in codes), key=lambda pair: pair[1])
    return [("", _("As it is now")), *named, (OTHER, _("Another language: say which below"))]


def _name(code: str) -> str:
    """In the reader's language where Unicode's CLDR knows it, else in English."""
    try:
        own = Locale.parse(get_language() or "en", sep="-").languages.get(code)
    except UnknownLocaleError:
        own = None
    return own or language_name(code)


class MeetForm(forms.Form):
    note = forms.CharField(
        label=_("What was sent or laid ready, and how (optional)"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DeclineForm(forms.Form):
    why = forms.ChoiceField(
        label=_("What whoever asked is told"), choices=Declined.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why, for the council's own record"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OpenDeviceForm(forms.Form):
    area = forms.ChoiceField(label=_("Area"))
    hours = forms.TypedChoiceField(
        label=_("For how many hours?"),
        coerce=int,
        choices=[(hours, str(hours)) for hours in range(1, MOST_HOURS + 1)],
        initial=2,
    )
    place = forms.CharField(
        label=_("Where it stands (optional)"),
        required=False,
        max_length=120,
        help_text=_("For whoever closes it: the training room, the counter of a firm."),
    )

    def __init__(self, *args: Any, areas: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = forms.ChoiceField(
            label=_("Area"), choices=[(one.slug, one.name) for one in areas]
        )
