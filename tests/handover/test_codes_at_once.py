"""Many try codes of one link at the same moment: no more are tried than are counted."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from waylight.accounts.roles import PUBLIC
from waylight.engine.sealing import HandedCode
from waylight.handover import actions
from waylight.handover.actions import MOST_WRONG, TooOften, WrongCode

MANY = MOST_WRONG + 7


def apart(do: Callable[[], Any]) -> Any:
    """Over a connection of its own, so that it is committed."""

    def done() -> Any:
        try:
            return do()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as one:
        return one.submit(done).result()


@pytest.fixture
def sealed(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[actions.SealedUp]:
    """There for every connection, and taken away after. The audit can never be emptied, so that nothing is
    written to it here."""
    monkeypatch.setattr(actions, "record", lambda *_args, **_said: None)
    monkeypatch.setattr(actions, "announce", lambda *_args, **_said: None)
    ends = timezone.now() + timedelta(days=1)
    extract = {"asked": "Keep the pictures."}
    made = apart(lambda: actions.seal_up(extract, area_slug="merrowdale", ends_at=ends))
    yield made
    apart(made.handed.delete)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_no_more_codes_are_tried_than_are_counted(sealed: actions.SealedUp) -> None:
    together = Barrier(MANY)

    def guess(_each: int) -> type[Exception]:
        together.wait()
        try:
            actions.open_with(sealed.link, HandedCode.new(), by=PUBLIC)
        except (TooOften, WrongCode) as refused:
            return type(refused)
        finally:
            connection.close()
        raise AssertionError("a wrong code opened it")

    with ThreadPoolExecutor(MANY) as pool:
        refused = list(pool.map(guess, range(MANY)))
    assert refused.count(WrongCode) == sealed.handed.events.count() == MOST_WRONG
