"""What is typed about licences. A form only asks; the actions decide."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from waylight.triage.forms import LONG, WHY, Ask, Words, choose

from .authorities import authorities
from .codes import Asked, Course, Licence, LicenceOutcome
from .dates import on
from .forms import OfAnArea, WithPeople, somebody

NO_CHILD = _("No name of a child and nothing that leads to one, nor to whoever told of it.")


def listed() -> list[tuple[str, Any]]:
    """Every authority there is or was; one that ended says so."""
    today = timezone.localdate()
    rows = sorted(authorities().values(), key=lambda each: each.name)
    return choose(
        [(each.code, each.name if each.stands(today) else f"{each.name} ({_('no more')})") for each in rows]
    )


class WithAuthorities(Ask):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("authority", "sender"):
            if name in self.fields:
                self.offer(name, listed())


class HolderForm(WithAuthorities):
    """Who the licence is of, and who gave it."""

    submit = _("Save")
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    licence = forms.ChoiceField(label=_("Licence of a"), choices=Licence.choices, widget=forms.RadioSelect)
    name = Words(label=_("Name of the licence holder"), max_length=200)
    number = Words(label=_("Licence or badge number"), max_length=60, required=False)
    authority = forms.ChoiceField(label=_("Who gave the licence?"))
    aware_on = on(
        _("On which day did you become aware, or receive it?"),
        help_text=_("The Act's days are counted from this one."),
    )


class ReferForm(OfAnArea, HolderForm):
    submit = _("Begin it")
    field_order = (
        "area",
        "course",
        "sender",
        "licence",
        "name",
        "number",
        "authority",
        "aware_on",
        "information",
    )
    base = None  # type: ignore[assignment]  # nothing stands yet that an edit could meet
    course = forms.ChoiceField(label=_("How did it come?"), choices=Course.choices, widget=forms.RadioSelect)
    sender = forms.ChoiceField(label=_("Who sent it, if an authority did?"), required=False)
    information = Words(label=_("What is known"), widget=LONG, help_text=NO_CHILD)


class AskLicensingForm(WithPeople):
    """From the page of a measure: in words written for licensing."""

    submit = _("Ask licensing")
    name = Words(label=_("Name of the licence holder"), max_length=200)
    number = Words(label=_("Licence or badge number"), max_length=60, required=False)
    information = Words(label=_("What licensing needs to know"), widget=LONG, help_text=NO_CHILD)
    owner = somebody(_("Which licensing officer?"))


class HandForm(WithPeople):
    submit = _("Hand it over")
    owner = somebody(_("To which licensing officer?"))
    reason = Words(label=WHY, widget=LONG, help_text=NO_CHILD)


class EnquiryHandForm(WithPeople):
    submit = _("Hand it over")
    owner = somebody(_("To which licensing officer?"))


class JudgeForm(Ask):
    met = forms.ChoiceField(
        label=_("Would suspending or revoking be considered on this information?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    reasons = Words(label=WHY, widget=LONG)


class SentForm(Ask):
    submit = _("It was sent")
    sent_on = on(_("Sent on"))


class ToldForm(Ask):
    submit = _("They were told")
    told_on = on(_("Told in writing, with our reasons, on"))


class AnswerForm(Ask):
    answered_on = on(_("Answered on"))
    answer = Words(label=_("The answer, with its reasons"), widget=LONG)


class DecideForm(Ask):
    outcome = forms.ChoiceField(
        label=_("What was decided?"), choices=LicenceOutcome.choices, widget=forms.RadioSelect
    )
    because = Words(label=_("Reasons"), widget=LONG)
    relevant = forms.ChoiceField(
        label=_("Does it rest wholly or partly on relevant information (section 1)?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        help_text=_(
            "If yes, a suspension, revocation or refusal of a driver is entered in five working days."
        ),
    )
    notified_on = on(_("The person was notified on"))
    effective_on = on(_("In effect from"), required=False)
    suspended_until = on(_("Suspended until"), required=False)


class EntryForm(Ask):
    """The fields of section 2(4); the decision and its days stand in the referral."""

    submit = _("It stands in the national database")
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    full_name = Words(label=_("Full name"), max_length=200)
    born = Words(label=_("Date of birth"), max_length=20, required=False)
    address = Words(label=_("Home address"), max_length=300)
    insurance_number = Words(label=_("National Insurance number"), max_length=20, required=False)
    driver_number = Words(label=_("Driver number"), max_length=40, required=False)
    contact = Words(label=_("Whom to ask at this authority"), max_length=200)
    changes = Words(
        label=_("What has changed since the decision, and from which day"),
        required=False,
        widget=LONG,
        help_text=_("For example that a suspension ended or an appeal was allowed."),
    )
    entered_on = on(_("Entered, or brought up to date, on"))


class EnquiryForm(OfAnArea, WithAuthorities):
    submit = _("Note it")
    asked = forms.ChoiceField(label=_("Who asks?"), choices=Asked.choices, widget=forms.RadioSelect)
    authority = forms.ChoiceField(label=_("The other authority"))
    about = Words(label=_("About which entry: name and number"), max_length=300)
    asked_on = on(_("Received or asked on"))
