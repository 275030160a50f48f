"""Whether two concerns may come from one reporter: keyed digests of what was left, never what was left.

The worker alone asks, so that one person who reports again and again counts once. A digest rests sealed, is
shown on no screen, and is of no use without the hub's data key (docs/adr/0026).
"""

import re
from collections.abc import Iterator

from waylight.engine.wording.identifiers import normalise_name, phone_numbers
from waylight.keys.data_keys import match
from waylight.keys.keyring import KeyMissing

from .actions import Answers
from .models import Concern
from .queries import Unreadable, identities

_MAIL = re.compile(r"([^\s@<>,;:()]+)@([^\s@<>,;:()]+\.[^\s@<>,;:().]+)")
_KIND = "reporter"
LONGEST = 2_000
"""Characters of what somebody left that are compared: a name, a number and how to be reached are shorter."""


def reporter_marks(concern: Concern) -> frozenset[str]:
    """The digests of every number, mail address and name that came with a concern and its later versions.

    A name of one word ("Manager") counts where nothing better was left. Empty when nobody left anything, or
    when it cannot be opened here.
    """
    try:
        left = identities(concern)
    except (Unreadable, KeyMissing):
        return frozenset()
    return frozenset(match(_KIND, mark) for each in left for mark in marks_of(each))


def marks_of(identity: Answers) -> frozenset[str]:
    """What tells one reporter from another, in one normal form: `phone:+44…`, `mail:…`, `name:…`."""
    words = " ".join(str(value) for value in identity.values())[:LONGEST]
    name = " ".join(sorted(normalise_name(str(identity.get("name", ""))[:LONGEST]).split()))
    found = {*_reached_at(words)}
    if name and (" " in name or not found):
        found.add(f"name:{name}")
    return frozenset(found or ({f"words:{normalise_name(words)}"} if words.strip() else ()))


def _reached_at(words: str) -> Iterator[str]:
    for number in phone_numbers(words):
        yield f"phone:{number}"
    for box, host in _MAIL.findall(words):
        yield f"mail:{box.split('+')[0]}@{host}".casefold()
