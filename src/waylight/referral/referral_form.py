"""The referral form: one select and one field of words for every question of `content/referral/form.yaml`."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waylight.accounts.forms import moment
from waylight.triage.codes import ServiceAgreement
from waylight.triage.forms import LONG, Ask, Based, Words, choose

from .codes import BASES, Is, Parents, Share
from .document import shareable
from .forms import SEVERAL, desks_for
from .models import Referral
from .queries.checks import limits
from .rules import Asked, code_lists, desk_words, form_blocks, list_of
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


class SaidForm(Ask):
    submit = _("Save: it is due in writing")
    at = moment(_("When it was said by telephone"))


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
    looked = forms.BooleanField(
        label=_("I looked at what the record keeps back today"),
        help_text=_("Asked where the record says something that this form does not."),
        required=False,
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
                    label=each.ask, help_text=each.hint, required=False, choices=choose(Is.choices)
                )
                if each.listed:
                    self.fields[f"code-{each.code}"] = _choice(each)
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
    def blocks(self) -> list[tuple[str, list[Part]]]:
        """The questions, by block; one with a list stands alone, for it has three fields and not two."""
        return [(block.title, self._rows(block.questions)) for block in form_blocks()]

    def _rows(self, asked: list[Asked]) -> list[Part]:
        rows = []
        for listed, questions in groupby(asked, key=lambda each: each.listed):
            names = ("is", "words", "code") if listed else ("is", "words")
            rows.append(Part([self[f"{part}-{each.code}"] for each in questions for part in names]))
        return rows

    @property
    def apart(self) -> Part:
        """What is asked besides the questions; agencies' items only where there are some."""
        names = ("items", *PLAIN, "looked") if self.fields["items"].choices else (*PLAIN, "looked")  # type: ignore[attr-defined]  # Django's types know only Field
        return Part([self[name] for name in names])

    def field_of(self, name: str) -> str:
        """A kept edit has an answer and its words as one."""
        return f"words-{name}" if f"words-{name}" in self.fields else name

    def name_empty(self, codes: list[str]) -> None:
        """Each question that keeps it from being sent is named where it stands."""
        for code in codes:
            self.add_error(f"is-{code}", _("not answered"))

    def name_unsaid(self, names: list[str]) -> None:
        """The same of what stands apart: who agreed, whether parents were told, and why not."""
        for name in names:
            self.add_error(name, self.fields[name].error_messages["required"])

    def in_full(self, data: Any) -> dict[str, Any]:
        """What was typed, fields with several answers whole, to be shown once more."""
        several = [n for n, f in self.fields.items() if isinstance(f, forms.MultipleChoiceField)]
        return {**data.dict(), **{name: data.getlist(name) for name in several}}

    def answers(self) -> Answers:
        typed = self.cleaned_data
        asked = [each for block in form_blocks() for each in block.questions]
        chosen = {each.code: typed[f"code-{each.code}"] for each in asked if each.listed}
        codes = {code: [one] if isinstance(one, str) else one for code, one in chosen.items() if one}
        of = {}
        for each in asked:
            state = typed[f"is-{each.code}"] or (Is.KNOWN.value if each.code in codes else "")
            of[each.code] = (state, typed[f"words-{each.code}"])
        return Answers(of=of, codes=codes, items=typed["items"], **{name: typed[name] for name in PLAIN})


def stands(referral: Referral) -> dict[str, Any]:
    """What the form holds when it is opened."""
    answers = Answers.read(referral.answers)
    held: dict[str, Any] = {"base": referral.version, "items": answers.items}
    held |= {name: getattr(answers, name) for name in PLAIN}
    for code, (state, words) in answers.of.items():
        held |= {f"is-{code}": state, f"words-{code}": words}
    for code, chosen in answers.codes.items():
        listed = list_of(code)
        held[f"code-{code}"] = chosen if listed and listed.several else "".join(chosen[:1])
    return held


def _choice(asked: Asked) -> forms.Field:
    listed = code_lists()[asked.listed]
    label = _("%(question)s: what fits") % {"question": asked.ask}
    codes = list(listed.codes.items())
    if listed.several:
        return forms.MultipleChoiceField(label=label, required=False, choices=codes, widget=SEVERAL)
    return forms.ChoiceField(label=label, required=False, choices=choose(codes))
