"""CPU time of a thing done many times, in a fresh installation on SQLite or PostgreSQL."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ROW = dict[str, Any]


BATCHES = 5


def cpu_ms(do: Callable[[], object], times: int) -> float:
    """CPU milliseconds of this process, and of the database's own process where there is one.

    Of this process the fastest of five batches, as timeit advises: what else a machine does only adds.
    The database's clock ticks too coarsely for batches, so of it the mean.
    """
    do()
    each, elsewhere, batches = max(1, times // BATCHES), _database_seconds(), []
    for _ in range(BATCHES):
        start = time.process_time()
        for _ in range(each):
            do()
        batches.append(time.process_time() - start)
    return (min(batches) + (_database_seconds() - elsewhere) / BATCHES) / each * 1000


def _database_seconds() -> float:
    """CPU seconds of the PostgreSQL process that serves this connection; 0 on SQLite, which runs in ours."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        fields = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def install() -> None:
    """Keys, tables and area packs in WAYLIGHT_HOME."""
    import django

    django.setup()
    from waylight.site.prepare import prepare

    prepare(lambda line: None)


def on_both(script: str, argv: list[str]) -> None:
    """Run `script --here` once for each database of this machine; print a table, or JSON with --json."""
    found: dict[str, list[ROW]] = {"sqlite": run_fresh(script, argv, "")}
    sys.path.insert(0, str(ROOT))
    from tools import throwaway_postgres as postgres

    programs = postgres.programs()
    if programs is None:
        print("PostgreSQL is not on this machine: measured on SQLite only.", file=sys.stderr)
    else:
        with postgres.running(programs) as url:
            found["postgresql"] = run_fresh(script, argv, url)
    if "--json" in argv:
        print(json.dumps(found))
    else:
        for database, rows in found.items():
            print_table(database, rows)


def run_fresh(script: str, argv: list[str], url: str) -> list[ROW]:
    """The rows of `script --here` in an installation of its own. `url`: of its database; empty: SQLite."""
    with tempfile.TemporaryDirectory(prefix="waylight-bench-") as home:
        env = {**os.environ, "WAYLIGHT_HOME": home, "PYTHONPATH": str(ROOT / "src"), "WAYLIGHT_DEMO": "0"}
        env["WAYLIGHT_HOSTS"] = "testserver"
        env["DJANGO_SETTINGS_MODULE"] = "waylight.site.settings"
        env.pop("DATABASE_URL", None)
        if url:
            env["DATABASE_URL"] = url
        command = [sys.executable, script, "--here", *(a for a in argv if a != "--json")]
        return json.loads(subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE).stdout)


def print_table(title: str, rows: list[ROW]) -> None:
    print(f"\n{title}")
    names = list(dict.fromkeys(name for row in rows for name in row))
    widths = [max(len(name), *(len(str(row.get(name, ""))) for row in rows)) for name in names]
    for cells in [names, *([str(row.get(name, "")) for name in names] for row in rows)]:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)))
