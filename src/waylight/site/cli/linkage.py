"""Verbs that link a file of reports without storing anything, and that make a county of fictional ones."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import click

from waylight.engine.extraction import Extractor
from waylight.engine.linkage.accounts import Account
from waylight.engine.linkage.lines import linked
from waylight.engine.linkage.listed import Venue
from waylight.engine.linkage.simulate import County
from waylight.engine.linkage.told import account_of, mention_of

from . import Stop
from .extraction import BAD_LINES, extractor_with, read_line


@click.command(short_help="Link reports with each other and show patterns.")
@click.argument("file", type=click.File(encoding="utf-8-sig", errors="replace"))
@click.option(
    "--gazetteer",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Places as CSV: our columns, FHRS, OS Open Names or NaPTAN.",
)
def link(file: TextIO, gazetteer: Path | None) -> None:
    """Link the mentions of FILE (JSON Lines, - for standard input) across all its reports. Stores nothing.

    Writes the lines of `extract`, each mention with its "entity": mentions of one entity are linked firmly
    enough without a person; weaker links are not shown here, and times have no entity. Then one line for each
    pattern that a person would be shown: {"pattern", "report_ids"}. Lines that cannot be read are
    explained on standard error, stand in the output with no mentions, and make the exit code 1.
    """
    extractor = extractor_with(gazetteer)
    rows, accounts = read_all(file, extractor)
    by_id = {}
    for line in linked(accounts, venues_of(extractor), content()):
        if "pattern" in line:
            rows.append(line)
        else:
            by_id[line["id"]] = line["mentions"]
    for row in rows:
        if "problem" not in row and row.get("id") in by_id:
            row["mentions"] = by_id[row["id"]]
        click.echo(json.dumps(row, ensure_ascii=False))
    if any("problem" in row for row in rows):
        sys.exit(BAD_LINES)


def venues_of(extractor: Extractor) -> list[Venue]:
    """The gazetteer as linkage wants it."""
    return [Venue(place.id, place.name, place.type, place.district) for place in extractor.gazetteer.places]


def read_all(file: TextIO, extractor: Extractor) -> tuple[list[dict[str, Any]], list[Account]]:
    """The output rows so far, and the accounts to be linked. A repeated id is said and not linked twice."""
    rows: list[dict[str, Any]] = []
    accounts: dict[str, Account] = {}
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        row, problem = read_line(extractor, line, number, False)
        if not problem and row["id"] in accounts:
            problem = f"the id {row['id']!r} was there before; not linked again."
            row["problem"] = problem
        if problem:
            click.echo(f"Line {number}: {problem}", err=True)
        else:
            accounts[row["id"]] = account_of(json.loads(line), [mention_of(m) for m in row["mentions"]])
        rows.append(row)
    return rows, list(accounts.values())


@click.command(short_help="Make a county of fictional reports, with the truth.")
@click.option(
    "--reports",
    type=click.IntRange(1, 2_000_000),
    default=1000,
    show_default=True,
    help="How many.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another number, another county.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="A folder, made if need be.",
)
def simulate(reports: int, seed: int, out: Path) -> None:
    """Write reports.jsonl, truth.jsonl, gazetteer.csv and patterns.json into a folder.

    Everything is invented: drama numbers, marks that are never issued. The same numbers give the same county.
    """
    county = County(content(), reports, seed)
    told = county.reports()
    files = {
        "reports.jsonl": "".join(json.dumps(one.report, ensure_ascii=False) + "\n" for one in told),
        "truth.jsonl": "".join(json.dumps(one.truth, ensure_ascii=False) + "\n" for one in told),
        "gazetteer.csv": county.gazetteer(),
        "patterns.json": json.dumps(county.patterns(), indent=1),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, words in files.items():
            (out / name).write_text(words, encoding="utf-8")
    except OSError as problem:
        raise Stop(f"Cannot write into {out}: {problem.strerror}.") from problem
    first, last = (datetime.fromisoformat(one.report["received_at"]).date() for one in (told[0], told[-1]))
    click.echo(f"{len(told)} fictional reports from {first} to {last} in {out}.", err=True)


def content() -> Path:
    """The folder of linkage's parameter files and word lists."""
    from django.conf import settings

    folder: Path = settings.CONTENT / "linkage"
    return folder
