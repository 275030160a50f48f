"""What is asked of whoever hands an extract to somebody without an account. Nothing is ticked beforehand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waylight.accounts.forms import day
from waylight.triage.forms import LONG, Ask, Words, choose

from .actions.handing import DAYS, MOST_DAYS, Given
from .codes import BASES, ToldCode
from .forms import SEVERAL


class LinkForm(Ask):
    submit = _("Seal it for them")
    sharing = frozenset({"basis"})
    name = Words(label=_("Who reads it: a person, by name"), max_length=120)
    organisation = Words(label=_("Their hotel, school, club or service"), max_length=120)
    questions = forms.MultipleChoiceField(
        label=_("What of the referral they need to know"),
        required=False,
        widget=SEVERAL,
        help_text=_("Tick only what they need for what you ask of them. Nothing else reaches them."),
    )
    items = forms.MultipleChoiceField(
        label=_("What agencies told, and allow to be passed on to somebody outside"),
        required=False,
        widget=SEVERAL,
    )
    asked = Words(label=_("What you ask them to do"), widget=LONG)
    by_day = day(
        _("By which day they say that they have it"),
        help_text=_("If they have not by then, it is due to you."),
        ahead=True,
    )
    ring = Words(label=_("Whom they ring about it, and the number"), max_length=200)
    days = forms.IntegerField(
        label=_("For how many days the link is open"),
        initial=DAYS,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("At most 28."),
    )
    code_told = forms.ChoiceField(
        label=_("How they get the code: never by the way that the link goes"),
        choices=ToldCode.choices,
        widget=forms.RadioSelect,
    )
    basis = forms.ChoiceField(label=_("Lawful basis for sharing"), choices=lambda: choose(BASES))
    relevance = Words(label=_("How it may help them to protect the child"), widget=LONG)
    detriment = Words(
        label=_("What speaks against sharing: could it be more detrimental to the child than not sharing?"),
        widget=LONG,
    )
    reasons = Words(label=_("Why you share it all the same"), widget=LONG)
    looked = forms.BooleanField(
        label=_(
            "I looked at what must not be disclosed, who must not learn of it, who told it, and how the child"
            " is reached"
        ),
        required=False,
    )

    def __init__(
        self, *args: Any, answers: dict[str, tuple[str, str]], items: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen = [(code, f"{ask}: {words}") for code, (ask, words) in answers.items()]
        self.fields["questions"].choices = chosen  # type: ignore[attr-defined]  # a field of choices
        if items:
            self.fields["items"].choices = items  # type: ignore[attr-defined]  # a field of choices
        else:
            del self.fields["items"]

    def given(self) -> Given:
        return Given(**self.cleaned_data)
