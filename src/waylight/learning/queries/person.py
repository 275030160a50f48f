"""One person's record, as the licensing officer sees it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..models import Certificate, Completion, DueDate, Exemption, Learner, Reminder
from .listing import RosterRow, row_of, rows, standing


@dataclass(frozen=True)
class PersonRecord:
    """Newest first, but for what is due: that by its day. `earlier_due`: due dates that no longer stand."""

    learner: Learner
    due: list[RosterRow]
    completions: list[Completion]
    certificates: list[Certificate]
    exemptions: list[Exemption]
    reminders: list[Reminder]
    earlier_due: list[DueDate]

    @property
    def running_exemptions(self) -> list[Exemption]:
        today = timezone.localdate()
        return [each for each in self.exemptions if each.ended_on is None and each.until >= today]


def learner(viewer: Actor, pk: UUID) -> Learner:
    """Raises Learner.DoesNotExist, and Refused for somebody of another area."""
    found = Learner.objects.select_related("area", "operator").get(pk=pk)
    require(viewer, "training.view", found)
    return found


def person_record(viewer: Actor, pk: UUID, *, today: date | None = None) -> PersonRecord:
    """All that is kept of a person's training; noted. Raises Learner.DoesNotExist, Refused."""
    found, today = learner(viewer, pk), today or timezone.localdate()
    record(Verb.CONSULTATION, "training.view", by=viewer, thing=("learner", pk))
    certificates = found.certificates.select_related("revocation", "replaced_by", "completion")
    return PersonRecord(
        learner=found,
        due=[
            row_of(each) for each in rows(standing(frozenset({found.area_id}), today).filter(learner=found))
        ],
        completions=list(found.completions.select_related("withdrawal", "session").order_by("-on", "-at")),
        certificates=list(certificates.order_by("-pk")),
        exemptions=list(found.exemptions.order_by("-since")),
        reminders=list(found.reminders.order_by("-goes_on", "way")),
        earlier_due=list(found.due_dates.filter(ended_on__isnull=False).order_by("-ended_on")),
    )
