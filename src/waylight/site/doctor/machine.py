"""The machine: folders, keys, hosts, secrets, database."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from .findings import MISSING, NOTE, UNSAFE, Finding, check

SHORT_SECRET = 40
LITTLE_DISK = 1024**3
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


def public_names() -> list[str]:
    """Host names, set by somebody, that are not this machine's own."""
    origins = [urlsplit(origin).hostname or origin for origin in settings.CSRF_TRUSTED_ORIGINS]
    return [name for name in (*settings.ALLOWED_HOSTS, *origins) if name not in LOOPBACK]


def _open_to_others(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


@check
def home() -> Iterator[Finding]:
    folder = Path(settings.WAYLIGHT_HOME)
    if _open_to_others(folder):
        yield Finding(UNSAFE, f"Others on this machine can look into {folder}.", f"Run: chmod 700 {folder}")
        for path in [*folder.glob("secrets/*"), *folder.glob("*.sqlite3*")]:
            if _open_to_others(path):
                yield Finding(UNSAFE, f"Others here can read {path.name}.", f"Run: chmod 600 {path}")
    free = shutil.disk_usage(folder).free
    if free < LITTLE_DISK:
        yield Finding(MISSING, f"Only {free // 1024**2} MB of disk are left.", "Make room before it is full.")


@check
def keys() -> Iterator[Finding]:
    from waylight.keys import keyring

    for name in keyring.NAMES:
        public, private = (sorted(keyring.folder().glob(f"{name}-*.{end}")) for end in ("pub", "key"))
        if not public:
            how = "Run: ./waylight keys make"
            yield Finding(
                UNSAFE,
                f"There is no {name} key: nothing could be sealed.",
                how if settings.HAS_STAFF else "Copy the .pub files from the staff plane.",
            )
        if not settings.HAS_STAFF and private:
            yield Finding(
                UNSAFE,
                f"The public plane holds the private {name} key: it could read what it stores.",
                f"Move {private[0].name} to the staff plane and delete it here.",
            )
        if settings.HAS_STAFF:
            yield from _private_halves(name, public, private)


@check
def signing_key() -> Iterator[Finding]:
    from waylight.engine.sealing import KeyFileError
    from waylight.keys import issuing, keyring

    try:
        private, public = issuing.files("key"), issuing.files()
        if private and not settings.HAS_STAFF:
            yield Finding(
                UNSAFE,
                "The public plane holds the key that signs certificates: whoever breaks in could make some.",
                f"Move {private[0].name} to the staff plane and delete it here.",
            )
        if not public:
            how = (
                "Run: ./waylight keys make"
                if settings.HAS_STAFF
                else "Copy issuer-*.pub from the staff plane."
            )
            yield Finding(MISSING, "There is no key that signs certificates.", how)
        if not settings.HAS_STAFF:
            return
        issuing.forget()
        own = {key.public_key().public_bytes_raw() for key in issuing.private_keys()} if private else set()
        if own != set(issuing.public_keys()):
            yield Finding(
                UNSAFE,
                "The halves of the keys that sign certificates do not belong together.",
                "Bring the pairs back from your key backup.",
            )
    except (KeyFileError, keyring.KeyMissing) as problem:
        yield Finding(
            UNSAFE, f"The key that signs certificates: {problem}", "Bring it back from your backup."
        )


def _private_halves(name: str, public: list[Path], private: list[Path]) -> Iterator[Finding]:
    from waylight.engine.sealing import BadKey, KeyFileError, check_pair, load_private, load_public

    for path in public:
        if path.with_suffix(".key") not in private:
            yield Finding(
                UNSAFE,
                f"The private {name} key to {path.name} is gone: what was sealed to it cannot be read.",
                "Bring it back from your key backup.",
            )
    for path in private:
        try:
            check_pair(load_private(path), load_public(path.with_suffix(".pub")))
        except (BadKey, KeyFileError) as problem:
            yield Finding(UNSAFE, f"{path.name}: {problem}", "Bring the pair back from your key backup.")


@check
def demonstration() -> Iterator[Finding]:
    if not settings.DEMO:
        return
    yield Finding(NOTE, "This is the demonstration: its sign-ins are public.", "Never put real words in it.")
    if names := public_names():
        yield Finding(
            UNSAFE,
            f"The demonstration would answer as {names[0]}, and its sign-ins are public.",
            "Unset WAYLIGHT_HOSTS and WAYLIGHT_ORIGINS, or WAYLIGHT_DEMO.",
        )


@check
def plane_and_hosts() -> Iterator[Finding]:
    if settings.DEMO:
        return
    origins = settings.CSRF_TRUSTED_ORIGINS
    if not origins or any(urlsplit(origin).scheme != "https" for origin in origins):
        yield Finding(
            UNSAFE,
            "No https origin is set, so cookies would travel unprotected.",
            "Set WAYLIGHT_ORIGINS=https://your.host and put an https proxy in front.",
        )
    for origin in origins:
        if (urlsplit(origin).hostname or "") not in settings.ALLOWED_HOSTS:
            yield Finding(MISSING, f"{origin} is not answered.", "Add its name to WAYLIGHT_HOSTS.")
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding(UNSAFE, "Any host name is answered.", "Set WAYLIGHT_HOSTS to your own.")
    if settings.PLANE == "both":
        yield Finding(
            NOTE,
            "Public and staff pages run in one process, which holds the private keys.",
            "For more than a trial run two: WAYLIGHT_PLANE=public and WAYLIGHT_PLANE=staff.",
        )


@check
def secrets() -> Iterator[Finding]:
    for name, value in (
        ("WAYLIGHT_SECRET_KEY", settings.SECRET_KEY),
        ("WAYLIGHT_TAKE_IN_KEY", settings.TAKE_IN_KEY),
    ):
        if value and len(value) < SHORT_SECRET:
            yield Finding(
                UNSAFE,
                f"{name} is short enough to guess.",
                "Unset it: a long one is made for you." if name in os.environ else "Delete its file.",
            )


@check
def database() -> Iterator[Finding]:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Finding(UNSAFE, "The database is behind the program.", "Run: ./waylight setup")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            if cursor.execute("PRAGMA synchronous").fetchone()[0] < 2:
                yield Finding(
                    UNSAFE, "The database may lose a concern in a power cut.", "Set synchronous=FULL."
                )
        if not settings.DEMO:
            yield Finding(NOTE, "SQLite: good for one machine.", "For more, set DATABASE_URL=postgres://…")
