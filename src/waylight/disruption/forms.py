"""What is typed about places and people of concern. A form only asks; the actions decide."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from waylight.accounts.forms import area_words
from waylight.accounts.models import Person
from waylight.triage.forms import LONG, WHY, Ask, NoWords, Reason, Words, choose

from .catalogue import catalogue
from .codes import BY_HAND, UnitKind
from .dates import on

__all__ = ["NoWords", "Reason"]


class WithPeople(Ask):
    """Asks for a person of the room."""

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = people


def somebody(label: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(label=label, queryset=Person.objects.none())


class OfAnArea(Ask):
    """Whoever works in several areas says for which of them; whoever works in one is not asked."""

    area = forms.ChoiceField(label=_("In which area?"))

    def __init__(self, *args: Any, areas: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = sorted(areas)
        if len(self.areas) == 1:
            del self.fields["area"]
        else:
            listed = choose([(area, area_words(area)) for area in self.areas])
            self.offer("area", listed)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        return {"area": self.areas[0], **typed} if len(self.areas) == 1 else typed


class OpenForm(OfAnArea, WithPeople):
    submit = _("Open it")
    field_order = ("area", "kind", "title", "concern", "owner")
    kind = forms.ChoiceField(label=_("What is it?"), choices=UnitKind.choices, widget=forms.RadioSelect)
    title = Words(label=_("What is it called?"), max_length=200)
    concern = Words(label=_("Why is it of concern, in one sentence?"), max_length=500, widget=LONG)
    owner = somebody(_("Whose work is it?"))


class JoinForm(Ask):
    submit = _("It belongs to that one")
    unit = forms.ChoiceField(label=_("Which one?"))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = choose([(str(unit.pk), f"{unit.title} ({unit.reference})") for unit in units])
        self.offer("unit", listed)


class LineForm(Ask):
    submit = _("Add it")
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=choose([(kind.value, kind.label) for kind in BY_HAND])
    )
    happened_on = on(_("On which day?"))
    text = Words(label=_("What happened?"), widget=LONG)
    source = Words(label=_("How is it known?"), max_length=300)


class OwnerForm(WithPeople):
    owner = somebody(_("To whom?"))
    reason = Words(label=WHY, widget=LONG)


class ConsiderForm(WithPeople):
    """Only measures that are in force today, law where the unit's area lies, and for a unit of its kind."""

    submit = _("Put it forward")
    measure = forms.ChoiceField(label=_("Measure"))
    why = Words(label=_("Why this one?"), widget=LONG)
    second = somebody(_("Who is asked to approve it?"))

    def __init__(self, *args: Any, nation: str, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        rules = sorted(catalogue().measures.values(), key=lambda rule: rule.title)
        here = [rule for rule in rules if rule.in_force(today) and nation in rule.jurisdictions]
        open_to = [(rule.code, _words(rule)) for rule in here if rule.fits(kind)]
        self.offer("measure", choose(open_to))


def _words(rule: Any) -> str:
    return f"{rule.title} ({_('not verified')})" if rule.unverified else rule.title


class CheckForm(Ask):
    """The questions are the measure's own."""

    children = Words(label=_("What it means for children"), widget=LONG)
    displacement = Words(label=_("Where the harm may go"), widget=LONG)

    def __init__(self, *args: Any, questions: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if questions is not None:
            self.fields["children"].help_text = questions.children
            self.fields["displacement"].help_text = questions.displacement


class ReviewForm(CheckForm):
    children = Words(label=_("What it did for children"), widget=LONG)
    displacement = Words(label=_("Where the harm went, as far as anybody knows"), widget=LONG)


class What(Ask):
    words = Words(label=_("What happened?"), widget=LONG)


class EndPlan(Ask):
    words = Words(
        label=_("What follows when it ends: another, a longer one, or nothing, and why?"), widget=LONG
    )


class ServedForm(Ask):
    """Of a notice, whose days stand in it."""

    submit = _("It was served")
    served_on = on(_("Served on"))
    served_how = Words(label=_("By whom, on whom and how"), widget=LONG)
    earlier = forms.BooleanField(
        label=_("It was served before it was approved here"),
        help_text=_("Write above how that came about: nobody had looked then at children and displacement."),
        required=False,
    )


class ServeForm(ServedForm):
    first_day = on(_("First day in force"))
    last_day = on(
        _("Last day in force"),
        required=False,
        help_text=_("Leave it out only where the measure has no end."),
    )


class VaryForm(Ask):
    last_day = on(_("New last day"))
    words = Words(label=_("Who varied it and why?"), widget=LONG)
