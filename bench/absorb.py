"""What a concern costs the worker from its words to links and alerts in the database, what it costs to run
the rules over everything (each time a tenth more is stored, apart from any arrival), to build memory anew,
and to search: CPU ms, with COUNT simulated concerns stored. SQLite.

python bench/absorb.py [--json] [--concerns 1000]
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from measuring import ROOT, ROW, cpu_ms, install, print_table, run_fresh  # noqa: E402 - its folder is on the path only from here on

LOOKED_FOR = ("KX00 ?B*", "900*", "Mohammed", "hotel")


def named_as(told: Any) -> dict[str, str] | None:
    """Whoever is willing to be named leaves a name of their own, which is opened and compared."""
    if told.report["reporter_mode"] == "anonymous":
        return None
    return {"name": f"Reporter {told.report['id']}"}


def measure(count: int) -> list[ROW]:
    from django.conf import settings

    from waylight.accounts.roles import PUBLIC, Actor, Role
    from waylight.engine.linkage.simulate import County
    from waylight.engine.sealing import FlowKey
    from waylight.intelligence import actions, memory, queries
    from waylight.intelligence.models import Link, Observation, Snapshot
    from waylight.reporting.actions import submit
    from waylight.triage.actions import take_up

    analyst = Actor("user:1", frozenset({(Role.INTELLIGENCE, "merrowdale")}), 1)
    spent: list[float] = []
    watched: list[float] = []
    for told in County(settings.CONTENT / "linkage", count, 7).reports():
        sent = submit(
            {"words": told.report["text"], "mode": told.report["reporter_mode"], "language": "en"},
            flow=FlowKey.new(),
            by=PUBLIC,
            area_slug="merrowdale",
            identity=named_as(told),
        )
        contact = take_up(sent.concern.pk)
        started = time.process_time()
        account = actions.absorb(contact.pk)
        absorbed = time.process_time()
        actions.watch_after(account)
        watched.append((time.process_time() - absorbed) * 1000)
        spent.append((time.process_time() - started) * 1000)
        actions.watch_grown("merrowdale")
    fifth = max(count // 5, 1)
    last, last_watched = sorted(spent[-fifth:]), sorted(watched[-fifth:])

    def rebuild() -> None:
        memory.forget()
        with memory.reading():
            pass

    def snapshot() -> None:
        Snapshot.objects.all().delete()
        memory.keep_snapshot()

    rows: list[tuple[str, Callable[[], object], int]] = [
        ("run the rules over all", lambda: actions.watch("merrowdale"), 3),
        ("build anew from the rows", rebuild, 2),
        ("seal a snapshot", snapshot, 2),
        ("build anew from the snapshot", rebuild, 2),
        *(
            (f"search {typed}", lambda typed=typed: queries.search(analyst, typed, purpose="concern"), 10)
            for typed in LOOKED_FOR
        ),
    ]
    stored = f"{count} concerns, {Observation.objects.count()} observations, {Link.objects.count()} links"
    return [
        {"what": f"words to alerts, the last fifth of {stored}, p50", "CPU ms": _at(last, 0.5)},
        {"what": "words to alerts, p99", "CPU ms": _at(last, 0.99)},
        {"what": "of it the rules, p50", "CPU ms": _at(last_watched, 0.5)},
        {"what": "of it the rules, p99", "CPU ms": _at(last_watched, 0.99)},
        *({"what": what, "CPU ms": round(cpu_ms(do, times), 1)} for what, do, times in rows),
    ]


def _at(spent: list[float], share: float) -> float:
    return round(spent[min(int(len(spent) * share), len(spent) - 1)], 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--concerns", type=int, default=1000)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        install()
        print(json.dumps(measure(asked.concerns)))
    else:
        found = run_fresh(str(ROOT / "bench/absorb.py"), sys.argv[1:], "")
        print(json.dumps(found)) if asked.json else print_table("sqlite", found)
