"""A whole Waylight for one run of the browser tests: `waylight start` in a folder and database of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
SLOWEST_START_SECONDS = 360
LAST_WORDS = 4000


@dataclass(frozen=True)
class House:
    """A running demonstration: web server, worker, made-up people and story."""

    address: str
    log: Path

    def said(self) -> int:
        """How much it has written to its log."""
        return self.log.stat().st_size

    def complaints(self, since: int) -> str:
        """The warnings and errors that it wrote after it had `said` this much."""
        lines = self.log.read_bytes()[since:].decode(errors="replace").splitlines()
        return "\n".join(line for line in lines if " WARNING " in line or " ERROR " in line)


@contextmanager
def running() -> Iterator[House]:
    """Start it, wait until it answers, end it and leave nothing behind."""
    home = Path(mkdtemp(prefix="waylight-browser-"))
    try:
        with _database(home.name) as database, _process(home, database) as house:
            yield house
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _process(home: Path, database: dict[str, str]) -> Iterator[House]:
    port = _free_port()
    house = House(f"http://127.0.0.1:{port}", home.with_suffix(".log"))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WAYLIGHT_")}
    environment |= {"WAYLIGHT_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), **database}
    with house.log.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "waylight", "start", "--port", str(port)],
            cwd=home,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_it_answers(house, process)
        yield house
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
        house.log.unlink(missing_ok=True)


def _wait_until_it_answers(house: House, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SLOWEST_START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(f"{house.address}/healthz", timeout=5) as answer:  # noqa: S310 (our own http address)
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.25)
    raise RuntimeError(f"Waylight did not start.\n{house.log.read_text(errors='replace')[-LAST_WORDS:]}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _database(name: str) -> Iterator[dict[str, str]]:
    """SQLite lies in the home. On PostgreSQL, a database beside the one that the other tests use."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield {}
        return
    import environ
    import psycopg
    from psycopg import sql

    known = environ.Env.db_url_config(url)
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    there = {word: known[key] for word, key in names.items() if known[key]}
    own = sql.Identifier(name)
    with psycopg.connect(**there, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(own))
    address, mark, options = url.partition("?")
    try:
        yield {"DATABASE_URL": address.rpartition("/")[0] + f"/{name}" + mark + options}
    finally:
        with psycopg.connect(**there, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(own))
