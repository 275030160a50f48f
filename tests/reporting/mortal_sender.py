"""Sends concerns in processes that can be killed at any step. Spoken to over stdin and stdout, a JSON a line.

Run with WAYLIGHT_HOME (and DATABASE_URL) set to a house of its own. This process prepares and never touches
the database afterwards; every command runs in a child of its own, so that a killed child takes its connection
with it as a crashed server would.

    {"do": "send", "flow": hex, "answers": {}, "identity": {}, "die_at": 7}  ->  {"killed", "said", "steps"}
    {"do": "count"}                                                          ->  {"said": {table: rows}}
    {"do": "open", "receipt": text}                                          ->  {"said": answers}
    {"do": "dump"}                                                           ->  {"said": every row, as text}
    {"do": "together", "flow": hex, "answers": {}, "children": 4}            ->  {"said": [receipt, ...]}
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

STEPS = ("_seal", "_store", "_audit", "_announce")


class Mortal:
    """Counts the steps that are passed, and dies at the one it is told to."""

    def __init__(self, die_at: int | None) -> None:
        self.die_at, self.steps = die_at, []

    def passes(self, step: str) -> None:
        self.steps.append(step)
        if len(self.steps) == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **kwargs: Any) -> Any:
            self.passes(f"before {name}")
            result = function(*args, **kwargs)
            self.passes(f"after {name}")
            return result

        return watched

    def statement(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        name = " ".join(sql.split()[:3])
        return self.around(name, execute)(sql, *rest)


def send(order: dict[str, Any]) -> dict[str, Any]:
    from django.db import connection

    from waylight.accounts.roles import PUBLIC
    from waylight.engine.sealing import FlowKey
    from waylight.reporting import actions

    mortal = Mortal(order.get("die_at"))
    for name in STEPS:
        setattr(actions, name, mortal.around(name, getattr(actions, name)))
    connection.ensure_connection()
    connection._commit = mortal.around("COMMIT", connection._commit)
    with connection.execute_wrapper(mortal.statement):
        submission = actions.submit(
            order["answers"],
            flow=FlowKey.from_bytes(bytes.fromhex(order["flow"])),
            by=PUBLIC,
            area_slug="merrowdale",
            identity=order.get("identity"),
        )
    mortal.passes("before the receipt is shown")
    return {"said": submission.receipt.text, "steps": mortal.steps, "already": submission.already}


def count(order: dict[str, Any]) -> dict[str, Any]:
    from waylight.audit.models import Event
    from waylight.reporting.models import Concern, ConcernVersion, ReporterIdentity, StatusEvent
    from waylight.work.models import OutboxEvent

    tables = (Concern, ConcernVersion, ReporterIdentity, StatusEvent, Event, OutboxEvent)
    return {"said": {table.__name__: table.objects.count() for table in tables}}


def open_(order: dict[str, Any]) -> dict[str, Any]:
    from waylight.engine.sealing import Receipt
    from waylight.reporting.queries import follow, open_for_desk, open_identity

    followed = follow(Receipt.parse(order["receipt"]))
    assert followed.answers == open_for_desk(followed.concern)
    return {"said": followed.answers, "identity": open_identity(followed.concern)}


def dump(order: dict[str, Any]) -> dict[str, Any]:
    """Every value of every row: on SQLite the files themselves are read as well."""
    from django.db import connection

    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (the database names its own tables)
            for row in cursor.fetchall():
                said += [bytes(v).hex() if isinstance(v, bytes | memoryview) else str(v) for v in row]
    return {"said": said}


def together(order: dict[str, Any]) -> list[dict[str, Any]]:
    ready, go = os.pipe()
    children = []
    for _ in range(order["children"]):

        def one(order: dict[str, Any] = order) -> dict[str, Any]:
            os.close(go)
            os.read(ready, 1)  # every child starts as the pipe closes
            return send(order)

        children.append(born(one))
    os.close(ready)
    os.close(go)
    return [ended(*child) for child in children]


def prepare(order: dict[str, Any]) -> dict[str, Any]:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return {"said": "ready"}


def born(work: Callable[[], Any]) -> tuple[int, int]:
    """Run `work` in a child; its pid and the end of the pipe where it says what came of it."""
    listen, speak = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(listen)
        with os.fdopen(speak, "w") as out:
            json.dump(work(), out)
        os._exit(0)
    os.close(speak)
    return pid, listen


def ended(pid: int, listen: int) -> dict[str, Any]:
    with os.fdopen(listen) as heard:
        said = heard.read()
    status = os.waitpid(pid, 0)[1]
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return {"killed": killed, "exit": os.waitstatus_to_exitcode(status), **(json.loads(said) if said else {})}


COMMANDS = {"send": send, "count": count, "open": open_, "dump": dump, "prepare": prepare}


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "waylight.site.settings"
    import django

    django.setup()
    import waylight.reporting.queries  # noqa: F401  (loaded once here, not in every child)
    from waylight.keys import keyring

    for name in keyring.NAMES:
        keyring.make(name)
        keyring.public_key(name)
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "together":
            answer: Any = {"said": together(order)}
        else:
            answer = ended(*born(lambda order=order: COMMANDS[order["do"]](order)))
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
