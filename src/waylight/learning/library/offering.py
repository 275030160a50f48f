"""How far a language is: what of each catalogue is in which state, and whether a check may be taken in it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from .keys import Saying, Sort, sayings
from .policy import Weight
from .reading import Library, library
from .shapes import Course
from .translated import ENGLISH, State, translations


@dataclass(frozen=True)
class Coverage:
    """`states`: how many words (blocks, choices, titles) are in each; `safety`: of those it depends on."""

    catalogue: str
    language: str
    states: Mapping[State, int] = field(hash=False)
    safety: Mapping[State, int] = field(hash=False)

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def safety_total(self) -> int:
        return sum(self.safety.values())


def coverage(language: str, of: Library | None = None) -> tuple[Coverage, ...]:
    """One for each catalogue, in the order in which content is read."""
    lib = of or library()
    found = translations(language, lib.folder)
    all_states: dict[str, Counter[State]] = {}
    safety: dict[str, Counter[State]] = {}
    for saying in sayings(lib):
        state = found.state(saying.key, saying.words)
        all_states.setdefault(saying.catalogue, Counter())[state] += 1
        if saying.weight == Weight.SAFETY:
            safety.setdefault(saying.catalogue, Counter())[state] += 1
    return tuple(
        Coverage(name, language, states, safety.get(name, Counter())) for name, states in all_states.items()
    )


def offers_check(course: Course, language: str) -> bool:
    """A check is offered in a language once every word of it is reviewed and current there."""
    if language == ENGLISH:
        return True
    found = translations(language)
    questions = [each for each in sayings(library()) if _asks(each, course)]
    return bool(questions) and all(found.state(each.key, each.words) == State.REVIEWED for each in questions)


def _asks(saying: Saying, course: Course) -> bool:
    return saying.sort == Sort.QUESTION and saying.catalogue == course.id
