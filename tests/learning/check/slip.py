"""One thing wrong in clean content, and what the check must say of it."""

from dataclasses import dataclass
from datetime import date

from tests.learning.shelf import LESSON, TODAY, Shelf

POINT = "A boy of about 14 gets on at 2.30 am."
SAFETY = "If a child is in danger now, call {{contact:999}}."


@dataclass(frozen=True)
class Slip:
    """`new` in the place of `old` breaks `rule`; without `old`, `new` is the file. `says`: the finding."""

    rule: str
    file: str
    old: str
    new: str
    says: str
    block: str = ""
    line: int = 0
    on: date = TODAY

    def __str__(self) -> str:
        return f"{self.rule}: {(self.new or self.old or self.says)[:40]}"


def in_prose(rule: str, words: str, says: str) -> Slip:
    return Slip(rule, LESSON, POINT, words, says, block="bus-01-2", line=20)


def assert_found(shelf: Shelf, slip: Slip) -> None:
    if slip.old:
        shelf.change(slip.file, slip.old, slip.new)
    elif slip.new:
        shelf.write(slip.file, slip.new)
    found = [
        each
        for each in shelf.faults(slip.on)
        if (each.rule, each.file) == (slip.rule, slip.file) and slip.says in each.words
    ]
    assert found, "\n".join(map(str, shelf.findings(slip.on)))
    problem = found[0]
    assert problem.block == slip.block or not slip.block
    assert problem.line == slip.line or not slip.line
    assert str(problem).startswith(f"{slip.file}:")
