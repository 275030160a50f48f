import json
from pathlib import Path
from typing import Any

import pytest

from waylight.engine.wording.danger import PhraseBook

ROOT = Path(__file__).parents[3]
LISTS = ROOT / "content" / "wording"


@pytest.fixture(scope="session")
def lists() -> Path:
    return LISTS


@pytest.fixture(scope="session")
def book() -> PhraseBook:
    return PhraseBook.load(LISTS)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
