"""The form and the signs as data: complete, in words that blame nobody, and fit for translation."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from tests.reporting.reporter import Page

from waylight.reporting.controls import control
from waylight.reporting.form import Field, Form, FormError, Step, form
from waylight.reporting.forms import Typed

TRANSLATED = ("label", "hint", "text", "legend", "words")
NEVER = (
    "prostitut",
    "promiscu",
    "boyfriend",
    "girlfriend",
    "lifestyle",
    "risky",
    "at risk",
    "streetwise",
    "absconded",
    "drug runner",
    "gang member",
    "money mule",
    "inappropriate",
    "truant",
    "consent",
    "in a relationship",
    "willing",
)


def texts(found: Any, key: str = "") -> Iterator[str]:
    """Every text that the catalogue extractor takes out of a file."""
    if isinstance(found, dict):
        for name, value in found.items():
            yield from texts(value, name)
    elif isinstance(found, list):
        for each in found:
            yield from texts(each)
    elif key in TRANSLATED:
        yield found


def files() -> list[Path]:
    return [settings.CONTENT / "form" / "concern.yaml", settings.CONTENT / "signs" / "signs.yaml"]


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_words_blame_no_child(path: Path) -> None:
    for text in texts(yaml.safe_load(path.read_text())):
        assert not [word for word in NEVER if word in text.lower()], text


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_a_percent_sign_stands_only_before_a_named_value(path: Path) -> None:
    for text in texts(yaml.safe_load(path.read_text())):
        assert "%" not in text or text % {"day": "", "evening": "", "morning": ""} != text


def test_signs_are_short_many_and_tell_harm_from_worry() -> None:
    signs = form().signs
    assert len(signs) == sum(len(kind.signs) for kind in form().sign_kinds)
    assert len(signs) >= 35
    assert max(len(sign.words) for sign in signs.values()) <= 90
    assert {sign.id for sign in signs.values() if sign.actual} >= {
        "frightened-or-injured",
        "given-alcohol-or-drugs",
        "carrying-for-others",
        "images-obtained",
        "debt-or-threats",
    }
    assert not signs["alone-late-at-night"].actual


def test_every_audience_has_signs_of_its_own() -> None:
    named = yaml.safe_load((settings.CONTENT / "signs" / "signs.yaml").read_text())["audiences"]
    used = {audience for sign in form().signs.values() for audience in sign.audiences}
    assert used == set(named)


def test_ids_within_a_question_differ() -> None:
    for step in form().steps:
        for field in step.fields:
            assert len(field.labels) == len(field.choices)


PICKABLE = [
    (step, field)
    for step in form().steps
    for field in step.fields
    if field.kind in ("choice", "choices", "select")
]


@pytest.mark.parametrize(("step", "field"), PICKABLE, ids=lambda each: each.id)
def test_a_kept_control_ticks_what_was_picked_and_nothing_else(step: Step, field: Field) -> None:
    for picked in field.labels:
        typed: Typed = {field.id: [picked] if field.several else picked}
        assert Page(control(step, field, typed, [])).controls == {field.id: [picked]}
    assert field.id not in Page(control(step, field, {}, [])).controls


def test_every_sign_can_be_ticked_alone() -> None:
    step = form().by_id["notice"]
    field = next(field for field in step.fields if field.kind == "signs")
    for picked in form().signs:
        html = control(step, field, {field.id: [picked]}, [])
        assert Page(html).controls == {field.id: [picked]}
        assert html.count("<details open") == 1


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("kind: line", "no such kind"),
        ('{id: "yes", label: "Yes"}', "quotes"),
        ("id: words\n", "one name"),
    ],
)
def test_a_broken_form_file_says_where(tmp_path: Path, broken: str, said: str) -> None:
    (tmp_path / "form").mkdir()
    (tmp_path / "signs").mkdir()
    written = files()[0].read_text()
    repaired = {
        "kind: line": "kind: lien",
        '{id: "yes", label: "Yes"}': '{id: yes, label: "Yes"}',
        "id: words\n": "id: happening_now\n",
    }[broken]
    assert broken in written
    (tmp_path / "form" / "concern.yaml").write_text(written.replace(broken, repaired, 1))
    (tmp_path / "signs" / "signs.yaml").write_text(files()[1].read_text())
    with pytest.raises(FormError, match=said):
        Form.load(tmp_path)
