"""The two planes as two machines: the public one has only the files and the rights that it may have."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import environ
import pytest
from tests.site.machine import ROOT, Machine, Running, free_port, real_content
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


@dataclass(frozen=True)
class Databases:
    """One database, as the staff plane and as the public plane reach it."""

    staff: dict[str, str]
    public: dict[str, str]


@pytest.fixture
def databases(tmp_path: Path) -> Iterator[Databases]:
    """SQLite in the staff's home. On PostgreSQL the public plane is a user of its own, without rights yet."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        file = f"sqlite:///{tmp_path}/staff/waylight.sqlite3"
        yield Databases({}, {"DATABASE_URL": file})
        return
    from psycopg import sql

    name, parts = f"waylight_public_{uuid4().hex[:12]}", urlsplit(url)
    own = sql.Identifier(name)
    with _owner(url) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(own))
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(own))
    place = parts.netloc.rpartition("@")[2]
    path = parts.path.rpartition("/")[0]
    try:
        yield Databases(
            {"DATABASE_URL": urlunsplit(parts._replace(path=f"{path}/{name}"))},
            {"DATABASE_URL": urlunsplit(parts._replace(netloc=f"{name}@{place}", path=f"{path}/{name}"))},
        )
    finally:
        with _owner(url) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(own))
            connection.execute(sql.SQL("DROP ROLE {}").format(own))


def _owner(url: str) -> Any:
    """A connection to what a DATABASE_URL names, also when that is a socket's folder."""
    import psycopg

    named = environ.Env.db_url_config(url)
    where = {"host": named["HOST"], "port": named["PORT"], "password": named["PASSWORD"]}
    where = {name: value for name, value in where.items() if value}
    return psycopg.connect(dbname=named["NAME"], user=named["USER"], autocommit=True, **where)


def _grant(databases: Databases) -> None:
    """As docs/operating.md says, with the file it names."""
    url = databases.staff.get("DATABASE_URL", "")
    if not url:
        return
    role = urlsplit(databases.public["DATABASE_URL"]).username or ""
    rights = (ROOT / "docs/public-plane.sql").read_text().replace("waylight_public", role)
    with _owner(url) as connection:
        connection.execute(rights.encode())


@pytest.fixture
def planes(tmp_path: Path, databases: Databases) -> Planes:
    shared = {
        "WAYLIGHT_CONTENT": str(real_content(tmp_path / "content")),
        "WAYLIGHT_ORIGINS": "https://concerns.merrowdale.example",
        "WAYLIGHT_HOSTS": "concerns.merrowdale.example,127.0.0.1",
    }
    staff = Machine(tmp_path / "staff", {**shared, **databases.staff, "WAYLIGHT_PLANE": "staff"})
    done = staff.run("setup")
    assert done.code == 0, done.words
    _grant(databases)
    public = Machine(tmp_path / "public", {**shared, **databases.public, "WAYLIGHT_PLANE": "public"})
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
