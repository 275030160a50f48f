"""Passages as plain data for Typst: the words in runs with their language, never markup."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from waylight.learning.library import BlockKind, Line, Passage, Run, library

from .pdf import CannotPrint
from .qr import ScanCode
from .quotes import line_with_quotes

BRAND = "#0c4a5b"
_TITLE = "{http://www.w3.org/2000/svg}title"


def passage_data(passage: Passage, address: str) -> dict[str, Any]:
    """`address`: of the site, for links to own pages. Notes are said once, by the sheet."""
    english = passage.english
    return {
        "kind": str(passage.kind),
        "target": passage.target,
        "level": passage.level,
        "safety": passage.safety,
        "language": passage.language,
        "lines": [line_data(line, passage.language, address) for line in passage.lines],
        "picture": picture_data(passage.picture, _words(passage)) if passage.picture else None,
        "english": passage_data(english, address) if english else None,
    }


def passages_data(
    passages: Sequence[Passage], address: str, top: int, *, references: bool = False
) -> list[dict[str, Any]]:
    """In order, their highest headings becoming headings of level `top`. `references`: keep those that only
    name a question or a scenario, for a sheet that puts it there."""
    headings = [each.level for each in passages if each.kind == BlockKind.HEADING]
    lift = top - min(headings, default=top)
    kept = (each for each in passages if each.lines or (references and each.target))
    return [passage_data(_lifted(each, lift), address) for each in kept]


def _lifted(passage: Passage, lift: int) -> Passage:
    if not passage.level:
        return passage
    english = _lifted(passage.english, lift) if passage.english else None
    return replace(passage, level=passage.level + lift, english=english)


def line_data(line: Line, language: str, address: str = "") -> list[dict[str, Any]]:
    return [_run(run, address) for run in line_with_quotes(line, language)]


def _run(run: Run, address: str) -> dict[str, Any]:
    own_page = run.href.startswith("/")
    href = address.rstrip("/") + run.href if own_page else run.href
    return {
        "text": run.text,
        "strong": run.strong,
        "emphasis": run.emphasis,
        "href": href,
        "shown": ScanCode(href).shown if own_page else "",
        "number": run.number,
        "language": run.language,
    }


def _words(passage: Passage) -> str:
    return passage.text if passage.kind == BlockKind.PICTURE else ""


def picture_data(name: str, words: str = "") -> dict[str, str]:
    """A file of `content/pictures/` in the house's colour; its own title where no words are given.

    Raises CannotPrint where there is no such picture.
    """
    path = library().folder / "pictures" / name
    if not path.is_file():
        raise CannotPrint(f"There is no picture content/pictures/{name}.")
    svg = path.read_text("utf-8")
    return {"svg": svg.replace("currentColor", BRAND), "words": words or _title(svg, path)}


def _title(svg: str, path: Path) -> str:
    try:
        return (ElementTree.fromstring(svg).findtext(_TITLE) or "").strip()  # noqa: S314 (our own files)
    except ElementTree.ParseError as problem:
        raise CannotPrint(f"content/pictures/{path.name} is not an SVG picture: {problem}.") from problem
