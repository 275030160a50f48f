"""What staff type. A form only asks whether something is there; the actions decide whether it may be done."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from waylight.triage.forms import LONG, WHY, Ask, Words, choose

from .asked import LONGEST
from .naming import KINDS


class Purpose(models.TextChoices):
    """Why something is looked for: kept with the search (Data Protection Act 2018 s62)."""

    CONCERN = "concern", _("A concern that I work on")
    PARTNER = "partner", _("A partner agency asked, and may know")
    PATTERN = "pattern", _("A pattern, or the picture of the area")
    MISSING = "missing", _("A child is missing now")


class SearchForm(Ask):
    value = Words(
        label=_("What are you looking for?"),
        help_text=_(
            "A mark (part of one: KV00 ?B*), a number or the end of one, an account name, a name in any "
            "spelling, a postcode, plain words, or days (last week; 12 to 15 October; since Monday; Friday "
            "nights) alone or with them."
        ),
        max_length=LONGEST,
    )
    purpose = forms.ChoiceField(label=_("What for?"), choices=lambda: choose(Purpose.choices))
    submit = _("Search")


class KeepForm(Ask):
    """The search that was just made, to be kept."""

    value = Words(max_length=LONGEST, widget=forms.HiddenInput)
    purpose = forms.ChoiceField(choices=Purpose.choices, widget=forms.HiddenInput)
    submit = _("Keep this search")


class WatchForm(Ask):
    reason = Words(label=WHY, widget=LONG)
    days = forms.ChoiceField(
        label=_("For how long?"),
        choices=[("7", _("A week")), ("28", _("Four weeks")), ("90", _("Ninety days"))],
        initial="28",
    )
    submit = _("Watch it")


class ElsewhereForm(Ask):
    reason = Words(label=WHY, widget=LONG, help_text=_("The other area reads it. Name nobody."))
    submit = _("Ask the other areas")


class CorrectForm(Ask):
    kind = forms.ChoiceField(label=_("It is a"), choices=lambda: list(KINDS.items()))
    value = Words(label=_("It should say"), max_length=200)
    submit = _("Correct")


class SameForm(Ask):
    verdict = forms.ChoiceField(
        label=_("Are these two the same?"),
        choices=[("same", _("The same")), ("different", _("Not the same"))],
        widget=forms.RadioSelect,
    )
    reason = Words(label=WHY, widget=LONG)


class TakeBackForm(Ask):
    reason = Words(label=WHY, widget=LONG)
    submit = _("Take back what was decided")


class OutcomeForm(Ask):
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=[
            ("acted", _("Acted on")),
            ("nothing-found", _("Visited or asked, nothing found")),
            ("explained", _("There is another explanation")),
        ],
        widget=forms.RadioSelect,
    )
    words = Words(label=_("What was done and found"), widget=LONG)
