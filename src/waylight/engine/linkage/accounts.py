"""What linkage is given: accounts (one report as received) and, out of their mentions, observations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

from waylight.engine.extraction.mention import Mention

Kind = Literal["person", "vehicle", "place", "phone", "handle", "organisation"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Source:
    """Where the knowledge in an account comes from, as far as it may be known here: never a name.

    Two accounts that have one of `keys` in common are of one reporter (opaque values; none if nobody can
    tell). `mode` is anonymous, confidential or named.
    """

    role: str = ""
    mode: str = "anonymous"
    channel: str = "web"
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Account:
    """One report. `refers_to` names earlier accounts that this one answers, corrects or repeats."""

    id: str
    received_at: datetime
    text: str
    mentions: tuple[Mention, ...]
    source: Source = Source()
    refers_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Observation:
    """One person or thing as one account tells of it, from one or more of the account's mentions.

    `values` holds what is compared, each by the name of its comparison (`spec.py`); what is not told is
    absent. `mentions` are positions in the account's mentions. `attributes` are the mentions' own.
    """

    id: str
    kind: Kind
    account: str
    received_at: datetime
    values: Mapping[str, str]
    mentions: tuple[int, ...]
    said: str
    attributes: Mapping[str, Any] = field(default_factory=dict)
    hearsay: bool = False
