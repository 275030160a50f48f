"""What it costs the worker to absorb a concern (words to links, in the database), to run the rules, to build
the memory anew, and to search: CPU ms, with COUNT simulated concerns stored. SQLite.

python bench/absorb.py [--json] [--concerns 1000]
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from measuring import ROOT, ROW, cpu_ms, install, print_table, run_fresh  # noqa: E402 - found beside this file

LOOKED_FOR = ("KX00 ?B*", "900*", "Mohammed", "hotel")


def measure(count: int) -> list[ROW]:
    from django.conf import settings

    from waylight.accounts.policy import PUBLIC, Actor, Role
    from waylight.engine.linkage.simulate import County
    from waylight.engine.sealing import FlowKey
    from waylight.intelligence import actions, memory, queries
    from waylight.intelligence.models import Link, Observation
    from waylight.reporting.actions import submit
    from waylight.triage.actions import take_up

    analyst = Actor("user:1", frozenset({(Role.INTELLIGENCE, "merrowdale")}), 1)
    spent: list[float] = []
    for told in County(settings.CONTENT / "linkage", count, 7).reports():
        sent = submit(
            {"words": told.report["text"], "mode": told.report["reporter_mode"], "language": "en"},
            flow=FlowKey.new(),
            by=PUBLIC,
            area_slug="merrowdale",
        )
        contact = take_up(sent.concern.pk)
        started = time.process_time()
        actions.absorb(contact.pk)
        spent.append((time.process_time() - started) * 1000)
    last = sorted(spent[-max(count // 5, 1) :])

    def rebuild() -> None:
        memory.forget()
        with memory.reading():
            pass

    rows: list[tuple[str, Callable[[], object], int]] = [
        ("run the rules", lambda: actions.watch("merrowdale"), 3),
        ("build anew", rebuild, 2),
        *(
            (f"search {typed}", lambda typed=typed: queries.search(analyst, typed, purpose="concern"), 10)
            for typed in LOOKED_FOR
        ),
    ]
    stored = f"{count} concerns, {Observation.objects.count()} observations, {Link.objects.count()} links"
    return [
        {"what": f"absorb, the last fifth of {stored}, p50", "CPU ms": round(last[len(last) // 2], 1)},
        {"what": "absorb, p99", "CPU ms": round(last[int(len(last) * 0.99)], 1)},
        *({"what": what, "CPU ms": round(cpu_ms(do, times), 1)} for what, do, times in rows),
    ]


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
