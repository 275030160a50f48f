"""What somebody has begun to write of a thing goes when the words of the thing go.

The room of children's records, above this one, keeps it and says here how it is forgotten.
"""

from collections.abc import Callable
from uuid import UUID

Forget = Callable[[UUID], None]
_FORGET: list[Forget] = []


def forgets(forget: Forget) -> None:
    if forget not in _FORGET:
        _FORGET.append(forget)


def forget(about: UUID) -> None:
    """All that anybody has begun to write of it, in the transaction of whoever takes its words out."""
    for each in _FORGET:
        each(about)
