"""What the pages of Respond cost with many open cases: CPU ms a page, and whether its queries grow in number.

    python bench/casework.py [--json] [--cases 500] [--lines 200] [--times 10] [--only WORD]

One child's whole way is laid by real actions and copied; each page is measured with a tenth of the cases and
with all of them. CPU time of the web process and of the database's, fastest of five batches (`measuring.py`).
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from measuring import ROW, cpu_ms, install, on_both  # noqa: E402 - its folder is on the path only from here on

AIM = 50.0


def measure(cases: int, lines: int, times: int, only: str) -> list[ROW]:
    from laying import Partnership, say

    laid, found = Partnership(lines), {}
    sizes = (max(cases // 10, 1), cases)
    for size in sizes:
        laid.fill(size)
        asked = pages_of(laid, size)
        know_the_tables()
        for room, name, who, path in asked:
            if only in f"{room} {name}":
                found.setdefault((room, name), []).append(_cost(who, path, times))
        say(f"measured with {size} cases")
    return [_row(room, name, sizes, costs) for (room, name), costs in found.items()]


def know_the_tables() -> None:
    """What PostgreSQL does by itself within a minute of many new rows (autovacuum), done before we look."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def pages_of(laid: Any, size: int) -> list[tuple[str, str, Any, str]]:
    from pages import pages

    return pages(laid, laid.meet(size))


def _cost(who: Any, path: str, times: int) -> tuple[float, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(who)

    def show() -> None:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)

    ms = cpu_ms(show, times)
    with CaptureQueriesContext(connection) as queries:
        show()
    return ms, len(queries)


def signed_in(who: Any) -> Any:
    """A client signed in with a second step, as everybody is."""
    from allauth.mfa.models import Authenticator
    from django.test import Client

    from waylight.accounts import signin

    Authenticator.objects.get_or_create(
        user=who, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "x"}}
    )
    client = Client()
    client.force_login(who)
    session = client.session
    session[signin.PROVED] = True
    session.save()
    return client


def _row(room: str, name: str, sizes: tuple[int, int], costs: list[tuple[float, int]]) -> ROW:
    (few_ms, few), (ms, many) = costs
    marks = ["ABOVE"] * (ms > AIM) + ["GROWS"] * (many > few)
    return {
        "room": room,
        "page": name,
        f"CPU ms at {sizes[0]}": round(few_ms, 1),
        f"CPU ms at {sizes[1]}": round(ms, 1),
        "aim, ms": AIM,
        f"queries at {sizes[0]}": few,
        f"queries at {sizes[1]}": many,
        "": " ".join(marks),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--lines", type=int, default=200)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--only", default="", help="pages whose room and name hold this word")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        install()
        print(json.dumps(measure(asked.cases, asked.lines, asked.times, asked.only)))
    else:
        on_both(__file__, sys.argv[1:])
