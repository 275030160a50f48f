"""A receipt exists only for a concern that is kept, whenever the process dies."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from waylight.engine.sealing import FlowKey

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src"
ANSWERS = {"language": "en", "words": "A worry about a child.", "where": {"name": "The old mill"}}
IDENTITY = {"name": "Sam Example", "phone": "07700 900123"}
ONE_OF_EACH = {"Concern": 1, "ReporterIdentity": 1, "StatusEvent": 1, "Event": 1, "OutboxEvent": 1}
TABLES = (*ONE_OF_EACH, "ConcernVersion")
MOST_STEPS = 60


class Sender:
    """Talks to `mortal_sender.py`, which lives in a house and a database of its own."""

    def __init__(self, home: Path, env: dict[str, str]) -> None:
        self.home = home
        self._process = subprocess.Popen(
            [sys.executable, HERE / "mortal_sender.py"],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.ask("prepare")["said"] == "ready"

    def ask(self, do: str, **order: Any) -> Any:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, **order}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the sender itself ended"
        return json.loads(answer)

    def send(self, flow: FlowKey, *, die_at: int | None = None, **order: Any) -> Any:
        order = {"answers": ANSWERS, "identity": IDENTITY, **order}
        return self.ask("send", flow=flow.to_bytes().hex(), die_at=die_at, **order)

    def counts(self) -> dict[str, int]:
        return self.ask("count")["said"]

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)


@pytest.fixture(scope="module")
def sender(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sender]:
    home = tmp_path_factory.mktemp("mortal")
    env = {**os.environ, "PYTHONPATH": str(SOURCE), "WAYLIGHT_HOME": str(home), "WAYLIGHT_PLANE": "both"}
    if connection.vendor == "sqlite":
        env.pop("DATABASE_URL", None)
        sender = Sender(home, env)
        yield sender
        sender.close()
        return
    name = f"mortal_{secrets.token_hex(4)}"
    _beside(f"CREATE DATABASE {name}")
    sender = Sender(home, {**env, "DATABASE_URL": f"{env['DATABASE_URL'].rpartition('/')[0]}/{name}"})
    yield sender
    sender.close()
    _beside(f"DROP DATABASE {name} WITH (FORCE)")


def _beside(sql: str) -> None:
    """Outside the test's own database and transaction."""
    import psycopg

    about = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    given = {ours: connection.settings_dict[theirs] for ours, theirs in about.items()}
    where = {ours: value for ours, value in given.items() if value}
    with psycopg.connect(**where, dbname="postgres", autocommit=True) as server:
        server.execute(sql)


def _difference(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {table: after[table] - before[table] for table in TABLES if after[table] != before[table]}


def test_killed_between_any_two_steps(sender: Sender) -> None:
    steps = sender.send(FlowKey.new())["steps"]
    assert len(steps) < MOST_STEPS
    for name in ("_seal", "_store", "_audit", "_announce", "COMMIT"):
        assert {f"before {name}", f"after {name}"} <= set(steps)
    for table in ("concern", "reporteridentity", "statusevent", "event", "outboxevent"):
        assert any(step.startswith("before INSERT INTO") and f'_{table}"' in step for step in steps), table
    kept_at = steps.index("after COMMIT")
    for die_at, step in enumerate(steps, start=1):
        flow, before = FlowKey.new(), sender.counts()

        died = sender.send(flow, die_at=die_at)
        assert died["killed"] and "said" not in died, step
        left = _difference(before, sender.counts())
        assert left == (ONE_OF_EACH if die_at > kept_at else {}), step

        again = sender.send(flow)
        assert not again["killed"] and again["said"] == flow.receipt.text, step
        assert again["already"] == (die_at > kept_at), step
        assert _difference(before, sender.counts()) == ONE_OF_EACH, step
        opened = sender.ask("open", receipt=again["said"])
        assert (opened["said"], opened["identity"]) == (ANSWERS, IDENTITY), step


def test_sent_by_several_processes_at_once(sender: Sender) -> None:
    flow, before = FlowKey.new(), sender.counts()
    order = {"flow": flow.to_bytes().hex(), "answers": ANSWERS, "identity": IDENTITY, "children": 6}
    sent = sender.ask("together", **order)["said"]
    assert [each["said"] for each in sent] == [flow.receipt.text] * 6
    assert sorted(each["already"] for each in sent) == [False, *[True] * 5]
    assert _difference(before, sender.counts()) == ONE_OF_EACH


def _marked() -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """An answer in every field, each holding a marker of its own."""
    markers: list[str] = []

    def mark() -> str:
        markers.append(f"Zq{secrets.token_hex(8)}")
        return markers[-1]

    texts = ("words", "how_words", "agency", "role", "happening_now", "language", "form", "gate", "mode")
    answers: dict[str, Any] = {name: mark() for name in texts}
    answers["about"] = mark()
    answers["signs"] = [mark()]
    when = ("certainty", "date", "time", "part", "until", "words")
    answers["when"] = {name: mark() for name in when}
    where = ("name", "address", "postcode", "landmark", "pin", "lat", "lon", "accuracy")
    answers["where"] = {name: mark() for name in where}
    person = ("name", "nickname", "age", "sex", "build", "hair", "height", "clothing", "birth_date", "words")
    answers["people"] = [{name: mark() for name in person}]
    vehicle = ("mark", "make", "model", "colour", "plate", "badge", "words")
    answers["vehicles"] = [{name: mark() for name in vehicle}]
    answers |= {"phones": [mark()], "handles": [mark()], "how_known": [mark()]}
    answers["source"] = {"external_id": mark(), "taker": mark(), "other": {mark(): mark()}}
    identity = {name: mark() for name in ("name", "phone", "email", "safe_contact")}
    return answers, identity, markers


def test_nothing_typed_rests_readable(sender: Sender) -> None:
    answers, identity, markers = _marked()
    sent = sender.send(FlowKey.new(), answers=answers, identity=identity)
    opened = sender.ask("open", receipt=sent["said"])
    assert (opened["said"], opened["identity"]) == (answers, identity)

    rows = "\n".join(sender.ask("dump")["said"])
    files = b"".join(path.read_bytes() for path in sender.home.glob("*.sqlite3*"))
    assert "merrowdale" in rows and (connection.vendor != "sqlite" or b"merrowdale" in files)
    for marker in [*markers, sent["said"], sent["said"].replace(" ", "")]:
        assert marker not in rows and marker.encode().hex() not in rows
        assert marker.encode() not in files


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own setting")
def test_sqlite_waits_for_the_disk(db: None) -> None:
    """WAL with synchronous=FULL: a commit is on the disk before the receipt is shown."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (2,)
