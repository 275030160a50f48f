"""The YAML of `content/`: a course and its questions, scenarios, pieces, terms."""

from pathlib import Path
from typing import Any

from .entries import Named, parsed
from .lesson_files import sensitivity_of
from .problems import ContentError, Problem
from .shapes import Choice, Node, Piece, Question, Scenario, Section, Term, Turn

KINDS_OF_QUESTION = ("one", "several")
KINDS_OF_PIECE = ("leaflet", "poster", "guide", "operator-page", "deck", "sign-in", "book")
ENDS = ("good", "learn")


def read_questions(path: Path, file: str, course_id: str) -> tuple[Question, ...]:
    """Raises ContentError."""
    return tuple(_question(entry, course_id) for entry in _listed(path, file))


def _question(entry: Named, course_id: str) -> Question:
    kind = entry.text("kind")
    if kind not in KINDS_OF_QUESTION:
        raise entry.error("kind", f"is one of {', '.join(KINDS_OF_QUESTION)}, not {kind!r}.")
    question = Question(
        id=entry.text("id"),
        lesson_id=entry.text("lesson"),
        kind=kind,
        ask=entry.text("ask"),
        choices=tuple(_choice(choice) for choice in entry.each("choices")),
        safety=entry.flag("safety", False),
        course_id=course_id,
        quoted=entry.text("quoted", ""),
        file=entry.file,
        line=entry.line_of(),
    )
    entry.finish()
    return question


def _choice(entry: Named) -> Choice:
    choice = Choice(
        id=entry.text("id"),
        words=entry.text("words"),
        right=entry.flag("right", False),
        feedback=entry.text("feedback", ""),
        quoted=entry.text("quoted", ""),
        line=entry.line_of(),
    )
    entry.finish()
    return choice


def read_scenario(path: Path, file: str) -> Scenario:
    """Raises ContentError."""
    top = Named.read(path.read_text("utf-8"), file)
    nodes = top.inside("nodes")
    scenario = Scenario(
        id=top.text("id"),
        title=top.text("title"),
        audience=audience_of(top),
        sensitivity=sensitivity_of(top),
        minutes=top.number("minutes", 5, most=600),
        start=top.text("start"),
        nodes=tuple(_node(str(name), nodes.inside(name)) for name in nodes.found),
        file=file,
    )
    top.finish()
    return scenario


def _node(name: str, entry: Named) -> Node:
    end = entry.text("end", "")
    if end and end not in ENDS:
        raise entry.error("end", f"is one of {', '.join(ENDS)}, not {end!r}.")
    turns = entry.each("choices") if entry.get("choices") else []
    node = Node(
        id=name,
        words=entry.text("words"),
        choices=tuple(_turn(turn) for turn in turns),
        end=end,
        do=entry.text("do", ""),
        quoted=entry.text("quoted", ""),
        line=entry.line_of(),
    )
    entry.finish()
    return node


def _turn(entry: Named) -> Turn:
    turn = Turn(entry.text("words"), entry.text("to"), entry.text("quoted", ""), entry.line_of())
    entry.finish()
    return turn


_OF_PIECE = frozenset({"id", "kind", "title", "audience", "course", "sections"})
_OF_SECTION = frozenset({"title", "blocks"})


def read_piece(path: Path, file: str) -> Piece:
    """Each kind of piece has entries of its own: they stay in `fields`. Raises ContentError."""
    top = Named.read(path.read_text("utf-8"), file)
    kind = top.text("kind")
    if kind not in KINDS_OF_PIECE:
        raise top.error("kind", f"is one of {', '.join(KINDS_OF_PIECE)}, not {kind!r}.")
    return Piece(
        id=top.text("id"),
        kind=kind,
        title=top.text("title"),
        audience=audience_of(top),
        course_id=top.text("course", ""),
        sections=tuple(_section(entry) for entry in (top.each("sections") if top.get("sections") else ())),
        fields=_others(top, _OF_PIECE),
        file=file,
    )


def _section(entry: Named) -> Section:
    return Section(
        entry.text("title", ""), entry.names("blocks"), _others(entry, _OF_SECTION), entry.line_of()
    )


def _others(entry: Named, known: frozenset[str]) -> dict[str, Any]:
    return {str(key): value for key, value in entry.found.items() if key not in known}


def read_terms(path: Path, file: str) -> tuple[Term, ...]:
    """Raises ContentError."""
    return tuple(_term(entry) for entry in _listed(path, file))


def _term(entry: Named) -> Term:
    term = Term(
        id=entry.text("id"),
        term=entry.text("term"),
        means=entry.text("means"),
        avoid=entry.names("avoid"),
        why=entry.text("why", ""),
        file=entry.file,
        line=entry.line_of(),
    )
    entry.finish()
    return term


def audience_of(entry: Named) -> tuple[str, ...]:
    """One audience in words, or a list of them."""
    found = entry.get("audience")
    if found is None:
        return ()
    return (entry.text("audience"),) if isinstance(found, str) else entry.texts("audience")


def _listed(path: Path, file: str) -> list[Named]:
    found = parsed(path.read_text("utf-8"), file)
    if not isinstance(found, list):
        raise ContentError(
            Problem(file, 1, "", "unreadable", "there should be a list here, each entry with -.")
        )
    return [Named(one, file, f"{n}") for n, one in enumerate(found, 1)]
