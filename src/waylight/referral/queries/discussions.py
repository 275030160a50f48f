"""Strategy discussions of a child, what follows from each, and what of it is still due."""

from dataclasses import dataclass
from uuid import UUID

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import Detail, record
from waylight.audit.models import Verb
from waylight.casework.codes import DueKind
from waylight.casework.models import Child
from waylight.casework.queries.due import DueRow, dues_of

from ..models import Attendance, Discussion, Enquiry, Evidence, Step
from ..rules import Term, clocks, desk_words

CLOCK_OF = {
    DueKind.CONFERENCE: ("conference",),
    DueKind.CORE_GROUP: ("core-group",),
    DueKind.RECONFERENCE: ("first-review", "later-review"),
    DueKind.WHOLE: ("assessment",),
    DueKind.DISCUSSION: ("decide",),
}


@dataclass(frozen=True)
class Running:
    """What is due after a discussion, and where its time comes from."""

    row: DueRow
    terms: list[Term]


@dataclass(frozen=True)
class DiscussionPage:
    discussion: Discussion
    attendance: list[tuple[str, Attendance]]
    evidence: list[Evidence]
    enquiry: Enquiry | None
    steps: list[Step]
    running: list[Running]


def discussions_of(viewer: Actor, child: Child) -> list[Discussion]:
    """All of a child's, the latest first. The caller has opened the child, which is the audit event."""
    require(viewer, "child.view", child)
    return list(child.discussions.select_related("called_by", "held_by", "decided_by"))


def discussion_page(viewer: Actor, discussion: Discussion) -> DiscussionPage:
    """The caller has opened the child."""
    require(viewer, "child.view", discussion)
    enquiry = Enquiry.objects.filter(discussion=discussion).first() or _goes_on(discussion)
    about = {discussion.pk, discussion.child_id, *([enquiry.pk] if enquiry else [])}
    terms = clocks().terms
    return DiscussionPage(
        discussion=discussion,
        attendance=[(desk_words(each.desk), each) for each in discussion.attendance.all()],
        evidence=list(discussion.evidence.select_related("owner", "settled_by")),
        enquiry=enquiry,
        steps=list(enquiry.steps.select_related("by")) if enquiry else [],
        running=[
            Running(row, [terms[name] for name in CLOCK_OF[DueKind(row.due.kind)]])
            for row in dues_of(discussion.child)
            if row.due.kind in CLOCK_OF and row.due.about in about
        ],
    )


def _goes_on(discussion: Discussion) -> Enquiry | None:
    """The enquiry of an earlier discussion, which this one decided on again."""
    if not discussion.under_47:
        return None
    return discussion.child.enquiries.filter(begun_at__lte=discussion.held_at).exclude(state="ended").first()


def take_discussion(viewer: Actor, discussion: Discussion) -> DiscussionPage:
    """The same for a paper: audited as taken away."""
    require(viewer, "child.view", discussion)
    detail: Detail = {"paper": "discussion", "discussion": str(discussion.pk)}
    record(Verb.EXPORT, "child.view", by=viewer, thing=("child", discussion.child_id), detail=detail)
    return discussion_page(viewer, discussion)


def find_discussion(pk: UUID) -> Discussion:
    """For an action or query that asks the policy itself. Raises Discussion.DoesNotExist."""
    rows = Discussion.objects.select_related("child__worker", "child__manager", "called_by", "held_by")
    return rows.select_related("decided_by", "ended_by").get(pk=pk)


def find_evidence(pk: UUID) -> Evidence:
    return Evidence.objects.select_related("child__worker", "child__manager", "discussion").get(pk=pk)


def find_enquiry(pk: UUID) -> Enquiry:
    return Enquiry.objects.select_related("child__worker", "child__manager", "discussion").get(pk=pk)
