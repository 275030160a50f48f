"""The referral form: one select and one field of words for every question of `content/referral/form.yaml`."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waylight.triage.codes import ServiceAgreement
from waylight.triage.forms import LONG, Ask, Based, Words, choose

from .codes import BASES, Is, Parents, Share
from .document import shareable
from .forms import SEVERAL, desks_for
from .models import Referral
from .queries.checks import limits
from .rules import desk_words, form_blocks
from .writing import PLAIN, Answers


class BeginForm(Ask):
    submit = _("Begin a referral")
    desk = forms.ChoiceField(label=_("To which service"), choices=lambda: choose(desks_for("referrals")))


class AnswerForm(Ask):
    submit = _("Answer")
    accept = forms.ChoiceField(
        label=_("Your service's answer"),
        choices=[("yes", _("We accept it")), ("no", _("We decline it"))],
        widget=forms.RadioSelect,
    )
    words = Words(label=_("If accepted: who does what first, and when. If declined: why"), widget=LONG)


@dataclass(frozen=True)
class Part:
    """Some of a form's fields, for a page that shows them under headings of their own."""

    bound: list[forms.BoundField]

    def hidden_fields(self) -> list[forms.BoundField]:
        return []

    def visible_fields(self) -> list[forms.BoundField]:
        return self.bound


class ReferralForm(Based):
    """While it is written nothing is required; sending asks for everything."""

    sharing = frozenset({"basis"})
    items = forms.MultipleChoiceField(
        label=_("What agencies told, and allow to be passed on to this service"),
        required=False,
        widget=SEVERAL,
    )
    relevance = Words(label=_("How it may help this service"), required=False, widget=LONG)
    detriment = Words(
        label=_("What speaks against sharing: could it be more detrimental to the child than not sharing?"),
        required=False,
        widget=LONG,
    )
    decision = forms.ChoiceField(
        label=_("Your decision"), choices=Share.choices, required=False, widget=forms.RadioSelect
    )
    decision_reasons = Words(label=_("Your reasons"), required=False, widget=LONG)
    basis = forms.ChoiceField(
        label=_("Lawful basis for sharing"), required=False, choices=lambda: choose(BASES)
    )
    agreement = forms.ChoiceField(
        label=_("Agreement to the service"),
        required=False,
        choices=lambda: choose(ServiceAgreement.choices),
        help_text=_("Apart from the basis: it says only whether the service was offered and agreed."),
    )
    agreement_words = Words(label=_("Who agreed, for whom"), required=False, widget=LONG)
    parents = forms.ChoiceField(
        label=_("Were parents or carers told?"), required=False, choices=lambda: choose(Parents.choices)
    )
    parents_words = Words(
        label=_("Who was told, when, by whom; or more about why not"), required=False, widget=LONG
    )

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].required = False
        for block in form_blocks():
            for each in block.questions:
                self.fields[f"is-{each.code}"] = forms.ChoiceField(
                    label=each.ask, required=False, choices=choose(Is.choices)
                )
                self.fields[f"words-{each.code}"] = Words(
                    label=_("%(question)s: words") % {"question": each.ask},
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 2}),
                    help_text=_("The copy for the family has this too.") if each.family else "",
                )
        items = [
            (str(each.pk), f"{desk_words(each.check_of.desk)}: {each.fact} ({limits(each)})")
            for each in shareable(referral)
        ]
        self.offer("items", items)

    @property
    def blocks(self) -> list[tuple[str, Part]]:
        """The questions, by block."""
        return [
            (
                block.title,
                Part([self[f"{part}-{q.code}"] for q in block.questions for part in ("is", "words")]),
            )
            for block in form_blocks()
        ]

    @property
    def apart(self) -> Part:
        """What is asked besides the questions; agencies' items only where there are some."""
        names = ("items", *PLAIN) if self.fields["items"].choices else PLAIN  # type: ignore[attr-defined]  # Django's types know only Field
        return Part([self[name] for name in names])

    def field_of(self, name: str) -> str:
        """A kept edit has an answer and its words as one."""
        return f"words-{name}" if f"words-{name}" in self.fields else name

    def name_empty(self, codes: list[str]) -> None:
        """Each question that keeps it from being sent is named where it stands."""
        for code in codes:
            words = _("Not answered: %(question)s") % {"question": self.fields[f"is-{code}"].label}
            self.add_error(f"is-{code}", words)

    def answers(self) -> Answers:
        typed = self.cleaned_data
        of = {
            each.code: (typed[f"is-{each.code}"], typed[f"words-{each.code}"])
            for block in form_blocks()
            for each in block.questions
        }
        return Answers(of=of, items=typed["items"], **{name: typed[name] for name in PLAIN})


def stands(referral: Referral) -> dict[str, Any]:
    """What the form holds when it is opened."""
    answers = Answers.read(referral.answers)
    held: dict[str, Any] = {"base": referral.version, "items": answers.items}
    held |= {name: getattr(answers, name) for name in PLAIN}
    for code, (state, words) in answers.of.items():
        held |= {f"is-{code}": state, f"words-{code}": words}
    return held
