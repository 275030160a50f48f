"""One assessment: its entries by part, what is missing, and what changed since the one before."""

from dataclasses import dataclass
from uuid import UUID

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor

from ..actions.assessing import CARRIED
from ..codes import EntryKind
from ..judging import stands
from ..matching import same_child
from ..models import Assessment, Child, Entry
from ..rules import Domain, Level, domains, levels
from .scope import working

SHOWN = 5
"""Other records of one child that a page names; each counts, whether it is named or not."""
COMPARED = (*CARRIED, "actual_harm", "ended")


@dataclass(frozen=True)
class EntryRow:
    """`change`: "new", "changed" or "ended" since the assessment before, "passing" where it was added and
    ended since; "" where it is as it was."""

    entry: Entry
    change: str


@dataclass(frozen=True)
class PartRow:
    domain: Domain
    entries: list[EntryRow]


@dataclass(frozen=True)
class Elsewhere:
    """Another open record of the same child, which says how the child is. `level`: where the viewer works on
    it too; None where they may only know who answers for it."""

    child: Child
    level: Level | None


@dataclass(frozen=True)
class AssessmentPage:
    assessment: Assessment
    parts: list[PartRow]
    legacy: list[Entry]
    harm: list[Entry]
    missing: list[Domain]
    level: Level | None
    elsewhere: list[Elsewhere]

    @property
    def changes(self) -> list[tuple[Domain, EntryRow]]:
        return [(part.domain, row) for part in self.parts for row in part.entries if row.change]


def find_assessment(pk: UUID) -> Assessment:
    """For an action or query that asks the policy itself. Raises Assessment.DoesNotExist."""
    rows = Assessment.objects.select_related(
        "child__worker", "child__manager", "before", "level_by", "second_by", "begun_by"
    )
    return rows.get(pk=pk)


def find_entry(pk: UUID) -> Entry:
    rows = Entry.objects.select_related("child__worker", "child__manager", "assessment")
    return rows.get(pk=pk)


def assessment_page(viewer: Actor, assessment: Assessment) -> AssessmentPage:
    """The caller has opened the child, which is the audit event."""
    require(viewer, "child.view", assessment)
    entries = list(assessment.entries.select_related("by", "carried_from"))
    rows = [EntryRow(entry, _change(assessment, entry)) for entry in entries]
    parts = [
        PartRow(domain, [row for row in rows if row.entry.domain == code])
        for code, domain in domains().items()
    ]
    return AssessmentPage(
        assessment=assessment,
        parts=parts,
        legacy=[entry for entry in entries if entry.kind == EntryKind.LEGACY],
        harm=[entry for entry in entries if entry.harm_now],
        missing=[p.domain for p in parts if all(row.entry.ended for row in p.entries)],
        level=levels().get(assessment.level),
        elsewhere=_elsewhere(viewer, assessment),
    )


def _elsewhere(viewer: Actor, assessment: Assessment) -> list[Elsewhere]:
    """Only as long as there is something to conclude: what stood is not measured again."""
    if assessment.state not in ("draft", "second-person"):
        return []
    same = same_child(assessment.child)
    others = same.select_related("worker", "manager").order_by("opened_at", "pk")[:SHOWN]
    told = [(each, stands(each.level, harm=each.harm_now)) for each in others]
    mine = set(same.filter(working(viewer)).values_list("pk", flat=True))
    return [Elsewhere(each, levels()[level] if each.pk in mine else None) for each, level in told if level]


def _change(assessment: Assessment, entry: Entry) -> str:
    if assessment.before_id is None:
        return ""
    earlier = entry.carried_from
    if earlier is None:
        return "passing" if entry.ended else "new"
    if entry.ended:
        return "ended"
    return "changed" if any(getattr(entry, n) != getattr(earlier, n) for n in COMPARED) else ""


def assessments(viewer: Actor, child: Child) -> list[Assessment]:
    """All of a child's, the latest first. The caller has opened the child."""
    require(viewer, "child.view", child)
    return list(child.assessments.select_related("level_by", "second_by", "begun_by"))
