"""All of `content/` that teaches, read once per process.

A file that cannot be read is left out and named in `problems`: one editor's slip must not take every lesson
away. The content check refuses what has problems, so none is released.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings

from waylight.guidance import facts

from .course_files import audience_of, read_piece, read_questions, read_scenario, read_terms
from .entries import Named
from .lesson_files import read_lesson
from .placeholders import PlaceholderKind, placeholders
from .problems import ContentError, Problem
from .shapes import Block, Course, Lesson, NoSuchContent, Piece, Question, Scenario, Term

Read = TypeVar("Read")
Kept = TypeVar("Kept")
_PICTURE = re.compile(r"[\w-]+\.svg")


@dataclass(frozen=True)
class Library:
    """Everything that is taught. Each look-up by id raises NoSuchContent."""

    folder: Path
    courses: tuple[Course, ...]
    scenarios: tuple[Scenario, ...]
    pieces: tuple[Piece, ...]
    terms: tuple[Term, ...]
    problems: tuple[Problem, ...]

    def course(self, id: str) -> Course:
        return _one(self._courses, id)

    def lesson(self, id: str) -> Lesson:
        """A lesson or an easy-read twin."""
        return _one(self._lessons, id)

    def block(self, id: str) -> Block:
        return _one(self._blocks, id)

    def question(self, id: str) -> Question:
        return _one(self._questions, id)

    def scenario(self, id: str) -> Scenario:
        return _one(self._scenarios, id)

    def piece(self, id: str) -> Piece:
        return _one(self._pieces, id)

    def term(self, id: str) -> Term:
        return _one(self._terms, id)

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        """Every lesson of every course, each followed by its easy-read twin."""
        return tuple(each for course in self.courses for each in with_twins(course.lessons))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for course in self.courses for question in course.questions)

    @cached_property
    def _courses(self) -> Mapping[str, Course]:
        return {course.id: course for course in self.courses}

    @cached_property
    def _lessons(self) -> Mapping[str, Lesson]:
        return {lesson.id: lesson for lesson in self.lessons}

    @cached_property
    def _blocks(self) -> Mapping[str, Block]:
        return {block.id: block for lesson in self.lessons for block in lesson.blocks if block.id}

    @cached_property
    def _questions(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def _scenarios(self) -> Mapping[str, Scenario]:
        return {scenario.id: scenario for scenario in self.scenarios}

    @cached_property
    def _pieces(self) -> Mapping[str, Piece]:
        return {piece.id: piece for piece in self.pieces}

    @cached_property
    def _terms(self) -> Mapping[str, Term]:
        return {term.id: term for term in self.terms}


def _one(named: Mapping[str, Kept], id: str) -> Kept:
    try:
        return named[id]
    except KeyError:
        raise NoSuchContent(id) from None


def with_twins(lessons: Iterable[Lesson]) -> Iterable[Lesson]:
    for lesson in lessons:
        yield lesson
        if lesson.easy:
            yield lesson.easy


_kept: dict[Path, Library] = {}


def library(folder: Path | None = None) -> Library:
    """What `folder` (this installation's content) teaches, read on the first call of each process."""
    folder = folder or settings.CONTENT
    if folder not in _kept:
        _kept[folder] = _Reader(folder).library()
    return _kept[folder]


def forget() -> None:
    """Read the files anew on the next call: for tests, and for an editor's preview."""
    _kept.clear()
    facts.forget()


class _Reader:
    """One reading of the folder, collecting what could not be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def library(self) -> Library:
        self.terms = self._try(read_terms, self.folder / "terms.yaml") or ()
        self.scenarios = tuple(self._each(read_scenario, "scenarios/*.yaml"))
        self.pieces = tuple(self._each(read_piece, "pieces/*.yaml"))
        courses = tuple(self._each(self._course, "courses/*/course.yaml"))
        return Library(self.folder, courses, self.scenarios, self.pieces, self.terms, tuple(self.problems))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _each(self, read: Callable[..., Read], pattern: str, *more: Any) -> Iterable[Read]:
        found = (self._try(read, path, *more) for path in sorted(self.folder.glob(pattern)))
        return [each for each in found if each is not None]

    def _try(self, read: Callable[..., Read], path: Path, *more: Any) -> Read | None:
        """None for a file that is not there or cannot be read."""
        if not path.is_file():
            return None
        try:
            return read(path, self._name(path), *more)
        except ContentError as problem:
            self.problems.append(problem.problem)
        except UnicodeDecodeError:
            self._problem(self._name(path), "is not UTF-8: save it as UTF-8 text.")
        return None

    def _is_named(self, file: str) -> bool:
        """Something is wrong in that file, and its editor knows it."""
        return any(problem.file == file for problem in self.problems)

    def _problem(self, file: str, words: str, line: int = 0) -> None:
        self.problems.append(Problem(file, line, "", "unreadable", words))

    def _course(self, path: Path, file: str) -> Course:
        top = Named.read(path.read_text("utf-8"), file)
        id, own = top.text("id"), path.parent
        lessons = self._lessons(own, id, top)
        questions = self._try(read_questions, own / "questions.yaml", id) or ()
        check = top.inside("check")
        course = Course(
            id=id,
            title=top.text("title"),
            version=top.text("version"),
            version_id="",
            audience=", ".join(audience_of(top)),
            minutes=top.number("minutes", 20, most=6000),
            mastery=top.share("mastery"),
            validity_months=top.number("validity_months", 36, most=240),
            summary=top.text("summary"),
            lessons=lessons,
            scenarios=self._scenarios_of(top),
            questions=questions,
            check_size=check.number("questions", 10, most=200),
            roles=top.names("roles"),
            file=file,
        )
        check.finish()
        top.finish()
        if course.id != own.name:
            raise top.error("id", f"is the folder's name, {own.name!r}, not {course.id!r}.")
        return replace(course, version_id=f"{course.version}-{self._digest(course, own)}")

    def _lessons(self, own: Path, course_id: str, top: Named) -> tuple[Lesson, ...]:
        pattern = own.relative_to(self.folder).as_posix()
        found = {each.slug: each for each in self._each(read_lesson, f"{pattern}/lessons/*.md", course_id)}
        twins = {each.easy_for: each for each in self._each(read_lesson, f"{pattern}/easy/*.md", course_id)}
        stems = top.names("lessons")
        for stem in stems:
            if not (own / "lessons" / f"{stem}.md").is_file():
                self._problem(top.file, f"lessons: there is no lessons/{stem}.md.", top.line_of("lessons"))
        for path in sorted((own / "lessons").glob("*.md")):
            if path.stem not in stems:
                self._problem(
                    self._name(path), f"is in no course: add {path.stem} to lessons in course.yaml."
                )
        lessons = tuple(
            replace(found[stem], easy=twins.pop(found[stem].id, None)) for stem in stems if stem in found
        )
        unread = [self._name(own / "lessons" / f"{stem}.md") for stem in stems if stem not in found]
        for twin in twins.values():
            if any(twin.slug == Path(file).stem and self._is_named(file) for file in unread):
                continue  # its lesson is there and cannot be read
            self._problem(twin.file, f"easy_for names no lesson of this course: {twin.easy_for!r}.")
        return lessons

    def _scenarios_of(self, top: Named) -> tuple[Scenario, ...]:
        named = {scenario.id: scenario for scenario in self.scenarios}
        ids = top.names("scenarios")
        for id in ids:
            if id not in named and not self._is_named(f"scenarios/{id}.yaml"):
                line = top.line_of("scenarios")
                self._problem(top.file, f"scenarios: there is no scenario {id!r} that can be read.", line)
        return tuple(named[id] for id in ids if id in named)

    def _digest(self, course: Course, own: Path) -> str:
        """Over the course's files, its scenarios, the leaflets and other pieces made of it, its pictures, and
        the words that its facts and terms put into them: one id means one and the same sheet."""
        paths = [path for path in own.rglob("*") if path.suffix in (".md", ".yaml")]
        paths += [self.folder / scenario.file for scenario in course.scenarios]
        paths += [self.folder / piece.file for piece in self.pieces if _is_made_of(piece, course)]
        texts = {self._name(path): _normalised(path.read_text("utf-8")) for path in paths}
        drawn = {name for text in texts.values() for name in _PICTURE.findall(text)}
        pictures = (self.folder / "pictures" / name for name in drawn)
        texts |= {self._name(path): path.read_text("utf-8") for path in pictures if path.is_file()}
        used = {(p.kind, p.id) for text in texts.values() for p in placeholders(text)}
        known = {fact.id: fact.words for fact in facts.facts(self.folder)}
        words = {term.id: term.term for term in self.terms}
        texts |= {f"fact {id}": known.get(id, "") for kind, id in used if kind == PlaceholderKind.FACT}
        texts |= {f"term {id}": words.get(id, "") for kind, id in used if kind == PlaceholderKind.TERM}
        whole = "\0".join(f"{name}\n{texts[name]}" for name in sorted(texts))
        return hashlib.sha256(whole.encode()).hexdigest()[:8]


def _is_made_of(piece: Piece, course: Course) -> bool:
    """It is a piece of the course, or picks blocks of it."""
    own = {block.id for lesson in with_twins(course.lessons) for block in lesson.blocks}
    picked = {id for section in piece.sections for id in section.blocks} | {piece.lead_block}
    return piece.course_id == course.id or not own.isdisjoint(picked - {""})


def _normalised(text: str) -> str:
    """The same for one wording however an editor's machine saved it."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip()
