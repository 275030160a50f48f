"""What staff type when they have checked a number."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from .actions import Found
from .models import ContactRoute

SAME, CHANGED, WITHDRAW = "same", "changed", "withdraw"


class CheckForm(forms.Form):
    """One check: unchanged, changed, or no longer to be shown."""

    use_required_attribute = False
    result = forms.ChoiceField(
        label=_("What did you find?"),
        choices=[
            (SAME, _("Nothing has changed")),
            (CHANGED, _("It has changed, as I write below")),
            (WITHDRAW, _("It must not be shown any more")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what you found.")},
    )
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    text_number = forms.CharField(label=_("Number for text messages"), max_length=30, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    url = forms.URLField(label=_("Web address"), max_length=200, required=False, assume_scheme="https")
    hours = forms.CharField(label=_("Hours"), max_length=120, required=False)
    method = forms.CharField(
        label=_("How did you check it?"),
        help_text=_("For example: called it, had a written reply, saw their page."),
        max_length=120,
        error_messages={"required": _("Say how you checked it.")},
    )
    source = forms.CharField(
        label=_("Whom or what did you ask?"),
        help_text=_("For example: their duty manager, or the address of their page."),
        max_length=200,
        error_messages={"required": _("Say whom or what you asked.")},
    )
    checked_on = forms.DateField(
        label=_("When did you check it?"),
        help_text=_("For example 2026-11-20."),
        error_messages={
            "required": _("Say when you checked it."),
            "invalid": _("Write a date, like 2026-11-20."),
        },
    )

    def found(self, route: ContactRoute) -> Found:
        """What was found, once the form is valid."""
        typed = self.cleaned_data
        if typed["result"] == CHANGED:
            return Found(**{key: value for key, value in typed.items() if key != "result"})
        same = Found.unchanged(
            route, method=typed["method"], source=typed["source"], checked_on=typed["checked_on"]
        )
        return replace(same, withdraw=typed["result"] == WITHDRAW)


class RejectForm(forms.Form):
    use_required_attribute = False
    reason = forms.CharField(
        label=_("Why do you not agree?"),
        max_length=200,
        error_messages={"required": _("Say why you do not agree.")},
    )
