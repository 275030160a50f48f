"""One command line: `./waylight <verb>`. With no verb it runs the demonstration, the main job."""

import importlib
import os
from typing import Any

import click

GROUPS = {
    "Run it": ("start", "serve", "worker", "setup"),
    "Keep it safe": ("doctor", "keys", "audit", "people"),
    "Bring in": ("take-in", "organisations"),
    "Teach": ("content", "learning"),
    "Find and link": ("extract", "link", "relink", "corrections", "simulate"),
    "Build it": ("messages", "docs", "django"),
}
HOMES = {
    "start": "running",
    "serve": "running",
    "worker": "running",
    "setup": "running",
    "doctor": "safety",
    "keys": "safety",
    "audit": "safety",
    "people": "safety",
    "take-in": "intake",
    "organisations": "organisations",
    "content": "content",
    "learning": "learning",
    "extract": "extraction",
    "link": "linkage",
    "relink": "relinking",
    "corrections": "corrections",
    "simulate": "linkage",
    "messages": "building",
    "docs": "building",
    "django": "building",
}


class Stop(click.ClickException):
    """Ends the verb with a sentence on stderr that says what to do."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(self.format_message(), err=True)


class Verbs(click.Group):
    """Loads a verb's module only when it is asked for, so that help and short verbs are quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(HOMES)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in HOMES:
            return None
        module = importlib.import_module(f"waylight.site.cli.{HOMES[name]}")
        command = getattr(module, name.replace("-", "_"))
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, names in GROUPS.items():
            found = [(n, self.get_command(ctx, n)) for n in names]
            with formatter.section(heading):
                formatter.write_dl([(n, c.get_short_help_str(80)) for n, c in found if c is not None])

    def invoke(self, ctx: click.Context) -> Any:
        """What stands in a person's way is said as a sentence; what is our fault without anybody's words."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, click.ClickException):
            raise
        except Exception as problem:
            if ctx.invoked_subcommand == "django":
                raise
            from .sentences import sentence

            raise Stop(sentence(problem)) from None


@click.group(
    cls=Verbs,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="[VERB] …",
    options_metavar="",
    epilog="./waylight VERB -h tells more of one. ./waylight test runs every check and test.",
)
@click.pass_context
def main(context: click.Context) -> None:
    """Waylight: from a noticed sign to a recorded decision, and the reporter hears back.

    With no verb: the demonstration, on this machine only, with a made-up area and story.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waylight.site.settings")
    if context.invoked_subcommand is None:
        command = main.get_command(context, "start")
        if command is not None:
            context.invoke(command)


def ready() -> None:
    """Load Django, once, for a verb that needs it."""
    import django

    django.setup()


def staff_only(what: str) -> None:
    """Raises Stop on the public plane, which has neither private keys nor people."""
    from django.conf import settings

    if not settings.HAS_STAFF:
        raise Stop(f"{what} on the staff plane: set WAYLIGHT_PLANE to staff or both.")
