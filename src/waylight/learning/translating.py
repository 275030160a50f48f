"""Bringing `content/i18n/<language>/` up to date with the English, and signing what has been checked.

No word that somebody translated is ever lost: when the English changes, the old translation stays, marked
fuzzy, with the English it was made from; when the English goes, it stays as an obsolete entry and comes back
with it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polib
import yaml

from waylight.learning.library import Library, Weight, source_hash
from waylight.learning.library.keys import Saying, sayings
from waylight.learning.library.translated import REVIEW, ReviewKind, read, read_reviews

FUZZY = "fuzzy"
_SAFETY = "Safety depends on these words."


class _Plain(yaml.SafeDumper):
    """Says a date that is there twice twice, so that a row can be read alone."""

    def ignore_aliases(self, data: object) -> bool:
        return True


class CannotSign(ValueError):
    """A sentence for whoever signs."""


@dataclass(frozen=True)
class Written:
    """What became of a catalogue: how many entries, how many are new, changed in English, or gone."""

    path: Path
    entries: int
    new: int
    changed: int
    gone: int


def extract(language: str, content: Library, catalogues: Collection[str] = ()) -> tuple[Written, ...]:
    """Write the .po files of a language: those catalogues, or all. Running it twice changes nothing more."""
    wanted: dict[str, list[Saying]] = defaultdict(list)
    for saying in sayings(content):
        if not catalogues or saying.catalogue in catalogues:
            wanted[saying.catalogue].append(saying)
    folder = content.folder / "i18n" / language
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_write(folder / f"{name}.po", language, found) for name, found in wanted.items())


def _write(path: Path, language: str, wanted: Iterable[Saying]) -> Written:
    before = _entries(path)
    file = polib.POFile(wrapwidth=100)
    file.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    new = changed = 0
    for saying in wanted:
        old = before.pop(saying.key, None)
        file.append(_entry(saying, old))
        new += old is None
        changed += old is not None and not _same(old.msgid, saying.words)
    gone = [_obsolete(entry) for entry in before.values() if entry.msgstr]
    file.extend(gone)
    file.save(str(path))
    return Written(
        path, len(file) - len(gone), new, changed, sum(not entry.obsolete for entry in before.values())
    )


def _entries(path: Path) -> dict[str, polib.POEntry]:
    """By key; an entry in use before one that is obsolete."""
    if not path.is_file():
        return {}
    found = sorted(polib.pofile(str(path)), key=lambda entry: not entry.obsolete)
    return {entry.msgctxt: entry for entry in found if entry.msgctxt}


def _entry(saying: Saying, old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgctxt=saying.key,
        msgid=saying.words,
        msgstr=old.msgstr if old else "",
        occurrences=[(saying.file, "")],
        comment=_SAFETY if saying.weight == Weight.SAFETY else "",
        tcomment=old.tcomment if old else "",
    )
    if old and old.msgstr:
        made_from = old.previous_msgid if old.fuzzy and old.previous_msgid else old.msgid
        if not _same(made_from, saying.words):
            entry.flags.append(FUZZY)
            entry.previous_msgid = made_from
        elif old.fuzzy and not old.previous_msgid:
            entry.flags.append(FUZZY)  # a translator's own mark
    return entry


def _obsolete(entry: polib.POEntry) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=entry.msgctxt, msgid=entry.msgid, msgstr=entry.msgstr, obsolete=True, tcomment=entry.tcomment
    )


def _same(one: str, other: str) -> bool:
    return source_hash(one) == source_hash(other)


def sign(
    language: str, content: Library, keys: Collection[str], *, kind: ReviewKind, reviewer: str, on: date
) -> int:
    """Write into review.yaml who or what stands behind the translations of these keys; returns how many.

    Raises CannotSign for a key with no translation, or one whose English has changed since.
    """
    found = read(content.folder, language)
    path = content.folder / "i18n" / language / REVIEW
    kept = read_reviews(path, f"i18n/{language}/{REVIEW}")
    rows = {key: _row(r.hash, r.kind, r.reviewer, r.on, r.words) for key, r in kept.items()}
    sources = {saying.key: saying.words for saying in sayings(content)}
    for key in keys:
        words = found.words(key, sources.get(key, ""))
        if key not in sources or not words:
            raise CannotSign(f"{key}: there is no translation of it that can be shown.")
        entry = found.entries[key]
        if entry.fuzzy or not _same(entry.english, sources[key]):
            raise CannotSign(
                f"{key}: the English has changed. Translate it anew and take the fuzzy mark out."
            )
        rows[key] = _row(source_hash(sources[key]), kind, reviewer, on, source_hash(words))
    text = yaml.dump(rows, Dumper=_Plain, allow_unicode=True, default_flow_style=None, width=300)
    path.write_text(text, "utf-8")
    return len(keys)


def _row(hash: str, kind: ReviewKind, reviewer: str, on: date, words: str) -> dict[str, object]:
    row: dict[str, object] = {"hash": hash, "kind": str(kind), "reviewer": reviewer, "on": on}
    return {**row, "words": words} if words else row
