"""Interface words through gettext, with Babel doing what xgettext and msgfmt do, in pure Python.

Templates, Python and the reviewable YAML of `content/` are read; English is the msgid. No Django here, so
that set-up can compile before anything else runs.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[3]
LOCALE = ROOT / "locale"
LANGUAGES = ("cy", "pl", "ro", "ur", "pa", "ar")
WORDS_IN_YAML = frozenset(
    {"label", "hint", "text", "legend", "words", "title", "lead", "note", "heading", "hours"}
)
JINJA, PYTHON, IGNORE = "jinja2", "python", "ignore"
YAML = "waylight.site.catalogues:words_of_yaml"
SOURCES: tuple[tuple[str, list[tuple[str, str]]], ...] = (
    ("src/waylight/reporting", [("**/jinja2/**.html", JINJA), ("taking_in.py", IGNORE), ("**.py", PYTHON)]),
    (
        "src/waylight/guidance",
        [
            ("**/route*.html", IGNORE),
            ("**/jinja2/**.html", JINJA),
            ("danger.py", PYTHON),
            ("kinds.py", PYTHON),
            ("queries.py", PYTHON),
            ("rule.py", PYTHON),
            ("static_page.py", PYTHON),
        ],
    ),
    (
        "src/waylight/site/jinja2",
        [("**/hub.html", IGNORE), ("**/refused.html", IGNORE), ("**/cast.html", IGNORE), ("**.html", JINJA)],
    ),
    (
        "src/waylight/learning",
        [
            ("**/desk/**.html", IGNORE),
            ("**/records/**.html", IGNORE),
            ("outputs/office_papers.py", IGNORE),
            ("**/preview/**.html", IGNORE),
            ("**/jinja2/**.html", JINJA),
            ("words.py", PYTHON),
            ("learner_forms.py", PYTHON),
            ("views/learner*.py", PYTHON),
            ("views/public*.py", PYTHON),
            ("outputs/**.py", PYTHON),
            ("models/asking.py", PYTHON),
        ],
    ),
    ("src/waylight/handover", [("**/jinja2/**.html", JINJA)]),
    ("src/waylight/triage", [("feedback.py", PYTHON), ("telling.py", PYTHON)]),
    ("content/form", [("**.yaml", YAML)]),
    ("content/signs", [("**.yaml", YAML)]),
    ("content/areas/national", [("**.yaml", YAML)]),
)
"""What the public reads. Staff pages go through gettext too, and are shown in English."""
OPTIONS = {
    pattern: {"newstyle_gettext": "true", "encoding": "utf-8"} for pattern in ("**/jinja2/**.html", "**.html")
}
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "gettext_noop": None,
}


def words_of_yaml(
    fileobj: BytesIO, keywords: Any, tags: Any, options: Any
) -> Iterator[tuple[int, str, str, list]]:
    """A Babel extractor: the values of the keys that hold words for people, with their lines."""
    node = yaml.compose(fileobj.read().decode(), Loader=yaml.SafeLoader)
    yield from _walk(node)


def _walk(node: Any) -> Iterator[tuple[int, str, str, list]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value in WORDS_IN_YAML and isinstance(value, yaml.ScalarNode) and value.value.strip():
                yield value.start_mark.line + 1, "gettext", value.value, []
            else:
                yield from _walk(value)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _walk(child)


def template() -> Catalog:
    """Every msgid in the sources, with where it stands."""
    catalog = Catalog(project="Waylight", charset="utf-8")
    for folder, methods in SOURCES:
        for name, line, message, comments, context in extract_from_dir(
            ROOT / folder, methods, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            catalog.add(message, None, [(f"{folder}/{name}", line)], auto_comments=comments, context=context)
    return catalog


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    path = path_of(language)
    if not path.is_file():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def extract() -> list[str]:
    """Bring every catalogue up to date with the sources; a changed English sentence becomes fuzzy."""
    fresh = template()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(fresh, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        catalog.fuzzy = False
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        buffer = BytesIO()
        write_po(buffer, catalog, width=110, sort_output=True, no_location=True, omit_header=False)
        path_of(language).write_bytes(_without_dates(buffer.getvalue()))
    return coverage()


def _without_dates(po: bytes) -> bytes:
    """Dates in the header would change the file at every run."""
    return re.sub(rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By)[^"]*"\n', b"", po)


def compile_all() -> list[str]:
    """Write a .mo beside each .po that is newer; returns a line for each written."""
    written = []
    for language in LANGUAGES:
        source = path_of(language)
        target = source.with_suffix(".mo")
        if not source.is_file() or (target.is_file() and target.stat().st_mtime >= source.stat().st_mtime):
            continue
        buffer = BytesIO()
        write_mo(buffer, read(language))
        target.write_bytes(buffer.getvalue())
        written.append(f"{language}: compiled")
    return written


def coverage() -> list[str]:
    """One line a language: how many of the words it has."""
    lines = []
    for language in LANGUAGES:
        words = [m for m in read(language) if m.id]
        done = sum(1 for m in words if _filled(m))
        lines.append(f"{language}: {done} of {len(words)} translated")
    return lines


def _filled(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, list | tuple) else bool(message.string)


PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]*\}")
DIGITS = re.compile(r"\d{3,}")


def problems() -> list[str]:
    """Sentences whose placeholders or numbers differ from the English: a wrong number can cost a child."""
    found = []
    for language in LANGUAGES:
        for message in read(language):
            if message.id and _filled(message):
                found += [f"{language}: {why}: {_first(message.id)!r}" for why in _differences(message)]
    return found


def _first(words: Any) -> str:
    return words[0] if isinstance(words, list | tuple) else words


def _differences(message: Message) -> Iterator[str]:
    english = " ".join(message.id) if isinstance(message.id, list | tuple) else message.id
    strings = message.string if isinstance(message.string, list | tuple) else [message.string]
    for words in filter(None, strings):
        if not set(PLACEHOLDER.findall(words)) <= set(PLACEHOLDER.findall(english)):
            yield "a placeholder that the English has not"
        if isinstance(message.id, str) and set(PLACEHOLDER.findall(english)) != set(
            PLACEHOLDER.findall(words)
        ):
            yield "placeholders differ"
        if sorted(DIGITS.findall(words)) != sorted(DIGITS.findall(_first(message.id))):
            yield "numbers differ"
