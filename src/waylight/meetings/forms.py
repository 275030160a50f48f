"""What is typed about a meeting. A form only asks whether something is there; the actions decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waylight.accounts.forms import day as a_day
from waylight.accounts.models import Person
from waylight.triage.forms import LONG, WHY, Ask, Based, NoWords, OwnWords, Reason, Words, choose

from .codes import ItemKind, Panel
from .rules import CHOSEN

__all__ = ["WHY", "NoWords", "Reason"]
NAMELESS = _(
    "Write no name of a child: whoever may not read it gets a word in its place, but not every hint."
)


class CallForm(Ask):
    submit = _("Call the meeting")
    area = forms.ChoiceField(label=_("Area"), widget=forms.RadioSelect)
    panel = forms.ChoiceField(label=_("Which meeting"), choices=Panel.choices, widget=forms.RadioSelect)
    day = a_day(_("Day"), help_text=_("For example 27/11/2026."), ahead=True)
    time = forms.TimeField(
        label=_("Time"), input_formats=["%H:%M", "%H.%M"], help_text=_("For example 14:00.")
    )
    place = Words(label=_("Where, or the words of the link"), max_length=300)
    chair = forms.ModelChoiceField(label=_("Chair"), queryset=Person.objects.none())

    def __init__(self, *args: Any, areas: list[tuple[str, str]], people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("area", areas)
        self.offer_rows("chair", people)


class ChairForm(Ask):
    submit = _("They chair it")
    chair = forms.ModelChoiceField(label=_("Who chairs it now?"), queryset=Person.objects.none())

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("chair", people)


class CancelForm(Ask):
    reason = Words(
        label=_("Why is it called off? Everybody who was asked reads this."), widget=LONG, help_text=NAMELESS
    )


class InviteForm(Ask):
    submit = _("Ask them")
    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.objects.none())
    reader = forms.ChoiceField(
        label=_("For which agency do they sit there?"),
        required=False,
        choices=lambda: choose([(r.value, r.label) for r in CHOSEN], blank=_("As their role says")),
        help_text=_("Only for who answers for an agency. What others read follows from their role."),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("person", people)


class OutsideForm(Ask):
    submit = _("Note them")
    name = Words(label=_("Name"), max_length=120)
    agency = Words(label=_("Agency"), max_length=120, help_text=_("They get no paper."))


class AskOffForm(Ask):
    submit = _("Ask them no longer")
    attendee = forms.ChoiceField(label=_("Who"))
    reason = Words(
        label=_("Why are they asked no longer?"),
        widget=LONG,
        help_text=_("Whoever runs the meeting reads this. They themselves see the meeting no more."),
    )

    def __init__(self, *args: Any, attendees: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("attendee", choose(attendees))


class ChildForm(Ask):
    submit = _("Add it")
    reference = Words(label=_("Reference of the record"), max_length=12)
    reason = Words(label=WHY, widget=LONG, help_text=NAMELESS)


class ThemeForm(Ask):
    submit = _("Add it")
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(k.value, k.label) for k in (ItemKind.THEME, ItemKind.PLACE, ItemKind.PERSON)],
        widget=forms.RadioSelect,
    )
    title = Words(label=_("What it is called"), max_length=200)
    reason = Words(label=WHY, widget=LONG, help_text=NAMELESS)


class HeldForm(Ask):
    submit = _("It was held")
    came = forms.MultipleChoiceField(
        label=_("Who came?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, attendees: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("came", attendees)


class DecisionForm(Ask):
    submit = _("Write it down")
    words = Words(label=_("What was decided"), widget=LONG, help_text=NAMELESS)
    reasons = Words(label=_("Why"), widget=LONG)


class DissentForm(Ask):
    submit = _("Write it down")
    attendee = forms.ChoiceField(label=_("Who does not agree?"))
    words = OwnWords(label=_("In their own words"), widget=LONG)

    def __init__(self, *args: Any, attendees: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("attendee", choose(attendees))


class ActionForm(Ask):
    submit = _("Give it to them")
    what = Words(label=_("What is to be done"), widget=LONG, help_text=NAMELESS)
    owner = forms.ModelChoiceField(label=_("Who does it"), queryset=Person.objects.none())
    due_on = a_day(_("By which day"), ahead=True)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("owner", people)


class ConflictForm(Ask):
    submit = _("Hide the item from them")
    person = forms.ChoiceField(label=_("Whose conflict of interest is it?"))
    reason = Words(label=WHY, widget=LONG)

    def __init__(self, *args: Any, attendees: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", choose(attendees))


class CovertForm(Based):
    submit = _("Save")
    words = Words(
        label=_("To be handled covertly"),
        required=False,
        widget=LONG,
        help_text=_("In no paper and no minutes. Whoever runs the meeting reads it here."),
    )


class BriefForm(Based):
    submit = _("Save")
    brief = Words(
        label=_("What the meeting needs to know"),
        widget=LONG,
        help_text=_("No more than that. The child's own words come from the record by themselves."),
    )


class EvidenceForm(Ask):
    submit = _("It is done")
    evidence = Words(label=_("What was done, and how anybody can see that"), widget=LONG)


class KeepForm(ActionForm):
    submit = _("It stays open")
    field_order = ("words", "owner", "due_on")
    what = None  # type: ignore[assignment]  # Django's way to leave out a field of the class above
    words = Words(label=_("What happens with it now"), widget=LONG, help_text=NAMELESS)


class CorrectionForm(Ask):
    submit = _("Add it")
    item = forms.ChoiceField(label=_("About which item?"), required=False)
    words = Words(
        label=_("What is to be put right"), widget=LONG, help_text=_("The minutes stay as they were.")
    )

    def __init__(self, *args: Any, items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("item", choose(items, blank=_("The whole meeting")))
