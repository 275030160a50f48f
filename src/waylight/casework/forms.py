"""What is typed about a child. A form only asks whether something is there; the actions decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waylight.accounts.forms import DATES
from waylight.accounts.models import Person
from waylight.triage.forms import LONG, WHY, Ask, Based, NoWords, Reason, Words, choose

from .codes import BY_HAND, AgeBand, Around, IdentifierKind
from .details import Details
from .rules import clocks

__all__ = ["NoWords", "Reason"]
EXACT = [("person", _("Name, date of birth")), *IdentifierKind.choices]


class FindForm(Ask):
    submit = _("Look")
    kind = forms.ChoiceField(label=_("What do you know?"), choices=EXACT, widget=forms.RadioSelect)
    value = Words(
        label=_("The exact value"),
        help_text=_("A whole number, or a name and a date: Mina Tarn, 2013-04-09."),
    )


class DetailsForm(Based):
    """Every answer but a name may be left out: nobody has said yet."""

    submit = _("Save")
    name = Words(label=_("Name, or what the child is called"), max_length=200)
    other_names = Words(label=_("Other names, with commas between"), required=False, max_length=300)
    born = forms.DateField(label=_("Date of birth"), required=False, input_formats=DATES)
    age_band = forms.ChoiceField(
        label=_("Or about how old"), choices=AgeBand.choices, initial=AgeBand.UNKNOWN
    )
    home_authority = Words(label=_("Home authority"), required=False, max_length=120)
    host_authority = Words(label=_("Where the child lives now, if elsewhere"), required=False, max_length=120)
    school = Words(label=_("School"), required=False, max_length=200)
    communication = Words(
        label=_("Language, interpreter, disability: how to talk with the child"), required=False, widget=LONG
    )
    safe_contact = Words(
        label=_("When and how it is safe to reach the child"),
        required=False,
        widget=LONG,
        help_text=_("Shown on every page of the record."),
    )
    do_not_disclose = Words(
        label=_("What must not be disclosed, and to whom"),
        required=False,
        widget=LONG,
        help_text=_("An address, a school, that there is a record. Shown on every page of the record."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].required = False


def details_of(typed: dict[str, Any]) -> Details:
    """From the cleaned answers of a `DetailsForm`."""
    known = {name: typed[name] for name in Details.__dataclass_fields__ if name in typed}
    return Details(**{**known, "born": typed["born"].isoformat() if typed["born"] else ""})


class OpenForm(DetailsForm):
    """A record for a child that has none."""

    submit = _("Open the record")
    worker = forms.ModelChoiceField(
        label=_("Who works with the child"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
    )
    another = forms.BooleanField(
        label=_("I have looked: it is none of the records named here"), required=False
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = people  # type: ignore[attr-defined]


class LineForm(Ask):
    submit = _("Add it")
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=[(k.value, k.label) for k in BY_HAND], widget=forms.RadioSelect
    )
    happened_on = forms.DateField(label=_("On which day"), input_formats=DATES)
    text = Words(
        label=_("What happened, or what was said"),
        widget=LONG,
        help_text=_("The child's own words as they were said, not put better."),
    )
    source = Words(label=_("Where is it known from?"), max_length=300)
    trigger = forms.ChoiceField(
        label=_("Is the assessment to be looked at sooner?"),
        required=False,
        choices=lambda: choose(list(clocks().triggers.items()), blank=_("No")),
    )


class IdentifierForm(Ask):
    submit = _("Add it")
    kind = forms.ChoiceField(label=_("Whose number"), choices=IdentifierKind.choices)
    value = Words(label=_("Number"), max_length=60)


class RelatedForm(Ask):
    submit = _("Add them")
    kind = forms.ChoiceField(label=_("Who they are"), choices=Around.choices, widget=forms.RadioSelect)
    name = Words(label=_("Name"), max_length=200)
    role = Words(label=_("What they are to the child"), max_length=200)
    contact = Words(label=_("How to reach them"), required=False, max_length=300)
    not_to_know = forms.BooleanField(
        label=_("What is recorded here must not reach this person"), required=False
    )


class AllocateForm(Ask):
    submit = _("Save")
    worker = forms.ModelChoiceField(label=_("Worker"), queryset=Person.objects.none())
    manager = forms.ModelChoiceField(label=_("Manager"), queryset=Person.objects.none())
    reason = Words(label=WHY, widget=LONG)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = people  # type: ignore[attr-defined]
        self.fields["manager"].queryset = people  # type: ignore[attr-defined]


class NameForm(Ask):
    submit = _("Name them")
    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.objects.none())
    reason = Words(label=WHY, widget=LONG)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class OutcomeForm(Ask):
    submit = _("Save")
    words = Words(label=_("What was decided and done, by whom, when"), widget=LONG)
