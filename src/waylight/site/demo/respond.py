"""The part of the story that is told in the rooms of Respond: `content/demo/respond.yaml`.

Each line names one public action of a room and what it is given. What cannot be written down beforehand has a
tag: `!day 5`, `!moment in 2 days at 14:00`, `!who screener`, `!child S-13`, `!that name.attribute` (what an
earlier line made, read anew), `!keys name.attribute`, `!of:room.module.Class {...}`, `!answers name {...}`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from inspect import ismethod
from typing import Any

import yaml
from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from waylight.accounts.queries import actor_for
from waylight.guidance.models import Area

from .steps import Told
from .times import at_the_time, span

ROOMS = ("referral", "plan", "pathways", "disruption", "meetings", "dissemination")
Later = Callable[["Telling"], Any]


@dataclass(frozen=True)
class Line:
    """One action of a room: when, by whom, with what, and by which name later lines ask for what it made."""

    ago: str
    by: str
    do: str
    given: dict[str, Any]
    at: str = ""
    name: str = ""

    @property
    def action(self) -> Callable[..., Any]:
        """Raises LookupError for what is no public action of a room."""
        room, _, name = self.do.partition(".")
        module = import_module(f"waylight.{room}.actions") if room in ROOMS else None
        if module is None or name not in module.__all__:
            raise LookupError(f"{self.do} is no action of a room.")
        found: Callable[..., Any] = getattr(module, name)
        return found

    def when(self, now: datetime) -> datetime:
        return min(at_the_time(now - span(self.ago), self.at), now)


@dataclass(frozen=True)
class Telling:
    """What the tags of a line may ask for."""

    told: Told

    def that(self, path: str) -> Any:
        """What an earlier line made, as it stands now, or what follows from it."""
        name, *rest = path.split(".")
        found = self.told.made[name]
        if isinstance(found, Model):
            found = type(found)._default_manager.get(pk=found.pk)
        for part in rest:
            found = found[int(part)] if part.isdigit() else getattr(found, part)
        return found() if ismethod(found) else found

    def fill(self, given: Any) -> Any:
        """What was written, with every tag answered."""
        if isinstance(given, dict):
            return {name: self.fill(value) for name, value in given.items()}
        if isinstance(given, list):
            return [self.fill(value) for value in given]
        return given(self) if callable(given) else given


@cache
def lines() -> tuple[Line, ...]:
    """All of them, in the order in which they are written."""
    read = (settings.CONTENT / "demo/respond.yaml").read_text("utf-8")
    return tuple(Line(**each) for each in yaml.load(read, Loader=_Tags))  # noqa: S506 - a safe loader


def tell(line: Line, told: Told) -> None:
    telling = Telling(told)
    made = line.action(**telling.fill(line.given), by=actor_for(told.cast[line.by]))
    if line.name:
        told.made[line.name] = made


def moment(words: str) -> datetime:
    """ "2 hours ago", "in 3 days", "in 3 days at 14:00", reckoned from when the line is told."""
    span_of, _, clock = words.removeprefix("in ").partition(" at ")
    ahead = words.startswith("in ")
    away = span(span_of.removesuffix(" ago"))
    return at_the_time(timezone.now() + (away if ahead else -away), clock)


class _Tags(yaml.SafeLoader):
    """What is written, with a question in place of each tag."""


def _tag(name: str, ask: Callable[[Telling, Any], Any]) -> None:
    def construct(loader: yaml.SafeLoader, node: yaml.Node) -> Later:
        if isinstance(node, yaml.MappingNode):
            written: Any = loader.construct_mapping(node, deep=True)
        else:
            written = loader.construct_scalar(node)  # type: ignore[arg-type]  # every other tag has one word
        return lambda telling: ask(telling, written)

    _Tags.add_constructor(name, construct)


def _of(loader: yaml.SafeLoader, path: str, node: yaml.Node) -> Later:
    module, _, name = path.rpartition(".")
    made = getattr(import_module(f"waylight.{module}"), name)
    written = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]  # as the docstring says
    return lambda telling: made(**telling.fill(written))


def _answers(telling: Telling, written: dict[str, Any]) -> Any:
    """A referral's form: what the record filled in and what a person wrote besides; nobody asked the rest."""
    from waylight.referral.codes import Is
    from waylight.referral.writing import Answers

    words = dict(written)
    filled = Answers.read(telling.that(words.pop("form")).answers)
    not_asked = dict.fromkeys(filled.empty, (Is.NOT_ASKED.value, ""))
    of = {code: (given[0], given[1]) for code, given in words.pop("of").items()}
    return replace(filled, of={**filled.of, **not_asked, **of}, **words)


_tag("!day", lambda _telling, days: timezone.localdate() + timedelta(days=int(days)))
_tag("!moment", lambda _telling, words: moment(words))
_tag("!who", lambda telling, key: telling.told.cast[key])
_tag("!child", lambda telling, scene: telling.told.child(scene))
_tag("!area", lambda _telling, slug: Area.objects.get(slug=slug))
_tag("!that", Telling.that)
_tag("!keys", lambda telling, path: [each.pk for each in telling.that(path).all()])
_tag("!answers", _answers)
_Tags.add_multi_constructor("!of:", _of)
