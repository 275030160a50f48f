"""What rooms above put on a concern's page: triage shows it and does not know what it is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from waylight.accounts.roles import Actor

from .actions.opening import Opened


@dataclass(frozen=True)
class Beside:
    """`template` is rendered below the words, with `context` as `it`. `words` is, for the reporter's words as
    first sent, the template of their marked form; "" to show them plain."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    words: str = ""


Adds = Callable[[Actor, Opened], Beside | None]
ADDED: list[Adds] = []


def on_concern_page(adds: Adds) -> Adds:
    """Register what a room adds; it returns None where it has nothing for this reader."""
    if adds not in ADDED:
        ADDED.append(adds)
    return adds


def beside(viewer: Actor, opened: Opened) -> list[Beside]:
    """All that is to be shown beside an opened concern, in the order of registration."""
    found = (adds(viewer, opened) for adds in ADDED)
    return [each for each in found if each is not None]
