"""`./waylight test`: every check, then every test on SQLite and, where its programs are found, on PostgreSQL.

A check that fails fails the run, and the rest still runs, so that one run tells everything.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import first_run, throwaway_postgres
from tools.first_run import PYTHON, ROOT, VENV, SetUpError

CHECKS: dict[str, list[str | Path]] = {
    "style": [PYTHON, "-m", "ruff", "check", "."],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "import laws": [VENV / "bin" / "lint-imports"],
    "types": [PYTHON, "-m", "mypy"],
    "migrations": [PYTHON, "-m", "waylight", "django", "makemigrations", "--check", "--dry-run"],
}
WORKERS = "2"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
HOW_TO_INSTALL = "As root on Debian, './waylight test --install' brings what is missing."
ARABIC_FONT = Path("/usr/share/fonts/truetype/noto/NotoNastaliqUrdu-Regular.ttf")
NOT_AGAIN = ["--ignore=tests/engine", "-m", "not looks"]
"""What runs once, with SQLite: the ground floor, which may not even import Django, and how pages look."""


@dataclass(frozen=True)
class Tally:
    """What one pytest run came to."""

    passed: int
    failed: int
    skipped: int
    went_well: bool

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.went_well and other.went_well,
        )


def main(arguments: Sequence[str]) -> int:
    """Returns the exit code. With pytest arguments, runs pytest alone with them."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped from outside."))
    arguments = list(arguments)
    install = "--install" in arguments
    if install:
        arguments.remove("--install")
    if install or os.environ.get("CI") == "true":
        _bring_debian_packages(insist=install)
    first_run.prepare(for_tests=True)
    with tempfile.TemporaryDirectory(prefix="waylight-test-") as home:
        environment = {"WAYLIGHT_HOME": home} | first_run.environment()
        if arguments:
            return subprocess.run([PYTHON, "-m", "pytest", *arguments], cwd=ROOT, env=environment).returncode
        return _everything(environment)


def _everything(environment: dict[str, str]) -> int:
    if not any(map(shutil.which, CHROMIUMS)):
        _say(f"Browser tests are skipped: no Chromium here. {HOW_TO_INSTALL}")
    failed_checks = [name for name, command in CHECKS.items() if not _check(name, command, environment)]
    if "DATABASE_URL" in environment:
        tally = _pytest("the database that DATABASE_URL names", environment)
    else:
        tally = _pytest("SQLite", environment) + _on_postgres(environment)
    if failed_checks:
        _say(f"Checks that failed (their words are above): {', '.join(failed_checks)}.")
    else:
        _say(f"Checks that passed: {', '.join(CHECKS)}.")
    _say(f"{tally.passed} passed, {tally.failed} failed, {tally.skipped} skipped")
    return 0 if tally.went_well and not failed_checks else 1


def _say(words: str) -> None:
    print(words, flush=True)


def _check(name: str, command: Sequence[str | Path], environment: dict[str, str]) -> bool:
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    passed = done.returncode == 0
    _say(f"[{'passed' if passed else 'FAILED'}] {name} ({time.monotonic() - started:.0f} s)")
    if not passed:
        _say((done.stdout + done.stderr).rstrip())
    return passed


def _pytest(database: str, environment: dict[str, str], *besides: str) -> Tally:
    _say(f"\nTests on {database}")
    with tempfile.TemporaryDirectory(prefix="waylight-tally-") as folder:
        result = Path(folder) / "result.xml"
        how = ["-q", "-n", WORKERS, f"--junitxml={result}", *besides]
        code = subprocess.run([PYTHON, "-m", "pytest", *how], cwd=ROOT, env=environment).returncode
        return _tally(result, code)


def _tally(result: Path, code: int) -> Tally:
    """Reads pytest's own JUnit file. A run that ended before writing one counts as one failure."""
    if not result.is_file():
        return Tally(0, 1, 0, went_well=False)
    head = re.search(r"<testsuite [^>]*>", result.read_text())
    count = {name: int(number) for name, number in re.findall(r' (\w+)="(\d+)"', head[0] if head else "")}
    skipped, failed = count.get("skipped", 0), count.get("failures", 0) + count.get("errors", 0)
    return Tally(count.get("tests", 0) - failed - skipped, failed, skipped, went_well=code == 0)


def _on_postgres(environment: dict[str, str]) -> Tally:
    nothing = Tally(0, 0, 0, went_well=True)
    programs = throwaway_postgres.programs()
    if programs is None:
        _say(f"\nPostgreSQL is left out: its programs are not here. {HOW_TO_INSTALL}")
        return nothing
    try:
        with throwaway_postgres.running(programs) as url:
            return _pytest(
                "PostgreSQL (the ground floor and the looks of pages know no database and are not run again)",
                environment | {"DATABASE_URL": url},
                *NOT_AGAIN,
            )
    except throwaway_postgres.PostgresError as problem:
        _say(f"\nPostgreSQL is here but could not be used, and that counts as a failure. {problem}")
        return Tally(0, 1, 0, went_well=False)


def _bring_debian_packages(*, insist: bool) -> None:
    """What pip cannot bring: a browser, a database server, fonts. Elsewhere than as root on Debian it does
    nothing, or with `insist` raises SetUpError."""
    here = {
        "chromium": any(map(shutil.which, CHROMIUMS)),
        "postgresql": throwaway_postgres.programs() is not None,
        "fonts-noto-core": ARABIC_FONT.is_file(),
    }
    missing = [name for name, found in here.items() if not found]
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        if insist:
            raise SetUpError(f"--install needs root and apt-get. Missing here: {', '.join(missing)}.")
        return
    first_run.say(f"Installing from Debian: {', '.join(missing)} …")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-qq", "--no-install-recommends", *missing],
    ):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True)
        if done.returncode:
            raise SetUpError(
                f"'{' '.join(command)}' did not work: {(done.stdout + done.stderr).strip()[-800:]}\n"
                "Check that this machine reaches Debian's packages, then run the same command again."
            )
