"""What must be there before anything runs; every step may be taken again without harm."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from waylight.keys import keyring

Say = Callable[[str], None]
DEMO_MARK = "this-is-a-demonstration"


class CannotPrepare(RuntimeError):
    """A sentence for a person: what stands in the way and what to do."""


def prepare(say: Say) -> None:
    """Keys, database, area packs and static files."""
    home = Path(settings.WAYLIGHT_HOME)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    home.chmod(0o700)
    _keep_apart(home)
    if settings.HAS_STAFF:
        for name in keyring.NAMES:
            if not list(keyring.folder().glob(f"{name}-*.pub")):
                keyring.make(name)
                say(f"Made the {name} key.")
    call_command("migrate", verbosity=0, interactive=False)
    _packs(say)
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)


def _keep_apart(home: Path) -> None:
    """A demonstration and a real installation never share a folder."""
    mark, lived_in = home / DEMO_MARK, (home / "keys").is_dir()
    if settings.DEMO and lived_in and not mark.is_file():
        raise CannotPrepare(
            f"{home} holds a real installation. The demonstration needs a folder of its own: "
            f"set WAYLIGHT_HOME to an empty one."
        )
    if not settings.DEMO and mark.is_file():
        raise CannotPrepare(
            f"{home} holds the demonstration. A real installation needs a folder of its own: "
            f"set WAYLIGHT_HOME to an empty one."
        )
    if settings.DEMO:
        mark.touch()


def _packs(say: Say) -> None:
    from waylight.guidance.load import load_all

    for area in load_all():
        say(f"Area: {area}.")
