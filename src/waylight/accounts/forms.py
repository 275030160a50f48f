"""What is asked about people."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Person, Restoration
from .roles import STAFF_ROLES, Role

DATES = ["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d.%m.%Y"]
_TYPED_WRONG = _("Write a day between 1900 and 2199.")
AHEAD = timedelta(days=2 * 366)
MOMENTS = ["%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]


def _near(on: date) -> None:
    """Raises ValidationError."""
    if on > timezone.localdate() + AHEAD:
        raise forms.ValidationError(_("That day is more than two years off. Look at the year."))


def day(label: Any, *, required: bool = True, help_text: Any = "", ahead: bool = False) -> forms.DateField:
    """A day within which months can be counted on: near the last one that a calendar knows they cannot.
    `ahead`: one by which something is to be done; what is due in years from now reminds nobody in time."""
    bounds: list[Callable[[date], None]] = [
        MinValueValidator(date(1900, 1, 1), _TYPED_WRONG),
        MaxValueValidator(date(2199, 12, 31), _TYPED_WRONG),
    ]
    if ahead:
        bounds.append(_near)
    return forms.DateField(
        label=label, required=required, help_text=help_text, input_formats=DATES, validators=bounds
    )


def moment(
    label: Any, hint: Any = "", *, required: bool = True, ahead: timedelta = timedelta()
) -> forms.DateTimeField:
    """A day and an hour in local time, since 1900 and no further `ahead` than a year typed wrong."""

    def near(at: datetime) -> None:
        if at.year < 1900 or at > timezone.now() + max(ahead, timedelta(days=366)):
            raise forms.ValidationError(_("That day is very far off. Look at the year."))

    asked = _("Day and hour, as in 17/11/2026 22:40.")
    return forms.DateTimeField(
        label=label,
        required=required,
        validators=[near],
        input_formats=MOMENTS,
        help_text=f"{hint} {asked}".strip(),
        error_messages={"invalid": _("Write day and hour as in 17/11/2026 22:40.")},
    )


ROLE_WORDS = {
    Role.SCREENER: _("Screener: reads and rates what arrives"),
    Role.MANAGER: _("Hub manager: leads the screeners, is the second person"),
    Role.INTELLIGENCE: _("Intelligence unit: sees intelligence streams only"),
    Role.LICENSING: _("Licensing officer: sees licensing streams only, and who is trained"),
    Role.DESIGNATED: _("Designated officer: concerns about people who work with children"),
    Role.INDEPENDENT: _("Independent officer: concerns about the hub's own staff"),
    Role.AUDITOR: _("Auditor: reads who did what, and no concern"),
    Role.ADMINISTRATOR: _("Administrator: people and settings, and no concern"),
    Role.TRAINER: _("Trainer: holds sessions and keeps their registers, and sees no concern"),
    Role.SOCIAL_WORKER: _("Social worker: the records of the children they work with"),
    Role.TEAM_MANAGER: _("Team manager: opens children's records, says who works with a child"),
    Role.AGENCY: _("Agency checker: answers what is asked of their agency about a child, and sees no more"),
    Role.COORDINATOR: _("Exploitation coordinator: places and people of concern, disruption, panels"),
    Role.OPERATOR: _("Somebody of a licensed firm: sees pass and date of its people, and nothing else"),
}


def area_words(slug: str) -> str:
    return slug.replace("-", " ").title()


class _InArea(forms.Form):
    """A form about one of the areas that whoever asks administers."""

    area = forms.ChoiceField(label=_("Area"))

    def __init__(self, *args: Any, areas: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(slug, area_words(slug)) for slug in sorted(areas)]
        self.fields["area"] = forms.ChoiceField(
            label=_("Area"), choices=choices, initial=choices[0][0] if choices else None
        )


class Invite(_InArea):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("Work e-mail address"), help_text=_("They sign in with it. No link is sent there.")
    )
    agency = forms.CharField(label=_("Agency"), max_length=120, required=False)
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=list(ROLE_WORDS.items()), widget=forms.CheckboxSelectMultiple
    )
    field_order = ["name", "email", "agency", "area", "roles"]

    def chosen(self) -> list[Role]:
        return [Role(role) for role in self.cleaned_data["roles"]]


class GiveRole(_InArea):
    role = forms.ChoiceField(label=_("Role"), choices=[(r, ROLE_WORDS[r]) for r in STAFF_ROLES])


class Leave(forms.Form):
    REASONS = (
        ("moved", _("Moved to another post")),
        ("left", _("Left the agency")),
        ("long-absence", _("Away for a long time")),
        ("withdrawn", _("Access withdrawn")),
    )
    on = forms.DateField(
        label=_("Last day"),
        input_formats=DATES,
        help_text=_("For example, 22/11/2026. Access ends when that day ends; today ends it now."),
    )
    reason = forms.ChoiceField(label=_("Why"), choices=REASONS, widget=forms.RadioSelect)

    def moment(self) -> datetime:
        """The end of the last day, local time; now when that day is today or past."""
        day: date = self.cleaned_data["on"]
        if day <= timezone.localdate():
            return timezone.now()
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


class Restore(forms.Form):
    how_checked = forms.ChoiceField(
        label=_("How did you make sure that it is them?"),
        choices=Restoration.Check.choices,
        widget=forms.RadioSelect,
        help_text=_("A call or an e-mail from them is not enough: anybody can send one."),
    )


class ChoosePassword(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Three or four words that have nothing to do with you are good."),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password

    def clean(self) -> None:
        first, second = self.cleaned_data.get("password"), self.cleaned_data.get("again")
        if first and second and first != second:
            self.add_error("again", _("The two passwords differ. Type the same one twice."))
