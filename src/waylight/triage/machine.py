"""The state machines of triage, each one table: from, to, the action that moves it, and its guard's name.

The code moves by these tables (`move()`), the documents draw them and the tests walk them.
Source of the states: Waylight's domain study 12.1.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Move:
    source: str
    target: str
    action: str
    guard: str = ""


@dataclass(frozen=True)
class Machine:
    name: str
    states: tuple[str, ...]
    start: str
    moves: tuple[Move, ...]

    def allows(self, source: str, target: str, action: str) -> bool:
        return any(m.source == source and m.target == target and m.action == action for m in self.moves)

    def next(self, source: str, action: str) -> tuple[str, ...]:
        """Where `action` may lead from `source`."""
        return tuple(m.target for m in self.moves if m.source == source and m.action == action)


class WrongMove(ValueError):
    """The machine has no such move from where the thing now stands."""

    def __init__(self, machine: Machine, source: str, action: str) -> None:
        super().__init__(f"{machine.name}: cannot {action} while {source}")
        self.machine, self.source, self.action = machine, source, action


CONTACT = Machine(
    "contact",
    ("received", "screening", "rated", "decided", "closed"),
    "received",
    (
        Move("received", "screening", "concern.open"),
        Move("screening", "rated", "concern.rate"),
        Move("rated", "rated", "concern.rate"),
        Move("screening", "screening", "stream.fork"),
        Move("rated", "rated", "stream.fork"),
        Move("decided", "rated", "stream.fork"),
        Move("rated", "decided", "stream.decide", "every stream is settled"),
        Move("rated", "decided", "stream.countersign", "every stream is settled"),
        Move("decided", "closed", "concern.close", "feedback given, or why none is safe"),
        Move("decided", "rated", "concern.reopen", "a lead, with a reason"),
        Move("closed", "rated", "concern.reopen", "a lead, with a reason"),
        Move("screening", "received", "transfer.answer", "the other hub accepts; its people begin anew"),
        Move("rated", "received", "transfer.answer", "the other hub accepts; its people begin anew"),
    ),
)

STREAM = Machine(
    "stream",
    ("open", "second-look", "decided"),
    "open",
    (
        Move("open", "open", "stream.write"),
        Move("open", "decided", "stream.decide", "no second person needed"),
        Move("open", "second-look", "stream.decide", "the outcome needs a second person"),
        Move("second-look", "decided", "stream.countersign", "another person agrees"),
        Move("second-look", "open", "stream.countersign", "another person does not agree"),
        Move("decided", "open", "concern.reopen", "a lead, with a reason"),
    ),
)

TRANSFER = Machine(
    "transfer",
    ("offered", "accepted", "declined"),
    "offered",
    (
        Move("offered", "accepted", "transfer.answer"),
        Move("offered", "declined", "transfer.answer", "with a reason"),
    ),
)

TRANSLATION = Machine(
    "translation request",
    ("asked", "done", "withdrawn"),
    "asked",
    (
        Move("asked", "done", "translation.write"),
        Move("asked", "withdrawn", "translation.write", "with a reason"),
    ),
)

PAGE = Machine(
    "page",
    ("sent", "acknowledged", "escalated"),
    "sent",
    (
        Move("sent", "acknowledged", "page.acknowledge"),
        Move("sent", "escalated", "page.escalate", "no answer in the area's time"),
        Move("escalated", "acknowledged", "page.acknowledge"),
    ),
)

MACHINES = (CONTACT, STREAM, TRANSFER, TRANSLATION, PAGE)
