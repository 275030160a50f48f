"""What the pages of children's records cost with many open cases: CPU ms a page, and its number of queries.

python bench/casework.py [--json] [--cases 500] [--lines 200] [--times 20]
"""

import argparse
import json
import random
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from measuring import ROW, cpu_ms, install, on_both  # noqa: E402 - found beside this file

AIM = 50.0
WORDS = "Seen at school with her tutor. She said little, and that a man she does not name waits for her. "


def staff():
    """A manager and a worker, each with a client that is signed in."""
    from allauth.mfa.models import Authenticator
    from django.test import Client
    from django.utils import timezone

    from waylight.accounts import signin
    from waylight.accounts.models import Grant, Person

    found = []
    for role in ("team-manager", "social-worker"):
        person = Person.objects.create(
            email=f"{role}@merrowdale.example", name=role.title(), joined_at=timezone.now()
        )
        Grant.objects.create(
            person=person, role=role, area_slug="merrowdale", since=timezone.now(), given_by="bench"
        )
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
        client = Client()
        client.force_login(person)
        session = client.session  # signed in with a second step, as everybody is
        session[signin.PROVED] = True
        session.save()
        found.append((person, client))
    return found


def fill(count: int, lines: int, manager, worker) -> None:
    """`count` more open records, each with `lines` lines, an assessment of 20 entries, and two dues."""
    from django.utils import timezone

    from waylight.accounts.queries import actor_for
    from waylight.casework import actions
    from waylight.casework.actions import Written, dues
    from waylight.casework.codes import DueKind
    from waylight.casework.details import Details
    from waylight.casework.keeping import index
    from waylight.casework.models import Child, Line
    from waylight.casework.rules import domains

    chance, now, by = random.Random(5), timezone.now(), actor_for(worker)
    for number in range(count):
        details = Details(name=f"Child {number}", born="2013-04-09", safe_contact="Only at school.")
        child = Child.objects.create(
            area_id="merrowdale",
            details=details.written(),
            worker=worker,
            manager=manager,
            opened_at=now,
            opened_by=manager,
        )
        index(child)
        dues.start(child, DueKind.FIRST, at=now - timedelta(hours=chance.randrange(500)))
        dues.watch_18(child)
        Line.objects.bulk_create(
            Line(
                child=child,
                kind=chance.choice(["contact", "observed", "child", "meeting", "told"]),
                happened_on=now.date() - timedelta(days=chance.randrange(700)),
                text=WORDS * 3,
                source="Own visit",
                by=worker,
                at=now,
            )
            for _ in range(lines)
        )
        if number == 0 and not child.assessments.exists():
            begun = actions.begin(child, by=by)
            for domain in (*domains(), "online", "missing"):
                entry = Written(domain, WORDS, "observed", "current", "The school", alternatives=WORDS)
                actions.add_entry(begun, entry, by=by)


def measure(cases: int, lines: int, times: int) -> list[ROW]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from waylight.casework.models import Assessment, Child

    (manager, lead), (worker, client) = staff()
    rows: list[ROW] = []
    for size in (max(cases // 10, 1), cases):
        fill(size - Child.objects.count(), lines, manager, worker)
        it = Assessment.objects.order_by("begun_at").first()
        child = it.child_id
        pages = {
            "due to me": (client, "/hub/children/"),
            "due to my team": (lead, "/hub/children/due/?of=team"),
            "record": (client, f"/hub/children/{child}/"),
            "chronology": (client, f"/hub/children/{child}/chronology/"),
            "one kind of line": (client, f"/hub/children/{child}/chronology/?kind=child"),
            "chronology to print": (client, f"/hub/children/{child}/chronology/print/"),
            "assessment": (client, f"/hub/children/assessment/{it.pk}/"),
        }
        for name, (who, path) in pages.items():

            def show(who=who, path=path) -> None:
                assert who.get(path).status_code == 200, path

            ms = cpu_ms(show, times)
            with CaptureQueriesContext(connection) as queries:
                show()
            rows.append(
                {"page": name, "cases": size, "lines each": lines, "CPU ms": round(ms, 1)}
                | {"queries": len(queries), "aim, ms": AIM}
            )
    return rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--lines", type=int, default=200)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        install()
        print(json.dumps(measure(asked.cases, asked.lines, asked.times)))
    else:
        on_both(__file__, sys.argv[1:])
