"""The verb that brings reports in from a file."""

import csv
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from . import ready


@click.command("take-in", short_help="Take in reports from a file, each only once.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--source", help="Name of the system it comes from (default: the file's name). Same source, same ids."
)
@click.option("--area", help="Slug of the area (default: WAYLIGHT_AREA).")
@click.option(
    "--column", "columns", multiple=True, metavar="OURS=THEIRS", help="CSV: our field, their heading."
)
@click.option("--encoding", default="utf-8-sig", show_default=True, help="CSV: how its letters are written.")
@click.option(
    "--receipts",
    type=click.Path(exists=False, path_type=Path),
    help="Write id and receipt of every line to a new file that only you can read.",
)
@click.option("--json", "as_json", is_flag=True, help="End with one JSON object.")
def take_in(
    file: Path,
    source: str | None,
    area: str | None,
    columns: tuple[str, ...],
    encoding: str,
    receipts: Path | None,
    as_json: bool,
) -> None:
    """Take in reports from FILE: JSON Lines, or CSV with a heading row.

    Every line becomes a concern, also one that is not understood: it is kept as it stands and flagged. Taking
    the same file in again adds none. A key named truth is thrown away unread.

    \b
    Fields: id, received_at, channel, reporter_role, reporter_mode, language, text,
            structured {place, when, vehicles, people, phones, handles}
    In a CSV the structured ones are columns too; several of one kind are parted by semicolons.
    """
    ready()
    from django.conf import settings

    from waylight.reporting import report_lines, taking_in

    slug = area or settings.DEFAULT_AREA
    _check(slug, encoding)
    pairs = dict(_pair(column) for column in columns)
    is_csv = file.suffix.lower() == ".csv"
    lines = report_lines.csv_lines(file, pairs, encoding) if is_csv else report_lines.json_lines(file)
    size = max(file.stat().st_size, 1)
    with (
        _receipts(receipts) as kept,
        click.progressbar(length=size, label="Taking in", file=sys.stderr, hidden=as_json) as bar,
    ):

        def each(outcome: str, line: report_lines.Line, receipt: str) -> None:
            bar.update(line.size)
            if kept is not None:
                given = str((line.fields or {}).get("id") or f"line {line.number}")
                csv.writer(kept).writerow([given, receipt])
                kept.flush()

        counts = taking_in.take_in(
            lines, source=source or file.name, area_slug=slug, demo=settings.DEMO, each=each
        )
    if as_json:
        click.echo(json.dumps({outcome.replace(" ", "_"): number for outcome, number in counts.items()}))
    else:
        click.echo(", ".join(f"{number} {outcome}" for outcome, number in counts.items()) + ".")


def _check(slug: str, encoding: str) -> None:
    from django.conf import settings

    from waylight.guidance.queries import NoArea, area

    if not settings.HAS_STAFF:
        raise click.ClickException("take-in runs on the staff plane: set WAYLIGHT_PLANE to staff or both.")
    try:
        area(slug)
        "".encode(encoding)
    except NoArea as problem:
        raise click.ClickException(
            f"There is no area '{slug}'. Run ./waylight setup, or name one with --area."
        ) from problem
    except LookupError as problem:
        raise click.ClickException(
            f"Python knows no encoding '{encoding}'. Excel often means cp1252."
        ) from problem


def _pair(column: str) -> tuple[str, str]:
    ours, equals, theirs = column.partition("=")
    if not equals:
        raise click.BadParameter(f"'{column}' should be OURS=THEIRS, such as text=Description.")
    return ours, theirs


@contextmanager
def _receipts(path: Path | None) -> Iterator[TextIO | None]:
    """The new file, made before anything is taken in, so that no receipt is lost to a name that is taken."""
    if path is None:
        yield None
        return
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as problem:
        raise click.ClickException(f"Cannot make {path}: {problem.strerror}.") from problem
    with os.fdopen(descriptor, "w", newline="", errors="backslashreplace") as file:
        csv.writer(file).writerow(["id", "receipt"])
        yield file
