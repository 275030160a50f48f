"""One command line: `./waylight <verb>`. With no verb it runs the demonstration, the main job."""

import importlib
import os

import click

GROUPS = {
    "Run it": ("start", "serve", "worker", "setup"),
    "Keep it safe": ("doctor", "keys", "audit", "people"),
    "Bring in, take out": ("take-in",),
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
    "messages": "building",
    "docs": "building",
    "django": "building",
}


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
            found = [(n, self.get_command(ctx, n)) for n in names if n in HOMES]
            with formatter.section(heading):
                formatter.write_dl([(n, c.get_short_help_str(80)) for n, c in found if c is not None])


@click.group(cls=Verbs, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
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
