"""One command line: `./waylight <verb>`."""

import os

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Waylight: from a noticed sign to a recorded decision."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waylight.site.settings")


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def django(words: tuple[str, ...]) -> None:
    """Run one of Django's own management commands, for developers."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["waylight django", *words])
