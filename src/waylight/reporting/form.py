"""The public form as data: `content/form/concern.yaml` and `content/signs/signs.yaml`, read once.

A browser that seals by itself reads the same two files, so nothing about a field is decided in Python.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Self

import yaml
from django.conf import settings

KINDS = frozenset({"line", "text", "lines", "choice", "choices", "select", "signs", "day", "date", "hidden"})
SEVERAL = frozenset({"choices", "signs"})
FREE = frozenset({"line", "text", "lines"})
DATE_PARTS = ("day", "month", "year")


class FormError(ValueError):
    """A form file that cannot be used; the message names the step and the field."""


@dataclass(frozen=True)
class Choice:
    """One answer that can be picked. `label` is a msgid."""

    id: str
    label: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Field:
    """One question. `answer` is the path of its value in the concern; all texts are msgids. `number`: shown
    left to right and unbroken in every language."""

    id: str
    kind: str
    answer: str
    label: str = ""
    legend: str = ""
    hint: str = ""
    rows: int = 3
    width: int = 0
    inline: bool = False
    number: bool = False
    choices: tuple[Choice, ...] = ()

    @property
    def question(self) -> str:
        return self.label or self.legend

    @property
    def several(self) -> bool:
        return self.kind in SEVERAL

    @property
    def is_free(self) -> bool:
        """Answered in a person's own words."""
        return self.kind in FREE

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names its controls are sent under."""
        if self.kind == "date":
            return tuple(f"{self.id}_{part}" for part in DATE_PARTS)
        return (self.id,)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The msgid for each choice's id."""
        return {choice.id: choice.label for choice in self.choices}


@dataclass(frozen=True)
class Repeats:
    """The words of a step that holds any number of entries."""

    entry: str
    another: str
    add: str


@dataclass(frozen=True)
class Step:
    """One page of the form. `own_way`: not a step of the row, but a way in of its own."""

    id: str
    legend: str
    fields: tuple[Field, ...]
    text: str = ""
    closing: str = ""
    repeats: Repeats | None = None
    own_way: bool = False


@dataclass(frozen=True)
class Sign:
    """`actual`: a sign that a child is being harmed, never to be shown as a mere risk."""

    id: str
    words: str
    actual: bool
    audiences: tuple[str, ...]


@dataclass(frozen=True)
class SignKind:
    id: str
    legend: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class Form:
    version: str
    steps: tuple[Step, ...]
    sign_kinds: tuple[SignKind, ...]
    danger: Mapping[str, str]

    @classmethod
    def load(cls, content: Path) -> Self:
        """Raises OSError for a missing file and FormError for one that cannot be used."""
        form = _read(content / "form" / "concern.yaml")
        signs = _read(content / "signs" / "signs.yaml")
        return cls(
            version=str(form["version"]),
            steps=tuple(_step(about) for about in form["steps"]),
            sign_kinds=tuple(_sign_kind(about) for about in signs["kinds"]),
            danger={name: line["words"] for name, line in form["danger"].items()},
        )

    @cached_property
    def row(self) -> tuple[Step, ...]:
        """The steps in the order in which they are asked."""
        return tuple(step for step in self.steps if not step.own_way)

    @cached_property
    def by_id(self) -> Mapping[str, Step]:
        return {step.id: step for step in self.steps}

    @cached_property
    def signs(self) -> Mapping[str, Sign]:
        return {sign.id: sign for kind in self.sign_kinds for sign in kind.signs}

    @property
    def check_number(self) -> int:
        """Checking the answers is the last step of the row."""
        return len(self.row) + 1

    def number(self, step: Step) -> int:
        """Its place in the row, from 1; 0 for a way of its own."""
        return 0 if step.own_way else self.row.index(step) + 1

    def after(self, step: Step) -> Step | None:
        """The next step of the row, or None where checking follows."""
        following = self.row[self.number(step) :]
        return following[0] if following and not step.own_way else None

    def before(self, step: Step) -> Step | None:
        at = self.number(step) - 2
        return self.row[at] if at >= 0 else None


@cache
def form() -> Form:
    """This installation's form."""
    return Form.load(settings.CONTENT)


def _read(path: Path) -> dict[str, Any]:
    try:
        # The C loader of PyYAML's safe loader: the same data, ten times sooner.
        return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)  # noqa: S506 (a safe loader)
    except yaml.YAMLError as problem:
        raise FormError(f"{path.name} is not YAML: {problem}") from problem


def _step(about: dict[str, Any]) -> Step:
    fields = tuple(_field(each, about["id"]) for each in about["fields"])
    names = [name for field in fields for name in field.names]
    if len(names) != len(set(names)):
        raise FormError(f"{about['id']}: two fields are sent under one name")
    return Step(
        id=about["id"],
        legend=about["legend"],
        fields=fields,
        text=about.get("text", ""),
        closing=about.get("closing", {}).get("words", ""),
        repeats=_repeats(about.get("repeats")),
        own_way=about.get("own_way", False),
    )


def _field(about: dict[str, Any], step: str) -> Field:
    if about.get("kind") not in KINDS:
        raise FormError(f"{step}.{about.get('id')}: no such kind of field: {about.get('kind')}")
    choices = tuple(Choice(**choice) for choice in about.get("choices", ()))
    if not all(isinstance(choice.id, str) for choice in choices):
        raise FormError(f"{step}.{about['id']}: put yes and no in quotes, YAML reads them as true and false")
    return Field(**{**about, "choices": choices})


def _repeats(about: dict[str, Any] | None) -> Repeats | None:
    if about is None:
        return None
    return Repeats(about["entry"]["label"], about["another"]["label"], about["add"]["label"])


def _sign_kind(about: dict[str, Any]) -> SignKind:
    signs = tuple(
        Sign(sign["id"], sign["words"], sign["actual"], tuple(sign["audiences"])) for sign in about["signs"]
    )
    return SignKind(about["id"], about["legend"], signs)
