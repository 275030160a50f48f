"""What is said about one line of a register: how it ended, or that it counts for nobody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .codes import CheckHow, Result
from .records_forms import Asked


class ChangeForm(Asked):
    line = forms.UUIDField(widget=forms.HiddenInput)
    check_how = forms.ChoiceField(required=False, choices=[("", _("Not yet")), *CheckHow.choices])
    result = forms.ChoiceField(required=False, choices=[("", _("Not yet known")), *Result.choices])


class StrikeForm(Asked):
    line = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(max_length=400)
