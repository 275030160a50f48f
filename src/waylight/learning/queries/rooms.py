"""Sessions and their registers: a trainer's own, and every one of the area for licensing."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from waylight.accounts.policy import Actor, Role, require
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..codes import Result
from ..models import Attendance, RoomSession


@dataclass(frozen=True)
class Room:
    session: RoomSession
    register: list[Attendance]

    @property
    def off_roster(self) -> list[Attendance]:
        return [line for line in self.register if line.learner_id is None]

    @property
    def without_result(self) -> list[Attendance]:
        return [line for line in self.register if not line.result]


def rooms(viewer: Actor) -> QuerySet[RoomSession]:
    """The newest first; each with `people` and `passed`."""
    require(viewer, "training.room")
    own = Q(area_id__in=viewer.areas(Role.TRAINER), facilitator_ref=viewer.ref)
    reach = RoomSession.objects.filter(own | Q(area_id__in=viewer.areas(Role.LICENSING)))
    passed = Count("register", filter=Q(register__result=Result.PASSED))
    return reach.annotate(people=Count("register"), passed=passed).order_by("-on", "-pk")


def room(viewer: Actor, pk: UUID) -> Room:
    """One session with its register; noted. Raises RoomSession.DoesNotExist, Refused."""
    session = RoomSession.objects.select_related("area").get(pk=pk)
    require(viewer, "training.room", session)
    lines = list(session.register.all())
    detail: dict = {"count": len(lines)}
    record(Verb.CONSULTATION, "training.room", by=viewer, thing=("room-session", pk), detail=detail)
    return Room(session, lines)
