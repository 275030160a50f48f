"""Data into PDF/UA-1 with Typst: the same bytes for the same data, and a warning is an error."""

import contextlib
import io
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst
from PIL import Image

from .fonts import fonts

SHEETS = Path(__file__).resolve().parents[1] / "typst"
_ROOMS = SHEETS.parents[1]
"""A sheet of a room above may use the house's own: `/learning/typst/house.typ`."""
_FINER, _COLOURS = 3, 64
TOO_LONG = "more pages than this sheet may have"
_NO_FONT = re.compile('the text `"(.+)"` could not be displayed')
_NEVER = 0
"""Typst is told one moment, so that the same data gives the same bytes; no file carries a date of its own."""


class CannotPrint(RuntimeError):
    """What Typst would not print, as a sentence."""


class NoFont(CannotPrint):
    """This machine has no font with one of the letters: `letters` are those that it met first."""

    def __init__(self, problem: str, letters: str) -> None:
        super().__init__(problem)
        self.letters = letters


class TooLong(CannotPrint):
    """The words do not fit the pages that this sheet may have."""


@cache
def _compiler(sheet: str | Path) -> typst.Compiler:
    return typst.Compiler(SHEETS / sheet, root=_ROOMS, font_paths=fonts(), ignore_system_fonts=True)


def pdf(sheet: str | Path, data: Mapping[str, Any]) -> bytes:
    """The file that `typst/<sheet>`, or a sheet of another room by its whole path, makes of the data.

    Raises CannotPrint: NoFont or TooLong where that is why.
    """
    found, warnings = _compile(sheet, data, format="pdf", pdf_standards=["ua-1"], timestamp=_NEVER)
    if warnings:
        raise CannotPrint(f"{sheet}: {'; '.join(warning.message for warning in warnings)}")
    return found[0] if data["rtl"] else _left_to_right(found[0])


def _left_to_right(file: bytes) -> bytes:
    """Typst takes the direction of the pages from the language alone, and Panjabi to be in Arabic letters; we
    print it in Gurmukhi. The new value is as long as the old, so that no place in the file shifts."""
    return file.replace(b"/Direction/R2L", b"/Direction/L2R", 1)


def fitted(sheet: str, data: Mapping[str, Any], sizes: Sequence[float], pages: int) -> bytes:
    """The sheet in the first size of letters (points) at which it has no more than so many pages.

    Raises TooLong when even the last is too large; that one is tried first, as then no other need be.
    """
    smallest = pdf(sheet, {**data, "size": sizes[-1], "pages": pages})
    for size in sizes[:-1]:
        with contextlib.suppress(TooLong):
            return pdf(sheet, {**data, "size": size, "pages": pages})
    return smallest


def page_pictures(sheet: str, data: Mapping[str, Any], dots_per_inch: float = 110) -> list[bytes]:
    """Each page as a PNG, for documents and for the eye. Raises CannotPrint."""
    return _compile(sheet, data, format="png", ppi=dots_per_inch)[0]


def picture_of(file: Path, page: int, dots_per_inch: float) -> bytes:
    """A page (from 1) of a PDF that is there already, as a small PNG: what is seen is the file itself."""
    inputs = {"data": json.dumps({"file": f"/{file.name}", "page": page})}
    source = (SHEETS / "page.typ").read_bytes()
    made = typst.Compiler(source, root=file.parent, sys_inputs=inputs).compile(
        format="png", ppi=dots_per_inch * _FINER
    )
    return _smaller((made[0] if isinstance(made, list) else made) or b"")


def _smaller(png: bytes) -> bytes:
    """Drawn finer than needed, as Typst cuts letters off where it draws a page of a PDF coarsely."""
    large = Image.open(io.BytesIO(png)).convert("RGB")
    small = large.resize((large.width // _FINER, large.height // _FINER), Image.Resampling.LANCZOS)
    into = io.BytesIO()
    small.quantize(_COLOURS, dither=Image.Dither.NONE).save(into, "PNG", optimize=True)
    return into.getvalue()


def _compile(
    sheet: str | Path, data: Mapping[str, Any], **how: Any
) -> tuple[list[bytes], list[typst.TypstWarning]]:
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        made, warnings = _compiler(sheet).compile_with_warnings(sys_inputs=inputs, **how)
    except typst.TypstError as problem:
        if TOO_LONG in problem.message:
            raise TooLong(f"{sheet}: the words need {TOO_LONG}.") from problem
        why = f"{sheet}: {problem.message}. {' '.join(problem.hints)}".strip()
        if missing := _NO_FONT.search(problem.message):
            raise NoFont(why, missing[1]) from problem
        raise CannotPrint(why) from problem
    return (made if isinstance(made, list) else [made or b""]), warnings
