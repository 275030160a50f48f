"""What the hub's list costs with thousands of open concerns: CPU ms a page, and its number of queries.

python bench/inbox.py [--json] [--contacts 5000] [--times 20]
"""

import argparse
import json
import random
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from measuring import ROW, cpu_ms, install, on_both  # noqa: E402 - its folder is on the path only from here on

AIM = 60.0


def fill(count: int) -> None:
    """`count` concerns submitted and taken up as in use, then rated; some share a phone number."""
    from django.utils import timezone

    from waylight.accounts.roles import PUBLIC
    from waylight.engine.sealing import FlowKey
    from waylight.reporting.actions import submit
    from waylight.triage.actions import take_up
    from waylight.triage.models import Clock, Contact

    chance, now = random.Random(4), timezone.now()
    for number in range(count):
        words = f"Concern {number}: a car waits by the school. Phone 07700 9{chance.randrange(10000, 99999)}"
        sent = submit(
            {"words": words, "language": "en"}, flow=FlowKey.new(), by=PUBLIC, area_slug="merrowdale"
        )
        take_up(sent.concern.pk)
    contacts = list(Contact.objects.all())
    for contact in contacts:
        contact.rating = contact.first_rating = chance.choice(["", "red", "amber", "green", "blue"])
        contact.state = "rated" if contact.rating else "received"
        contact.due_at = now + timedelta(minutes=chance.randrange(-3000, 3000))
    Contact.objects.bulk_update(contacts, ["rating", "first_rating", "state", "due_at"], batch_size=500)
    for clock in Clock.objects.filter(stopped_at__isnull=True).select_related("contact"):
        clock.due_at = clock.contact.due_at
        clock.save(update_fields=["due_at"])


def manager():
    from allauth.mfa.models import Authenticator
    from django.test import Client
    from django.utils import timezone

    from waylight.accounts import signin
    from waylight.accounts.models import Grant, Person

    person = Person.objects.create(email="m@merrowdale.example", name="M", joined_at=timezone.now())
    Grant.objects.create(
        person=person, role="manager", area_slug="merrowdale", since=timezone.now(), given_by="bench"
    )
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client = Client()
    client.force_login(person)
    session = client.session  # signed in with a second step, as everybody is
    session[signin.PROVED] = True
    session.save()
    return client


def measure(count: int, times: int) -> list[ROW]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, rows = manager(), []
    for size in (max(count // 10, 1), count):
        from waylight.triage.models import Contact

        fill(size - Contact.objects.count())

        def show() -> None:
            assert client.get("/hub/").status_code == 200

        ms = cpu_ms(show, times)
        with CaptureQueriesContext(connection) as queries:
            show()
        rows.append({"open concerns": size, "CPU ms": round(ms, 1), "queries": len(queries), "aim, ms": AIM})
    return rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--contacts", type=int, default=5000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        install()
        print(json.dumps(measure(asked.contacts, asked.times)))
    else:
        on_both(__file__, sys.argv[1:])
