"""A meeting as one reader may have it: page, paper and minutes are all made from this, by the one table."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import sources
from .codes import OF_CHILDREN, ItemKind
from .models import Action, Dissent, Item, Meeting, Subject
from .redacting import SOMEBODY, Scrub, as_shown, key_of, pseudonym
from .rules import OWN, Shown, table

ANOTHER = "another child"
PAPERS_OUT = frozenset({"papers-out", "held", "minutes-agreed", "closed"})
"""In which a paper may be read: not before it went out, and not once the meeting was called off."""
AGREED = frozenset({"minutes-agreed", "closed"})
"""In which what came of a meeting may be read by who does not run it."""
FACTS: dict[str, str | Promise] = {
    "other_names": _("Other names"),
    "born": _("Date of birth"),
    "age": _("About how old"),
    "numbers": _("Numbers"),
    "home_authority": _("Home authority"),
    "host_authority": _("Lives now in"),
    "school": _("School"),
    "communication": _("How to talk with the child"),
    "safe_contact": _("Safe contact"),
    "own_words": _("The child says"),
    "level": _("Level"),
    "signs": _("Signs of actual harm"),
    "around": _("Around the child"),
    "worker": _("Worker"),
}
"""What stands in a paper about a child, in this order, the child's own words with the rest."""


def without_others(meeting: Meeting, child: UUID) -> Scrub:
    """For a child's record, which tells of no other child: takes out the names of every other of whom this
    meeting spoke, and nothing of the child's own."""
    others: list[str] = []
    own: list[str] = []
    for subject in (each for item in meeting.items.all() for each in item.subjects.all()):
        (own if subject.child_id == child else others).extend(sources.names_in(sources.read(subject.sources)))
    return Scrub([(name, ANOTHER) for name in others], keep=own)


@dataclass(frozen=True)
class SubjectRead:
    subject: Subject
    label: str
    facts: list[tuple[str | Promise, str]]
    brief: str
    brief_by: str


@dataclass(frozen=True)
class ActionRead:
    action: Action
    what: str
    owner: str
    due_on: date
    outcome: str
    times: int


@dataclass(frozen=True)
class ItemRead:
    """`decisions`: words, reasons, who. `dissents`: who, agency, words."""

    item: Item
    label: str
    because: list[str]
    reason: str
    subjects: list[SubjectRead]
    decisions: list[tuple[str, str, str]]
    dissents: list[tuple[str, str, str]]
    actions: list[ActionRead]


