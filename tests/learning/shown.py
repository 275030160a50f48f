"""Everything that anybody may be shown, with its place: content, interface, templates, words in code."""

import ast
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polib
import yaml

from waylight.learning.library import library

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"
NOT_SHOWN = frozenset({"avoid", "replaces", "quoted", "source"})
"""Keys of YAML that keep words away from readers, and the titles that others gave to their own pages."""
HEARD = ("wording/blame", "wording/danger", "wording/extraction", "wording/streams", "linkage/", "i18n/")
"""Lists of words that people may write, to be heard and never to be shown."""


class _AnyTag(yaml.CSafeLoader):
    """Reads what stands behind a room's own tags, such as `!who`, as the plain words it is."""


def _plainly(loader: yaml.CSafeLoader, _tag: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return str(node.value)


_AnyTag.add_multi_constructor("!", _plainly)


@dataclass(frozen=True)
class Shown:
    place: str
    words: str


@cache
def shown() -> tuple[Shown, ...]:
    return (*_lessons(), *_yaml_words(), *_interface(), *_templates())


def _lessons() -> Iterator[Shown]:
    for lesson in library().lessons:
        yield Shown(lesson.file, lesson.title)
        for block in lesson.blocks:
            if "quoted" not in block.classes:
                yield Shown(f"{block.file} {block.id}", block.source)


def _yaml_words() -> Iterator[Shown]:
    for path in sorted(CONTENT.rglob("*.yaml")):
        name = path.relative_to(CONTENT).as_posix()
        if not name.startswith(HEARD):
            found = yaml.load(path.read_text("utf-8"), Loader=_AnyTag)  # noqa: S506 - a safe loader, and plain words
            for words in _strings(found):
                yield Shown(name, words)


def _strings(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        if not found.get("quoted"):
            for key, value in found.items():
                yield from () if key in NOT_SHOWN else _strings(value)
    elif isinstance(found, list):
        for each in found:
            yield from _strings(each)


def _interface() -> Iterator[Shown]:
    for path in (ROOT / "locale").glob("*/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            yield Shown(path.parts[-3], entry.msgid)


@dataclass(frozen=True)
class Translation:
    """`words` as they are compared: the digits of any script as 0 to 9, without marks that are not seen."""

    place: str
    english: str
    words: str


@cache
def translations_shown() -> tuple[Translation, ...]:
    paths = (*(ROOT / "locale").glob("*/LC_MESSAGES/django.po"), *(CONTENT / "i18n").glob("*/*.po"))
    return tuple(
        Translation(
            f"{path.relative_to(ROOT).as_posix()}: {entry.msgctxt or entry.msgid[:40]}",
            entry.msgid,
            compared(words),
        )
        for path in paths
        for entry in polib.pofile(str(path))
        for words in (entry.msgstr, *entry.msgstr_plural.values())
        if words and not entry.obsolete
    )


def compared(words: str) -> str:
    plain = "".join(letter for letter in words if unicodedata.category(letter) != "Cf")
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in plain)


def _templates() -> Iterator[Shown]:
    for path in (ROOT / "src").rglob("*"):
        name = path.relative_to(ROOT).as_posix()
        if path.suffix in (".html", ".typ", ".txt", ".js"):
            yield Shown(name, path.read_text("utf-8"))
        elif path.suffix == ".py" and "/migrations/" not in name:
            yield from (Shown(name, words) for words in _literals(path))


def _literals(path: Path) -> Iterator[str]:
    """What a file of code may show: its words, but not what it says to who reads the code."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for each in ast.walk(tree):
        if isinstance(each, ast.Constant) and id(each) not in told and " " in str(each.value):
            yield str(each.value)
