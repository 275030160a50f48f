"""No log line may lead back to a visitor, or hold a word that anybody typed."""

import logging
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any

SOURCE = Path(__file__).resolve().parents[2]
PLACES = 4


def where(traceback: TracebackType | None) -> str:
    """The last places of ours that a traceback went through: files, lines and functions, and no values."""
    frames = [frame for frame in extract_tb(traceback) if Path(frame.filename).is_relative_to(SOURCE)]
    return " < ".join(
        f"{Path(frame.filename).relative_to(SOURCE)}:{frame.lineno} {frame.name}"
        for frame in reversed(frames[-PLACES:])
    )


def kind_and_place(problem: BaseException) -> str:
    """What went wrong without its message, which may quote what somebody typed."""
    return f"[{type(problem).__name__} {where(problem.__traceback__)}".rstrip() + "]"


class NoVisitor(logging.Filter):
    """Drops what a log record carries of a request (address, browser, form, path: it may hold a one-time
    link) and of an exception (its message, its values), and keeps the page's name, the kind and the place."""

    def filter(self, record: logging.LogRecord) -> bool:
        request: Any = record.__dict__.pop("request", None)
        problem = record.exc_info[1] if record.exc_info else None
        if request is None and problem is None:
            return True
        if request is not None and isinstance(record.args, tuple):
            record.args = tuple(_page(request) if each == _path(request) else each for each in record.args)
        words = record.getMessage()
        if problem is not None:
            words = f"{words} {kind_and_place(problem)}"
        record.msg, record.args, record.exc_info, record.exc_text = words, (), None, None
        return True


def _path(request: Any) -> str:
    """As Django's own log escapes it."""
    return str(getattr(request, "path", "")).encode("unicode_escape").decode("ascii")


def _page(request: Any) -> str:
    match = getattr(request, "resolver_match", None)
    return match.view_name if match else "no page of ours"
