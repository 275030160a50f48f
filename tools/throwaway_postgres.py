"""A PostgreSQL of one's own for one test run: no network, no password, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 60
STOP_SECONDS = 30
OWNER = "waylight"
PROGRAMS = ("initdb", "postgres", "pg_isready")
# The data lives as long as the run, so nothing is spent on surviving a power cut.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "60",
    "log_min_messages": "fatal",
}


class PostgresError(Exception):
    """No server could be started; the text says why."""


def programs() -> Path | None:
    """The folder of PostgreSQL's server programs (Debian's newest first), or None where there are none."""
    on_path = shutil.which("initdb")
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True
    )
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    complete = (folder for folder in folders if all((folder / name).is_file() for name in PROGRAMS))
    return next(complete, None)


@contextmanager
def running(bin_folder: Path) -> Iterator[str]:
    """Starts a server reached by a socket file only; yields its DATABASE_URL. Raises PostgresError."""
    folder = Path(tempfile.mkdtemp(prefix="waylight-pg-"))
    try:
        account = _account()
        if account:
            shutil.chown(folder, account)
        _create(bin_folder, folder, account)
        options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        with (folder / "server.log").open("wb") as log:
            server = subprocess.Popen(
                [bin_folder / "postgres", "-D", folder / "data", "-k", folder, *options],
                user=account,
                cwd=folder,
                stdout=log,
                stderr=log,
            )
        try:
            _wait_until_ready(bin_folder, folder, server)
            yield f"postgres://{OWNER}@/{folder}/postgres"
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> str | None:
    """PostgreSQL will not run as root; None means "as I am"."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise PostgresError(
        "PostgreSQL will not run as root, and this machine has no user 'postgres' or 'nobody'."
    )


def _create(bin_folder: Path, folder: Path, account: str | None) -> None:
    how = ["-U", OWNER, "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
    done = subprocess.run(
        [bin_folder / "initdb", "-D", folder / "data", *how],
        user=account,
        cwd=folder,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise PostgresError(f"PostgreSQL could not make its folder: {done.stderr.strip()}")


def _wait_until_ready(bin_folder: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < until:
        if subprocess.run([bin_folder / "pg_isready", "-q", "-h", folder, "-U", OWNER]).returncode == 0:
            return
        time.sleep(0.2)
    log = (folder / "server.log").read_text(errors="replace").strip()
    raise PostgresError(f"PostgreSQL did not start: {log or 'it said nothing'}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """SIGINT is PostgreSQL's fast stop: open transactions are rolled back, nothing waits for clients."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
