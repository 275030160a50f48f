"""Reading a file of reports: one line, or one row, after the other, and nothing of it lost.

A key named truth (the answers of a practice file) is thrown away unread, at every depth.
"""

import csv
import json
import re
import sys
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

LONGEST = 64 * 1024 * 1024
"""Bytes. A longer line is taken in as several that are not understood, so that it cannot fill the memory."""

DEEPEST = 60
NEVER_READ = "truth"
ENCODING, TOO_LONG, QUOTES = "encoding", "too-long", "quotes"
MORE_CELLS = "more cells"
_TRUTH = re.compile(rf'"\s*{NEVER_READ}\s*"\s*:\s*', re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One report as it stood. `fields` is None when it could not be understood; `text` is then all there is.

    `number`: its place in the file, from 1. `size`: bytes of the file it took. `odd`: what was odd about it.
    """

    number: int
    text: str
    fields: dict[str, Any] | None
    size: int
    odd: tuple[str, ...] = ()


def json_lines(path: Path) -> Iterator[Line]:
    """JSON Lines. Empty lines are passed over."""
    with path.open("rb") as file:
        number = 0
        while raw := file.readline(LONGEST):
            number += 1
            text = raw.decode("utf-8", "surrogateescape").removeprefix("\ufeff").strip()
            if text:
                yield _json_line(number, raw, text)


def _json_line(number: int, raw: bytes, text: str) -> Line:
    odd = [ENCODING] if _was_not_text(text) else []
    odd += [TOO_LONG] if len(raw) == LONGEST else []
    try:
        content = json.loads(
            text, strict=False, object_pairs_hook=_pairs, parse_int=str, parse_float=str, parse_constant=str
        )
    except (ValueError, RecursionError):
        content = None
    understood = isinstance(content, dict) and not is_deep(content)
    return Line(number, _without_truth(text), content if understood else None, len(raw), tuple(odd))


def _was_not_text(text: str) -> bool:
    """Some of its bytes were not in the encoding; they are kept as escapes."""
    return any("\udc80" <= character <= "\udcff" for character in text)


def csv_lines(path: Path, columns: dict[str, str], encoding: str = "utf-8-sig") -> Iterator[Line]:
    """CSV with a heading row. `columns` maps our field to the file's heading: `{"text": "Description"}`.

    A heading that is not mapped is a field of its own name. Rows without a filled cell are passed over.
    """
    ours = {theirs: our for our, theirs in columns.items()}
    with path.open("r", encoding=encoding, errors="surrogateescape", newline="") as file:
        rows = _rows(file)
        heading = next(rows, _Row([], "", ())).cells
        names = _distinct(ours.get(name.strip(), name.strip()) for name in heading)
        number = 1
        for row in rows:
            number += 1
            named = zip_longest(_named(names, row.cells), row.cells, fillvalue="")
            fields = {name: value for name, value in named if value.strip() and not _is_truth(name)}
            if fields:
                text = json.dumps(fields, ensure_ascii=False)
                odd = (*row.odd, *([ENCODING] if _was_not_text(text) else []))
                yield Line(number, text, fields, len(row.text.encode(encoding, "surrogateescape")), odd)


@dataclass(frozen=True)
class _Row:
    cells: list[str]
    text: str
    odd: tuple[str, ...]


def _rows(file: Iterable[str]) -> Iterator[_Row]:
    """Row after row. A quotation mark that never closes costs only its own line, not the rest of the file."""
    csv.field_size_limit(sys.maxsize)
    waiting: deque[str] = deque()
    used: list[str] = []
    lines = iter(file)

    def physical() -> Iterator[str]:
        while text := waiting.popleft() if waiting else next(lines, ""):
            used.append(text)
            yield text

    while True:
        used.clear()
        try:
            cells = next(csv.reader(physical(), strict=True), None)
            odd: tuple[str, ...] = ()
        except csv.Error:
            waiting.extendleft(reversed(used[1:]))
            del used[1:]
            cells, odd = next(csv.reader(used), []), (QUOTES,)
        if cells is None:
            return
        yield _Row(cells, "".join(used), odd)


def _named(names: list[str], row: list[str]) -> list[str]:
    """A cell beyond the last heading still gets a name."""
    return names + [f"{MORE_CELLS} {number}" for number in range(1, len(row) - len(names) + 1)]


def _distinct(names: Iterator[str]) -> list[str]:
    """Two columns of one name are both kept."""
    kept: list[str] = []
    for name in names:
        kept.append(_free(name.strip(), kept))
    return kept


def keep_both(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON in which two values under one key are both kept."""
    content: dict[str, Any] = {}
    for key, value in pairs:
        content[_free(key, content)] = value
    return content


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return keep_both((key, value) for key, value in pairs if not _is_truth(key))


def _free(name: str, taken: dict[str, Any] | list[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def _is_truth(name: str) -> bool:
    return unicodedata.normalize("NFKC", name).strip().casefold() == NEVER_READ


def _without_truth(text: str) -> str:
    """The text of a line that may not be JSON, without what stands under the key; to the end, where that
    cannot be told."""
    while found := _TRUTH.search(text):
        try:
            _value, end = json.JSONDecoder(strict=False).raw_decode(text, found.end())
        except (ValueError, RecursionError):
            end = len(text)
        text = text[: found.start()] + text[end:]
    return text


def is_deep(content: Any) -> bool:
    """Nested deeper than any report is, and perhaps deeper than it could be written again."""
    level = [content]
    for _depth in range(DEEPEST):
        level = [
            inner
            for value in level
            if isinstance(value, dict | list)
            for inner in (value.values() if isinstance(value, dict) else value)
        ]
        if not level:
            return False
    return True
