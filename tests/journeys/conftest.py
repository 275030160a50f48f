"""The two planes as two machines: the public one has only what it may have."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.site.machine import Machine, Running, free_port, real_content
from tests.site.visitor import Visitor


@dataclass(frozen=True)
class Planes:
    """Both share the database and nothing else."""

    staff: Machine
    public: Machine

    @contextmanager
    def served(self, plane: str, **settings: str) -> "Iterator[tuple[Visitor, Running]]":
        """The web server of a plane, and a visitor to it."""
        machine, port = getattr(self, plane), free_port()
        with machine.running("serve", "--port", str(port), **settings) as server:
            server.until_it_answers(f"http://127.0.0.1:{port}")
            yield Visitor(f"http://127.0.0.1:{port}"), server

    def ask(self, program: str) -> str:
        """What a program prints on the staff plane."""
        done = self.staff.python(program)
        assert done.code == 0, done.err
        return done.out.strip()

    def work(self) -> None:
        done = self.staff.run("worker", "--once")
        assert done.code == 0, done.words


@pytest.fixture
def planes(tmp_path: Path) -> Planes:
    shared = {
        "WAYLIGHT_CONTENT": str(real_content(tmp_path / "content")),
        "WAYLIGHT_ORIGINS": "https://concerns.merrowdale.example",
        "WAYLIGHT_HOSTS": "concerns.merrowdale.example,127.0.0.1",
    }
    staff = Machine(tmp_path / "staff", {**shared, "WAYLIGHT_PLANE": "staff"})
    done = staff.run("setup")
    assert done.code == 0, done.words
    database = f"sqlite:///{staff.home}/waylight.sqlite3"
    public = Machine(tmp_path / "public", {**shared, "WAYLIGHT_PLANE": "public", "DATABASE_URL": database})
    (public.home / "keys").mkdir(parents=True)
    public.home.chmod(0o700)
    for key in staff.home.glob("keys/*.pub"):
        shutil.copy2(key, public.home / "keys")
    return Planes(staff, public)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine after `setup`."""
    made = Machine(tmp_path / "home")
    done = made.run("setup")
    assert done.code == 0, done.words
    return made
