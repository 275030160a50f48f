"""How well the phrase lists do on labelled lines."""

from collections.abc import Iterable
from dataclasses import dataclass

from waylight.engine.wording.danger import PhraseBook


@dataclass(frozen=True)
class Line:
    """One labelled text: `now` is what a person would say of it."""

    language: str
    text: str
    now: bool


@dataclass
class Tally:
    """Counts of one language; `unknown` are lines in it that were not recognised as a listed language."""

    danger: int = 0
    caught: int = 0
    calm: int = 0
    false_alarms: int = 0
    unknown: int = 0

    @property
    def recall(self) -> float:
        """Share of danger that was caught; 1.0 where there was none to catch."""
        return self.caught / self.danger if self.danger else 1.0

    @property
    def false_alarm_share(self) -> float:
        """Share of calm lines that raised an alarm; 0.0 where there was none."""
        return self.false_alarms / self.calm if self.calm else 0.0

    def add(self, line: Line, *, said_now: bool, known: bool) -> None:
        """Count one line with what was said of it."""
        self.danger += line.now
        self.caught += line.now and said_now
        self.calm += not line.now
        self.false_alarms += said_now and not line.now
        self.unknown += not known

    def __str__(self) -> str:
        return (
            f"recall {self.recall:.2f} ({self.caught}/{self.danger})  "
            f"false alarms {self.false_alarm_share:.2f} ({self.false_alarms}/{self.calm})  "
            f"language not recognised {self.unknown}"
        )


OVERALL = "all"


def measure(book: PhraseBook, lines: Iterable[Line]) -> dict[str, Tally]:
    """Tallies by language, and under `OVERALL` for all lines together."""
    tallies: dict[str, Tally] = {OVERALL: Tally()}
    for line in lines:
        said = book.judge(line.text, line.language)
        for name in (line.language, OVERALL):
            tally = tallies.setdefault(name, Tally())
            tally.add(line, said_now=said.now, known=said.language_known)
    return tallies
