"""What is wrong in a file of `content/`, said to whoever can mend it there."""

from dataclasses import dataclass
from functools import total_ordering

from waylight.guidance.pack_file import PackError


@total_ordering
@dataclass(frozen=True)
class Problem:
    """`words` say what is wrong and what to do. `rule` is its short name; `line` 0: the file as a whole.
    `advice`: worth mending, but it stops no release."""

    file: str
    line: int
    block: str
    rule: str
    words: str
    advice: bool = False

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.block}: {self.words}" if self.block else f"{place}: {self.words}"

    def __lt__(self, other: "Problem") -> bool:
        return (self.file, self.line, self.rule, self.block) < (
            other.file,
            other.line,
            other.rule,
            other.block,
        )


class ContentError(PackError):
    """A file of content that cannot be read. Carries the `Problem`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
