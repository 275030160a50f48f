"""Verbs for those who write and translate what is taught. None needs a database."""

import json
import sys
from dataclasses import asdict
from datetime import datetime

import click

from . import ready


@click.group(short_help="What is taught: check it, see it, translate it.")
def content() -> None:
    """The reviewable files of content/: check them, see them as a reader will, keep translations current."""
    ready()


@content.command(short_help="Say what may not be released, and what to do about it.")
@click.option("--course", default="", metavar="ID", help="Only what this course is made of.")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="As on a day, such as 2026-11-22; today unless given.",
)
@click.option("--advice", is_flag=True, help="Also say what is worth mending but stops no release.")
@click.option("--json", "as_json", is_flag=True, help="One JSON list, for programs.")
def check(course: str, on: datetime | None, advice: bool, as_json: bool) -> None:
    """Say what may not be released, with file, line and what to do; ends with 1 if there is anything."""
    from waylight.learning import check as checking

    found = checking.check(on.date() if on else None, course)
    stops = checking.faults(found)
    if as_json:
        click.echo(json.dumps([asdict(problem) for problem in found], ensure_ascii=False, indent=1))
        sys.exit(1 if stops else 0)
    for problem in found:
        if not problem.advice or advice:
            click.echo(f"{'advice: ' if problem.advice else ''}{problem}")
    said = f"{len(stops)} to mend." if stops else "Content is clean."
    more = len(found) - len(stops)
    click.echo(f"{said} {more} more advised: --advice shows them." if more and not advice else said)
    sys.exit(1 if stops else 0)
