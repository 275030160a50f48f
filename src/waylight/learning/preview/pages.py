"""The pages of the preview. Pure: a path and a query in, a page out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from django.conf import settings
from django.utils import timezone
from markupsafe import Markup

from waylight.engine.wording.reading import Reading
from waylight.guidance import memory
from waylight.learning import check, library
from waylight.learning.check.book import Book
from waylight.learning.check.wording import reading_of
from waylight.learning.library import Block, Library, Passage, Problem, Scenario, html

HTML, SVG = "text/html; charset=utf-8", "image/svg+xml"


@dataclass(frozen=True)
class Page:
    body: bytes
    status: int = 200
    kind: str = HTML


@dataclass(frozen=True)
class Shown:
    """Something as a reader sees it, with what the check says of it."""

    id: str
    what: Markup
    place: str = ""
    grade: float | None = None
    problems: Sequence[Problem] = field(default_factory=tuple)


@dataclass(frozen=True)
class Look:
    """What one request looks at."""

    lib: Library
    problems: tuple[Problem, ...]
    language: str
    on: date

    def about(self, file: str, *ids: str) -> list[Problem]:
        """What the check says of these ids of a file, or of the whole file."""
        return [each for each in self.problems if each.file == file and (not ids or each.block in ids)]

    def passage(self, block: Block) -> Passage:
        return library.passage(block, self.language, on=self.on)

    def printed(self, passage: Passage) -> Markup:
        return html.printed(passage, picture=lambda name: f"/picture/{name}")

    def said(self, key: str, words: str) -> Markup:
        return self.printed(library.said(key, words, self.language, on=self.on))

    def reading(self, blocks: Sequence[Block]) -> Reading:
        return reading_of(Book(self.lib, self.on), blocks)


def page(path: str, query: Mapping[str, str] | None = None) -> Page:
    """The page at a path, from the files as they are now."""
    kind, _, id = path.strip("/").partition("/")
    if kind == "picture":
        return _picture(id)
    look = _look((query or {}).get("language", "en"))
    try:
        return _PAGES[kind](look, id)
    except (KeyError, library.NoSuchContent):
        return _rendered("missing.html", look, status=404, id=id or kind)


_last: tuple[str, date, tuple[Problem, ...]] | None = None


def _look(language: str) -> Look:
    """Everything as it is now; read and checked anew when any file has been saved since, or a day begun."""
    global _last
    on = timezone.localdate()
    now = f"{settings.CONTENT} {stamp(settings.CONTENT)}"
    if _last is None or _last[:2] != (now, on):
        library.forget()
        memory.forget()
        _last = (now, on, check.check(on))
    return Look(library.library(), _last[2], language, on)


def stamp(folder: Path) -> str:
    """Another one as soon as any file of content is saved."""
    times = [path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()]
    return f"{len(times)}-{max(times, default=0)}"


def _picture(name: str) -> Page:
    path = library.library().folder / "pictures" / name
    if Path(name).name != name or path.suffix != ".svg" or not path.is_file():
        return Page(b"", 404)
    return Page(path.read_bytes(), kind=SVG)


def _home(look: Look, _: str) -> Page:
    shown = {lesson.file for lesson in look.lib.lessons}
    elsewhere = [each for each in look.problems if each.file not in shown]
    return _rendered("home.html", look, elsewhere=elsewhere, faults=check.faults(look.problems))


def _lesson(look: Look, id: str) -> Page:
    lesson = look.lib.lesson(id)
    blocks = [
        Shown(
            block.id or "(no id)",
            _what(look, block),
            f"{block.file}:{block.line}",
            look.reading([block]).grade if block.safety else None,
            look.about(block.file, block.id) if block.id else [],
        )
        for block in lesson.blocks
    ]
    known = {block.id for block in lesson.blocks if block.id}
    whole = [each for each in look.about(lesson.file) if each.block not in known]
    found = look.reading(lesson.blocks)
    return _rendered("lesson.html", look, lesson=lesson, blocks=blocks, whole=whole, reading=found)


def _what(look: Look, block: Block) -> Markup:
    if block.kind == library.BlockKind.QUESTION:
        return _asked(look, block.target)
    if block.kind == library.BlockKind.SCENARIO:
        return Markup('<p><a href="/scenario/{0}">Scenario {0}</a></p>').format(block.target)
    return look.printed(look.passage(block))


def _asked(look: Look, id: str) -> Markup:
    try:
        question = look.lib.question(id)
    except library.NoSuchContent:
        return Markup("<p>(no question {})</p>").format(id)
    asked = library.asked(question, look.language, on=look.on)
    return Markup(_template("question.html").render(look=look, asked=asked))  # noqa: S704 - autoescaped


def _questions(look: Look, id: str) -> Page:
    course = look.lib.course(id)
    shown = [
        Shown(
            question.id,
            _asked(look, question.id),
            f"{question.file}:{question.line}",
            problems=look.about(question.file, *_ids(question)),
        )
        for question in course.questions
    ]
    return _rendered("list.html", look, title=f"{course.title}: questions", shown=shown)


def _ids(question: library.Question) -> list[str]:
    own = [question.id, f"{question.id}.ask"]
    choices = [f"{question.id}.{choice.id}" for choice in question.choices]
    return own + choices + [f"{choice}.feedback" for choice in choices]


def _scenario(look: Look, id: str) -> Page:
    scenario = look.lib.scenario(id)
    problems = look.about(scenario.file)
    shown = [
        Shown(
            node.id,
            Markup(_template("node.html").render(look=look, scenario=scenario, node=node)),  # noqa: S704
            f"{scenario.file}:{node.line}",
            problems=[each for each in problems if _is_of(each, scenario, node.id)],
        )
        for node in scenario.nodes
    ]
    whole = [each for each in problems if not any(_is_of(each, scenario, n.id) for n in scenario.nodes)]
    return _rendered("list.html", look, title=scenario.title, shown=shown, whole=whole)


def _is_of(problem: Problem, scenario: Scenario, node: str) -> bool:
    key = f"{scenario.id}.{node}"
    return problem.block == key or problem.block.startswith(f"{key}.")


def _piece(look: Look, id: str) -> Page:
    piece = look.lib.piece(id)
    sections = [(each, [_picked(look, block) for block in each.blocks]) for each in piece.sections]
    lead = _picked(look, piece.lead_block) if piece.lead_block else look.said(f"{id}.lead", piece.lead)
    return _rendered(
        "piece.html", look, piece=piece, lead=lead, sections=sections, whole=look.about(piece.file)
    )


def _picked(look: Look, id: str) -> Markup:
    try:
        return _what(look, look.lib.block(id))
    except library.NoSuchContent:
        return Markup("<p>(no block {})</p>").format(id)


_PAGES: dict[str, Callable[[Look, str], Page]] = {
    "": _home,
    "lesson": _lesson,
    "questions": _questions,
    "scenario": _scenario,
    "piece": _piece,
}


@cache
def _environment() -> jinja2.Environment:
    folder = Path(__file__).parent / "templates"
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template(name: str) -> jinja2.Template:
    return _environment().get_template(name)


def _rendered(name: str, look: Look, status: int = 200, **values: Any) -> Page:
    body = _template(name).render(look=look, languages=("en", *library.languages()), **values)
    return Page(body.encode(), status)
