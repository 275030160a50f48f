"""What bulk linkage wants is brought apart from what serves people, or its absence is said in a sentence."""

import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from waylight.site.cli import main
from waylight.site.scale_packages import Extra, NotThere, bring, use

EXTRA = Extra("test", "requirements-spark.txt", ("waylight_scale_extra",))


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WAYLIGHT_HOME", str(tmp_path))
    monkeypatch.setattr("sys.path", [*__import__("sys").path])
    return tmp_path


def test_what_is_missing_is_named_with_the_command_that_brings_it() -> None:
    with pytest.raises(NotThere, match="relink --bring test"):
        use(EXTRA)


def test_packages_go_into_a_folder_of_their_own_by_hash(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_: Any) -> SimpleNamespace:
        commands.append(command)
        (Path(command[command.index("--target") + 1]) / "waylight_scale_extra.py").write_text("")
        return SimpleNamespace(returncode=0, stderr="")

    monkeypatch.setattr(subprocess, "run", run)
    said: list[str] = []
    bring(EXTRA, said.append)
    use(EXTRA)
    bring(EXTRA, said.append)
    assert len(commands) == len(said) == 1, "what is there is not brought again"
    assert "--require-hashes" in commands[0] and str(own_home) in " ".join(commands[0])


def test_why_they_did_not_come_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = SimpleNamespace(returncode=1, stderr="no such host")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(NotThere, match="no such host"):
        bring(EXTRA, lambda _: None)


def test_relink_says_what_it_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waylight.site.scale_packages._importable", lambda _: False)
    done = CliRunner().invoke(main, ["relink", "-"], input="")
    assert done.exit_code == 2 and "relink --bring scale" in done.output
