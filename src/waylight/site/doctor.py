"""What is unsafe, missing or worth knowing, in plain words with what to do."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

UNSAFE, MISSING, NOTE = "unsafe", "missing", "note"


@dataclass(frozen=True)
class Finding:
    level: str
    words: str
    mend: str


Check = Callable[[], Iterator[Finding]]
CHECKS: list[Check] = []


def check(function: Check) -> Check:
    CHECKS.append(function)
    return function


def examine() -> list[Finding]:
    """Every finding, unsafe first. A check that cannot run is a finding itself, never silence."""
    found: list[Finding] = []
    for each in CHECKS:
        try:
            found += each()
        except (DatabaseError, OSError, RuntimeError) as problem:
            found.append(
                Finding(MISSING, f"Could not check {each.__name__}: {problem}", "Run: ./waylight setup")
            )
    return sorted(found, key=lambda f: (UNSAFE, MISSING, NOTE).index(f.level))


def _open_to_others(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


@check
def home() -> Iterator[Finding]:
    folder = Path(settings.WAYLIGHT_HOME)
    if folder.is_dir() and _open_to_others(folder):
        yield Finding(UNSAFE, f"Others on this machine can look into {folder}.", f"Run: chmod 700 {folder}")
    for path in [*folder.glob("secrets/*"), *folder.glob("keys/*.key"), *folder.glob("*.sqlite3*")]:
        if path.suffix != ".pub" and _open_to_others(path) and _open_to_others(folder):
            yield Finding(UNSAFE, f"Others on this machine can read {path.name}.", f"Run: chmod 600 {path}")


@check
def keys() -> Iterator[Finding]:
    from waylight.engine.sealing import BadKey, KeyFileError, check_pair, load_private, load_public
    from waylight.keys import keyring

    for name in keyring.NAMES:
        public, private = (sorted(keyring.folder().glob(f"{name}-*.{end}")) for end in ("pub", "key"))
        if not public:
            yield Finding(
                UNSAFE, f"There is no {name} key: nothing could be sealed.", "Run: ./waylight keys make"
            )
        if settings.PLANE == "public" and private:
            yield Finding(
                UNSAFE,
                f"The public plane holds the private {name} key: it could read what it stores.",
                f"Move {private[0].name} to the staff plane and delete it here.",
            )
        if settings.HAS_STAFF and public and not private:
            yield Finding(UNSAFE, f"The private {name} key is gone.", "Bring it back from your key backup.")
        for path in private:
            try:
                check_pair(load_private(path), load_public(path.with_suffix(".pub")))
            except (BadKey, KeyFileError, OSError) as problem:
                yield Finding(UNSAFE, f"{path.name}: {problem}", "Bring the pair back from your key backup.")


@check
def plane_and_hosts() -> Iterator[Finding]:
    if settings.DEMO:
        yield Finding(
            NOTE, "This is the demonstration: its sign-ins are public.", "Never put real words in it."
        )
        return
    if not settings.CSRF_TRUSTED_ORIGINS:
        yield Finding(
            UNSAFE,
            "No https origin is set, so cookies would travel unprotected.",
            "Set WAYLIGHT_ORIGINS=https://your.host and put an https proxy in front.",
        )
    if set(settings.ALLOWED_HOSTS) & {"*"}:
        yield Finding(UNSAFE, "Any host name is answered.", "Set WAYLIGHT_HOSTS to your own.")
    if "testserver" in settings.ALLOWED_HOSTS:
        yield Finding(MISSING, "No host name of your own is set.", "Set WAYLIGHT_HOSTS=your.host")
    if settings.PLANE == "both":
        yield Finding(
            NOTE,
            "Public and staff pages run in one process, which holds the private keys.",
            "For more than a trial run two: WAYLIGHT_PLANE=public and WAYLIGHT_PLANE=staff.",
        )
    if any(os.environ.get(name) for name in ("WAYLIGHT_SECRET_KEY",)) and len(settings.SECRET_KEY) < 40:
        yield Finding(UNSAFE, "WAYLIGHT_SECRET_KEY is short.", "Unset it: a long one is made for you.")


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


@check
def areas_and_numbers() -> Iterator[Finding]:
    from waylight.guidance.models import Area, ContactRoute

    today = timezone.localdate()
    if not Area.objects.filter(slug=settings.DEFAULT_AREA).exists():
        yield Finding(
            UNSAFE, f"There is no area '{settings.DEFAULT_AREA}'.", "Set WAYLIGHT_AREA, or load its pack."
        )
    if not settings.DEMO and Area.objects.filter(slug=settings.DEFAULT_AREA, fictional=True).exists():
        yield Finding(
            UNSAFE, "The area is the made-up one.", "Write your own area pack and set WAYLIGHT_AREA."
        )
    for route in ContactRoute.objects.filter(status=ContactRoute.Status.LIVE):
        where = route.area_id or "national"
        if route.lapses_on <= today:
            yield Finding(
                MISSING,
                f"{route.label} ({where}) lapsed on {route.lapses_on} and is hidden.",
                "Two people check it on the Numbers page.",
            )
        elif not settings.DEMO and not route.confirmed_by:
            yield Finding(
                MISSING,
                f"{route.label} ({where}) has not been checked by two of your own people.",
                "Check it on the Numbers page.",
            )


@check
def people_and_paging() -> Iterator[Finding]:
    if not settings.HAS_STAFF:
        return
    from waylight.accounts.policy import Role
    from waylight.accounts.queries import holders_of
    from waylight.guidance.models import Area
    from waylight.triage.models import RotaEntry

    for area in Area.objects.all():
        for role in (Role.ADMINISTRATOR, Role.MANAGER, Role.AUDITOR):
            if not holders_of(role, area.slug).exists():
                yield Finding(
                    MISSING, f"{area}: nobody is {role}.", "./waylight people invite, or the People page."
                )
        if not RotaEntry.objects.filter(area=area, active=True).exists():
            yield Finding(
                MISSING,
                f"{area}: nobody is paged for an emergency at night.",
                "Fill the rota on the hub's page.",
            )
    if not settings.DEMO and settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        yield Finding(UNSAFE, "Pages to the rota go to a file, not to people.", "Set EMAIL_URL=smtp://…")


@check
def work_and_audit() -> Iterator[Finding]:
    from waylight.audit.queries import verify
    from waylight.work.queries import health

    state = health()
    if settings.HAS_STAFF and state.silent:
        yield Finding(MISSING, "The worker is not running.", "Run: ./waylight worker")
    if state.dead:
        yield Finding(
            MISSING, f"{state.dead} dead letters wait for a person.", "See the Background work page."
        )
    proof = verify()
    if not proof.whole:
        yield Finding(
            UNSAFE, f"The audit is broken at event {proof.broken_at}: {proof.why}.", "Treat it as a breach."
        )


@check
def words_and_files() -> Iterator[Finding]:
    for code, name in settings.LANGUAGES:
        if code != "en" and not (settings.LOCALE_PATHS[0] / code / "LC_MESSAGES/django.mo").is_file():
            yield Finding(MISSING, f"{name} is not compiled.", "Run: ./waylight messages compile")
        elif code not in settings.CHECKED_LANGUAGES:
            yield Finding(
                NOTE, f"No native reader has checked {name}; its pages say so.", "See docs/languages.md"
            )
    if not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        yield Finding(MISSING, "Static files are not collected.", "Run: ./waylight setup")
