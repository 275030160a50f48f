"""What a referral's form holds while it is written, and what the record answers before anybody types."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Self

from django.utils import timezone

from waylight.accounts.models import Person
from waylight.casework.codes import AgeBand, Around, IdentifierKind, LineKind
from waylight.casework.details import Details
from waylight.casework.models import Child, Line
from waylight.engine.extraction import KINDS, Gazetteer, Kind, extract
from waylight.triage.codes import ServiceAgreement

from .codes import Is
from .rules import desk_words, family_questions, form_blocks, list_of

LINES = 12
"""Lines of the chronology that are put into the reason, the latest; the writer takes out some."""
PLAIN = (
    "agreement",
    "agreement_words",
    "basis",
    "parents",
    "parents_words",
    "relevance",
    "detriment",
    "decision",
    "decision_reasons",
)
"""What is asked besides the questions of the form."""
TELLING = (LineKind.CONCERN, LineKind.OBSERVED, LineKind.TOLD)
"""What happened, not what was decided: why one service was not told is for no other."""


NAMING = (*TELLING, LineKind.CHILD)
"""Where marks, numbers and accounts are looked for: what the child says themselves too."""
LOOKED_THROUGH = 200
"""So many of those lines, the latest."""
NOT_TO_KNOW = " (must not learn of this)"
"""Behind a name in the form: for the service that is asked. It goes to nobody outside and to no family."""


@dataclass(frozen=True)
class Answers:
    """`of`: by question, which of the four answers it has ("" while nobody has said) and its words. `codes`:
    by question, what was chosen from its list.

    Agreement to a service, lawful basis, and whether parents were told stand apart from one another.
    """

    of: dict[str, tuple[str, str]] = field(default_factory=dict)
    codes: dict[str, list[str]] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)
    agreement: str = ""
    agreement_words: str = ""
    basis: str = ""
    parents: str = ""
    parents_words: str = ""
    relevance: str = ""
    detriment: str = ""
    decision: str = ""
    decision_reasons: str = ""

    @classmethod
    def read(cls, text: str) -> Self:
        found = json.loads(text or "{}")
        known = {f.name: found[f.name] for f in fields(cls) if f.name in found}
        of = {code: (one[0], one[1]) for code, one in known.get("of", {}).items()}
        return cls(**{**known, "of": of})

    def written(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    def answer(self, code: str) -> tuple[str, str]:
        return self.of.get(code, ("", ""))

    def by_field(self) -> dict[str, str]:
        """Every field in words, for who reads two edits beside each other."""
        said = {name: str(getattr(self, name)) for name in PLAIN}
        asked = {c: ": ".join(filter(None, (self.answer(c)[0], self.words(c)))) for c in questions()}
        return {**asked, "items": ", ".join(self.items), **said}

    def chosen(self, code: str) -> list[str]:
        """From the list of a question, in words."""
        listed = list_of(code)
        return listed.words(self.codes.get(code, [])) if listed else []

    def words(self, code: str) -> str:
        """All that answers a question: what was chosen, and what was written."""
        return "\n".join(filter(None, ("; ".join(self.chosen(code)), self.answer(code)[1])))

    @property
    def empty(self) -> list[str]:
        """Codes of the questions that nobody has answered, or that say "known" and hold nothing."""
        said = {code: self.answer(code)[0] for code in questions()}
        return [
            c for c, state in said.items() if not state or (state == Is.KNOWN and not self.words(c).strip())
        ]

    @property
    def unsaid(self) -> list[str]:
        """What keeps it from being sent besides: basis, agreement and parents, and who said so or why not,
        which no published form lets stand blank."""
        asked = ["basis", "agreement", "parents", "parents_words"]
        if self.agreement != ServiceAgreement.NOT_APPLICABLE:
            asked.append("agreement_words")
        return [name for name in asked if not getattr(self, name).strip()]

    def rest_not_asked(self) -> Self:
        """The same, with "not asked" for each question that holds neither an answer nor words."""
        rest = [c for c in questions() if self.answer(c) == ("", "") and not self.codes.get(c)]
        return replace(self, of={**self.of, **dict.fromkeys(rest, (Is.NOT_ASKED.value, ""))})


def questions() -> list[str]:
    return [each.code for block in form_blocks() for each in block.questions]


def filled(child: Child, sender: Person) -> Answers:
    """A form that holds what the record knows; the rest is nobody's answer yet."""
    known = _known(child, sender)
    questions = [each for block in form_blocks() for each in block.questions]
    words = {each.code: known.get(each.origin, "").strip() for each in questions}
    return Answers(of={code: (Is.KNOWN.value, text) for code, text in words.items() if text})


