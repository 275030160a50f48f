"""The verb that brings reports in from a file."""

import csv
import json
import sys
from pathlib import Path

import click

from . import ready


@click.command("take-in")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--source", help="Name of the system it comes from (default: the file's name). Same source, same ids."
)
@click.option("--area", help="Slug of the area (default: WAYLIGHT_AREA).")
@click.option(
    "--column", "columns", multiple=True, metavar="OURS=THEIRS", help="CSV: our field, their heading."
)
@click.option(
    "--receipts", type=click.Path(dir_okay=False, path_type=Path), help="Write id and receipt, CSV, 0600."
)
@click.option("--json", "as_json", is_flag=True, help="End with one JSON object.")
def take_in(
    file: Path,
    source: str | None,
    area: str | None,
    columns: tuple[str, ...],
    receipts: Path | None,
    as_json: bool,
) -> None:
    """Take in reports from FILE: JSON Lines, or CSV with a heading row.

    Every line becomes a concern, also one that is not understood: it is kept as it stands and flagged. Taking
    the same file in again adds none. A key named truth is thrown away unread.

    \b
    Fields: id, received_at, channel, reporter_role, reporter_mode, language, text,
            structured {place, when, vehicles, people, phones, handles}
    """
    ready()
    from django.conf import settings

    from waylight.guidance.models import Area
    from waylight.reporting import taking_in

    slug = area or settings.DEFAULT_AREA
    if not settings.HAS_STAFF:
        raise click.ClickException("take-in runs on the staff plane.")
    if not Area.objects.filter(slug=slug).exists():
        raise click.ClickException(
            f"There is no area '{slug}'. Run ./waylight setup, or name one with --area."
        )
    pairs = dict(_pair(column) for column in columns)
    is_csv = file.suffix.lower() == ".csv"
    lines = taking_in.csv_lines(file, pairs) if is_csv else taking_in.json_lines(file)
    kept: list[tuple[str, str]] = []
    size = max(file.stat().st_size, 1)
    with click.progressbar(length=size, label="Taking in", file=sys.stderr, hidden=as_json) as bar:

        def each(outcome: str, line: taking_in.Line, receipt: str) -> None:
            bar.update(len(line.raw))
            kept.append((str((line.fields or {}).get("id") or f"line {line.number}"), receipt))

        counts = taking_in.take_in(
            lines, source=source or file.name, area_slug=slug, demo=settings.DEMO, each=each
        )
    if receipts is not None:
        _write_receipts(receipts, kept)
    if as_json:
        click.echo(json.dumps(counts))
    else:
        click.echo(", ".join(f"{number} {words}" for words, number in counts.items()) + ".")


def _pair(column: str) -> tuple[str, str]:
    ours, equals, theirs = column.partition("=")
    if not equals:
        raise click.BadParameter(f"'{column}' should be OURS=THEIRS, such as text=Description.")
    return ours, theirs


def _write_receipts(path: Path, rows: list[tuple[str, str]]) -> None:
    path.touch(mode=0o600, exist_ok=False)
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([("id", "receipt"), *rows])
