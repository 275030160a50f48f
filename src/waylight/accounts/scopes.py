"""How far a rule of the policy reaches: to anything, the own area, the own desk, oneself."""

from collections.abc import Callable

from .roles import ROLE_DESKS, ROLE_STREAMS, Actor, Role

Scope = Callable[[Actor, Role, str, object], bool]


def anywhere(actor: Actor, role: Role, area: str, thing: object) -> bool:
    return True


def own_area(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """The thing belongs to the area in which the role is held. No thing: a list, narrowed by its query."""
    return thing is None or getattr(thing, "area_slug", None) == area


def own_or_national(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """A national number belongs to no area: whoever looks after an area's numbers looks after it too."""
    return own_area(actor, role, area, thing) or getattr(thing, "area_slug", "") is None


def own_desk(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """Own area and own desk: a contact about the hub's staff is not for the hub's staff."""
    if thing is None:
        return True
    return own_area(actor, role, area, thing) and getattr(thing, "desk", None) == ROLE_DESKS.get(role)


def own_stream(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """Desk roles see every stream of their desk; intelligence and licensing only streams of their kind, and
    none from the desk that goes round the hub's own people, for they are among them."""
    if thing is None:
        return True
    kind = ROLE_STREAMS.get(role)
    if kind is None:
        return own_desk(actor, role, area, thing)
    kept_apart = getattr(thing, "desk", None) == ROLE_DESKS[Role.INDEPENDENT]
    return not kept_apart and own_area(actor, role, area, thing) and getattr(thing, "kind", None) == kind


def own_known(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """What was found in a concern: a desk reaches it in its own concerns, the intelligence unit in every one
    of its area but those that go round the hub's own people, for it is among them."""
    if thing is None:
        return True
    if role in ROLE_DESKS:
        return own_desk(actor, role, area, thing)
    kept_apart = getattr(thing, "desk", None) == ROLE_DESKS[Role.INDEPENDENT]
    return not kept_apart and own_area(actor, role, area, thing)


def working_with(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """A child's record: its worker, their manager, and who was named with a reason."""
    if thing is None:
        return True
    return own_area(actor, role, area, thing) and actor.user_id in getattr(thing, "worked_by", ())


def reading_of(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """Those, and for a day whoever opened the record with a reason."""
    if thing is None:
        return True
    return own_area(actor, role, area, thing) and actor.user_id in getattr(thing, "read_by", ())


def managing(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """The manager whose name stands on the child's record."""
    if thing is None:
        return True
    mine = actor.user_id is not None and getattr(thing, "managed_by", None) == actor.user_id
    return own_area(actor, role, area, thing) and mine


def invited_to(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """A meeting to which this person is asked."""
    if thing is None:
        return True
    return own_area(actor, role, area, thing) and actor.user_id in getattr(thing, "attended_by", ())


def running(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """A meeting that this person called or chairs."""
    if thing is None:
        return True
    return own_area(actor, role, area, thing) and actor.user_id in getattr(thing, "run_by", ())


def chairing(actor: Actor, role: Role, area: str, thing: object) -> bool:
    if thing is None:
        return True
    mine = actor.user_id is not None and getattr(thing, "chaired_by", None) == actor.user_id
    return own_area(actor, role, area, thing) and mine


def led_by_nobody(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """A meeting of the own area that nobody who called or chaired it can run any more."""
    return thing is None or (
        own_area(actor, role, area, thing) and bool(getattr(thing, "led_by_nobody", False))
    )


def own_report(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """The unit works on every report of its area; a lead of a desk on what they wrote themselves."""
    if thing is None or role is Role.INTELLIGENCE:
        return own_area(actor, role, area, thing)
    mine = actor.user_id is not None and getattr(thing, "writer_id", None) == actor.user_id
    return mine and own_area(actor, role, area, thing)


def own_sanitised(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """A lead reads what is sanitised, agreed, of their desk, and holds nothing graded 3 or E."""
    if thing is None or own_report(actor, role, area, thing):
        return True
    return bool(getattr(thing, "open_to_leads", False)) and own_desk(actor, role, area, thing)


def told_to(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """What was told to this very role in this area; the unit that told it sees all of its own."""
    if thing is None or role is Role.INTELLIGENCE:
        return own_area(actor, role, area, thing)
    return own_area(actor, role, area, thing) and getattr(thing, "to_role", None) == role.value


def shown_to(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """A question of the unit: its own area's unit, and the roles there that it is shown to."""
    if thing is None or role is Role.INTELLIGENCE:
        return own_area(actor, role, area, thing)
    return own_area(actor, role, area, thing) and role.value in getattr(thing, "shown_to", ())


def own_self(actor: Actor, role: Role, area: str, thing: object) -> bool:
    return thing is None or (actor.user_id is not None and getattr(thing, "pk", None) == actor.user_id)


def offered_to_team(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """A record is answered for by a team manager of the area to which it is offered."""
    return thing is None or getattr(thing, "to_area_slug", None) == area


def own_handing(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """What this person handed over themselves, while they work with the child."""
    if thing is None:
        return True
    mine = actor.user_id is not None and getattr(thing, "handed_by", None) == actor.user_id
    return mine and working_with(actor, role, area, thing)


def answering(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """What was sent to an agency or service of the area for which this person answers."""
    if thing is None:
        return True
    here = getattr(thing, "answering_area", None) == area
    return here and actor.user_id in getattr(thing, "answered_by", ())


def offered_here(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """A transfer is answered by the hub it is offered to, at the desk whose concern it is."""
    if thing is None:
        return True
    return getattr(thing, "to_area_slug", None) == area and getattr(thing, "desk", None) == ROLE_DESKS.get(
        role
    )


def own_learning(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """A learner who came in with badge and code reaches their own record, and nobody else's."""
    return thing is None or getattr(thing, "learner_ref", None) == actor.ref


def own_room(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """A trainer's own sessions; licensing sees every one of its area."""
    if thing is None or role is not Role.TRAINER:
        return own_area(actor, role, area, thing)
    return own_area(actor, role, area, thing) and getattr(thing, "facilitator_ref", None) == actor.ref


def own_device(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """A shared device that this person opened; licensing sees every one of its area."""
    if thing is None or role is Role.LICENSING:
        return own_area(actor, role, area, thing)
    return own_area(actor, role, area, thing) and getattr(thing, "opened_by_ref", None) == actor.ref


def own_action(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """An action of a plan or a meeting that this person is named to do. They read what it says, and nothing
    of the child's record."""
    if thing is None:
        return True
    mine = actor.user_id is not None and getattr(thing, "owned_by", None) == actor.user_id
    return own_area(actor, role, area, thing) and mine


def own_firm(actor: Actor, role: Role, area: str, thing: object) -> bool:
    """A firm in which this person has a seat."""
    if thing is None:
        return True
    return own_area(actor, role, area, thing) and actor.user_id in getattr(thing, "seated", ())
