"""What is typed when agencies are asked, and when they meet. A form only asks whether something is there."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from waylight.accounts.forms import day
from waylight.accounts.models import Person
from waylight.casework.forms import LooksFirst
from waylight.casework.models import Related
from waylight.triage.forms import LONG, Ask, Reason, Words, choose

from .codes import ASKED_AT, BASES, Attended, Concluded, Confidence, Decided, Met
from .rules import OUTSIDE, desk_words, desks

__all__ = ["Reason"]
TIMES = ["%H:%M", "%H.%M", "%H%M"]
SEVERAL = forms.CheckboxSelectMultiple


def moment_of(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def desks_for(use: str) -> list[tuple[str, str]]:
    """`use`: checks, quorum or referrals; "" for every desk."""
    return [(d.code, d.words) for d in desks().values() if not use or getattr(d, use)]


class AskForm(LooksFirst):
    submit = _("Ask them")
    sharing = frozenset({"basis"})
    to = forms.MultipleChoiceField(
        label=_("Which agencies"), choices=lambda: desks_for("checks"), widget=SEVERAL
    )
    about = forms.ModelChoiceField(
        label=_("About whom"),
        queryset=Related.objects.none(),
        required=False,
        empty_label=_("The child"),
        help_text=_("An agency that is asked about somebody else is not told the child's name."),
    )
    rating = forms.ChoiceField(
        label=_("How urgent"),
        choices=ASKED_AT,
        widget=forms.RadioSelect,
        help_text=_("It says by when they answer."),
    )
    question = Words(label=_("What do you need to know?"), widget=LONG)
    basis = forms.ChoiceField(label=_("Lawful basis"), choices=lambda: choose(BASES))
    proportionate = Words(label=_("Why it is proportionate to ask this of them"), widget=LONG)

    def __init__(self, *args: Any, around: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("about", around)
        self.fields["about"].label_from_instance = lambda each: each.name  # type: ignore[attr-defined]


class HigherForm(Ask):
    submit = _("Rate it higher")
    rating = forms.ChoiceField(
        label=_("How urgent it is now"),
        choices=ASKED_AT,
        widget=forms.RadioSelect,
        help_text=_("For every agency that has not answered. Nobody gets more time than they had."),
    )


class ItemForm(Ask):
    submit = _("Add it to our answer")
    fact = Words(label=_("What your agency knows"), widget=LONG)
    on = day(_("Of which day"), required=False)
    source_system = Words(label=_("In which record or system it stands"), max_length=200)
    confidence = forms.ChoiceField(
        label=_("How certain"), choices=Confidence.choices, widget=forms.RadioSelect
    )
    shareable = forms.MultipleChoiceField(
        label=_("To whom may the team pass it on?"),
        choices=lambda: [*desks_for(""), (OUTSIDE, desk_words(OUTSIDE))],
        widget=SEVERAL,
        required=False,
        help_text=_("Nobody ticked: the team that asked reads it, and passes it on to nobody."),
    )
    not_family = forms.BooleanField(label=_("This must not reach the family"), required=False)


class SendForm(Ask):
    submit = _("Send our answer")
    nil = forms.ChoiceField(
        label=_("Our answer"),
        choices=[("no", _("What is written above")), ("yes", _("We looked, and know nothing"))],
        widget=forms.RadioSelect,
    )
    late_reason = Words(label=_("If it is late, why?"), required=False, widget=LONG)


class CallForm(Ask):
    submit = _("Call it")
    on = day(_("On which day"), ahead=True)
    at = forms.TimeField(label=_("At what time"), input_formats=TIMES, help_text=_("For example 14:30"))
    reason = Words(label=_("Why now"), widget=LONG)


class HoldForm(Ask):
    """`seat-…` and `who-…` for every desk: there, absent or not asked; who took part, or why nobody."""

    submit = _("It was held")
    on = day(_("On which day"))
    at = forms.TimeField(label=_("At what time"), input_formats=TIMES)
    few_reason = Words(
        label=_("If social care, police or health was not there: why it could not wait"),
        required=False,
        widget=LONG,
    )
    shared = Words(label=_("What was shared"), widget=LONG)
    speaks = Words(
        label=_("Who speaks to the child, when, and how"),
        widget=LONG,
        help_text=_("One person whom the child can know by name."),
    )
    safety = Words(label=_("What keeps the child safe from now on, and by whom"), widget=LONG)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for desk in desks().values():
            blank = [] if desk.quorum else [("", _("Not asked"))]
            self.fields[f"seat-{desk.code}"] = forms.ChoiceField(
                label=desk.words, choices=[*blank, *Attended.choices], required=desk.quorum
            )
            self.fields[f"who-{desk.code}"] = Words(
                label=_("%(desk)s: who took part, or why nobody did") % {"desk": desk.words},
                required=False,
                max_length=300,
            )
        first = ["on", "at"]
        seats = [name for name in self.fields if name.startswith(("seat-", "who-"))]
        self.order_fields([*first, *seats])


class DecideForm(Ask):
    submit = _("Decided")
    decided = forms.ChoiceField(label=_("What follows"), choices=Decided.choices, widget=forms.RadioSelect)
    reasons = Words(label=_("Reasons"), widget=LONG)
    review_on = day(_("When this is looked at again"), ahead=True)


class KnownForm(Ask):
    submit = _("Save")
    words = Words(label=_("What it knew, and what is done about it"), widget=LONG)


class ReviewForm(Ask):
    submit = _("Save the review")
    words = Words(label=_("What became of what was decided"), widget=LONG)


class EvidenceForm(Ask):
    submit = _("Add it")
    what = Words(label=_("What must not be lost"), max_length=300)
    where = Words(label=_("Where it is, and who holds it"), max_length=300)
    on = day(_("Gone or overwritten on"), ahead=True)
    at = forms.TimeField(label=_("At what time"), input_formats=TIMES)
    owner = forms.ModelChoiceField(label=_("Who sees to it"), queryset=Person.objects.none())

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("owner", people)


class EvidenceOutcomeForm(Ask):
    submit = _("Save")
    secured = forms.ChoiceField(
        label=_("What became of it"),
        choices=[("yes", _("It is kept safe")), ("no", _("It is not"))],
        widget=forms.RadioSelect,
    )
    outcome = Words(label=_("Where it is now, or why it was lost"), widget=LONG)


class StepForm(Ask):
    """A dated step."""

    submit = _("Save")
    on = day(_("On which day"))
    words = Words(label=_("What was said and decided, and why"), widget=LONG)


class MetForm(StepForm):
    """Of what was due by a day."""

    late_reason = Words(label=_("If it is late, why?"), required=False, widget=LONG)


class ConcludeForm(StepForm):
    outcome = forms.ChoiceField(
        label=_("What it came to"), choices=Concluded.choices, widget=forms.RadioSelect
    )
    field_order = ("outcome", "on", "words")


class ConferenceForm(MetForm):
    outcome = forms.ChoiceField(label=_("What it decided"), choices=Met.choices, widget=forms.RadioSelect)
    field_order = ("outcome", "on", "words", "late_reason")


class SeatForm(Ask):
    submit = _("They answer for it")
    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.objects.none())
    desk = forms.ChoiceField(label=_("Agency or service"), choices=lambda: choose(desks_for("")))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("person", people)
