"""What Learn costs: a page of a lesson in CPU and in weight, every printed output, and a council's roster.

    python bench/learning.py [--json] [--times 50] [--people 20000]

CPU time of this process, and of the database's process where there is one. A lesson's weight is what a first
visit brings over the line, gzipped: the page, each style sheet, script and picture that it names, and what
those scripts import. A proxy in front compresses.
"""

import argparse
import json
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from measuring import ROW, cpu_ms, install, on_both  # noqa: E402 - its folder is on the path only from here on
from weighing import weights  # noqa: E402 - its folder is on the path only from here on

WEIGHT_AIM, ALL_AIM, LEAFLET_AIM = 40.0, 30.0, 0.5


def pages(times: int) -> list[ROW]:
    from django.test import Client

    from waylight.learning.library import library

    reader, course = Client(), library().course("drivers")
    addresses = {f"lesson {each.slug}": f"/learn/drivers/{each.slug}/" for each in course.lessons}
    addresses |= {"list of courses": "/learn/", "a course": "/learn/drivers/"}
    for other in library().courses:
        if other.id != course.id:
            heaviest = max(
                (f"/learn/{other.id}/{each.slug}/" for each in other.lessons),
                key=lambda address: sum(weights(reader.get(address).content)),
            )
            addresses[f"heaviest of {other.id}"] = heaviest
    rows: list[ROW] = []
    for name, address in addresses.items():
        answer = reader.get(address)
        assert answer.status_code == 200, address
        weighed = weights(answer.content)
        rows.append(
            {
                "what": name,
                "CPU ms": round(cpu_ms(lambda address=address: reader.get(address), times), 2),
                "page kB": round(weighed[0], 1),
                "with all it names kB": round(sum(weighed), 1),
                "aim, kB": WEIGHT_AIM,
            }
        )
    return rows


def translated() -> list[ROW]:
    """The heaviest lesson of all courses in each other language."""
    from django.test import Client

    from waylight.learning.library import languages, library

    rows: list[ROW] = []
    for language in languages():
        reader = Client()
        reader.cookies["language"] = language
        addresses = [f"/learn/{c.id}/{each.slug}/" for c in library().courses for each in c.lessons]
        found = {address: weights(reader.get(address).content) for address in addresses}
        address = max(found, key=lambda each: sum(found[each]))
        rows.append(
            {
                "what": f"heaviest in {language}: {address}",
                "page kB": round(found[address][0], 1),
                "with all it names kB": round(sum(found[address]), 1),
                "aim, kB": WEIGHT_AIM,
            }
        )
    return rows


def printed() -> list[ROW]:
    from django.utils import timezone

    from waylight.guidance import queries
    from waylight.learning.outputs.building import build
    from waylight.learning.outputs.catalogue import chosen
    from waylight.learning.outputs.edition import Edition

    edition = Edition(queries.area("merrowdale"), "https://merrowdale.example", timezone.localdate())
    rows: list[ROW] = []
    for name, wanted, aim in (
        ("one leaflet", ("leaflet",), LEAFLET_AIM),
        ("every English output", (), ALL_AIM),
    ):
        outputs = [each for each in chosen(wanted) if not wanted or each.name == "leaflet"]
        with tempfile.TemporaryDirectory() as folder:
            started = time.process_time()
            clock = time.perf_counter()
            made = list(build(outputs, edition, Path(folder)))
            seconds, waited = time.process_time() - started, time.perf_counter() - clock
        assert not any(each.wrong for each in made), [each.why for each in made if each.wrong]
        files = sum(bool(each.file) for each in made)
        rows.append(
            {
                "what": name,
                "files": files,
                "CPU s": round(seconds, 2),
                "clock s": round(waited, 2),
                "aim, s": aim,
            }
        )
    return [*rows, _packages(edition.area, edition.on)]


def _packages(area, on) -> ROW:
    from waylight.learning.library import library
    from waylight.learning.packages import package
    from waylight.learning.packages.order import Order, Standard

    orders = [Order(course, each, on, area=area) for course in library().courses for each in Standard]
    started = time.process_time()
    assert all(map(package, orders))
    return {
        "what": "every English package",
        "files": len(orders),
        "CPU s": round(time.process_time() - started, 2),
    }


def roster(people: int) -> list[ROW]:
    from django.utils import timezone

    from waylight.accounts.models import Grant, Person
    from waylight.accounts.queries import actor_for
    from waylight.guidance import queries
    from waylight.learning import actions

    officer = Person.objects.create(email="l@merrowdale.example", name="L", joined_at=timezone.now())
    Grant.objects.create(
        person=officer, role="licensing", area_slug="merrowdale", since=timezone.now(), given_by="bench"
    )
    by, area, today = actor_for(officer), queries.area("merrowdale"), timezone.localdate()
    lines = [
        f"D{n:05},driver,Driver {n},,Firm {n % 40},{today + timedelta(days=n % 1000 + 1):%d/%m/%Y}"
        for n in range(people)
    ]
    text = "\n".join(["badge,role,name,email,operator,renewal", *lines])
    rows: list[ROW] = []
    started = time.process_time()
    kept, plan = actions.preview_roster(area, text, by=by)
    rows.append(_took("roster looked at", plan.counts["new"], started))
    started = time.process_time()
    kept = actions.apply_roster(kept, by=by)
    rows.append(_took("roster used", kept.counts["new"], started))
    return rows


def _took(what: str, people: int, started: float) -> ROW:
    return {"what": what, "people": people, "CPU s": round(time.process_time() - started, 2)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        install()
        print(json.dumps([*pages(asked.times), *translated(), *printed(), *roster(asked.people)]))
    else:
        on_both(__file__, sys.argv[1:])
