"""What is typed about a case before a court. A form only asks whether it is there; the actions decide."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waylight.accounts.forms import day
from waylight.triage.forms import WHY, Ask, Based, OwnWords, Words, choose

from .codes_court import Court, News, Part, Purpose, SpecialMeasure, ToldHow
from .forms import YES_NO, long, moment

LISTED_AHEAD = timedelta(days=5 * 366)
"""Trials are listed years ahead."""


class ProceedingsForm(Based):
    submit = _("Save")
    part = forms.ChoiceField(label=_("The child's part"), choices=Part.choices, widget=forms.RadioSelect)
    about = long(_("What the case is about, and its reference"), required=True)
    wishes = long(_("What the child wants of it, and fears"))
    witness_care = Words(label=_("Witness care: who, how reached"), required=False, max_length=300)
    visit_on = day(_("Visit to the court before the trial"), required=False)
    travel = long(_("How the child gets there and home safely, who is with them, where they wait"))
    orders = long(_("Orders: what each forbids, until when"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].required = False


class HearingForm(Ask):
    submit = _("Add the hearing")
    court = forms.ChoiceField(label=_("Court"), choices=lambda: choose(Court.choices))
    place = Words(label=_("Which one, where"), max_length=200)
    purpose = forms.ChoiceField(label=_("What for"), choices=lambda: choose(Purpose.choices))
    starts_at = moment(_("When"), ahead=LISTED_AHEAD)


class MoveForm(Based):
    submit = _("Move it")
    starts_at = moment(_("Listed now for"), ahead=LISTED_AHEAD)
    court = forms.ChoiceField(label=_("Court"), choices=lambda: choose(Court.choices))
    place = Words(label=_("Which one, where"), max_length=200)
    reason = long(WHY, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].required = False


class HeldForm(Ask):
    submit = _("Save")
    happened = long(_("What happened, in words that the child can be told"), required=True)


class ReasonForm(Ask):
    submit = _("Save")
    reason = long(WHY, required=True)


class MeasureForm(Ask):
    submit = _("Save")
    kind = forms.ChoiceField(label=_("Special measure"), choices=lambda: choose(SpecialMeasure.choices))
    on = day(_("Asked for on"))
    words = long(_("What the child wants, and why it helps"), required=True)


class MeasureAnswerForm(Ask):
    submit = _("Save")
    measure = forms.ChoiceField(label=_("Special measure"))
    granted = forms.ChoiceField(label=_("Was it granted?"), choices=YES_NO, widget=forms.RadioSelect)
    on = day(_("On which day"))
    words = long(_("What the court said"), required=True)

    def __init__(self, *args: Any, asked: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = choose(asked)  # type: ignore[attr-defined]  # it is a ChoiceField


class NewsForm(Ask):
    submit = _("The child is to be told")
    news = forms.ChoiceField(label=_("What is it?"), choices=lambda: choose(News.choices))
    what = long(_("In words that the child can be told"), required=True)
    happened_at = moment(_("When it happened"))


class OutcomeForm(Ask):
    submit = _("Close the case")
    outcome = long(_("How it ended, and what that means for the child"), required=True)


class TellForm(Ask):
    submit = _("The child was told")
    how = forms.ChoiceField(label=_("How"), choices=ToldHow.choices, widget=forms.RadioSelect)
    told_by = Words(label=_("By whom"), max_length=200)
    said = long(_("What the child said to it"), field=OwnWords)
    looked = forms.BooleanField(
        label=_("I looked at what must not be disclosed, and how the child is safely reached"), required=False
    )
