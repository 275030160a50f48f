"""A worker in a process of its own, to be killed. `python mortal_worker.py once|forever|announce N`.

Its handler leaves a mark in MARKS when it has begun, writes a row, and takes HANDLER_SECONDS.
"""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "waylight.site.settings"
django.setup()

from django.utils import timezone  # noqa: E402 - Django is set up first

from waylight.accounts.models import Person  # noqa: E402
from waylight.work import actions, registry  # noqa: E402
from waylight.work.worker import run_forever  # noqa: E402

registry.HANDLERS.clear()
registry.TIMED.clear()


@registry.handles("test.slow")
def slow(payload: dict[str, Any]) -> None:
    email = f"n{payload['n']}-by-{os.getpid()}@merrowdale.example"
    Person.objects.create(email=email, name=f"n{payload['n']}", joined_at=timezone.now())
    (Path(os.environ["MARKS"]) / f"{payload['n']}-{os.getpid()}").touch()
    time.sleep(float(os.environ.get("HANDLER_SECONDS", "0")))


def main(what: str, count: int = 0) -> None:
    actions.LEASE = timedelta(seconds=float(os.environ.get("LEASE_SECONDS", "300")))
    if what == "announce":
        for n in range(count):
            actions.announce("test.slow", n=n)
    elif what == "once":
        actions.work_once()
    else:
        run_forever(idle_seconds=0.05)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
