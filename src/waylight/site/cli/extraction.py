"""The verb that finds mentions in a file of reports, without storing anything."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

import click

from waylight.engine.extraction import Extractor, Gazetteer, GazetteerError, Lexicon, LexiconError

from . import Stop

BAD_LINES = 1
_LONDON = ZoneInfo("Europe/London")
_SHOWN = ("kind", "start", "end", "text", "normalised", "attributes")


@click.command(short_help="Find people, vehicles, places, phones and times in reports.")
@click.argument("file", type=click.File(encoding="utf-8-sig", errors="replace"))
@click.option(
    "--gazetteer",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Places as CSV: our columns, FHRS, OS Open Names or NaPTAN.",
)
@click.option("--fields", is_flag=True, help="Also read the form's fields; such mentions name their source.")
def extract(file: TextIO, gazetteer: Path | None, fields: bool) -> None:
    """Find mentions in FILE (JSON Lines, - for standard input), one JSON line a report. Stores nothing.

    Every line gives a line. One that cannot be read is explained on standard error, stands in the output with
    its problem and no mentions, and makes the exit code 1.

    \b
    Reads:  id, text, received_at (ISO 8601), language, structured
    Writes: id, mentions [kind, start, end, text, normalised, attributes]
    Offsets count Unicode code points; the end is exclusive.
    """
    extractor = extractor_with(gazetteer)
    bad = 0
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        result, problem = read_line(extractor, line, number, fields)
        if problem:
            bad += 1
            click.echo(f"Line {number}: {problem}", err=True)
        click.echo(json.dumps(result, ensure_ascii=False))
    if bad:
        click.echo(f"{bad} of the lines could not be read as they should.", err=True)
        sys.exit(BAD_LINES)


def extractor_with(gazetteer: Path | None) -> Extractor:
    """Raises Stop if the lists or the gazetteer cannot be read."""
    from django.conf import settings

    try:
        lexicon = Lexicon.load(settings.CONTENT / "wording" / "extraction")
        if gazetteer is None:
            return Extractor(lexicon, Gazetteer(()))
        with gazetteer.open(encoding="utf-8-sig", newline="") as lines:
            return Extractor(lexicon, Gazetteer.read(lines))
    except UnicodeDecodeError as problem:
        raise Stop(f"{gazetteer} is not UTF-8: save it as CSV UTF-8.") from problem
    except (GazetteerError, LexiconError) as problem:
        raise Stop(str(problem)) from problem


def read_line(extractor: Extractor, line: str, number: int, fields: bool) -> tuple[dict[str, Any], str]:
    """One output line, and what was wrong with the input, if anything."""
    try:
        report = json.loads(line)
    except json.JSONDecodeError as problem:
        return _nothing(f"line {number}", f"no JSON ({problem.msg})")
    if not isinstance(report, dict):
        return _nothing(f"line {number}", "not a JSON object")
    name = report.get("id", f"line {number}")
    if not isinstance(report.get("text"), str):
        return _nothing(name, "'text' is missing or is not words")
    received, problem_words = _received(report.get("received_at"))
    structured = report.get("structured") if fields and isinstance(report.get("structured"), dict) else None
    mentions = extractor.extract(
        report["text"],
        received_at=received,
        language=str(report.get("language") or ""),
        structured=structured,
    )
    result: dict[str, Any] = {"id": name, "mentions": list(_shown(map(asdict, mentions), fields))}
    if problem_words:
        result["problem"] = problem_words
    return result, problem_words


def _shown(mentions: Iterator[dict[str, Any]], fields: bool) -> Iterator[dict[str, Any]]:
    names = (*_SHOWN, "source") if fields else _SHOWN
    for mention in mentions:
        yield {name: mention[name] for name in names}


def _nothing(name: Any, problem: str) -> tuple[dict[str, Any], str]:
    return {"id": name, "mentions": [], "problem": problem}, f"{problem}."


def _received(given: Any) -> tuple[datetime, str]:
    """Without a time of receipt, "last night" is counted from now, and that is said."""
    try:
        received = datetime.fromisoformat(given)
    except (TypeError, ValueError):
        return datetime.now(_LONDON), "'received_at' is missing or no ISO 8601 time; counted from now."
    return (received if received.tzinfo else received.replace(tzinfo=_LONDON)), ""
