from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.learning.shelf import Shelf

from waylight.learning.library import forget


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    yield Shelf(tmp_path / "content")
    forget()
