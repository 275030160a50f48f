"""Verbs for those who write and translate what is taught. Only `build` needs a database: for numbers."""

import json
import sys
from dataclasses import asdict
from datetime import datetime

import click

from . import Stop, ready
from .content_build import build
from .packaging import package


@click.group(short_help="What is taught: check it, see it, translate it.")
def content() -> None:
    """The reviewable files of content/: check them, see them as a reader will, keep translations current."""
    ready()


content.add_command(build)
content.add_command(package)


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
    from django.conf import settings

    from waylight.learning import check as checking

    if course and not (settings.CONTENT / "courses" / course).is_dir():
        raise Stop(f"There is no course {course}: content/courses/ names them.")
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


@content.command(short_help="Bring a language's .po files up to date with the English.")
@click.argument("language")
@click.argument("catalogues", nargs=-1)
def extract(language: str, catalogues: tuple[str, ...]) -> None:
    """Bring the .po files of a LANGUAGE (such as pl) up to date; no translated word is lost.

    CATALOGUES: only these, such as drivers, scenarios, pieces, facts, terms; all unless given.
    """
    from waylight.learning import translating
    from waylight.learning.library import library

    written = translating.extract(language, library(), catalogues)
    if not written:
        raise Stop(f"No catalogue is called {', '.join(catalogues)}.")
    for each in written:
        changes = f"{each.new} new, {each.changed} changed in English, {each.gone} gone"
        click.echo(f"{each.path}: {each.entries} entries; {changes}")


@content.command(short_help="Say how far each language is.")
@click.argument("languages", nargs=-1)
def state(languages: tuple[str, ...]) -> None:
    """A table: how many words of each catalogue are reviewed, outdated, draft, machine or missing."""
    from waylight.learning.library import languages as translated

    for line in table(languages or translated()):
        click.echo(line)


def table(languages: tuple[str, ...]) -> list[str]:
    """One row for each catalogue of each language; safety: reviewed of all that safety depends on."""
    from waylight.learning.library import State
    from waylight.learning.library.offering import coverage

    states = (State.REVIEWED, State.OUTDATED, State.DRAFT, State.MACHINE, State.MISSING)
    head = f"{'language':10}{'catalogue':12}" + "".join(f"{state:>10}" for state in states)
    rows = [f"{head}    safety reviewed"]
    for language in languages:
        for found in coverage(language):
            counts = "".join(f"{found.states[state]:>10}" for state in states)
            safety = f"{found.safety[State.REVIEWED]} of {found.safety_total}"
            rows.append(f"{language:10}{found.catalogue:12}{counts}    {safety}")
    return rows


@content.command(short_help="Sign translations: who or what made or checked them.")
@click.argument("language")
@click.argument("keys", nargs=-1, required=True)
@click.option("--by", required=True, metavar="NAME", help="Who signs, with their role.")
@click.option(
    "--kind",
    type=click.Choice(["human", "draft", "machine"]),
    default="human",
    help="human: a reader of the language has checked it. Human unless given.",
)
def sign(language: str, keys: tuple[str, ...], by: str, kind: str) -> None:
    """Write into review.yaml that the translations of KEYS (block ids) were checked, as they stand now."""
    from django.utils import timezone

    from waylight.learning import translating
    from waylight.learning.library import library
    from waylight.learning.library.translated import ReviewKind

    try:
        today = timezone.localdate()
        signed = translating.sign(language, library(), keys, kind=ReviewKind(kind), reviewer=by, on=today)
    except translating.CannotSign as problem:
        raise Stop(str(problem)) from problem
    click.echo(f"{signed} signed.")


@content.command(short_help="See content as a reader will, while you change it.")
@click.option("--port", default=0, help="A free one unless given.")
def preview(port: int) -> None:
    """Show content in a browser on this machine, with what the check says; a saved file shows at once."""
    from waylight.learning.preview.server import server

    try:
        listening = server(port)
    except OSError as problem:
        raise Stop(f"Port {port} cannot be used ({problem.strerror}): give another, or none.") from problem
    with listening as running:
        click.echo(f"Look at http://127.0.0.1:{running.server_port}/ and press Ctrl+C here to stop.")
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            click.echo("Stopped.")
