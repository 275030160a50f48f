"""Tells the story of `content/demo/story.yaml` through the real actions, at the moments it names.

The clock that the actions read is set back while it is told, and the worker's rounds are done in between, so
that every date, deadline, page to the rota and audit row is what it would have been. Nothing else differs
from real use. It is told whole or not at all.
"""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import click
import yaml
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from waylight.accounts.roles import PUBLIC
from waylight.audit.actions import seal_chain
from waylight.engine.sealing import Receipt
from waylight.reporting.actions import submit
from waylight.reporting.models import Concern
from waylight.reporting.taking_in import flow_key
from waylight.work.actions import deliver_one, fan_out, work_once

from . import child_steps, people, respond, training  # noqa: F401  # child_steps registers its words by being imported
from .steps import Scene, Told, play
from .times import at, at_the_time, span

SOURCE = "demonstration"
TO_FOLLOW = "S-06"
BEFORE_ALL = timedelta(days=40)
WATCHED_EVERY = timedelta(hours=6)
Say = Callable[[str], None]


@dataclass(frozen=True)
class Moment:
    """What happens when: a concern arrives (no step), or somebody takes a step with it."""

    at: datetime
    scene: dict[str, Any]
    step: dict[str, Any] | None = None


@dataclass(frozen=True)
class Act:
    """What somebody does that no scene leads to."""

    at: datetime
    do: Callable[[], object]


def throw_away() -> None:
    """Remove a demonstration, and only a demonstration. Raises CannotPrepare."""
    from waylight.site.prepare import DEMO_MARK, KEPT, CannotPrepare

    home = Path(settings.WAYLIGHT_HOME)
    if not (home / DEMO_MARK).is_file():
        if any(path.name not in KEPT for path in home.iterdir()):
            raise CannotPrepare(f"{home} is not a demonstration; it was left as it is.")
        return
    if not Path(connection.settings_dict["NAME"]).is_relative_to(home):
        raise CannotPrepare("The demonstration's database is not in its own folder: unset DATABASE_URL.")
    for path in home.iterdir():
        if path.is_dir() and path.name not in KEPT:
            shutil.rmtree(path)
        elif path.is_file() and path.name not in KEPT:
            path.unlink()


def tell(say: Say) -> None:
    """Tell the story once; a second call finds it told."""
    if Concern.objects.filter(demo=True).exists():
        return
    scenes = yaml.safe_load((settings.CONTENT / "demo/story.yaml").read_text("utf-8"))
    now = timezone.now()
    told = Told()
    with transaction.atomic():
        with at(now - BEFORE_ALL):
            told.cast = people.make_all()
            people.fill_rota(told.cast)
        office = _office(now, told)
        with click.progressbar(timeline(scenes, now), label="Telling the story", file=sys.stderr) as moments:
            watched = now - BEFORE_ALL
            for moment in moments:
                while office and office[0].at <= moment.at:
                    _do(office.pop(0))
                _play(moment, told)
                if moment.at - watched >= WATCHED_EVERY:
                    watched = moment.at
                    with at(watched):
                        work_once()
        for act in office:
            _do(act)
        work_once()
        seal_chain(everything=True)
    say(f"{len(scenes)} made-up concerns are at the hub.")


def timeline(scenes: list[dict[str, Any]], now: datetime) -> list[Moment]:
    """Every scene's arrival and steps in the order in which they happened; none lies after `now`."""
    moments: list[Moment] = []
    for scene in scenes:
        when = min(at_the_time(now - span(scene["ago"]), scene.get("at", "")), now)
        moments.append(Moment(when, scene))
        for step in scene.get("steps", []):
            when = min(when + span(step.get("after", "6 minutes")), now)
            moments.append(Moment(when, scene, step))
    return sorted(moments, key=lambda moment: moment.at)


def receipt(scene_id: str) -> Receipt:
    """The receipt that the reporter of a scene was shown."""
    return flow_key(SOURCE, scene_id).receipt


def _office(now: datetime, told: Told) -> list[Act]:
    """What happens besides concerns, in its order: in the licensing office and in the rooms of Respond."""
    found = training.acts(now, now - BEFORE_ALL)
    acts = [Act(each.at, partial(each.do, told.cast)) for each in found]
    acts += [Act(line.when(now), partial(respond.tell, line, told)) for line in respond.lines()]
    return sorted(acts, key=lambda act: act.at)


def _do(act: Act) -> None:
    with at(act.at):
        act.do()


def _play(moment: Moment, told: Told) -> None:
    with at(moment.at):
        if moment.step is None:
            _arrive(moment.scene, told)
        else:
            play(Scene(moment.scene["id"], moment.step, receipt(moment.scene["id"]), told))
        _deliver()


def _deliver() -> None:
    """What the worker does with what was announced."""
    while fan_out():
        while deliver_one():
            pass


def _arrive(scene: dict[str, Any], told: Told) -> None:
    sent = submit(
        {"language": "en", **scene["answers"]},
        flow=flow_key(SOURCE, scene["id"]),
        by=PUBLIC,
        area_slug=settings.DEFAULT_AREA,
        channel=scene.get("channel", "web"),
        identity=scene.get("identity"),
        demo=True,
    )
    told.concerns[scene["id"]] = sent.concern


def welcome(port: int) -> str:
    """What a newcomer reads first: where it is, who they may be, and how to pass the second step."""
    return f"""
  Report, or follow a receipt:  http://127.0.0.1:{port}/
  The hub, for staff:           http://127.0.0.1:{port}/staff/login/

  DEMONSTRATION. Everything is made up; never put real words in it.

  Sign in with any of these, and the password: {people.password()}
  The six digits of the second step are beside each name on the sign-in page.

{people.table()}

  A reporter's receipt to follow: {receipt(TO_FOLLOW).text}
  A driver's badge and code, to learn at /learn/me/: {training.way_in_words()}

  Stop it with Ctrl+C.
"""
