"""What must be there before anything runs; every step may be taken again without harm."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from waylight.keys import data_keys, issuing, keyring

Say = Callable[[str], None]
DEMO_MARK = "this-is-a-demonstration"
LOCK = "running.lock"
KEPT = frozenset({DEMO_MARK, LOCK, "secrets"})
"""What a demonstration that is thrown away keeps."""


class CannotPrepare(RuntimeError):
    """A sentence for a person: what stands in the way and what to do."""


def prepare(say: Say) -> None:
    """Keys, database, area packs, static files and the emergency page.

    The public plane makes neither keys nor tables: it has no right to. Raises CannotPrepare.
    """
    home = Path(settings.WAYLIGHT_HOME)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    home.chmod(0o700)
    _keep_folders_apart(home)
    if settings.HAS_STAFF:
        _keys(say)
        call_command("migrate", verbosity=0, interactive=False)
        data_keys.make_first()
        _keep_databases_apart()
        _packs(say)
        _patterns(say)
    else:
        _expect_tables()
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
    _emergency_page()


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else starts a demonstration from this folder meanwhile. Raises CannotPrepare."""
    home = Path(settings.WAYLIGHT_HOME)
    with (home / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise CannotPrepare(
                f"A demonstration is already running from {home}. Stop it first, or set WAYLIGHT_HOME to "
                "another folder and choose another --port."
            ) from problem
        yield


def _keep_folders_apart(home: Path) -> None:
    """A demonstration and a real installation never share a folder."""
    mark, lived_in = home / DEMO_MARK, (home / "keys").is_dir()
    if settings.DEMO and lived_in and not mark.is_file():
        raise CannotPrepare(
            f"{home} holds a real installation. The demonstration needs a folder of its own: "
            "set WAYLIGHT_HOME to an empty one."
        )
    if not settings.DEMO and mark.is_file():
        raise CannotPrepare(
            f"{home} holds the demonstration. A real installation needs a folder of its own: "
            "set WAYLIGHT_HOME to an empty one."
        )
    if settings.DEMO:
        mark.touch()


def _keep_databases_apart() -> None:
    """Nor a database: the demonstration's passwords are public, and its people read what is there."""
    from waylight.accounts.models import Person
    from waylight.reporting.models import Concern

    made_up = Person.objects.filter(demo=True).exists() or Concern.objects.filter(demo=True).exists()
    if made_up and not settings.DEMO:
        raise CannotPrepare(
            "The database holds the demonstration. A real installation needs its own: set DATABASE_URL."
        )
    if settings.DEMO and not made_up and (Person.objects.exists() or Concern.objects.exists()):
        raise CannotPrepare(
            "The database holds a real installation. The demonstration needs its own: unset DATABASE_URL."
        )


def _keys(say: Say) -> None:
    for name in keyring.NAMES:
        if not list(keyring.folder().glob(f"{name}-*.pub")):
            keyring.make(name)
            say(f"Made the {name} key.")
    if not issuing.files():
        issuing.make()
        say("Made the key that signs certificates.")


def _patterns(say: Say) -> None:
    """What set-up was given counts as read; a later change is for a person to sign."""
    from waylight.intelligence import signing

    if not signing.signature_file().exists():
        say(f"Signed the patterns of {signing.sign()}.")


def _expect_tables() -> None:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CannotPrepare(
            "The database is not ready for this program. Run ./waylight setup on the staff plane first."
        )


def _packs(say: Say) -> None:
    """The demonstration's numbers count as checked today, or it would fill with lapsed ones as it ages."""
    from waylight.guidance.load import load_all

    areas = load_all(checked_on=timezone.localdate() if settings.DEMO else None)
    say(f"Areas: {', '.join(str(area) for area in areas)}.")


def _emergency_page() -> None:
    """On each plane, for its web server to show when nothing of Waylight answers."""
    from waylight.guidance.static_page import write_static_danger

    write_static_danger()
