"""Steps of the story about a child's record, from the decided concern on."""

from datetime import date, timedelta

from django.utils import timezone

from waylight.casework import actions
from waylight.casework.details import Details
from waylight.casework.models import Arrival, Assessment

from .steps import Scene, step


def _arrival(scene: Scene) -> Arrival:
    return Arrival.objects.filter(stream__contact=scene.contact).latest("at")


def _assessment(scene: Scene) -> Assessment:
    return scene.told.child(scene.id).assessments.latest("begun_at")


def _days_ago(scene: Scene) -> date:
    return timezone.localdate() - timedelta(days=scene.step.get("days_ago", 0))


@step
def open_record(scene: Scene) -> object:
    worker = scene.told.cast[scene.step["worker"]]
    details = Details(**scene.step["details"])
    return actions.open_record(_arrival(scene), details, worker=worker, another=True, by=scene.by)


@step
def line(scene: Scene) -> object:
    words = {name: scene.step[name] for name in ("kind", "text", "source")}
    return actions.write_line(scene.told.child(scene.id), happened_on=_days_ago(scene), by=scene.by, **words)


@step
def around(scene: Scene) -> object:
    words = {name: scene.step[name] for name in ("kind", "name", "role", "contact")}
    not_to_know = scene.step.get("not_to_know", False)
    return actions.add_related(scene.told.child(scene.id), not_to_know=not_to_know, by=scene.by, **words)


@step
def begin_assessment(scene: Scene) -> object:
    return actions.begin(scene.told.child(scene.id), by=scene.by)


@step
def entry(scene: Scene) -> object:
    more = ("kind", "alternatives", "actual_harm")
    words = {name: scene.step[name] for name in ("domain", "statement", "evidence", "currency", "source")}
    words |= {name: scene.step[name] for name in more if name in scene.step}
    return actions.add_entry(_assessment(scene), actions.Written(**words), by=scene.by)


@step
def views(scene: Scene) -> object:
    it = _assessment(scene)
    said = scene.step["child"], scene.step["parents"]
    return actions.write_views(it, *said, base=it.version, by=scene.by)


@step
def level(scene: Scene) -> object:
    it = _assessment(scene)
    words = {name: scene.step[name] for name in ("level", "reasons")}
    return actions.say_level(it, base=it.version, by=scene.by, **words)
