"""The same person on a roster and in a concern: nothing in the database ties the one to the other, on the
hub's side either. (That learning and reporting leave nothing in common is proved where a learner reports.)"""

import re
import tomllib
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models

from waylight.guidance.models import Area
from waylight.learning import actions
from waylight.triage.actions import open_contact, take_up
from waylight.triage.models import MatchKey

from .a_council import Council, days


def _of_the_hub() -> tuple[str, ...]:
    """Reporting, and every room that stands on it: each floor above learning but the house itself."""
    house = tomllib.loads((Path(__file__).resolve().parents[3] / "pyproject.toml").read_text("utf-8"))
    contracts = house["tool"]["importlinter"]["contracts"]
    (floors,) = (each["layers"] for each in contracts if each["type"] == "layers")
    above = [re.findall(r"waylight\.(\w+)", floor) for floor in floors]
    ground = next(n for n, rooms in enumerate(above) if "learning" in rooms)
    rooms = {room for rooms in above[: ground + 1] for room in rooms} - {"learning", "site"}
    return tuple(sorted(rooms & set(apps.app_configs)))


HUB = _of_the_hub()
CROSSROADS = {Area}
"""Where every record of a place meets: an area, which names nobody."""


@pytest.fixture
def both(staffed: Council, concern: Callable[..., Any]) -> None:
    """Mira is on the roster, is trained, exempt and reminded; a concern names her by name, badge, mail and
    phone, and another is hers."""
    staffed.trained("D101", on=days(-5))
    actions.give_codes(staffed.area, [staffed.learner("D101")], by=staffed.licensing)
    actions.area_round("merrowdale", on=days(1))
    named = {
        "words": "The driver Mira Stane, badge D101, of Thornleigh Cars.",
        "people": [{"kind": "adult", "name": "Mira Stane", "birth_date": "1980-02-03"}],
        "vehicles": [{"badge": "D101", "mark": "KV00 ABC", "plate": "D101"}],
        "phones": ["07700 900142"],
        "handles": ["mira@saltby.example"],
    }
    for answers in (named, {"words": "A girl in my cab."}):
        sent = concern(identity={"name": "Mira Stane", "phone": "07700 900142"}, **answers)
        open_contact(take_up(sent.concern.pk), by=staffed.screener)
    assert MatchKey.objects.exists()


def test_every_room_of_the_hub_is_looked_at() -> None:
    assert {"reporting", "triage", "intelligence", "casework", "referral", "plan", "meetings"} <= set(HUB)
    assert not {"learning", "guidance", "accounts", "audit"} & set(HUB)


def test_no_value_of_the_roster_stands_in_a_row_of_the_hub(both: None) -> None:
    learning, hub = set(_values("learning")), {value for app in HUB for value in _values(app)}
    assert len(learning) > 30
    assert len(hub) > 20
    assert learning & hub == set()


def test_no_chain_of_relations_leads_from_one_to_the_other() -> None:
    """Forwards and backwards, over any number of tables, but through the area itself."""
    reached = _reached(set(apps.get_app_config("learning").get_models()))
    assert len(reached) > 20
    assert {model._meta.app_label for model in reached} == {"learning", "guidance"}
    for app in HUB:
        back = _reached(set(apps.get_app_config(app).get_models()))
        assert "learning" not in {model._meta.app_label for model in back}


def test_no_column_of_one_is_named_after_the_other() -> None:
    telling = ("concern", "receipt", "reporter", "contact_id", "locator", "stream")
    for model in apps.get_app_config("learning").get_models():
        for field in model._meta.concrete_fields:
            assert not [word for word in telling if word in field.name], f"{model.__name__}.{field.name}"
    telling = ("learner", "certificate", "training", "roster", "completion")
    for app in HUB:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields:
                assert not [word for word in telling if word in field.name], f"{model.__name__}.{field.name}"


def test_a_digest_of_one_value_differs_wherever_it_is_kept(both: None) -> None:
    from waylight.keys import data_keys
    from waylight.learning.roster_keys import roster_keys

    here, there = roster_keys("merrowdale"), roster_keys("brackenford")
    for value in ("D101", "mira stane", "mira@saltby.example"):
        kept = {
            data_keys.match(kind, value) for kind in ("name", "badge", "email", "person", "phone", "mark")
        }
        own = {digest(value) for k in (here, there) for digest in (k.badge, k.name, k.email, k.operator)}
        assert len(own) == 8
        assert own & kept == set()


def _values(app: str) -> Iterator[str]:
    """Whatever is longer than a word of ours: ids, digests, octets, words. Not areas, staff or days."""
    common = set(Area.objects.values_list("slug", flat=True))
    for model in apps.get_app_config(app).get_models():
        for row in model._default_manager.values():
            for value in row.values():
                text = _plain(value)
                if len(text) > 11 and text not in common and not _is_moment(value):
                    yield text


def _is_moment(value: object) -> bool:
    """The clock stands in these tests, so that every moment is the same."""
    return hasattr(value, "year")


def _plain(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value.hex if isinstance(value, UUID) else str(value)


def _reached(start: set[type[models.Model]]) -> set[type[models.Model]]:
    found, ahead = set(start), deque(start)
    while ahead:
        model = ahead.popleft()
        if model in CROSSROADS:
            continue
        for field in model._meta.get_fields(include_hidden=True):
            target = field.related_model
            if isinstance(target, type) and issubclass(target, models.Model) and target not in found:
                found.add(target)
                ahead.append(target)
    return found
