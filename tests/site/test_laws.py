"""The third law, where import-linter cannot look: nothing below the roof knows a screen."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOMS = Path(__file__).resolve().parents[2] / "src/waylight"
SCREENS = ("django.http", "django.shortcuts", "django.views", "django.template", "django.contrib.messages")


def writers_and_readers() -> list[Path]:
    found = [p for p in ROOMS.rglob("*.py") if {"actions", "queries"} & {p.stem, p.parent.name}]
    return sorted(found + list((ROOMS / "engine").rglob("*.py")))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("path", writers_and_readers(), ids=lambda p: str(p.relative_to(ROOMS)))
def test_actions_queries_and_engine_never_see_a_request(path: Path) -> None:
    assert not [name for name in imported(path) if name.startswith(SCREENS)]


def test_the_walk_finds_the_rooms() -> None:
    assert len(writers_and_readers()) > 40
