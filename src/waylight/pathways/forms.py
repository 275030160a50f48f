"""What is typed about missing episodes. A form only asks whether something is there; the actions decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waylight.accounts.forms import moment
from waylight.triage.forms import LONG, WHY, Ask, NoWords, OwnWords, Words, choose

from .codes import EpisodeKind, NotOffered, PoliceGrade

__all__ = ["NoWords", "moment"]
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def long(label: Any, hint: Any = "", *, required: bool = False, field: type[Words] = Words) -> Words:
    return field(label=label, help_text=hint, required=required, widget=LONG)


class ReportForm(Ask):
    submit = _("Record it")
    kind = forms.ChoiceField(label=_("What is it?"), choices=EpisodeKind.choices, widget=forms.RadioSelect)
    since = moment(_("Since when"))
    grade = forms.ChoiceField(
        label=_("How the police grade it"), choices=PoliceGrade.choices, initial=PoliceGrade.NOT_SAID
    )
    circumstances = long(_("What is known: last seen where and with whom, what was different"), required=True)


class StillForm(Ask):
    submit = _("Save: it is due again in a day")
    grade = forms.ChoiceField(label=_("How the police grade it now"), choices=PoliceGrade.choices)
    words = long(_("What is known since, what is done and by whom"), required=True)


class LocateForm(Ask):
    submit = _("Save: the 72 hours begin")
    returned_at = moment(_("When the child was back, or found and well"), _("72 hours run from then."))
    found = long(_("How and where, and how the child is"), required=True)


class CheckForm(Ask):
    submit = _("Save the check")
    checked_at = moment(_("When"))
    words = long(_("By whom, and what they saw"), required=True)


class OfferForm(Ask):
    submit = _("Offered to the child")
    interviewer = Words(label=_("Who would talk with the child"), max_length=200)
    independent = forms.ChoiceField(
        label=_("Are they independent of whoever cares for the child?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
    )
    not_independent = long(_("If not, why this person"))


class HoldForm(Ask):
    submit = _("Save the interview")
    held_at = moment(_("When it was held"))
    words = long(
        _("The child's own words"),
        _("As they were said. They stand at the top of every page of the record."),
        required=True,
        field=OwnWords,
    )
    push = long(_("What the child went away from"))
    pull = long(_("What or who drew the child"))
    where = long(_("Where they were"))
    who_with = long(_("With whom"))
    travel = long(_("How they travelled, and who paid"))
    brought_home = long(_("Who brought them back"))
    harm = long(_("Whether they were hurt or made to do something"))
    health = long(_("What they need for their health"))
    fears = long(_("What they are afraid of"))
    would_help = long(_("What would help"))


class DeclineForm(Ask):
    submit = _("Save")
    words = long(_("How it was offered, and what the child said to it"), required=True)


class LeaveOutForm(Ask):
    submit = _("No interview is offered")
    reason = forms.ChoiceField(label=_("The reason"), choices=lambda: choose(NotOffered.choices))
    words = long(WHY, required=True)


class CarersForm(Ask):
    submit = _("Save")
    asked = forms.ChoiceField(
        label=_("Were parents or carers offered to tell what they know?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
    )
    words = long(_("What they told, or why they were not asked"), required=True)


class ExtractForm(Ask):
    submit = _("Hand it to the intelligence unit")
    words = long(
        _("What intelligence needs to know"),
        _(
            "New words, not the child's: places, times, vehicles, people of concern. Not who told it, nor "
            "the child's name. The unit sees this and nothing of the interview."
        ),
    )
    nothing = long(_("Or: why there is nothing"))


class OftenForm(Ask):
    submit = _("Save")
    words = long(_("What the discussion decided, who took part, when"), required=True)
