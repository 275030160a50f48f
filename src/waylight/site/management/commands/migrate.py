"""`migrate`, which lays an empty database at once; with `--each-step` it takes the long way there too."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections

from waylight.site.laying import lay


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--each-step", action="store_true", help="Take every migration, even if empty.")

    def handle(self, *args: Any, **options: Any) -> None:
        part = any(options[name] for name in ("app_label", "plan", "check_unapplied", "fake", "prune"))
        if not part and not options["each_step"]:
            lay(connections[options["database"]])
        super().handle(*args, **options)
