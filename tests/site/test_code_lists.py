"""Every code list, among the content or in the code, has its owner, its version and its source's day."""

import importlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db.models import TextChoices

from waylight.site.catalogues import ROOT

CONTENT = ROOT / "content"
OF_ANOTHER_KIND = {
    "areas": "an area's own: each number has its checks",
    "courses": "a course has its version, its facts and its reviewers",
    "demo": "invented people and days",
    "facts": "each line has its own source, reader and day",
    "i18n": "who has checked which translation",
    "linkage": "settings of the comparison; the rules are dated line by line",
    "pieces": "they pick blocks of lessons",
    "scenarios": "stories",
    "terms.yaml": "words of the house",
    "wording": "phrases; what is law among them has its own head",
}
"""Folders and files of content/ that hold no code list, and what each is instead."""

CODED = sorted(
    path.relative_to(CONTENT)
    for path in CONTENT.rglob("*.yaml")
    if path.relative_to(CONTENT).parts[0] not in OF_ANOTHER_KIND
)
RECORDED = yaml.safe_load((CONTENT / "codes.yaml").read_text())["lists"]
MODULES = sorted(
    ".".join(path.with_suffix("").parts[-2:]) for path in (ROOT / "src/waylight").glob("*/codes*.py")
)


def headed(name: str, about: dict[str, Any]) -> None:
    assert about.get("owner") and about.get("version"), name
    assert isinstance(about["source_date"], date), name


def lists_of(module: str) -> list[str]:
    """The names of the code lists that the module writes down."""
    loaded = importlib.import_module(f"waylight.{module}")
    return [
        name
        for name, each in vars(loaded).items()
        if isinstance(each, type) and issubclass(each, TextChoices) and each.__module__ == loaded.__name__
    ]


@pytest.mark.parametrize("path", CODED, ids=str)
def test_every_list_among_the_content_says_whose_and_of_when_it_is(path: Path) -> None:
    headed(str(path), yaml.safe_load((CONTENT / path).read_text()))


def test_nothing_is_left_out_that_is_not_there() -> None:
    assert {name for name in OF_ANOTHER_KIND if not (CONTENT / name).exists()} == set()
    assert len(CODED) > 15


@pytest.mark.parametrize("module", MODULES)
def test_every_list_in_the_code_is_recorded(module: str) -> None:
    """Each by itself: one module may hold a statute's codes beside our own."""
    assert lists_of(module), module
    assert set(RECORDED[module]) == set(lists_of(module))
    for name, about in RECORDED[module].items():
        headed(f"{module}.{name}", about)
        assert about["source"], name


def test_no_module_is_recorded_that_is_gone() -> None:
    assert set(RECORDED) == set(MODULES)


class Loader(yaml.SafeLoader):
    """The demonstration's files have words of their own, which mean nothing here."""


Loader.add_multi_constructor("!", lambda _loader, _suffix, _node: "")


@pytest.mark.parametrize(
    "path", sorted(CONTENT.rglob("*.yaml")), ids=lambda path: str(path.relative_to(CONTENT))
)
def test_no_sentence_is_cut_short_by_a_comma(path: Path) -> None:
    """Within braces, words without quotes end at a comma, and what follows would be a name of nothing."""

    def cut(found: Any) -> list[str]:
        if isinstance(found, dict):
            here = [str(key) for key, each in found.items() if each is None and " " in str(key)]
            return here + [word for each in found.values() for word in cut(each)]
        return [word for each in found for word in cut(each)] if isinstance(found, list) else []

    for each in yaml.load_all(path.read_text(), Loader):  # noqa: S506 - ours is a SafeLoader; only its subclass is not recognised as one
        assert cut(each) == []
