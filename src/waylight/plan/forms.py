"""What is typed in a plan. A form only asks whether something is there; the actions decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waylight.accounts.forms import day
from waylight.accounts.models import Person
from waylight.casework.forms import LOOKED
from waylight.triage.forms import LONG, Ask, Based, NoWords, OwnWords, Reason, Words, choose

from .codes import Agency, AtHome, ExitReason, KeptWhere, OfferedTo, PartKind
from .rules import sheets

__all__ = ["NoWords", "Reason"]
READ_BY_OWNER = _("The owner of the action reads this. Name the child only if they must know.")
OWN_WORDS = _("In the child's own words, as far as you can.")


class WishesForm(Based):
    submit = _("Save")
    child_wants = OwnWords(
        label=_("What the child wants to be different"), required=False, widget=LONG, help_text=OWN_WORDS
    )
    not_known = Words(label=_("Or why nobody knows that yet"), required=False, widget=LONG)
    parents_want = Words(label=_("What parents or carers want"), required=False, widget=LONG)


class PartForm(Ask):
    submit = _("Add the part")
    kind = forms.ChoiceField(label=_("About"), choices=PartKind.choices, widget=forms.RadioSelect)
    subject = Words(
        label=_("Who or where"), max_length=200, help_text=_("The child, a friend, a place, a person.")
    )
    wanted = Words(label=_("What is wanted to be different"), widget=LONG)
    so_far = Words(label=_("What is different so far"), required=False, widget=LONG)


class ChangePartForm(PartForm, Based):
    submit = _("Save the part")


class TaskForm(Ask):
    """One owner: somebody with an account here, or one other who can be reached."""

    submit = _("Add the action")
    what = Words(
        label=_("What they do"),
        widget=LONG,
        help_text=_("Its owner reads this and nothing else of the record. Name the child only if they must."),
    )
    agency = forms.ChoiceField(label=_("Agency"), choices=lambda: choose(Agency.choices))
    owner = forms.ModelChoiceField(
        label=_("Who owns it"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Somebody without an account here"),
    )
    owner_name = Words(label=_("Their name, without an account"), required=False, max_length=200)
    owner_contact = Words(label=_("How to reach them"), required=False, max_length=300)
    due_on = day(_("Done by"), ahead=True)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]  # a ModelChoiceField


class ChangeTaskForm(TaskForm, Based):
    submit = _("Save the action")
    reason = Words(
        label=_("Why, if the day or the owner changes"),
        required=False,
        widget=LONG,
        help_text=READ_BY_OWNER,
    )


class ReviewForm(Ask):
    submit = _("Save the review")
    changed = Words(label=_("What changed since the last time, and what did not"), widget=LONG)
    child_says = OwnWords(
        label=_("What the child says of it"), required=False, widget=LONG, help_text=OWN_WORDS
    )
    not_known = Words(label=_("Or why nobody knows that"), required=False, widget=LONG)


class BegunForm(Ask):
    submit = _("It is begun")
    words = Words(label=_("How it begins, if that helps"), required=False, widget=LONG)


class EvidenceForm(Ask):
    submit = _("It is done")
    evidence = Words(
        label=_("How is it known that it is done?"),
        widget=LONG,
        help_text=_("What was done, when, and where that stands."),
    )


class ChaseForm(Ask):
    submit = _("Save")
    words = Words(label=_("When you asked, and what they said"), widget=LONG)


class AnswerForm(Ask):
    submit = _("Save the answer")
    words = Words(label=_("What you do about it"), widget=LONG, help_text=READ_BY_OWNER)


class OfferForm(Ask):
    submit = _("Save the offer")
    to = forms.ChoiceField(label=_("To whom"), choices=OfferedTo.choices, widget=forms.RadioSelect)
    whom = Words(label=_("Who it is for"), max_length=200)
    what = Words(label=_("What is offered, and what it is to help with"), widget=LONG)
    provider = Words(label=_("Provider"), max_length=200)
    offered_on = day(_("Offered on"))


class SaidForm(Ask):
    words = Words(label=_("What they said"), required=False, widget=LONG, help_text=_("In their words."))


class DeclineForm(Ask):
    submit = _("Save")
    words = Words(label=_("What they said, and what would make it easier"), widget=LONG)
    reoffer_on = day(_("Offer it again on"), ahead=True)


class StandsForm(Ask):
    submit = _("Save")
    words = Words(label=_("Whom you asked, and what they said of when it begins"), widget=LONG)


class QueueForm(Ask):
    submit = _("They wait")
    provider = Words(label=_("Provider"), max_length=200)
    since = day(_("Waiting since"))


class StartForm(Ask):
    submit = _("It has started")
    worker = Words(label=_("Who works with them"), max_length=200)
    started_on = day(_("Started on"))


class NewWorkerForm(Ask):
    submit = _("Save")
    worker = Words(label=_("Who works with them from now on"), max_length=200)
    reason = Words(label=_("Why, and how they were told"), widget=LONG)


class ParentsSheetForm(Ask):
    submit = _("Begin it")
    of_whom = Words(label=_("Whose plan is it?"), max_length=200)


class SheetForm(Based):
    """The questions of one kind of sheet. Nothing is required: a plan grows."""

    submit = _("Save")

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in sheets()[kind].questions:
            self.fields[question.code] = OwnWords(
                label=question.ask, help_text=question.hint, required=False, widget=LONG
            )
        self.fields["at_home"] = forms.ChoiceField(
            label=_("Is it safe to keep at home?"),
            choices=AtHome.choices,
            required=False,
            widget=forms.RadioSelect,
        )


class LookedForm(Ask):
    """Where the record keeps something back."""

    submit = _("They agree: these are their words")
    looked = forms.BooleanField(label=LOOKED, required=False)


class CopyForm(Ask):
    submit = _("Save")
    holder = Words(label=_("Who has it"), max_length=200)
    where = forms.ChoiceField(label=_("Where it is kept"), choices=KeptWhere.choices)
    safe_there = forms.BooleanField(
        label=_("Nobody who must not see it can find it there"),
        help_text=_("Asked where home is not safe for it, of a phone and of another place."),
        required=False,
    )
    given_on = day(_("Given on"))


class TransitionForm(Based):
    submit = _("Save")
    wants = OwnWords(
        label=_("What they want for when they are 18"), required=False, widget=LONG, help_text=OWN_WORDS
    )
    support = Words(label=_("Which support goes on past 18"), required=False, widget=LONG)
    adults = Words(
        label=_("Adult services: which were asked, and what they answered"), required=False, widget=LONG
    )
    goes_on = Words(label=_("Who goes on with them, by name"), required=False, max_length=300)


class HandOnForm(Ask):
    submit = _("They took over")
    words = Words(label=_("How is it known that they took over?"), widget=LONG)


class ExitForm(Ask):
    submit = _("End support")
    reason = forms.ChoiceField(
        label=_("Why support ends"), choices=ExitReason.choices, widget=forms.RadioSelect
    )
    words = Words(label=_("In words: what is different, and what holds it"), widget=LONG)
    child_says = OwnWords(
        label=_("What the child says of ending"), required=False, widget=LONG, help_text=OWN_WORDS
    )
    not_known = Words(label=_("Or why nobody knows that"), required=False, widget=LONG)


class FollowUpForm(Ask):
    submit = _("Save")
    outcome = forms.ChoiceField(
        label=_("What was found"),
        choices=[
            ("fine", _("They are well")),
            ("worried", _("There is a worry")),
            ("not-reached", _("They were not reached")),
        ],
        widget=forms.RadioSelect,
    )
    words = Words(label=_("Who was asked, and what was found or tried"), widget=LONG)
    child_says = OwnWords(label=_("What the child says"), required=False, widget=LONG, help_text=OWN_WORDS)


class FollowAnswerForm(Ask):
    submit = _("Save")
    reopen = forms.ChoiceField(
        label=_("What happens now?"),
        choices=[("yes", _("The record is opened again")), ("no", _("It stays closed"))],
        widget=forms.RadioSelect,
    )
    words = Words(label=_("Why"), widget=LONG)
