"""What people said of mentions, held against the rules of today: each confirmed, corrected or refused mention
is a test case. A case stays where it is, sealed beside its words; what comes out of here is counted."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from waylight.accounts.policy import require
from waylight.accounts.roles import system
from waylight.audit.actions import record
from waylight.audit.models import Verb
from waylight.engine.extraction.mention import Mention as Found

from .. import reading
from ..models import Account, Mention

CHECKER = system("intelligence")


@dataclass(frozen=True, order=True)
class Cases:
    """Of the mentions of one kind about which people said one thing: how many the rules get right today.

    `rule` found them when they arrived, or "" where a person alone did.
    """

    said: str
    kind: str
    rule: str
    count: int
    right: int


@transaction.atomic
def replay() -> list[Cases]:
    """Read each account again about which somebody has said something, and count. Changes nothing."""
    require(CHECKER, "system.absorb")
    counted: Counter[tuple[str, str, str]] = Counter()
    right: Counter[tuple[str, str, str]] = Counter()
    judged = Mention.objects.exclude(state="found")
    for account in Account.objects.filter(pk__in=judged.values("account")).select_related("contact"):
        found = _read_again(account)
        for row in judged.filter(account=account):
            case = (row.state, row.kind, _rule(row))
            counted[case] += 1
            right[case] += _is_right(row, found)
    record(Verb.CONSULTATION, "system.absorb", by=CHECKER, detail={"cases": counted.total()})
    return sorted(Cases(*case, count, right[case]) for case, count in counted.items())


def _read_again(account: Account) -> Sequence[Found]:
    parts: dict[str, str] = json.loads(account.told)
    return reading.find(parts, received_at=account.received_at, language=account.contact.language, roles={})


def _rule(row: Mention) -> str:
    return str(json.loads(row.was)["rule"]) if row.was else row.rule


def _is_right(row: Mention, found: Iterable[Found]) -> bool:
    """Whether the rules find there what it is, or, of a refused one, nothing of the kind."""
    there = [
        one
        for one in found
        if reading.part_of(one) == row.part
        and one.kind == row.kind
        and one.start < row.end
        and row.start < one.end
    ]
    if row.state == "refused":
        return not there
    return any(one.normalised == row.normal for one in there)
