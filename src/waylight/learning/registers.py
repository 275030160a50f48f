"""What a register of a room still leaves open. Pure, over lines that were not struck out."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from .codes import Result
from .models import Attendance


def unchecked(lines: Iterable[Attendance]) -> list[Attendance]:
    """Lines that say passed, and not how the person was checked."""
    return [line for line in lines if line.result == Result.PASSED and not line.check_how]


def disagreeing(lines: Iterable[Attendance]) -> list[Attendance]:
    """Lines about one person that say different results, those of each person together. A line without a
    badge is about nobody yet."""
    people: dict[UUID | str, list[Attendance]] = defaultdict(list)
    for line in lines:
        who = line.learner_id or line.badge_key
        if who and line.result:
            people[who].append(line)
    return [line for said in people.values() if len({each.result for each in said}) > 1 for line in said]
