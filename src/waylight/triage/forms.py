"""What staff type. A form only asks whether something is there; the actions decide whether it may be done."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from waylight.accounts.models import Person
from waylight.engine.wording.blame import Blaming
from waylight.engine.wording.language_codes import languages_by_name
from waylight.guidance import queries as guidance
from waylight.guidance.models import Area
from waylight.reporting.models import Channel

from .codes import (
    OUTCOMES_FOR,
    LawfulBasis,
    Marking,
    Outcome,
    PassedTo,
    Rating,
    ServiceAgreement,
    StatementKind,
    StreamKind,
)
from .feedback import FEEDBACK
from .models import Contact, Stream, Translation
from .wording import advice

Words = forms.CharField


class OwnWords(Words):
    """What somebody said themselves: it may stay as it is, and no advice touches it."""

    own_words = True


LONG = forms.Textarea(attrs={"rows": 4})
WHY = _("Why? What you write is kept with it.")


CHOOSE = _("Choose one")
DASHES = "---------"
"""What Django shows where nothing is chosen among rows; read aloud it says nothing."""


def choose(choices: Any, *, blank: Any = CHOOSE) -> list[tuple[str, Any]]:
    return [("", blank), *choices]


class Ask(forms.Form):
    """Base: GOV.UK marks errors itself, so the browser must not stop the form first.

    Beside every field of words stands advice on them, but where they are somebody's own (`OwnWords`).
    `sharing`: fields beside which help on lawful basis and sharing stands.
    """

    use_required_attribute = False
    submit = _("Save")
    sharing: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            asked = isinstance(field, forms.ChoiceField)
            field.error_messages["required"] = CHOOSE if asked else _("Write something here")
            if getattr(field, "empty_label", None) == DASHES:
                field.empty_label = CHOOSE  # type: ignore[attr-defined]  # only a choice of rows has one

    def quoting(self) -> bool:
        """Whether all that is typed here is said to be somebody else's own words."""
        return False

    def advice_on(self, name: str) -> list[Blaming]:
        """For whoever types it; it stops nothing."""
        field = self.fields[name]
        if not isinstance(field, Words) or isinstance(field, OwnWords) or self.quoting():
            return []
        return advice(str(self[name].value() or ""))

    def advised(self) -> list[Blaming]:
        return [each for name in self.fields for each in self.advice_on(name)]

    def offer(self, name: str, choices: Any) -> None:
        """What can be chosen in a field, known only now."""
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def offer_rows(self, name: str, rows: Any) -> None:
        """The same of a field whose choices are rows."""
        cast(forms.ModelChoiceField, self.fields[name]).queryset = rows


class NoWords(Ask):
    """A button."""


class Reason(Ask):
    reason = Words(label=WHY, widget=LONG)