def kept_back(child: Child, answers: Answers) -> list[str]:
    """What the record says today of how the child is safely reached and what must not be known, and this form
    does not where the service reads it alone: it may have been marked since the form was begun, and what
    stands where the family reads it too is not kept back."""
    details = Details.read(child.details)
    alone = (code for code in questions() if code not in family_questions())
    said = "\n".join([*map(answers.words, alone), answers.parents_words])
    around = child.related.filter(ended_at__isnull=True)
    marked = [f"{each.name}{NOT_TO_KNOW}" for each in around if each.not_to_know]
    unsaid = [
        each
        for each in (details.safe_contact, details.do_not_disclose, *marked)
        if each.strip() and each.replace(NOT_TO_KNOW, "").strip() not in said
    ]
    meant = [name for name in marked if name not in unsaid and NOT_TO_KNOW.strip() not in said]
    return [*unsaid, *meant]


def _known(child: Child, sender: Person) -> dict[str, str]:
    details = Details.read(child.details)
    numbers = list(child.identifiers.standing())
    around = list(child.related.filter(ended_at__isnull=True))
    lines = child.lines.filter(corrected_by__isnull=True)
    telling = list(lines.filter(kind__in=TELLING)[:LINES])
    told = sorted({desk_words(desk) for desk in child.checks.values_list("desk", flat=True)})
    named = _named(lines.filter(kind__in=NAMING)[:LOOKED_THROUGH])
    aged = details.birthday is not None or details.age_band != AgeBand.UNKNOWN
    return {
        **{name: str(getattr(details, name)) for name in Details.__dataclass_fields__},
        "born": details.birthday_words if aged else "",
        "authorities": "\n".join(
            f"{label}: {name}"
            for label, name in (("Home", details.home_authority), ("Living in", details.host_authority))
            if name
        ),
        "sender": ", ".join(filter(None, (sender.name, sender.agency, sender.email))),
        "recordings": "\n".join(
            f"{each.what}, {each.where}: gone on {timezone.localtime(each.overwritten_at):%-d %B %Y %H:%M}"
            for each in child.evidence.filter(settled_at__isnull=True)
        ),
        "nhs": "\n".join(each.value for each in numbers if each.kind == IdentifierKind.NHS),
        "numbers": "\n".join(
            f"{each.get_kind_display()}: {each.value}" for each in numbers if each.kind != IdentifierKind.NHS
        ),
        "family": _people(around, Around.FAMILY),
        "network": _people(around, Around.NETWORK),
        "professionals": _people(around, Around.PROFESSIONAL),
        "voice": "\n".join(
            f"{line.happened_on:%-d %B %Y}: “{line.text}”" for line in lines.filter(kind=LineKind.CHILD)[:3]
        ),
        "chronology": "\n".join(
            f"{line.happened_on:%-d %B %Y}: {line.text} ({line.source})" for line in telling
        ),
        "vehicles": "\n".join(named["vehicle"].values()),
        "online": "\n".join([*named["phone"].values(), *named["handle"].values()]),
        "told": "\n".join(told),
    }


def _named(lines: Iterable[Line]) -> dict[Kind, dict[str, str]]:
    """By kind, what these lines name, as it stands there, each once, with the day."""
    said: dict[Kind, dict[str, str]] = {kind: {} for kind in KINDS}
    for line in lines:
        for each in extract(line.text, received_at=line.at, gazetteer=Gazetteer(())):
            said[each.kind].setdefault(each.text.casefold(), f"{each.text} ({line.happened_on:%-d %B %Y})")
    return said


def _people(around: list, kind: Around) -> str:
    rows = [each for each in around if each.kind == kind]
    warned = {True: NOT_TO_KNOW, False: ""}
    return "\n".join(f"{each.name}, {each.role}. {each.contact}{warned[each.not_to_know]}" for each in rows)
