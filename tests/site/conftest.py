"""Installations for the tests of the building, each made once a session and copied for whoever changes it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.site.demonstration import Demonstration, running
from tests.site.machine import Machine, real_content


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A machine after `setup`, with nothing set. Look, do not touch."""
    machine = Machine(tmp_path_factory.mktemp("installed") / "home")
    done = machine.run("setup")
    assert done.code == 0, done.words
    return machine


@pytest.fixture
def machine(installed: Machine, tmp_path: Path) -> Machine:
    """One's own copy of it."""
    shutil.copytree(installed.home, tmp_path / "home")
    return Machine(tmp_path / "home")


@pytest.fixture
def safe(machine: Machine, tmp_path: Path) -> Machine:
    """The same with what real use needs: areas of its own, an https origin, and a mail server."""
    made = Machine(
        machine.home,
        {
            "WAYLIGHT_CONTENT": str(real_content(tmp_path / "content")),
            "WAYLIGHT_ORIGINS": "https://concerns.merrowdale.example",
            "WAYLIGHT_HOSTS": "concerns.merrowdale.example,127.0.0.1",
            "EMAIL_URL": "smtp://127.0.0.1:2525",
        },
    )
    done = made.run("setup")
    assert done.code == 0, done.words
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Machine:
    """A machine on which nothing was done yet."""
    return Machine(tmp_path / "home")


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """One for all tests that only look, or that count from what they find."""
    with running(tmp_path_factory.mktemp("demonstration") / "home") as started:
        yield started
