"""Interface words: every catalogue is current and whole, and no number or placeholder was lost on the way."""

import gettext
import os
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from django.utils import translation

from waylight.site import catalogues
from waylight.site.catalogues import LANGUAGES, path_of


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of every catalogue, where they may be changed."""
    for language in LANGUAGES:
        copy = tmp_path / language / "LC_MESSAGES/django.po"
        copy.parent.mkdir(parents=True)
        copy.write_bytes(path_of(language).read_bytes())
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    return tmp_path


def keep(language: str, *words: tuple[str | tuple[str, str], str | tuple[str, ...]]) -> None:
    """Replace a catalogue by these sentences."""
    catalog = Catalog(locale=language, charset="utf-8")
    for english, translated in words:
        catalog.add(english, translated)
    buffer = BytesIO()
    write_po(buffer, catalog)
    path_of(language).write_bytes(buffer.getvalue())


def test_extracting_changes_nothing_for_the_catalogues_are_current(elsewhere: Path) -> None:
    before = {path: path.read_bytes() for path in elsewhere.rglob("*.po")}
    said = catalogues.extract()
    changed = [path.parent.parent.name for path in before if path.read_bytes() != before[path]]
    assert changed == [], "run: ./waylight messages extract"
    assert len(before) == len(LANGUAGES) == len(said)


def test_every_language_has_every_word() -> None:
    for line in catalogues.coverage():
        _language, done, _of, all_words, _translated = line.split()
        assert done == all_words, line
        assert int(all_words) > 400


def test_no_number_and_no_placeholder_differs_from_the_english() -> None:
    assert catalogues.problems() == []


@pytest.mark.parametrize(
    ("english", "translated", "why"),
    [
        ("Call %(phone)s", "Zadzwoń", "placeholders differ"),
        ("Call %(phone)s", "Zadzwoń %(phone)s %(name)s", "a placeholder that the English has not"),
        ("Call 999 now", "Zadzwoń 998 teraz", "numbers differ"),
        ("Call 999 now", "Zadzwoń teraz", "numbers differ"),
        ("It is {name}", "To jest {imię}", "placeholders differ"),
    ],
)
def test_a_wrong_translation_is_found(elsewhere: Path, english: str, translated: str, why: str) -> None:
    keep("pl", (english, translated))
    assert f"pl: {why}: {english!r}" in catalogues.problems()


def test_what_is_right_or_not_translated_yet_is_no_problem(elsewhere: Path) -> None:
    keep(
        "pl",
        ("Call %(phone)s or 999", "Zadzwoń 999 lub %(phone)s"),
        ("Not yet", ""),
        (("%(num)s day", "%(num)s days"), ("%(num)s dzień", "%(num)s dni", "%(num)s dni")),
    )
    assert catalogues.problems() == []
    assert catalogues.coverage()[LANGUAGES.index("pl")] == "pl: 2 of 3 translated"


def test_compiling_writes_what_gettext_reads_and_only_what_is_newer(elsewhere: Path) -> None:
    assert catalogues.compile_all() == [f"{language}: compiled" for language in LANGUAGES]
    polish = gettext.translation("django", elsewhere, ["pl"])
    known = {m.id: m.string for m in catalogues.read("pl") if isinstance(m.id, str) and m.id}
    assert polish.gettext("Exit this page") == known["Exit this page"] != "Exit this page"
    assert catalogues.compile_all() == []
    newer = path_of("ur")
    later = newer.with_suffix(".mo").stat().st_mtime + 10
    os.utime(newer, (later, later))
    assert catalogues.compile_all() == ["ur: compiled"]


def test_words_are_found_in_templates_python_and_reviewable_files() -> None:
    found = {message.id: message for message in catalogues.template() if message.id}
    for words in (
        "Exit this page",  # a template
        "It was passed to the police.",  # Python
        "What did you notice?",  # the form's file
        "They asked for help, or tried to get away",  # the signs' file
    ):
        assert words in found


def test_only_the_keys_that_hold_words_are_read_from_yaml() -> None:
    file = BytesIO(b'steps:\n  - {id: notice, legend: "What?", kind: text}\n  - hint: ""\nversion: "1"\n')
    assert list(catalogues.words_of_yaml(file, [], [], {})) == [(2, "gettext", "What?", [])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_django_speaks_each_language(language: str) -> None:
    catalogues.compile_all()
    with translation.override(language):
        assert translation.gettext("Exit this page") != "Exit this page"
