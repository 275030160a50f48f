"""A slide deck, read back as PowerPoint's own format."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as OpenDeck

from waylight.learning.library import Library, Run, library
from waylight.learning.outputs.catalogue import chosen
from waylight.learning.outputs.deck_room import HEIGHT, SIZES, shared
from waylight.learning.outputs.edition import Edition
from waylight.learning.outputs.pieces import contents_of
from waylight.learning.outputs.powerpoint import powerpoint
from waylight.learning.outputs.slide_shapes import Deck, Picture, Slide, Words
from waylight.learning.outputs.slides import deck_of

from .conftest import edition_in

ISOLATED = "\u20660800\u00a0555\u00a0111\u2069"


def deck(edition: Edition) -> OpenDeck:
    (output,) = chosen(["steps-deck"])
    return Presentation(io.BytesIO(output.make(edition)))


def titles(of: OpenDeck) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in of.slides]


def test_each_slide_has_a_title_of_its_own(harbour: Library, english: Edition) -> None:
    found = deck(english)
    assert titles(found) == [
        "Children at the harbour",
        "In danger now",
        "What you may notice",
        "A child is alone on the last ferry. What do you do?",
        "The late ferry",
        "Who to call",
    ]
    kinds = {slide.shapes.title.placeholder_format.type for slide in found.slides}
    assert kinds == {PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.TITLE}


def test_words_are_words_in_the_order_of_reading(harbour: Library, english: Edition) -> None:
    slide = list(deck(english).slides)[2]
    body = slide.placeholders[1].text_frame
    assert [paragraph.text for paragraph in body.paragraphs] == [
        "At the steps",
        "A child alone on the last ferry.",
        "Somebody else pays, and the child is afraid.",
        "Write down what you saw.",
        "Tell us. See the numbers.",
    ]
    marks = [
        [each.tag.rpartition("}")[2] for each in paragraph._p.pPr if "bu" in each.tag]
        for paragraph in body.paragraphs
    ]
    assert ["buChar" in mark for mark in marks] == [False, True, True, False, False]
    assert ["buAutoNum" in mark for mark in marks] == [False, False, False, True, True]
    assert [shape.shape_id for shape in slide.shapes] == sorted(shape.shape_id for shape in slide.shapes)


def test_the_speaker_is_told_what_to_say_and_which_answer_is_right(
    harbour: Library, english: Edition
) -> None:
    slides = list(deck(english).slides)
    assert slides[1].notes_slide.notes_text_frame.text == "One minute. Say it first.\nThen wait."
    asked = slides[3].notes_slide.notes_text_frame.text
    assert asked.startswith("Let them choose.\nRight: B.\n")
    assert "A: You do not have to be sure." in asked
    scenario = slides[4].notes_slide.notes_text_frame.text
    assert scenario.startswith("1. A girl of about 13 stands alone")
    assert "01632\u00a0960\u00a0140" in scenario


def test_each_picture_says_what_it_shows(harbour: Library, english: Edition) -> None:
    found = {
        shape._element.find(f".//{qn('p:cNvPr')}").get("descr")
        for slide in deck(english).slides
        for shape in slide.shapes
        if shape.shape_type == MSO_SHAPE_TYPE.PICTURE
    }
    assert found == {
        "A telephone on a desk",
        "Code to scan. It opens report.merrowdale.example.",
    }


def test_numbers_stand_in_a_table_with_a_heading_row(harbour: Library, english: Edition) -> None:
    last = list(deck(english).slides)[-1]
    (table,) = [shape.table for shape in last.shapes if shape.has_table]
    rows = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
    assert rows == [
        ["Who", "Number"],
        ["Police, ambulance, fire", "999"],
        ["Merrowdale MASH", "01632\u00a0960\u00a0140"],
        ["Police, when it is not an emergency", "101"],
    ]
    assert table.first_row
    small = " ".join(shape.text_frame.text for shape in last.shapes if shape.has_text_frame)
    assert "Numbers checked on 20 November 2026. After 17 February 2027" in small


def languages(of: OpenDeck) -> set[str]:
    runs = (run for slide in of.slides for run in slide._element.iter(qn("a:rPr")))
    return {str(run.get("lang")) for run in runs}


def test_every_run_says_its_language(harbour: Library, english: Edition, area: Any) -> None:
    assert languages(deck(english)) == {"en-GB"}
    assert languages(deck(edition_in("ur", area))) == {"en-GB", "ur-PK"}


def test_right_to_left_words_run_so_and_their_numbers_do_not(harbour: Library, area: Any) -> None:
    slide = list(deck(edition_in("ur", area)).slides)[1]
    paragraphs = slide.placeholders[1].text_frame.paragraphs
    urdu, english = paragraphs
    assert (urdu._p.pPr.get("rtl"), urdu._p.pPr.get("algn")) == ("1", "r")
    assert english._p.pPr is None or english._p.pPr.get("rtl") is None
    assert ISOLATED in urdu.text
    assert "0800\u00a0555\u00a0111" in english.text


def test_each_line_of_a_translated_list_has_its_english_under_it(harbour: Library, area: Any) -> None:
    slide = list(deck(edition_in("ur", area)).slides)[2]
    lines = [paragraph.text for paragraph in slide.placeholders[1].text_frame.paragraphs]
    assert lines[1:5] == [
        "ایک بچہ آخری کشتی پر اکیلا ہے۔",
        "A child alone on the last ferry.",
        "کوئی اور پیسے دیتا ہے، اور بچہ ڈرا ہوا ہے۔",
        "Somebody else pays, and the child is afraid.",
    ]


def test_the_file_says_its_version_and_has_no_date_of_its_own(harbour: Library, english: Edition) -> None:
    (output,) = chosen(["steps-deck"])
    file = output.make(english)
    properties = Presentation(io.BytesIO(file)).core_properties
    version = harbour.course("harbour").version_id
    assert (properties.subject, properties.author) == (f"harbour {version}", "Merrowdale Council")
    assert properties.language == "en-GB"
    assert output.make(english) == file
    with zipfile.ZipFile(io.BytesIO(file)) as entries:
        assert {entry.date_time for entry in entries.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        master = entries.read("ppt/slideMasters/slideMaster1.xml").decode()
        assert f"harbour {version}" in master
        assert not any("Steve" in entries.read(each).decode("latin-1") for each in entries.namelist())


def test_a_picture_alone_stands_in_the_middle(harbour: Library, english: Edition) -> None:
    slide = Slide(Words.of("A telephone", "en"), picture=Picture("phone.svg", "A telephone"))
    whole = Deck(slide, (slide,), contents_of(harbour.piece("steps-deck"), english), "en", 5)
    made = Presentation(io.BytesIO(powerpoint(whole, english)))
    (picture,) = [each for each in list(made.slides)[1].shapes if each.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert abs(2 * picture.left + picture.width - made.slide_width) < 4


def test_slides_of_one_name_are_told_apart(harbour: Library, english: Edition) -> None:
    piece = harbour.piece("steps-deck")
    twice = replace(piece, sections=(*piece.sections, *piece.sections))
    names = [slide.title.text for slide in deck_of(twice, english).slides]
    assert len(names) == len(set(names))
    assert "In danger now (2)" in names


# Room on a slide


def words(text: str, **how: Any) -> Words:
    return Words((Run(text),), "en", **how)


def test_few_words_are_set_large_and_many_are_shared_evenly() -> None:
    few, size = shared([words("Call at once.")])
    assert (len(few), size) == (1, SIZES[0])
    many, size = shared([words("A sentence of some length that fills about one line of a slide.")] * 20)
    assert size == SIZES[-1]
    counts = [len(group) for group in many]
    assert sum(counts) == 20
    assert max(counts) - min(counts) <= 1


@pytest.mark.parametrize("picture", [True, False])
def test_no_slide_holds_more_than_fits(picture: bool) -> None:
    groups, size = shared([words("word " * 30)] * 12, with_picture=picture)
    width = 590 if picture else 850
    for group in groups:
        lines = sum(-(-len(each.text) * size * 0.5 // width) for each in group)
        assert lines * size * 1.2 + 8 * len(group) <= HEIGHT


def test_a_translation_is_not_parted_from_its_english() -> None:
    pair = [words("Un deux trois " * 12), words("One two three " * 12, quiet=True)]
    groups, _ = shared(pair * 5)
    assert len(groups) > 1
    assert all(not group[0].quiet for group in groups)


def test_no_slide_leaves_its_speaker_without_words(english: Edition) -> None:
    for piece in library().pieces:
        if piece.kind == "deck":
            made = deck_of(piece, english)
            silent = [slide.title.text for slide in (made.cover, *made.slides) if not slide.notes]
            assert silent == [], piece.id