@dataclass
class Reading:
    """`readers`: columns of the table, of which each field is shown by the narrowest; `works_with`: children
    to whom the column `own` applies; `hidden`: the items in which this reader has a conflict of interest;
    `person`: who it is; `runs`: whether they run the meeting."""

    meeting: Meeting
    readers: frozenset[str]
    works_with: frozenset[UUID]
    hidden: frozenset[UUID]
    person: int | None
    runs: bool
    scrub: Scrub = field(init=False)
    asked: dict[tuple[str, bool], Shown] = field(init=False, default_factory=dict)

    @cached_property
    def key(self) -> bytes:
        return key_of(self.meeting.pk)

    @property
    def as_what(self) -> str:
        """For the audit: the column, or both where what they were asked as and what they hold now differ."""
        return "+".join(sorted(self.readers))

    @property
    def minutes(self) -> bool:
        """Whether this reader may read what came of the meeting."""
        return self.meeting.state in AGREED or (self.runs and self.meeting.state == "held")

    def over(self, items: Iterable[Item]) -> None:
        """Learn every name of these items, so that none of them is read where it may not be."""
        self.scrub = Scrub([pair for item in items for pair in self._names(item)])

    def shown(self, name: str, child: UUID | None = None) -> Shown:
        own = child in self.works_with
        if (name, own) not in self.asked:  # a page asks for some twenty fields, of each child again
            readers = (OWN,) if own else self.readers
            self.asked[name, own] = min(table().shown(name, each, self.meeting.panel) for each in readers)
        return self.asked[name, own]

    def _names(self, item: Item) -> list[tuple[str, str]]:
        found = []
        for subject in item.about:
            held = sources.read(subject.sources)
            gone = item.pk in self.hidden
            if gone or self.shown("name", subject.child_id) is not Shown.WHOLE:
                instead = ANOTHER if gone else self.child_label(subject)
                found += [(name, instead) for name in sources.names_in(held)]
            if gone or self.shown("around", subject.child_id) is not Shown.WHOLE:
                found += [(name, SOMEBODY) for name in sources.around_in(held)]
        if self._is_thing(item) and (item.pk in self.hidden or self.shown("thing") is not Shown.WHOLE):
            found.append(
                (item.title, item.get_kind_display() if item.pk in self.hidden else self.label(item))
            )
        return found

    @staticmethod
    def _is_thing(item: Item) -> bool:
        return item.kind in (ItemKind.PLACE, ItemKind.PERSON)

    def child_label(self, subject: Subject) -> str:
        """The child's name as this reader may have it; never empty."""
        held = sources.read(subject.sources)
        other = pseudonym(self.key, subject.child_id or subject.pk)
        return as_shown(held.get("name", ""), self.shown("name", subject.child_id), other) or other

    def label(self, item: Item) -> str:
        """What an item is called for this reader."""
        if item.kind == ItemKind.CHILD:
            return ", ".join(self.child_label(each) for each in item.about)
        if self._is_thing(item):
            word = "Place" if item.kind == ItemKind.PLACE else "Person"
            other = pseudonym(self.key, item.thing_key, word)
            return as_shown(item.title, self.shown("thing"), other) or other
        return self.words("title", item.title) or str(item.get_kind_display())

    def words(self, name: str, text: str, child: UUID | None = None) -> str:
        """What somebody typed, if this reader reads it, without the names that they do not read."""
        return self.scrub(text) if self.shown(name, child) is Shown.WHOLE else ""

    def item(self, item: Item) -> ItemRead:
        own, held = self._one(item), self.meeting.held_at is not None
        return ItemRead(
            item=item,
            label=self.label(item),
            because=item.because_words if self.shown("because", own) is Shown.WHOLE else [],
            reason=self.words("reason", item.reason, own),
            subjects=[self.subject(each) for each in item.about],
            decisions=[
                (self.words("decision", d.words, own), self.words("reasons", d.reasons, own), d.by.name)
                for d in (item.decisions.all() if self.minutes else ())
            ],
            dissents=[
                (d.attendee.name, d.attendee.agency_words, text)
                for d in (item.dissents.all() if held else ())
                if (self.minutes or self._own(d)) and (text := self.words("dissent", d.words, own))
            ],
            actions=[self.action(each) for each in (item.actions.all() if self.minutes else ())],
        )

    def _own(self, dissent: Dissent) -> bool:
        return self.person is not None and dissent.attendee.person_id == self.person

    @staticmethod
    def _one(item: Item) -> UUID | None:
        """The one child whose worker reads an item as their own."""
        children = [each.child_id for each in item.about]
        return children[0] if len(children) == 1 and item.kind in OF_CHILDREN else None

    def subject(self, subject: Subject) -> SubjectRead:
        child = subject.child_id
        if self.meeting.state not in PAPERS_OUT:
            return SubjectRead(subject, self.child_label(subject) if child else "", [], "", "")
        held = sources.read(subject.sources)
        facts = [(words, text) for name, words in FACTS.items() if (text := self._fact(name, held, child))]
        if text := self.words("concern", held.get("concern", ""), child):
            facts.append((_("Why it is of concern"), text))
        brief = self.words("brief", subject.brief, child)
        by = subject.brief_by.name if brief and subject.brief_by else ""
        return SubjectRead(subject, self.child_label(subject) if child else "", facts, brief, by)

    def _fact(self, name: str, held: dict[str, str], child: UUID | None) -> str:
        shown = self.shown(name, child)
        if name == "around" and shown is Shown.INITIALS:
            return sources.around_in_initials(held)
        if shown is not Shown.WHOLE:
            return ""
        return held.get(name, "") if name in ("other_names", "around") else self.scrub(held.get(name, ""))

    def action(self, action: Action) -> ActionRead:
        child = action.child_id
        return ActionRead(
            action=action,
            what=self.words("action", action.what, child),
            owner=action.owner.name,
            due_on=action.due_on,
            outcome=self.words("outcome", action.outcome, child),
            times=action.times,
        )
