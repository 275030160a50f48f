"""Sessions and their registers: a trainer's own, and every one of the area for licensing."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from waylight.accounts.policy import require
from waylight.accounts.roles import Actor, Role
from waylight.audit.actions import record
from waylight.audit.models import Verb

from ..codes import Result
from ..models import Attendance, RoomSession
from ..registers import disagreeing, unchecked


@dataclass(frozen=True)
class Room:
    session: RoomSession
    register: list[Attendance]

    @property
    def standing(self) -> list[Attendance]:
        """Without those that were struck out."""
        return [line for line in self.register if not line.is_struck]

    @property
    def off_roster(self) -> list[Attendance]:
        return [line for line in self.standing if line.learner_id is None]

    @property
    def without_result(self) -> list[Attendance]:
        return [line for line in self.standing if not line.result]

    @property
    def unchecked(self) -> list[Attendance]:
        return unchecked(self.standing)

    @property
    def disagreeing(self) -> list[Attendance]:
        return disagreeing(self.standing)

    @property
    def changeable(self) -> list[Attendance]:
        """Lines about which something can still be said: in an open session every one, in a closed one those
        that are nobody's or disagree."""
        if self.session.state == RoomSession.State.OPEN:
            return self.standing
        waiting = {*self.off_roster, *self.disagreeing}
        return [line for line in self.standing if line in waiting and line.completion_id is None]


def rooms(viewer: Actor) -> QuerySet[RoomSession]:
    """The newest first; each with `people` and `passed`."""
    require(viewer, "training.room")
    own = Q(area_id__in=viewer.areas(Role.TRAINER), facilitator_ref=viewer.ref)
    reach = RoomSession.objects.filter(own | Q(area_id__in=viewer.areas(Role.LICENSING)))
    standing = Q(register__struck__isnull=True)
    passed = Count("register", filter=standing & Q(register__result=Result.PASSED))
    return reach.annotate(people=Count("register", filter=standing), passed=passed).order_by("-on", "-pk")


def room(viewer: Actor, pk: UUID) -> Room:
    """One session with its register; noted. Raises RoomSession.DoesNotExist, Refused."""
    session = RoomSession.objects.select_related("area").get(pk=pk)
    require(viewer, "training.room", session)
    lines = list(session.register.select_related("struck"))
    detail: dict = {"count": len(lines)}
    record(Verb.CONSULTATION, "training.room", by=viewer, thing=("room-session", pk), detail=detail)
    return Room(session, lines)
