"""kill -9 in the middle of a delivery: nothing is lost, nothing is done twice. Real processes, real files."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src"
PATIENCE = 90.0


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("house")
    command = [sys.executable, "-m", "waylight", "django", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=_environment(home, home), check=True, timeout=PATIENCE)
    return home / "waylight.sqlite3"


def _environment(home: Path, marks: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "WAYLIGHT_PLANE")}
    return {**kept, "WAYLIGHT_HOME": str(home), "PYTHONPATH": str(SOURCE), "MARKS": str(marks), **more}


class House:
    """A folder with a database of its own, and the workers started in it."""

    def __init__(self, home: Path, migrated: Path) -> None:
        self.database, self.marks = home / "waylight.sqlite3", home / "marks"
        self.home, self.workers = home, list[subprocess.Popen[bytes]]()
        self.marks.mkdir()
        with sqlite3.connect(migrated) as source, sqlite3.connect(self.database) as copy:
            source.backup(copy)

    def run(self, *words: str, **environment: str) -> subprocess.Popen[bytes]:
        worker = subprocess.Popen(
            [sys.executable, str(HERE / "mortal_worker.py"), *words],
            env=_environment(self.home, self.marks, **environment),
        )
        self.workers.append(worker)
        return worker

    def finish(self, *words: str, **environment: str) -> None:
        assert self.run(*words, **environment).wait(timeout=PATIENCE) == 0

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.database, timeout=20) as database:
            return database.execute(sql).fetchall()

    def begun(self) -> list[str]:
        return sorted(mark.name for mark in self.marks.iterdir())


@pytest.fixture
def house(tmp_path: Path, migrated: Path) -> Iterator[House]:
    made = House(tmp_path, migrated)
    yield made
    for worker in made.workers:
        if worker.poll() is None:
            worker.kill()
            worker.wait()


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


STATES = "SELECT state, attempts FROM work_delivery ORDER BY id"
EFFECTS = "SELECT name, count(*) FROM accounts_person GROUP BY name ORDER BY name"


def test_a_worker_killed_in_the_middle_is_followed_by_another(house: House) -> None:
    house.finish("announce", "1")
    doomed = house.run("once", HANDLER_SECONDS="600")
    until(house.begun)
    doomed.send_signal(signal.SIGKILL)
    assert doomed.wait(timeout=PATIENCE) == -signal.SIGKILL
    assert house.rows(STATES) == [("running", 1)]
    assert house.rows(EFFECTS) == [], "what it had written went with it"

    house.finish("once")
    assert house.rows(STATES) == [("running", 1)], "its lease is not over: it might be alive"
    house.finish("once", LEASE_SECONDS="0")
    assert house.rows(STATES) == [("done", 2)]
    assert house.rows(EFFECTS) == [("n0", 1)], "once in effect"
    house.finish("once", LEASE_SECONDS="0")
    assert house.rows(EFFECTS) == [("n0", 1)]


def test_two_workers_share_the_work_and_do_nothing_twice(house: House) -> None:
    count = 30
    house.finish("announce", str(count))
    two = [house.run("forever", HANDLER_SECONDS="0.02") for _ in range(2)]
    until(lambda: len(house.begun()) >= count)
    until(lambda: {state for state, _attempts in house.rows(STATES)} == {"done"})
    for worker in two:
        worker.send_signal(signal.SIGTERM)
    assert [worker.wait(timeout=PATIENCE) for worker in two] == [0, 0]
    assert len(house.begun()) == count, "no delivery was begun twice"
    assert house.rows(EFFECTS) == sorted((f"n{n}", 1) for n in range(count))
    assert {attempts for _state, attempts in house.rows(STATES)} == {1}


def test_a_worker_told_to_end_finishes_what_it_has_begun_and_begins_nothing_more(house: House) -> None:
    house.finish("announce", "3")
    worker = house.run("forever", HANDLER_SECONDS="1")
    until(house.begun)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=PATIENCE) == 0
    states = [state for state, _attempts in house.rows(STATES)]
    assert states == ["done", "waiting", "waiting"]
    assert house.rows(EFFECTS) == [("n0", 1)]
