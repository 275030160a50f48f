"""Waylight as somebody runs it: processes of their own, with a home of their own and no setting inherited."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parents[2]
SLOWEST = 300


@dataclass(frozen=True)
class Done:
    """How a verb ended; `words` is all that it said."""

    code: int
    out: str
    err: str

    @property
    def words(self) -> str:
        return self.out + self.err


@dataclass(frozen=True)
class Machine:
    """One installation: its home folder, and the settings of its environment."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self, **settings: str) -> dict[str, str]:
        ours = ("WAYLIGHT_", "DATABASE_URL", "EMAIL_URL", "DJANGO_")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        own = {"WAYLIGHT_HOME": str(self.home), "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "80"}
        return inherited | own | self.settings | settings

    def run(self, *words: str, **settings: str) -> Done:
        """One verb, to its end."""
        done = subprocess.run(
            [sys.executable, "-m", "waylight", *words],
            env=self.environment(**settings),
            capture_output=True,
            text=True,
            timeout=SLOWEST,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def python(self, program: str, **settings: str) -> Done:
        """A program in a process of its own, with Django ready."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django\ndjango.setup()\n{program}"],
            env=self.environment(DJANGO_SETTINGS_MODULE="waylight.site.settings", **settings),
            capture_output=True,
            text=True,
            timeout=SLOWEST,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def running(self, *words: str, **settings: str) -> Iterator["Running"]:
        """A verb that goes on until it is told to end; it is, at the latest, when the block ends."""
        log = self.home.with_name(f"{self.home.name}-{words[0]}.log")
        with log.open("w") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "waylight", *words],
                env=self.environment(**settings),
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_hears_ctrl_c,
            )
        try:
            yield Running(process, log)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=SLOWEST)


def _hears_ctrl_c() -> None:
    """A shell lets what it starts in the background ignore Ctrl+C, and whatever that starts inherits it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@dataclass(frozen=True)
class Running:
    process: subprocess.Popen[bytes]
    log: Path

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def until_it_answers(self, address: str) -> None:
        """Raises AssertionError with its last words when it ends or takes too long."""
        until = time.monotonic() + SLOWEST
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urlopen(f"{address}/healthz", timeout=5):  # noqa: S310 - our own address
                    return
            except (URLError, OSError):
                time.sleep(0.1)
        raise AssertionError(f"It does not answer.\n{self.said()[-3000:]}")

    def interrupted(self) -> int:
        """Ctrl+C, which a terminal sends to the whole group; returns the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=SLOWEST)

    def told_to_end(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=SLOWEST)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: str

    def header(self, name: str) -> str:
        return ", ".join(value for each, value in self.headers if each.lower() == name.lower())


def get(address: str, **headers: str) -> Answer:
    try:
        with urlopen(Request(address, headers=headers), timeout=30) as answer:  # noqa: S310 - our own address
            return Answer(answer.status, answer.headers.items(), answer.read().decode())
    except HTTPError as answer:
        return Answer(answer.code, answer.headers.items(), answer.read().decode())


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def real_content(folder: Path) -> Path:
    """The repository's content with areas that are not marked as made up, as a real installation has."""
    shutil.copytree(ROOT / "content", folder)
    for area in folder.glob("areas/*/area.yaml"):
        area.write_text(area.read_text().replace("fictional: true", "fictional: false"))
    return folder
