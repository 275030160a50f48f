"""When somebody leaves, or loses the role for it, their records and what they owe pass to a named person."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from waylight.accounts.models import Person
from waylight.accounts.policy import require
from waylight.accounts.queries import holders_of, holds, roles_had
from waylight.accounts.roles import CASE_ROLES, Actor, Role, system
from waylight.audit.actions import Detail, record
from waylight.audit.models import Verb
from waylight.work.actions import announce

from .. import rooms
from ..codes import DueKind, LineKind, Whose
from ..models import Access, Child, Due
from ..roles import roles_of
from . import dues
from .dues import Owed
from .steps import audit, line


def pass_on(person_pk: int, ended: str = "") -> int:
    """Records that the person managed pass to the manager of the area who has the fewest; where they worked
    with the child, nobody does until its manager says. What they owed by name falls to the record's manager,
    or without a record to somebody of the same role. `ended`: the role that ended, "" where they left.

    Only in areas in which they have no role for it any more. Returns how many records; run twice it adds
    none.
    """
    by = system("casework")
    require(by, "system.receive")
    leaver = Person.objects.get(pk=person_pk)
    mine = Child.objects.filter(Q(manager=leaver) | Q(worker=leaver))
    areas = set(mine.values_list("area_id", flat=True))
    gone = {area for area in areas if not holds(leaver, CASE_ROLES, area)}
    unmanaged = gone
    if ended == Role.TEAM_MANAGER:
        unmanaged = {area for area in areas if not holds(leaver, (Role.TEAM_MANAGER,), area)}
    orphaned = mine.filter(Q(manager=leaver, area_id__in=unmanaged) | Q(worker=leaver, area_id__in=gone))
    keys = list(orphaned.order_by("opened_at").values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():
            child = Child.objects.select_for_update(of=("self",)).get(pk=key)
            _pass_one(child, leaver, by, worker_too=child.area_id in gone)
    _pass_dues(leaver, by)
    _let_in_no_longer(leaver, by)
    return len(keys)


def _let_in_no_longer(leaver: Person, by: Actor) -> None:
    """A role given anew lets nobody into records into which they were let before."""
    rows = Access.objects.filter(person=leaver, until__isnull=True).select_related("child")
    for access in rows:
        if holds(leaver, CASE_ROLES, access.child.area_id):
            continue
        with transaction.atomic():
            if not Access.objects.filter(pk=access.pk, until__isnull=True).update(until=timezone.now()):
                continue
            told = f"{leaver.name} works with the child no longer: they have left."
            line(access.child, LineKind.HANDLING, told, "", by=access.by_id)
            audit(access.child, "system.receive", by=by, verb=Verb.PERMISSION, detail={"ended": leaver.pk})


def _pass_one(child: Child, leaver: Person, by: Actor, *, worker_too: bool) -> None:
    owed = None
    if child.manager_id == leaver.pk:
        managers = holders_of(Role.TEAM_MANAGER, child.area_id).exclude(pk=leaver.pk)
        other = _least(managers, Child.objects.filter(state="open").values_list("manager_id", flat=True))
        if other is None:
            owed = Owed(agency=leaver.agency) if leaver.agency else None
        else:
            child.manager = other
    if child.worker_id == leaver.pk and worker_too:
        child.worker = None
    child.save(update_fields=["manager", "worker"])
    if child.state == "open":
        dues.start(child, DueKind.LEAVER, owed=owed)
    audit(child, "system.receive", by=by, detail={"left": leaver.pk, "manager": child.manager_id})
    announce("child.passed-on", child=str(child.pk), manager=child.manager_id)


def _least(people: Iterable[Person], held: Iterable[int | None]) -> Person | None:
    """Whoever has the least already; of those who have as little, the first by name."""
    load = Counter(held)
    return min(people, key=lambda person: (load[person.pk], person.name), default=None)


def _pass_dues(leaver: Person, by: Actor) -> None:
    owed = Due.objects.filter(whose=Whose.OWNER, owner=leaver, stopped_at__isnull=True)
    for key in list(owed.order_by("due_at").values_list("pk", flat=True)):
        with transaction.atomic():
            fresh = Due.objects.select_for_update(of=("self",)).select_related("child").get(pk=key)
            if fresh.stopped_at is None and not holds(leaver, roles_of(fresh.kind), fresh.area_id):
                _pass_due(fresh, leaver, by)


def _pass_due(fresh: Due, leaver: Person, by: Actor) -> None:
    """It stays with a leaver only where nobody is there to take it: those above are told of it until then."""
    here = fresh.child is not None and fresh.child.area_id == fresh.area_id
    other = fresh.child.manager if fresh.child and here else _next_owner(fresh, leaver)
    if other is None or other == leaver:
        return
    hand = rooms.HANDED.get(fresh.kind)
    if here and hand is None:
        fresh.whose, fresh.owner = Whose.MANAGER, None
    else:
        fresh.owner = other
    if hand is not None:
        hand(fresh.about, other)
    dues.remind_from(fresh)
    fresh.save(update_fields=["whose", "owner", "remind", "remind_at"])
    detail: Detail = {"left": leaver.pk, "owner": fresh.owner_id, "kind": fresh.kind}
    record(Verb.ALTERATION, "system.receive", by=by, thing=("due", fresh.pk), detail=detail)
    announce("due.passed-on", due=str(fresh.pk), owner=fresh.owner_id)


def _next_owner(fresh: Due, leaver: Person) -> Person | None:
    """Who comes next as the due's room says; else whoever owes the least of those who hold a role that the
    leaver had, and that can do it."""
    if fresh.kind in rooms.FALLS_TO:
        return rooms.FALLS_TO[fresh.kind](fresh.about)
    for role in roles_had(leaver, fresh.area_id):
        if role in roles_of(fresh.kind) and (other := owing_least(role, fresh.area_id, but=leaver)):
            return other
    return None


def owing_least(role: Role, area: str, *, but: Person | None = None) -> Person | None:
    """Who of a role in an area owes the least by name: what comes next may be theirs."""
    held = Due.objects.filter(stopped_at__isnull=True).values_list("owner_id", flat=True)
    return _least(holders_of(role, area).exclude(pk=but.pk if but else 0), held)
