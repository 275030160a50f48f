"""The verb that links a whole file again in bulk and says where that differs from linking online."""

import json
import sys
from pathlib import Path
from typing import Any, TextIO

import click

from waylight.engine.linkage.linking import Linkage
from waylight.engine.linkage.observe import Observer
from waylight.engine.linkage.relink import decisions, rows
from waylight.site.scale_packages import SPARK, SPLINK, Extra, NotThere, bring, use

from . import Stop
from .extraction import BAD_LINES, extractor_with
from .linkage import content, read_all, venues_of

ENGINES = {"duckdb": (SPLINK,), "spark": (SPLINK, SPARK)}


@click.command(short_help="Link reports again in bulk; show only differences.")
@click.argument("file", type=click.File(encoding="utf-8-sig", errors="replace"), required=False)
@click.option(
    "--engine",
    type=click.Choice(list(ENGINES)),
    default="duckdb",
    show_default=True,
    help="What Splink runs on.",
)
@click.option(
    "--gazetteer",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Places as CSV: our columns, FHRS, OS Open Names or NaPTAN.",
)
@click.option(
    "--decisions",
    "decided",
    type=click.File(encoding="utf-8"),
    help='What people decided, one line each: {"one": {"report", "start"}, "other": {…}, "verdict": '
    '"same" or "different", "author", "reason", "at"}.',
)
@click.option("--master", default="local[2]", show_default=True, help="Spark's master, for a cluster.")
@click.option(
    "--bring",
    "wanted",
    type=click.Choice([SPLINK.name, SPARK.name]),
    help="First bring Splink and DuckDB (scale), or Spark too (spark), into a folder of their own.",
)
def relink(
    file: TextIO | None,
    engine: str,
    gazetteer: Path | None,
    decided: TextIO | None,
    master: str,
    wanted: str | None,
) -> None:
    """Link FILE (JSON Lines, - for standard input) as online and again in bulk by Splink; stores nothing.

    One JSON line for each pair that differs ("change": added, lost, changed or contradicted), then one that
    sums up. Pairs are weighed by Splink with the same parameter files; clusters are ours and obey the
    decisions. Lines that cannot be read are explained on standard error and make the exit code 1.
    """
    try:
        if wanted:
            for extra in ENGINES["spark" if wanted == SPARK.name else "duckdb"]:
                bring(extra, lambda line: click.echo(line, err=True))
        if file is None:
            if wanted:
                return
            raise Stop("Name the FILE of reports, or - for standard input.")
        runs_on = _engine(ENGINES[engine], engine, master)
    except NotThere as problem:
        raise Stop(str(problem)) from problem
    extractor = extractor_with(gazetteer)
    read, accounts = read_all(file, extractor)
    linkage = Linkage(content(), Observer(content(), venues_of(extractor)))
    linkage.arrive_all(accounts)
    try:
        for decision in decisions(decided or (), linkage):
            linkage.decide(decision)
    except ValueError as problem:
        raise Stop(str(problem)) from problem
    for row in rows(linkage, runs_on, engine):
        click.echo(json.dumps(row, ensure_ascii=False))
    if any("problem" in row for row in read):
        sys.exit(BAD_LINES)


def _engine(extras: tuple[Extra, ...], name: str, master: str) -> Any:
    for extra in extras:
        use(extra)
    if name == "duckdb":
        from waylight.engine.linkage.bulk import DuckDB

        return DuckDB()
    from waylight.engine.linkage.spark import Spark

    return Spark(master)
