"""What a check looks at: the library, the day, and everything known by name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from waylight.engine.wording.blame import BlameList, BlameListError
from waylight.guidance import facts
from waylight.guidance.models import ContactRoute
from waylight.guidance.pack_file import PackError
from waylight.guidance.records import CONTACTS, NATIONAL, read_contacts
from waylight.learning.library import Library, Problem, Weight
from waylight.learning.library.keys import Saying, Sort, sayings
from waylight.learning.library.placeholders import PlaceholderKind, placeholders
from waylight.learning.library.runs import plain

BLAME_LIST = "wording/blame.yaml"
_WORD = re.compile(r"[\w.-]*\w")


@dataclass(frozen=True)
class Book:
    """One reading of `content/`, to be checked as on a day. `course`: only what that course is made of."""

    library: Library
    on: date
    course: str = ""

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        """All that is said, and for whom a course is, which is shown and stays English."""
        audiences = (
            Saying(
                f"{course.id}.audience",
                course.audience,
                course.id,
                Sort.TITLE,
                Weight.PLAIN,
                course.file,
                1,
            )
            for course in self.library.courses
        )
        return (*sayings(self.library), *audiences)

    @cached_property
    def facts(self) -> Mapping[str, facts.Fact]:
        return {fact.id: fact for fact in facts.facts(self.library.folder)}

    @cached_property
    def routes(self) -> Mapping[str, Mapping[str, ContactRoute]]:
        """The numbers of each area's file, and of the nation's, by their code. Raises PackError."""
        paths = sorted((self.library.folder / "areas").glob(f"*/{CONTACTS}"))
        return {path.parent.name: {r.code: r for r in read_contacts(path)} for path in paths}

    @cached_property
    def codes(self) -> frozenset[str]:
        """Codes that have a number wherever the content is shown: the nation's, and those of every area."""
        own = [set(routes) for area, routes in self.routes.items() if area != NATIONAL]
        return frozenset(self.routes.get(NATIONAL, {})) | frozenset(set.intersection(*own) if own else ())

    @cached_property
    def blame(self) -> BlameList:
        """Raises BlameListError."""
        path = self.library.folder / BLAME_LIST
        return BlameList.load(path) if path.is_file() else BlameList(())

    @cached_property
    def unread(self) -> frozenset[str]:
        """Files of which something could not be read, and all of a course that could not."""
        files = {problem.file for problem in unreadable(self)}
        read = {course.file for course in self.library.courses}
        for file in [each for each in files if each.endswith("/course.yaml") and each not in read]:
            paths = (self.library.folder / file).parent.rglob("*.*")
            files |= {path.relative_to(self.library.folder).as_posix() for path in paths}
        return frozenset(files)

    @cached_property
    def lost(self) -> frozenset[str]:
        """Every word that stands in those files: what one of them is the id of is not known to be missing."""
        paths = (self.library.folder / file for file in self.unread)
        texts = (path.read_text("utf-8", "replace") for path in paths if path.is_file())
        return frozenset(word for text in texts for word in _WORD.findall(text))

    def used(self, *kinds: PlaceholderKind) -> Iterator[tuple[Saying, str]]:
        """Where placeholders of these kinds stand, and the id that each names."""
        for saying in self.sayings:
            for each in placeholders(saying.words) if self.holds(saying.file) else ():
                if each.kind in kinds:
                    yield saying, each.id

    def holds(self, file: str) -> bool:
        """Whether the course is made of this file, among others; each file, where no course is named."""
        if (
            not self.course
            or file.startswith(f"courses/{self.course}/")
            or file.endswith(f"/{self.course}.po")
        ):
            return True
        return file in self._shared_files

    @cached_property
    def _shared_files(self) -> frozenset[str]:
        own = [each for each in self.library.courses if each.id == self.course]
        scenarios = {scenario.file for each in own for scenario in each.scenarios}
        pieces = {piece.file for piece in self.library.pieces if piece.course_id == self.course}
        return frozenset(scenarios | pieces)


def unreadable(book: Book) -> Iterator[Problem]:
    """Files that no rule can look at."""
    yield from book.library.problems
    for mistake in facts.mistakes(book.library.folder):
        yield _from_words(mistake)
    try:
        _ = book.routes
    except PackError as mistake:
        yield _from_words(mistake, folder="areas/")
    try:
        _ = book.blame
    except BlameListError as mistake:
        yield _from_words(mistake, folder="wording/")


def _from_words(mistake: ValueError, folder: str = "") -> Problem:
    """An error whose message begins with its file, which is named as it lies in `folder`."""
    file, _, words = str(mistake).partition(": ")
    return Problem(f"{folder}{file}", 0, "", "unreadable", words)


def finding(saying: Saying, rule: str, words: str, found: str = "", *, advice: bool = False) -> Problem:
    """`found`: what was found in it, to name its line inside a long block."""
    line = saying.line
    if found and saying.block is not None:
        before, there, _ = saying.words.partition(found)
        line += before.count("\n") if there else 0
    return Problem(saying.file, line, saying.key, rule, words, advice)


def prose(saying: Saying) -> list[str]:
    """Its words without Markdown: a line for each paragraph or list item, placeholders as written."""
    return plain(saying.words).split("\n")
