"""What staff type. A form only asks whether something is there; the actions decide whether it may be done."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waylight.accounts.models import Person
from waylight.accounts.roles import Role
from waylight.triage.codes import LawfulBasis
from waylight.triage.forms import LONG, WHY, Ask, Based, NoWords, OwnWords, Reason, Words, choose

from . import codes
from .exports import FORMATS

__all__ = ["NoWords", "Reason"]
DAY = forms.DateInput(format="%d/%m/%Y")
BOX = forms.Textarea(attrs={"rows": 8})


def day(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=DAY,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text=hint or _("As in 27/11/2026."),
        error_messages={"invalid": _("Write a day as in 27/11/2026.")},
    )


class ItemForm(Ask):
    submit = _("Add it")
    words = Words(
        label=_("What is known, in the words it came in"),
        widget=BOX,
        help_text=_("One piece of information. Never who told it: the concern it came from is kept apart."),
    )
    provenance = forms.ChoiceField(
        label=_("How does the source know?"), choices=codes.Provenance.choices, widget=forms.RadioSelect
    )
    named = forms.ChoiceField(label=_("The source is"), choices=codes.Named.choices, widget=forms.RadioSelect)


class ChangeItemForm(ItemForm, Based):
    submit = _("Change it")


class WhenItHappened(Ask):
    """Of the gist of a report: apart from when it was learnt and when it was written."""

    event_from = day(
        _("When it happened: first day"),
        required=False,
        hint=_("As in 27/11/2026. Leave it empty if nobody knows."),
    )
    event_to = day(
        _("Last day"), required=False, hint=_("As in 27/11/2026. The same day again if it was one day.")
    )
    operation = Words(
        label=_("Operation it belongs to"),
        required=False,
        max_length=100,
        help_text=_("The name or number that police gave it, if any. It is told to police alone."),
    )

    def clean_operation(self) -> str:
        return self.cleaned_data["operation"] or ""


class DescribeForm(WhenItHappened, Based):
    submit = _("Save it")


class WriteForm(WhenItHappened, ItemForm):
    submit = _("Begin the report")
    field_order = (
        "title",
        "words",
        "provenance",
        "named",
        "learnt_on",
        "event_from",
        "event_to",
        "operation",
    )
    title = Words(label=_("Title"), max_length=200)
    learnt_on = day(_("When the information was obtained"), required=False)
    priority = forms.ChoiceField(
        label=_("Priority"), choices=codes.Priority.choices, widget=forms.RadioSelect, initial="low"
    )
    tags = forms.MultipleChoiceField(
        label=_("What it is about"),
        required=False,
        choices=codes.Tag.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    group_based = forms.BooleanField(
        label=_("Two or more people who know one another are involved"), required=False
    )
    marking = forms.ChoiceField(
        label=_("Marking"),
        choices=codes.Marking.choices,
        initial=codes.Marking.SENSITIVE,
        help_text=_("Nothing above OFFICIAL-SENSITIVE is handled here, and nothing from covert sources."),
    )


class RestForm(Ask):
    submit = _("Tie it to this item")
    address = Words(
        label=_("Address of the page of a person, vehicle, place, number or concern"),
        help_text=_("Copy it from the page. Only its id is kept."),
    )
    role = forms.ChoiceField(
        label=_("What it is in this account"), required=False, choices=choose(codes.SubjectRole.choices)
    )


class GradeForm(Based):
    submit = _("Grade it")
    source_evaluation = forms.ChoiceField(
        label=_("Source"), choices=codes.SourceEvaluation.choices, widget=forms.RadioSelect
    )
    assessment = forms.ChoiceField(
        label=_("Information"), choices=codes.Assessment.choices, widget=forms.RadioSelect
    )
    corroboration = Words(
        label=_("What corroborates it"), required=False, widget=LONG, help_text=_("Needed for B.")
    )


class SanitiseForm(Based):
    submit = _("Save the sanitised words")
    words = Words(
        label=_("Words that may be told"),
        widget=BOX,
        help_text=_("Nothing that tells, outright or between the lines, who the source is."),
    )
    looked = forms.BooleanField(
        label=_("The original may stand as it is: I have looked, and nothing in it tells of the source"),
        required=False,
    )


class ToldAsForm(Ask):
    submit = _("Save what may be told")
    words = Words(
        label=_("What may be told of it"),
        required=False,
        max_length=200,
        help_text=_("As in: KX00 ABC, silver. Empty, and nothing of it leaves."),
    )
    role = forms.ChoiceField(
        label=_("What it is in this account"), required=False, choices=choose(codes.SubjectRole.choices)
    )


class HandlingForm(Ask):
    submit = _("Grading is done")
    handling = forms.ChoiceField(
        label=_("Handling"), choices=codes.Handling.choices, widget=forms.RadioSelect
    )
    conditions = Words(
        label=_("Conditions"), required=False, widget=LONG, help_text=_("Needed for handling C.")
    )
    action_code = forms.ChoiceField(
        label=_("Action code"), required=False, choices=choose(codes.ActionCode.choices)
    )
    sanitisation_code = forms.ChoiceField(
        label=_("Sanitisation code"), required=False, choices=choose(codes.SanitisationCode.choices)
    )


def _risk(label: Any) -> Words:
    return Words(
        label=label,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It never leaves. Write none known, if you have looked."),
    )


class RiskForm(Ask):
    submit = _("Sanitising is done")
    risk_source = _risk(_("If this becomes known: risk to the source"))
    risk_child = _risk(_("Risk to a child"))
    risk_public = _risk(_("Risk to anybody else"))
    risk_staff = _risk(_("Risk to staff and officers"))
    risk = Words(label=_("What else there is to say of the risk"), required=False, widget=LONG)
    period_told = forms.BooleanField(
        label=_("When it happened may be told: the days do not show who told it"), required=False
    )
    operation_told = forms.BooleanField(label=_("The operation may be told, to police alone"), required=False)


class ApproveForm(Ask):
    agree = forms.ChoiceField(
        label=_("Both texts compared, and what it rests on looked at: may it be told?"),
        choices=[("yes", _("Yes")), ("no", _("No, back to be sanitised"))],
        widget=forms.RadioSelect,
    )
    reason = Words(label=WHY, required=False, widget=LONG)


class DiscloseForm(Ask):
    submit = _("Tell them")
    sharing = frozenset({"lawful_basis"})
    to_role = forms.ChoiceField(
        label=_("Somebody who reads it here"),
        required=False,
        choices=choose(
            [
                (Role.MANAGER.value, _("Managers of the hub")),
                (Role.DESIGNATED.value, _("The designated officer")),
                (Role.LICENSING.value, _("Licensing officers")),
            ],
            blank=_("Nobody: it goes to somebody outside"),
        ),
    )
    kind = forms.ChoiceField(label=_("Or a kind of recipient outside"), choices=codes.Recipient.choices)
    organisation = Words(label=_("Organisation"), max_length=200)
    addressee = Words(label=_("Role of whoever receives it"), max_length=200)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=choose(codes.Purpose.choices))
    lawful_basis = forms.ChoiceField(
        label=_("Lawful basis for sharing"),
        choices=choose([each for each in LawfulBasis.choices if each[0] != LawfulBasis.NOT_SHARED]),
    )
    means = Words(label=_("What it means for the risk to a child"), widget=LONG)
    wanted = Words(label=_("What is wanted of them"), widget=LONG)
    wanted_by = day(_("By when"))
    consulted = Words(
        label=_("When the originator was consulted, and what they said"),
        required=False,
        widget=LONG,
        help_text=_("Needed with sanitisation code S2."),
    )


class SupersedeForm(Ask):
    submit = _("It is replaced")
    address = Words(
        label=_("Address of the page of the report that replaces it"),
        help_text=_("It must be finished. Whoever was told of this one will be owed word."),
    )
    reason = Words(label=WHY, widget=LONG)


class RetainForm(Ask):
    submit = _("Keep it")
    retention = forms.ChoiceField(
        label=_("Why it is kept"), choices=codes.Retention.choices, widget=forms.RadioSelect
    )
    until = day(_("Until the review of"))
    reason = Words(label=WHY, widget=LONG)


class ReceiptForm(Ask):
    submit = _("It was received")
    who = Words(label=_("Received by (role)"), max_length=200)


class FeedbackForm(Ask):
    submit = _("Save the answer")
    words = Words(label=_("What came of it"), widget=LONG)


class ToldAgainForm(Ask):
    submit = _("They have been told")
    how = Words(label=_("How, and whom you spoke to (role)"), widget=LONG)


class RequirementForm(Ask):
    submit = _("Ask it")
    question = Words(label=_("What do we need to know?"), widget=LONG)
    priority = forms.ChoiceField(
        label=_("Priority"), choices=codes.Priority.choices, widget=forms.RadioSelect, initial="low"
    )
    shown_to = forms.MultipleChoiceField(
        label=_("Who sees it and may answer?"),
        required=False,
        choices=[
            (Role.SCREENER.value, _("Screeners of the hub")),
            (Role.MANAGER.value, _("Managers of the hub")),
            (Role.DESIGNATED.value, _("The designated officer")),
            (Role.LICENSING.value, _("Licensing officers")),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A question says what we do not know. Ask nobody whom it could put on guard."),
    )
    until = day(_("Until"))


class AnswerForm(ItemForm):
    submit = _("Answer")


class CloseForm(Ask):
    submit = _("Close it")
    outcome = forms.ChoiceField(
        label=_("It is"),
        choices=[("answered", _("Answered")), ("withdrawn", _("No longer needed"))],
        widget=forms.RadioSelect,
    )
    words = Words(label=WHY, widget=LONG)


class BringInForm(Ask):
    submit = _("Bring them in")
    rows = OwnWords(
        label=_("The rows, as text"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "CSV with the columns report, title, words, grade; or JSON lines with these names. Rows with the "
            "same report are items of one. All are brought in, or none."
        ),
    )


class ExportForm(Ask):
    submit = _("Take it away")
    form = forms.ChoiceField(
        label=_("In which form"), choices=[(name, each.words) for name, each in FORMATS.items()]
    )


class GraderForm(Ask):
    submit = _("Record the training")
    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.objects.none())
    evidence = Words(label=_("Evidence: course, provider, certificate"), max_length=200)
    trained_on = day(_("Trained on"))
    until = day(_("May grade until"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]  # the stub has no query set
