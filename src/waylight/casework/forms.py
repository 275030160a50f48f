"""What is typed about a child. A form only asks whether something is there; the actions decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waylight.accounts.forms import day
from waylight.accounts.models import Person
from waylight.triage.forms import LONG, WHY, Ask, Based, NoWords, Reason, Words, choose

from .codes import BY_HAND, QUOTED, AgeBand, Around, Currency, EntryKind, Evidence, IdentifierKind
from .details import Details
from .errors import Why
from .models import Child
from .rules import clocks, levels
from .withheld import told

__all__ = ["NoWords", "Reason"]
LOOKED = _("I looked: nothing here is what must not be disclosed, or tells somebody who must not learn of it")


class LooksFirst(Ask):
    """Words that leave the record: where it keeps something back, whoever sends them looks first."""

    looked = forms.BooleanField(label=LOOKED, required=False)

    def __init__(self, *args: Any, child: Child, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kept_back := told(child):
            self.order_fields([name for name in self.fields if name != "looked"])
            self.fields["looked"].help_text = "; ".join(kept_back)
        else:
            del self.fields["looked"]


EXACT = [("person", _("Name, date of birth")), *IdentifierKind.choices]


class FindForm(Ask):
    submit = _("Look")
    kind = forms.ChoiceField(label=_("What do you know?"), choices=EXACT, widget=forms.RadioSelect)
    value = Words(
        label=_("The exact value"),
        help_text=_("A whole number, or a name and a date of birth: Mina Tarn, 9/4/2013."),
    )


class DetailsForm(Based):
    """Every answer but a name may be left out: nobody has said yet."""

    submit = _("Save")
    name = Words(label=_("Name, or what the child is called"), max_length=200)
    other_names = Words(label=_("Other names, with commas between"), required=False, max_length=300)
    born = day(_("Date of birth"), required=False)
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
        self.offer_rows("worker", people)


class SendBackForm(Reason):
    submit = _("Send it back to the hub")


class LineForm(Ask):
    submit = _("Add it")
    corrects = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=[(k.value, k.label) for k in BY_HAND], widget=forms.RadioSelect
    )
    happened_on = day(_("On which day"))
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

    def quoting(self) -> bool:
        return self["kind"].value() in QUOTED


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


class ChangeRelatedForm(Ask):
    submit = _("Save")
    related = forms.ChoiceField(label=_("Who around the child"))
    contact = Words(label=_("How to reach them now"), required=False, max_length=300)
    not_to_know = forms.BooleanField(
        label=_("What is recorded here must not reach this person"), required=False
    )

    def __init__(self, *args: Any, related: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("related", choose([(each.pk, f"{each.name}, {each.role}") for each in related]))


class LinkForm(Ask):
    submit = _("Link them")
    related = forms.ChoiceField(label=_("Who around the child"))
    reference = Words(
        label=_("Reference of their own record"),
        max_length=20,
        help_text=_("A record that you work on. Only those who work on both see the link."),
    )

    def __init__(self, *args: Any, related: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("related", choose([(each.pk, each.name) for each in related]))


class AllocateForm(Ask):
    submit = _("Save")
    worker = forms.ModelChoiceField(label=_("Worker"), queryset=Person.objects.none())
    manager = forms.ModelChoiceField(label=_("Manager"), queryset=Person.objects.none())
    reason = Words(label=WHY, widget=LONG)

    def __init__(self, *args: Any, people: Any, managers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("worker", people)
        self.offer_rows("manager", managers)


class NameForm(Ask):
    submit = _("Name them")
    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.objects.none())
    reason = Words(label=WHY, widget=LONG)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("person", people)


class OutcomeForm(Ask):
    submit = _("Save")
    words = Words(label=_("What was decided and done, by whom, when"), widget=LONG)


class EntryForm(Based):
    submit = _("Save the entry")
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(k.value, k.label) for k in (EntryKind.SIGN, EntryKind.STRENGTH)],
        widget=forms.RadioSelect,
        initial=EntryKind.SIGN,
    )
    statement = Words(label=_("What is known"), widget=LONG)
    evidence = forms.ChoiceField(label=_("How is it known?"), choices=lambda: choose(Evidence.choices))
    source = Words(label=_("From whom or what exactly"), max_length=300)
    since = day(_("Since"), required=False)
    until = day(_("Until"), required=False)
    currency = forms.ChoiceField(label=_("When"), choices=Currency.choices, widget=forms.RadioSelect)
    past_because = Words(
        label=_("If it is past and no day is known: how is it known that it is past?"),
        required=False,
        max_length=500,
    )
    alternatives = Words(
        label=_("What else could explain it, and why that was set aside or not"), required=False, widget=LONG
    )
    actual_harm = forms.BooleanField(
        label=_("This is a sign of actual harm"),
        required=False,
        help_text=_("The child is being or was harmed: not a risk that it might happen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].required = False


class EndEntryForm(Based):
    submit = _("It no longer holds")
    reason = Words(label=WHY, widget=LONG)


class ViewsForm(Based):
    submit = _("Save the views")
    child_view = Words(label=_("What the child thinks of all this"), required=False, widget=LONG)
    parents_view = Words(label=_("What parents or carers think of it"), required=False, widget=LONG)


class LevelForm(Based):
    submit = _("This is my conclusion")
    level = forms.ChoiceField(label=_("Level"), required=False, widget=forms.RadioSelect)
    reasons = Words(
        label=_("Your reasons"),
        required=False,
        widget=LONG,
        help_text=_("Why this and not the next higher or lower; what is not known; what would change it."),
    )

    def __init__(self, *args: Any, harm: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_to = [each for each in levels().values() if each.beside_harm or not harm]
        if harm:
            self.fields["level"].error_messages["invalid_choice"] = Why.HARM_STANDS.label
        self.offer("level", [(each.code, each.words) for each in open_to])


class SecondForm(Ask):
    submit = _("Save")
    agree = forms.ChoiceField(
        label=_("Do you agree?"),
        choices=[("yes", _("Yes, it stands")), ("no", _("No, back to its writer"))],
        widget=forms.RadioSelect,
    )
    reason = Words(label=WHY, widget=LONG)


class LegacyForm(Ask):
    submit = _("Add it")
    tool = Words(label=_("Tool"), max_length=120)
    total = Words(label=_("Its total or category"), max_length=120)
    on = day(_("Of which day"))
    source = Words(label=_("Where it stands"), max_length=300)
