"""What the licensing office and trainers type about training. A form asks whether something is there; the
actions decide whether it may be done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from waylight.accounts.forms import DATES
from waylight.accounts.models import Person
from waylight.guidance.models import Area

from .actions import RuleDraft
from .codes import CheckHow, ExemptBecause, Mode, Result, Role
from .courses import course_choices, version_now
from .models import Certificate, Completion, Exemption, Operator
from .refresher import Demand, DemandKind, version_order
from .rulebooks import REMIND
from .sheet_files import NotText, text_of

WHY = _("Why? What you write is kept with it.")
CHOOSE = ("", _("Choose one"))
SHORT_TEXT = forms.Textarea(attrs={"rows": 3})


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, input_formats=DATES, help_text=help_text)


def number_field(label: Any, *, least: int = 0, most: int, help_text: Any = "") -> forms.IntegerField:
    """A whole number that may be left empty."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        help_text=help_text,
        widget=forms.TextInput,
    )


class Asked(forms.Form):
    """Base: GOV.UK marks errors itself, so the browser must not stop the form first."""

    use_required_attribute = False
    submit: Any = _("Save")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
            field.error_messages["required"] = _("Choose one") if chosen else _("Write something here")


class OfCourse(Asked):
    """About one of the courses that are taught."""

    course = forms.ChoiceField(label=_("Course"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courses = course_choices()
        self.fields["course"].choices = courses if len(courses) == 1 else [CHOOSE, *courses]  # type: ignore[attr-defined]


class InAreas(Asked):
    """In one of the areas in which whoever asks may."""

    area = forms.ModelChoiceField(label=_("Council"), queryset=Area.objects.none(), empty_label=None)

    def __init__(self, *args: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        if len(areas) == 1:
            self.fields["area"].widget = forms.HiddenInput()
            self.fields["area"].initial = areas[0]


class FindForm(Asked):
    submit = _("Find")
    badge = forms.CharField(label=_("Badge or licence number"), required=False, max_length=40)
    name = forms.CharField(label=_("Whole name"), required=False, max_length=120)
    email = forms.CharField(label=_("E-mail address"), required=False, max_length=254)

    def clean(self) -> None:
        if not any(self.cleaned_data.values()):
            self.add_error("badge", _("Write a badge, a whole name or an address."))


class RosterForm(InAreas):
    submit = _("Look at it first")
    file = forms.FileField(
        label=_("The roster as a CSV file"),
        required=False,
        allow_empty_file=True,
        help_text=_("In the spreadsheet: Save as, CSV. The file itself is not kept."),
    )
    sheet = forms.CharField(
        label=_("Or paste it"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "Select the whole sheet with its line of headings, copy it and paste it here; or the text of a "
            "CSV file. One column must be called Badge or Licence number. Known too: Name, Role, Operator, "
            "Renewal date, E-mail, Last trained."
        ),
    )
    role = forms.ChoiceField(
        label=_("Role of everybody whose line names none"), choices=Role.choices, initial=Role.DRIVER
    )
    whole = forms.BooleanField(
        label=_("This is the whole roster for the roles in it"),
        required=False,
        help_text=_("Whoever has such a role and is not in the sheet has left."),
    )
    course = forms.ChoiceField(
        label=_("The column Last trained is about"),
        required=False,
        help_text=_("Without a course, that column is passed over."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = [("", _("No course")), *course_choices()]  # type: ignore[attr-defined]

    def clean_file(self) -> str:
        """Its text; empty without a file."""
        file = self.cleaned_data["file"]
        try:
            return text_of(file) if file else ""
        except NotText as why:
            raise forms.ValidationError(str(why)) from None

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("file") and (said.get("sheet") or "").strip():
            self.add_error("sheet", _("Choose a file or paste the text, not both."))
        elif "file" in said:
            said["sheet"] = said["file"] or said.get("sheet", "")


class ResultsForm(InAreas, OfCourse):
    submit = _("Bring them in")
    version = forms.CharField(
        label=_("Version"),
        max_length=40,
        help_text=_("It stands on the first page of the package that was played."),
    )
    evidence = forms.CharField(label=_("From which system, and which list?"), max_length=200)
    sheet = forms.CharField(
        label=_("The list"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("With a line of headings: a badge, and the day of completion (Completed on)."),
    )
    field_order = ["area", "course"]


# One person


class NoWords(Asked):
    """A button."""


class BadgeForm(Asked):
    submit = _("Change the badge")
    badge = forms.CharField(
        label=_("New badge or licence number"),
        max_length=40,
        help_text=_("The record stays. Their code stops working, for it belongs to the badge."),
    )


class EquivalentForm(OfCourse):
    submit = _("Accept it")
    on = day_field(_("Day of the training"), help_text=_("For example, 22/11/2026"))
    evidence = forms.CharField(
        label=_("What have you seen?"),
        widget=SHORT_TEXT,
        help_text=_("Which certificate, from whom, its number."),
    )
    assessor = forms.CharField(label=_("Who has seen it?"), max_length=120)


class ExemptForm(OfCourse):
    submit = _("Exempt them")
    because = forms.ChoiceField(label=_("Reason"), choices=ExemptBecause.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=WHY, widget=SHORT_TEXT)
    until = day_field(_("Until the end of"), help_text=_("For example, 22/11/2026"))


class Named(forms.ModelChoiceField):
    """One row of several, each named by `words`."""

    def __init__(self, words: Callable[[Any], str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words = words

    def label_from_instance(self, obj: Any) -> str:
        return self.words(obj)


class OneOf(Asked):
    """About one row of a person's record: `which` asks for it, `words` names each."""

    which: Any
    words: Callable[[Any], str]

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row"] = Named(self.words, label=self.which, queryset=rows, empty_label=None)
        self.order_fields(["row"])


def _completion_words(row: Completion) -> str:
    return f"{row.on:%d/%m/%Y}, {Mode(row.mode).label}"


def _certificate_words(row: Certificate) -> str:
    return f"{row.title}, {row.completed_on:%d/%m/%Y}, {row.code}"


def _exemption_words(row: Exemption) -> str:
    return f"{row.since:%d/%m/%Y} – {row.until:%d/%m/%Y}"


class WithdrawForm(OneOf):
    submit = _("It does not count")
    which = _("Which training?")
    words = staticmethod(_completion_words)
    reason = forms.CharField(label=WHY, widget=SHORT_TEXT)


class RevokeForm(OneOf):
    submit = _("Revoke it")
    which = _("Which certificate?")
    words = staticmethod(_certificate_words)
    reason = forms.CharField(label=WHY, widget=SHORT_TEXT)


class ReissueForm(OneOf):
    submit = _("Issue it anew")
    which = _("Which certificate?")
    words = staticmethod(_certificate_words)


class EndExemptionForm(OneOf):
    submit = _("End it")
    which = _("Which exemption?")
    words = staticmethod(_exemption_words)


# Rules


class RuleForm(InAreas, OfCourse):
    submit = _("See whom it touches")
    operator = forms.ChoiceField(
        label=_("Whose rule"),
        required=False,
        help_text=_("An operator's own rule can only ask for more than the council's."),
    )
    starts = day_field(_("From"), help_text=_("For example, 22/11/2026"))
    roles = forms.MultipleChoiceField(
        label=_("Who must do it"),
        required=False,
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[Role.DRIVER],
    )
    months = number_field(
        _("Months until the refresher"), least=1, most=240, help_text=_("After the last training.")
    )
    first_days = number_field(
        _("Days for the first training"), most=3650, help_text=_("From when somebody comes onto the roster.")
    )
    lead_days = number_field(
        _("Days before a licence is renewed"),
        most=400,
        help_text=_("The training must be done by then. Leave it empty if renewal does not count."),
    )
    window_days = number_field(
        _("Days before a due date from which training counts for it"),
        most=400,
        help_text=_("From then on it is called due soon. Without a number: 90."),
    )
    remind = forms.CharField(
        label=_("Days before the due date on which people are reminded"),
        required=False,
        max_length=60,
        initial=", ".join(map(str, REMIND)),
        help_text=_("0 is the day itself, -7 a week after it."),
    )
    why = forms.CharField(label=_("Decided where"), required=False, max_length=200)
    field_order = ["area", "course", "operator"]

    def __init__(self, *args: Any, firms: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted((each.name, str(each.pk)) for each in firms)
        choices = [("", _("The council's")), *((pk, name) for name, pk in named)]
        self.fields["operator"].choices = choices  # type: ignore[attr-defined]

    def clean_remind(self) -> tuple[int, ...]:
        said = self.cleaned_data["remind"].replace(";", ",").split(",")
        try:
            steps = [int(each) for each in said if each.strip()]
        except ValueError:
            raise forms.ValidationError(_("Write whole numbers with commas: 90, 30, 0")) from None
        if any(not -400 <= step <= 400 for step in steps) or len(steps) > 8:
            raise forms.ValidationError(_("Write at most eight numbers, none over 400."))
        return tuple(steps)

    def draft(self) -> RuleDraft:
        said = self.cleaned_data
        operator = Operator.objects.get(pk=said["operator"], area=said["area"]) if said["operator"] else None
        return RuleDraft(
            course_id=said["course"],
            starts=said["starts"],
            roles=tuple(Role(role) for role in said["roles"]),
            months=said["months"],
            first_days=said["first_days"],
            lead_days=said["lead_days"],
            window_days=90 if said["window_days"] is None else said["window_days"],
            remind=said["remind"],
            operator=operator,
            why=said["why"],
        )


class DemandForm(InAreas, OfCourse):
    submit = _("See whom it touches")
    kind = forms.ChoiceField(
        label=_("What has changed"),
        choices=[
            (DemandKind.VERSION.value, _("A new version of the course must be done")),
            (DemandKind.LAW.value, _("The law")),
        ],
        widget=forms.RadioSelect,
    )
    since = day_field(_("Training before this day is not enough"), help_text=_("For example, 22/11/2026"))
    by = day_field(_("To be done anew by"), help_text=_("For example, 22/05/2027"))
    why = forms.CharField(label=_("What is it about?"), max_length=200)
    field_order = ["area", "course"]

    def demand(self) -> Demand:
        """For a new version, the one that is taught now."""
        said = self.cleaned_data
        kind = DemandKind(said["kind"])
        order = version_order(version_now(said["course"])) if kind is DemandKind.VERSION else ()
        return Demand(kind, said["since"], said["by"], "-".join(f"{n:02}" for n in order))


# Rooms


class OpenRoomForm(InAreas, OfCourse):
    submit = _("Open the session")
    on = day_field(_("Day"), help_text=_("For example, 22/11/2026"))
    place = forms.CharField(label=_("Place"), max_length=120)
    facilitator = forms.CharField(label=_("Facilitator"), max_length=120)
    mode = forms.ChoiceField(
        label=_("How"),
        choices=[(Mode.ROOM.value, Mode.ROOM.label), (Mode.PAPER.value, Mode.PAPER.label)],
        initial=Mode.ROOM,
        widget=forms.RadioSelect,
    )
    field_order = ["area", "course"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate


class SignForm(Asked):
    submit = _("Write the line")
    badge = forms.CharField(label=_("Badge or licence number"), max_length=40)
    name = forms.CharField(label=_("Name"), required=False, max_length=120)
    check_how = forms.ChoiceField(
        label=_("Check"), required=False, choices=[("", _("Not yet")), *CheckHow.choices]
    )
    result = forms.ChoiceField(
        label=_("Result"), required=False, choices=[("", _("Not yet known")), *Result.choices]
    )


class ReadBackForm(Asked):
    submit = _("Read it back")
    sheet = forms.CharField(
        label=_("The paper register"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "One person a line: badge, name, check, result, with commas between. Check is W, S or I, and "
            "result passed, not yet or left."
        ),
    )


class CorrectForm(Asked):
    submit = _("Put it right")
    line = forms.UUIDField(widget=forms.HiddenInput)
    badge = forms.CharField(label=_("Badge as it should be"), max_length=40)


# Letters and firms


class BouncedForm(Asked):
    submit = _("They came back")
    addresses = forms.CharField(
        label=_("Addresses from which mail came back"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line. Their reminders go by letter from now on."),
    )

    def listed(self) -> list[str]:
        return self.cleaned_data["addresses"].replace(",", "\n").split()


class SeatForm(Asked):
    submit = _("Let them see")
    operator = Named(
        lambda firm: firm.name,
        label=_("Firm"),
        queryset=Operator.objects.none(),
        empty_label=_("Choose one"),
    )
    person = forms.ModelChoiceField(
        label=_("Person"), queryset=Person.objects.none(), empty_label=_("Choose one")
    )

    def __init__(self, *args: Any, firms: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["operator"].queryset = firms  # type: ignore[attr-defined]
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
