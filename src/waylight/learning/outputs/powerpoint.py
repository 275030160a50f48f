"""A deck as a PowerPoint file: native titles, words, notes and tables, with the language of every run.

python-pptx writes the file; what it does not know (language, direction, alternative text) is set by hand.
The same deck gives the same bytes.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.utils.translation import gettext_noop
from lxml import etree  # type: ignore[import-untyped] # lxml ships no types
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as OpenDeck
from pptx.slide import Slide as OpenSlide
from pptx.util import Emu, Pt

from waylight.engine.wording.isolates import isolate
from waylight.learning.library import Run

from .deck_master import COVER, EDGE, TITLE_ONLY, WIDTH, WORDS, empty_deck
from .edition import Edition
from .fonts import is_right_to_left
from .labels import ENGLISH, said
from .pdf import page_pictures
from .qr import ScanCode
from .quotes import line_with_quotes
from .slide_shapes import Deck, Picture, Slide, Words
from .typst import picture_data

NEVER = datetime(2026, 1, 1)  # noqa: DTZ001 (the file has no zone, and no output carries a date of its own)
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_REGIONS = {
    "en": "en-GB",
    "cy": "cy-GB",
    "pl": "pl-PL",
    "ro": "ro-RO",
    "ur": "ur-PK",
    "pa": "pa-IN",
    "ar": "ar-SA",
}
_BRAND, _QUIET = RGBColor(0x0C, 0x4A, 0x5B), RGBColor(0x46, 0x54, 0x5A)
_DRAWN, _DRAWN_ALONE = Emu(2_900_000), Emu(4_200_000)
_TOP = Emu(1_780_000)
_INDENT = 342_900
_TABLE_HEIGHT, _LARGEST_ROW = 285, 20
"""In points: what the table may take, and the largest letters in it."""
ENGLISH_BESIDE, SMALL = Pt(20), Pt(12)
HEADS = gettext_noop("Who"), gettext_noop("Number")


def powerpoint(deck: Deck, edition: Edition) -> bytes:
    """Raises CannotPrint where a picture is not there."""
    file = empty_deck(deck.contents.version(deck.language))
    _name(file, deck, edition)
    _cover(file, deck.cover)
    for slide in deck.slides:
        if slide.numbers:
            _numbers_slide(file, slide, edition)
        else:
            _words_slide(file, slide)
    into = io.BytesIO()
    file.save(into)
    return _same_each_time(into.getvalue())


def _name(file: OpenDeck, deck: Deck, edition: Edition) -> None:
    properties = file.core_properties
    properties.title = f"{deck.contents.title.text} ({edition.area.hub_name})"
    properties.author = properties.last_modified_by = edition.pack.controller
    properties.subject = properties.version = deck.contents.version(deck.language)
    properties.language = _REGIONS.get(deck.language, deck.language)
    properties.comments = ""
    properties.created = properties.modified = NEVER


# Slides


def _add(file: OpenDeck, layout: int, slide: Slide) -> OpenSlide:
    added = file.slides.add_slide(file.slide_layouts[layout])
    _write(added.shapes.title.text_frame, [slide.title], None)
    if slide.notes:
        _write(added.notes_slide.notes_text_frame, slide.notes, None)
    return added


def _cover(file: OpenDeck, slide: Slide) -> None:
    added = _add(file, COVER, slide)
    _write(added.placeholders[1].text_frame, [*slide.words, *slide.small], None)


def _words_slide(file: OpenDeck, slide: Slide) -> None:
    added = _add(file, WORDS, slide)
    body = added.placeholders[1]
    if not slide.words:
        body._element.getparent().remove(body._element)
    else:
        _write(body.text_frame, slide.words, Pt(slide.size))
    if slide.picture and not slide.words:
        middle = Emu((WIDTH - _DRAWN_ALONE) // 2)
        _picture(added, _png(slide.picture), slide.picture.words, middle, _TOP, _DRAWN_ALONE)
    elif slide.picture:
        right_to_left = is_right_to_left(slide.title.language)
        _narrow(body, right_to_left)
        left = EDGE if right_to_left else WIDTH - EDGE - _DRAWN
        _picture(added, _png(slide.picture), slide.picture.words, Emu(left), _TOP, _DRAWN)


def _narrow(body: Any, right_to_left: bool) -> None:
    left, top, width, height = body.left, body.top, body.width, body.height
    gap = Emu(_DRAWN + EDGE // 2)
    body.left, body.top = Emu(left + gap if right_to_left else left), top
    body.width, body.height = Emu(width - gap), height


def _numbers_slide(file: OpenDeck, slide: Slide, edition: Edition) -> None:
    added = _add(file, TITLE_ONLY, slide)
    right_to_left = is_right_to_left(slide.title.language)
    code = edition.code()
    table_width = Emu(WIDTH - 3 * EDGE - _DRAWN)
    at_end, at_start = Emu(2 * EDGE + table_width), Emu(2 * EDGE + _DRAWN)
    frame = added.shapes.add_table(
        len(slide.numbers) + 1, 2, at_start if right_to_left else EDGE, _TOP, table_width, Emu(400_000)
    )
    frame.name = "".join(run.text for run in slide.title.line)
    frame._element.find(f".//{qn('p:cNvPr')}").set("descr", frame.name)
    _table(frame.table, slide.numbers, right_to_left, edition.language)
    _picture(added, code.png(), code.alt, EDGE if right_to_left else at_end, _TOP, _DRAWN)
    _box(added, [_address(code)], Emu(EDGE if right_to_left else at_end), Emu(_TOP + _DRAWN), _DRAWN, Pt(16))
    _box(added, slide.small, EDGE, Emu(5_620_000), Emu(WIDTH - 2 * EDGE), SMALL)


def _address(code: ScanCode) -> Words:
    return Words((Run(code.shown, number=True),), ENGLISH)


def _table(table: Any, rows: Sequence[tuple[Words, Words]], right_to_left: bool, language: str) -> None:
    table.columns[1].width = Emu(2_900_000)
    table.columns[0].width = Emu(sum(column.width for column in table.columns) - 2_900_000)
    if right_to_left:
        table._tbl.tblPr.set("rtl", "1")
    heads = [said(head, language) for head in HEADS]
    above = [Words.of(head["words"], head["language"]) for head in heads]
    size = Pt(min(_LARGEST_ROW, round(_TABLE_HEIGHT / (len(rows) + 1) / 1.2 - 6)))
    for place, row in enumerate([above, *rows]):
        for cell, words in zip(table.rows[place].cells, row, strict=True):
            _write(cell.text_frame, [words], size)


def _box(slide: OpenSlide, words: Sequence[Words], left: Emu, top: Emu, width: Emu, size: Pt) -> None:
    box = slide.shapes.add_textbox(left, top, width, Emu(700_000))
    box.text_frame.word_wrap = True
    _write(box.text_frame, words, size)


def _picture(slide: OpenSlide, png: bytes, words: str, left: Emu, top: Emu, width: Emu) -> None:
    added = slide.shapes.add_picture(io.BytesIO(png), left, top, width=width)
    added.name = words
    added._element.find(f".//{qn('p:cNvPr')}").set("descr", words)


@cache
def _png(picture: Picture) -> bytes:
    return page_pictures("picture.typ", picture_data(picture.name, picture.words), 200)[0]


# Words


def _write(frame: Any, paragraphs: Sequence[Words], size: Pt | None) -> None:
    """Fill a text frame. `size` None: that of its placeholder."""
    for place, words in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        _direct(paragraph, words)
        for run in line_with_quotes(words.line, words.language):
            _run(paragraph, run, words, ENGLISH_BESIDE if words.quiet and size else size)


def _direct(paragraph: Any, words: Words) -> None:
    properties = paragraph._p.get_or_add_pPr()
    if is_right_to_left(words.language):
        properties.set("rtl", "1")
        properties.set("algn", "r")
    if words.bullet or words.number:
        properties.set("marR" if properties.get("rtl") else "marL", str(_INDENT))
        properties.set("indent", str(-_INDENT))
        colour = etree.SubElement(properties, qn("a:buClr"))
        etree.SubElement(colour, qn("a:schemeClr"), val="accent1")
        if words.number:
            etree.SubElement(properties, qn("a:buFont"), typeface="+mj-lt")
            etree.SubElement(properties, qn("a:buAutoNum"), type="arabicPeriod", startAt=str(words.number))
        else:
            etree.SubElement(properties, qn("a:buFont"), typeface="Arial")
            etree.SubElement(properties, qn("a:buChar"), char="•")


def _run(paragraph: Any, run: Run, words: Words, size: Pt | None) -> None:
    added = paragraph.add_run()
    mirrored = run.number and is_right_to_left(words.language)
    added.text = isolate(run.text) if mirrored else run.text
    language = run.language or words.language
    added._r.get_or_add_rPr().set("lang", _REGIONS.get(language, language))
    if size is not None:
        added.font.size = size
    if run.strong or run.number or words.strong:
        added.font.bold = True
    if run.emphasis:
        added.font.italic = True
    if words.quiet:
        added.font.color.rgb = _QUIET
    elif words.strong and size:
        added.font.color.rgb = _BRAND


# Bytes


def _same_each_time(file: bytes) -> bytes:
    """The zip with one date for every entry."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(into, "w") as new:
        for entry in old.infolist():
            kept = zipfile.ZipInfo(entry.filename, _EARLIEST)
            kept.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(kept, old.read(entry.filename), compresslevel=9)
    return into.getvalue()
