"""Verbs for those who build Waylight."""

import sys

import click

from . import ready


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    short_help="One of Django's own management commands.",
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def django(words: tuple[str, ...]) -> None:
    """Run one of Django's own management commands."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["waylight django", *words])


@click.group(short_help="Interface words: extract, compile, check.")
def messages() -> None:
    """Interface words: extract, compile, and say what is missing."""


@messages.command(short_help="Bring every catalogue up to date with the sources.")
def extract() -> None:
    """Collect every interface word and bring each language's catalogue up to date."""
    from waylight.site import catalogues

    for line in catalogues.extract():
        click.echo(line)


@messages.command("compile", short_help="Compile the catalogues; needs no msgfmt.")
def compile_() -> None:
    """Compile the catalogues; needs no msgfmt."""
    from waylight.site import catalogues

    for line in catalogues.compile_all():
        click.echo(line)


@messages.command(short_help="Say what is missing or broken in each language.")
def check() -> None:
    """Say what is missing or broken in each language; ends with 1 if a placeholder or a number differs."""
    from waylight.site import catalogues

    problems = catalogues.problems()
    for line in [*catalogues.coverage(), *problems]:
        click.echo(line)
    sys.exit(1 if problems else 0)


@click.command(short_help="Write the pages of docs/ that come from the code.")
@click.option("--check", is_flag=True, help="Only say whether the committed pages are current.")
def docs(check: bool) -> None:
    """Write the pages of docs/ that come from the code: access table and state machines."""
    ready()
    from waylight.site import generated_docs

    stale = generated_docs.write(dry=check)
    for path in stale:
        click.echo(f"{'out of date' if check else 'written'}: {path}")
    sys.exit(1 if check and stale else 0)
