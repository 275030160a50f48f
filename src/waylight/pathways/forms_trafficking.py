"""What is typed about trafficking. A form only asks whether something is there; the actions decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waylight.accounts.forms import day
from waylight.triage.forms import WHY, Ask, Based, Words, choose

from .codes import BirthBasis, Consent, ExploitationType
from .forms import long, moment


class ConsiderForm(Ask):
    submit = _("Consider a referral")
    signs = long(
        _("What makes you think of it"),
        _("Being moved need not be far: within one town counts."),
        required=True,
    )


class WriteForm(Based):
    submit = _("Save the form")
    types = forms.MultipleChoiceField(
        label=_("Which kinds it may be"),
        choices=ExploitationType.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    first_responder = Words(label=_("First responder: who sends it"), required=False, max_length=200)
    signs = long(_("Signs"), required=True)
    places = long(_("Places"))
    movement = long(_("How the child was moved, by whom, from where to where"))
    birth_basis = forms.ChoiceField(
        label=_("Where the date of birth is known from"),
        choices=lambda: choose(BirthBasis.choices),
        required=False,
    )
    needs = long(_("What is needed now: safety, a home, health, an interpreter"))
    may_have_defence = forms.BooleanField(
        label=_("Was made to do something unlawful: a defence may hold"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].required = False


class ReferForm(Ask):
    submit = _("It was sent")
    consent = forms.ChoiceField(
        label=_("An adult only: do they agree?"),
        choices=[("", _("A child, or not asked")), (Consent.GIVEN.value, _("They agree"))],
        required=False,
        help_text=_("A child's consent is not required."),
    )
    their_reference = Words(label=_("Reference that came back"), required=False, max_length=120)
    sent_at = moment(_("When it was sent, if not just now"), required=False)


class ReferenceForm(Ask):
    submit = _("Save their reference")
    their_reference = Words(label=_("Reference that came back"), max_length=120)


class NotifyForm(Ask):
    submit = _("It was sent")
    looked = forms.BooleanField(
        label=_("I read it: nothing in it tells who they are, not by a place, a job or a story either"),
        required=False,
    )


class NotReferForm(Ask):
    submit = _("It is not referred")
    reason = long(WHY, required=True)


class AgainForm(Ask):
    submit = _("Consider it again")
    words = long(_("What is new"), required=True)


class AnswerForm(Ask):
    submit = _("Save the answer")
    target = forms.ChoiceField(label=_("The answer"), widget=forms.RadioSelect)
    on = day(_("Of which day"))
    words = long(_("Their reasons, and what follows for the child"), required=True)
    early = forms.BooleanField(
        label=_("Their letter gives this day"),
        help_text=_("Asked where conclusive grounds come sooner than the usual route allows."),
        required=False,
    )

    def __init__(self, *args: Any, answers: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = answers  # type: ignore[attr-defined]  # it is a ChoiceField


class AskHowForm(Ask):
    submit = _("Save")
    words = long(_("Whom you asked, what they said, and what that means for the child"), required=True)


class DatedForm(Ask):
    on = day(_("On which day"))
    words = long(_("By whom, to whom, with what words"), required=True)