class Based(Ask):
    """An edit carries the version that its writer saw."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def beside(self, version: int) -> None:
        """What stands now is on the same page as what was typed: saving again is an edit of that."""
        typed: Any = self.data
        self.data = typed = typed.copy()
        typed["base"] = str(version)

    def say_beside(self, stands: dict[str, str]) -> None:
        """Under each field what stands now, where it is not what was typed."""
        for name, words in stands.items():
            field = self.field_of(name)
            if field not in self.fields or words == str(self.cleaned_data.get(field)):
                continue
            shown = dict(getattr(self.fields[field], "choices", ())).get(words, words)
            self.add_error(field, str(_("This stands now: %(words)s") % {"words": shown or _("nothing")}))

    def field_of(self, name: str) -> str:
        """Where on this form stands what a kept edit calls `name`."""
        return name


class RateForm(Based):
    submit = _("Save the rating")
    rating = forms.ChoiceField(label=_("Rating"), choices=Rating.choices, widget=forms.RadioSelect)
    reason = Words(label=WHY, widget=LONG)


class HoldForm(Ask):
    submit = _("Take it")
    note = Words(label=_("Note for whoever comes next"), required=False, widget=LONG)


class ShiftForm(Ask):
    note = Words(label=_("What the next person needs to know"), widget=LONG)


class HandOverForm(Ask):
    submit = _("Hand it over")
    to = forms.ModelChoiceField(
        label=_("To whom"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Back to the queue"),
    )
    note = Words(label=_("What the next person needs to know"), widget=LONG)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("to", people)


class MarkForm(Ask):
    submit = _("Mark it")
    marking = forms.ChoiceField(
        label=_("Marking"),
        required=False,
        choices=[("", _("No marking")), *Marking.choices],
        widget=forms.RadioSelect,
        help_text=_("A marking hides it from the list and deletes nothing."),
    )
    reason = Words(label=WHY, widget=LONG)


class GatherForm(Ask):
    submit = _("Gather it")
    under = Words(
        label=_("Reference of the concern to gather it under"),
        help_text=_("For the same incident told by several people. Eight characters."),
    )


class ForkForm(Ask):
    submit = _("Open the stream")
    kind = forms.ChoiceField(label=_("Kind"), choices=StreamKind.choices, widget=forms.RadioSelect)
    subject = Words(
        label=_("About whom or what"),
        help_text=_("One stream for each child. For intelligence: the person, vehicle or place."),
    )


class StatementForm(Ask):
    submit = _("Add it")
    kind = forms.ChoiceField(
        label=_("How is it known?"), choices=StatementKind.choices, widget=forms.RadioSelect
    )
    text = Words(label=_("What"), widget=LONG)
    quoted = forms.BooleanField(label=_("These are the reporter's own words"), required=False)

    def quoting(self) -> bool:
        return bool(self["quoted"].value())


class DecideForm(Based):
    submit = _("Decide")
    sharing = frozenset({"lawful_basis"})
    outcome = forms.ChoiceField(label=_("Decision"), required=False, widget=forms.RadioSelect)
    rationale = Words(label=_("Rationale"), required=False, widget=LONG)
    threshold = forms.ChoiceField(label=_("Threshold"), required=False)
    lawful_basis = forms.ChoiceField(
        label=_("Lawful basis for sharing"), required=False, choices=choose(LawfulBasis.choices)
    )
    service_agreement = forms.ChoiceField(
        label=_("Agreement to a service"),
        required=False,
        choices=choose(ServiceAgreement.choices),
        help_text=_("Not a basis for sharing: only whether a service was offered and agreed."),
    )
    not_known = Words(label=_("What is not known"), required=False, widget=LONG)
    would_change = Words(
        label=_("What would change this?"),
        required=False,
        widget=LONG,
        help_text=_("Needed for no further action."),
    )
    signpost = forms.ChoiceField(label=_("Signpost to"), required=False)

    def __init__(self, *args: Any, stream: Stream, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pack = guidance.pack(stream.contact.area)
        self.offer("outcome", [(o.value, o.label) for o in OUTCOMES_FOR[stream.kind]])
        levels = [(level.code, f"{level.code}: {level.words}") for level in pack.thresholds.levels]
        self.offer("threshold", choose(levels))
        if Outcome.SIGNPOSTED in OUTCOMES_FOR[stream.kind]:
            posts = [(post.code, post.words) for post in pack.signposts]
            self.offer("signpost", choose(posts))
        else:
            del self.fields["signpost"]


class CountersignForm(Ask):
    submit = _("Save")
    agree = forms.ChoiceField(
        label=_("Do you agree with this decision?"),
        choices=[("yes", _("Yes, it stands")), ("no", _("No, back to its worker"))],
        widget=forms.RadioSelect,
    )
    reason = Words(label=WHY, widget=LONG)


class AskForm(Ask):
    submit = _("Send the question")
    text = Words(
        label=_("Your question"),
        widget=LONG,
        help_text=_(
            "The reporter sees it with their receipt. Never say whether anybody is known, and never ask them "
            "to look for more."
        ),
    )


class FeedbackForm(Ask):
    submit = _("Tell the reporter")
    code = forms.ChoiceField(
        label=_("What may be said"),
        choices=[(code, words.label) for code, words in FEEDBACK.items()],
        widget=forms.RadioSelect,
    )
    passed_to = forms.ChoiceField(
        label=_("Passed on to"), required=False, choices=choose(PassedTo.choices, blank=_("Nobody"))
    )


def of_language() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Language of the original"), choices=choose(languages_by_name()))


class TranslateForm(Ask):
    submit = _("Save the translation")
    language = of_language()
    text = OwnWords(label=_("In English"), widget=forms.Textarea(attrs={"rows": 8}))
    method = forms.ChoiceField(
        label=_("Made by"), choices=Translation.Method.choices, widget=forms.RadioSelect
    )
    translator = Words(label=_("Name of the translator or machine"))


class TranslationRequestForm(Ask):
    submit = _("Ask for a translation")
    language = of_language()
    asked_of = Words(label=_("Asked of"))


class TransferForm(Ask):
    submit = _("Offer it")
    to_area = forms.ModelChoiceField(label=_("Area"), queryset=Area.objects.none())
    reason = Words(label=WHY, widget=LONG)

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("to_area", Area.objects.exclude(pk=contact.area_id))


class TransferAnswerForm(Ask):
    accept = forms.ChoiceField(
        label=_("Is it for your area?"),
        choices=[("yes", _("Yes, accept it")), ("no", _("No, decline it"))],
        widget=forms.RadioSelect,
    )
    answer = Words(label=WHY, widget=LONG)


class SearchForm(Ask):
    submit = _("Look")
    kind = forms.ChoiceField(
        label=_("What kind of value"),
        choices=[
            ("mark", _("Registration mark")),
            ("phone", _("Telephone")),
            ("person", _("Name, birth date")),
        ],
        widget=forms.RadioSelect,
        initial="mark",
    )
    value = Words(
        label=_("The exact value"),
        help_text=_("A whole mark, a whole number, or a name and a birth date: Elin Marsh, 2012-03-09."),
    )


class CallerForm(Ask):
    """A concern taken down for a caller. Any one answer is enough, as for anybody."""

    submit = _("Send it")
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[
            (Channel.PHONE, _("Telephone")),
            (Channel.EMAIL, _("E-mail or letter")),
            (Channel.OPERATOR, _("Operator")),
        ],
        widget=forms.RadioSelect,
        initial=Channel.PHONE,
    )
    words = OwnWords(
        label=_("The caller's own words"), required=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    happening_now = forms.BooleanField(label=_("It is happening now"), required=False)
    when = OwnWords(label=_("When"), required=False)
    where = OwnWords(label=_("Where"), required=False)
    people = OwnWords(label=_("People, one to a line"), required=False, widget=LONG)
    vehicles = OwnWords(label=_("Vehicles, one to a line"), required=False, widget=LONG)
    how_known = forms.ChoiceField(
        label=_("How the caller knows"),
        required=False,
        choices=choose(
            [
                ("saw", _("Saw it")),
                ("told", _("Was told")),
                ("overheard", _("Overheard it")),
                ("record", _("From a record")),
            ],
            blank=_("Not said"),
        ),
    )
    language = Words(label=_("Language of the caller"), required=False, initial="en")
    mode = forms.ChoiceField(
        label=_("The caller wishes to be"),
        choices=[("anonymous", _("Anonymous")), ("confidential", _("Confidential")), ("named", _("Named"))],
        widget=forms.RadioSelect,
        initial="anonymous",
    )
    role = Words(label=_("The caller's role"), required=False)
    name = Words(label=_("The caller's name"), required=False)
    phone = Words(label=_("A safe number"), required=False)
    safe_contact = Words(label=_("When and how it is safe to reach them"), required=False)
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Somebody who wishes to be anonymous is not written down by the back door."""
        typed = super().clean() or {}
        if typed.get("mode") == "anonymous" and any(typed.get(k) for k in ("name", "phone", "safe_contact")):
            self.add_error(
                "mode",
                _("Take out the name and the number, or ask the caller whether confidential would do."),
            )
        return typed


class RotaForm(Ask):
    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.objects.none())
    email = forms.EmailField(label=_("Work e-mail address"), required=False)
    sms_address = forms.EmailField(label=_("Address of the text message gateway"), required=False)
    position = forms.IntegerField(label=_("Place in the rota"), min_value=1, max_value=999, initial=1)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("email") and not typed.get("sms_address"):
            self.add_error("email", _("Give at least one work address, or nobody can be paged."))
        return typed

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("person", people)
