"""The facilitator's notes of a deck as a PDF: what to say with each slide, and what stands on it."""

from typing import Any

from django.utils.translation import gettext_noop

from .edition import Edition
from .labels import said
from .pdf import pdf
from .sheet import sheet_data
from .slide_shapes import Deck, Slide, Words
from .typst import line_data

NOTES = gettext_noop("Notes for the facilitator")
ROOM = gettext_noop(
    "About %(minutes)s minutes. The numbers are those of the slides. Bring the sign-in sheet, the questions "
    "and the scenarios on paper, and leaflets to take home."
)


def speaker_notes(deck: Deck, edition: Edition) -> bytes:
    """Raises CannotPrint and FontMissing."""
    data = sheet_data(deck.contents.of_kind(NOTES), edition)
    slides = [_slide(place, slide) for place, slide in enumerate(deck.slides, 2) if not slide.numbers]
    room = said(ROOM, edition.language, minutes=str(deck.minutes))
    return pdf("notes.typ", {**data, "slides": slides, "room": room})


def _slide(place: int, slide: Slide) -> dict[str, Any]:
    return {
        "n": place,
        "title": _words(slide.title),
        "notes": [_words(each) for each in slide.notes],
        "words": [_words(each) for each in slide.words],
    }


def _words(words: Words) -> dict[str, Any]:
    mark = f"{words.number}." if words.number else "•" if words.bullet else ""
    return {"language": words.language, "mark": mark, "runs": line_data(words.line, words.language)}
