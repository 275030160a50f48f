"""Tells the story of `content/demo/story.yaml` through the real actions, at the moments it names.

The clock that the actions read is set back while it is told, so that every date, deadline and audit row is
what it would have been. Nothing else is different from real use.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml
from django.conf import settings
from django.utils import timezone

from waylight.accounts.queries import actor_for
from waylight.reporting.models import Concern
from waylight.reporting.taking_in import flow_key
from waylight.triage.models import Contact

from . import people
from .steps import STEPS, Scene

SOURCE = "demonstration"
UNITS = {"minute": "minutes", "hour": "hours", "day": "days"}


def throw_away() -> None:
    """Remove a demonstration, and only a demonstration."""
    from waylight.site.prepare import DEMO_MARK, CannotPrepare

    home = Path(settings.WAYLIGHT_HOME)
    if not home.exists():
        return
    if not (home / DEMO_MARK).is_file():
        raise CannotPrepare(f"{home} is not a demonstration; it was left as it is.")
    for path in home.iterdir():
        if path.is_dir() and path.name != "secrets":
            shutil.rmtree(path)
        elif path.is_file() and path.name != DEMO_MARK:
            path.unlink()


def tell(say: Callable[[str], None]) -> None:
    """Tell the story once; a second call finds it told."""
    if Concern.objects.filter(demo=True).exists():
        return
    with at(timezone.now() - timedelta(days=40)):
        cast = people.make_all()
        people.fill_rota(cast)
    scenes = yaml.safe_load((settings.CONTENT / "demo/story.yaml").read_text())
    now = timezone.now()
    told: dict[str, Contact] = {}
    for number, scene in enumerate(sorted(scenes, key=lambda s: -span(s["ago"])), start=1):
        told[scene["id"]] = _play(scene, now, cast, told)
        say(f"\rTelling the story: {number} of {len(scenes)}") if number % 10 == 0 else None
    say(f"{len(scenes)} made-up concerns are at the hub.")


def span(words: str) -> timedelta:
    """ "3 hours" as a timedelta."""
    match = re.fullmatch(r"(\d+) (minute|hour|day)s?", words)
    if match is None:
        raise ValueError(f"'{words}' is not a span such as '3 hours'.")
    return timedelta(**{UNITS[match[2]]: int(match[1])})


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let everything that asks Django for the time hear `moment`."""
    with patch.object(timezone, "now", lambda: moment):
        yield


def _play(scene: dict[str, Any], now: datetime, cast: dict[str, Any], told: dict[str, Contact]) -> Contact:
    from waylight.accounts.policy import PUBLIC
    from waylight.reporting.actions import submit
    from waylight.triage.actions import take_up

    moment = now - span(scene["ago"])
    answers = {"language": "en", **scene["answers"]}
    with at(moment):
        sent = submit(
            answers,
            flow=flow_key(SOURCE, scene["id"]),
            by=PUBLIC,
            area_slug=settings.DEFAULT_AREA,
            channel=scene.get("channel", "web"),
            identity=scene.get("identity"),
            demo=True,
        )
    with at(moment + timedelta(seconds=20)):
        take_up(sent.concern.pk)
    contact = Contact.objects.get(concern=sent.concern)
    for step in scene.get("steps", []):
        moment = min(moment + span(step.get("after", "6 minutes")), now)
        with at(moment):
            contact.refresh_from_db()
            STEPS[step["do"]](Scene(contact, actor_for(cast[step["by"]]), step, cast, told))
    return contact


def welcome(port: int) -> str:
    """What a newcomer reads first: where it is, who they may be, and how to pass the second step."""
    lines = [
        "",
        f"  Waylight is at  http://127.0.0.1:{port}/",
        f"  The hub is at   http://127.0.0.1:{port}/hub/",
        "",
        "  DEMONSTRATION. Everything is made up; never put real words in it.",
        f"  Everybody's password: {people.password()}",
        "  The six digits of the second step are on the sign-in page, beside each name:",
        "",
    ]
    lines += [f"    {s.email:34} {s.name}, {', '.join(s.roles)} ({s.area})" for s in people.cast()]
    return "\n".join([*lines, "", "  Stop it with Ctrl+C.", ""])
