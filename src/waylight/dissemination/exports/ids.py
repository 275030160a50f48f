"""Ids of what an export speaks of: the same telling gives the same ids, and no id of ours leaves."""

from uuid import UUID, uuid5

from ..told import Told

_SPACE = UUID("5d7c0a52-7f0b-4b77-9f43-1c6f4f2f9a11")


def id_of(told: Told, *parts: object) -> str:
    """Of a thing within this version of this report."""
    return str(uuid5(_SPACE, ":".join(map(str, (told.reference, told.version, *parts)))))
