"""What a public page and a sealed, durable submission cost in CPU, and how many one core takes.

    python bench/intake.py [--json] [--times 200]

Every figure is CPU time of the web process, and of the database's process where there is one. Disk waits are
not in it. The client and the server share the process, so a page's figure holds Django's test client too.
"""

import argparse
import json
import sys
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent))
from measuring import ROW, cpu_ms, install, on_both  # noqa: E402 - its folder is on the path only from here on

PAGE_AIM, SUBMISSION_AIM = 6.0, 8.0


def measure(times: int) -> list[ROW]:
    from django.http import HttpResponse
    from django.test import Client
    from django.urls import reverse

    from waylight.accounts.roles import PUBLIC
    from waylight.engine.sealing import FlowKey
    from waylight.reporting.actions import submit

    visitor = Client()
    notice = reverse("report-step", args=["notice"])
    typed = {"words": "A boy of about 13 was put out of a car by the station and told to wait.", "signs": []}
    sent = urlencode(typed, doseq=True)  # as a browser sends a form without files

    def save() -> HttpResponse:
        return visitor.post(notice, sent, content_type="application/x-www-form-urlencoded")

    save()
    pages = {
        "front page": lambda: visitor.get(reverse("home")),
        "danger gate": lambda: visitor.get(reverse("report")),
        "form: what you noticed": lambda: visitor.get(notice),
        "form: what you noticed, saved": save,
        "form: people": lambda: visitor.get(reverse("report-step", args=["people"])),
        "form: check your answers": lambda: visitor.get(reverse("report-check")),
        "receipt, to type": lambda: visitor.get(reverse("receipt")),
    }
    rows = [_row(name, cpu_ms(_checked(do), times), PAGE_AIM) for name, do in pages.items()]
    answers = {"language": "en", **typed}

    def send() -> None:
        submit(answers, flow=FlowKey.new(), by=PUBLIC, area_slug="merrowdale", identity={"name": "A. Driver"})

    return [*rows, _row("sealed, durable submission", cpu_ms(send, times), SUBMISSION_AIM)]


def _checked(do):
    def run() -> None:
        response = do()
        assert response.status_code in (200, 302, 303), response.status_code

    return run


def _row(name: str, ms: float, aim: float) -> ROW:
    return {"what": name, "CPU ms": round(ms, 2), "a core takes, a second": int(1000 / ms), "aim, ms": aim}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        install()
        print(json.dumps(measure(asked.times)))
    else:
        on_both(__file__, sys.argv[1:])
