"""Leaflets, posters, guides and sheets that only pick blocks by id: `content/pieces/*.yaml`.

Besides its blocks a piece may say `lead` (a sentence under the title, or the id of a block), `contacts` (the
codes of the numbers it lists) and `layout: assessment` (each line of a list becomes a row to tick, with room
to say who puts it right).
"""

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

from waylight.learning.library import Block, BlockKind, Course, NoSuchContent, Passage, Piece, library
from waylight.learning.library.keys import title_key

from .edition import Edition
from .pdf import CannotPrint, TooLong, fitted, pdf
from .sheet import Contents, Part, sheet_data

CONTACTS: Mapping[str, tuple[str, ...]] = {
    "leaflet": ("999", "hub", "out-of-hours", "101", "crimestoppers", "childline"),
    "poster": ("999", "hub", "crimestoppers"),
    "guide": ("999", "hub", "out-of-hours", "101", "licensing", "crimestoppers"),
    "operator-page": ("999", "hub", "out-of-hours", "101", "licensing", "designated-officer"),
}
"""What each kind lists where the piece itself does not say."""

LARGE = (12.0, 11.5, 11.0, 10.5)
ANY = (*LARGE, 10.0, 9.5, 9.0)
ACROSS_A_ROOM = (24.0, 22.0, 20.0, 18.0, 16.5, 15.0, 13.5, 12.0, 11.0)
TO_READ = 11.0
"""Sizes of running words, in points; the first that fits is taken."""


def contents_of(piece: Piece, edition: Edition) -> Contents:
    """Raises NoSuchContent for a block that is not there, and CannotPrint."""
    picked = [tuple(map(library().block, section.blocks)) for section in piece.sections]
    parts = [
        Part(
            edition.say(f"{piece.id}.{place}.title", section.title) if section.title else None,
            edition.passages(blocks),
            mild=any(library().lesson(block.lesson_id).mild for block in blocks),
        )
        for place, (section, blocks) in enumerate(zip(piece.sections, picked, strict=True), 1)
    ]
    every = tuple(block for blocks in picked for block in blocks)
    return Contents(
        title=edition.say(title_key(piece), piece.title),
        lead=_lead(piece, edition),
        parts=tuple(parts),
        blocks=(*_lead_block(piece), *every),
        courses=courses_of(piece, every),
        contacts=_contacts(piece),
    )


def _lead(piece: Piece, edition: Edition) -> Passage | None:
    """A sentence, or the words of a block that is named."""
    for block in _lead_block(piece):
        return edition.passages((block,))[0] if block.id else edition.say(f"{piece.id}.lead", block.source)
    return None


def _lead_block(piece: Piece) -> tuple[Block, ...]:
    """None or one; a sentence as a block without an id."""
    lead = str(piece.fields.get("lead") or "")
    if not lead:
        return ()
    try:
        return (library().block(lead),)
    except NoSuchContent:
        return (Block("", BlockKind.PARAGRAPH, lead),)


def courses_of(piece: Piece, blocks: Sequence[Block]) -> tuple[Course, ...]:
    """The piece's own course, and those that its blocks come from: their versions are printed on it."""
    ids = [piece.course_id] if piece.course_id else []
    ids += [library().lesson(block.lesson_id).course_id for block in blocks]
    return tuple(map(library().course, dict.fromkeys(ids)))


def _contacts(piece: Piece) -> tuple[str, ...]:
    own = piece.fields.get("contacts")
    if own is None:
        return CONTACTS.get(piece.kind, ())
    if not isinstance(own, list):
        raise CannotPrint(f'{piece.file}: contacts is a list of codes, such as ["999", hub].')
    return tuple(str(code) for code in own)


def printed_piece(piece: Piece, edition: Edition) -> bytes:
    """The PDF. Raises NoSuchContent, CannotPrint and FontMissing."""
    data = sheet_data(contents_of(piece, edition), edition)
    if piece.kind == "leaflet":
        return _leaflet(data)
    if piece.kind == "poster":
        return fitted("poster.typ", data, ACROSS_A_ROOM, pages=1)
    if piece.fields.get("layout") == "assessment":
        return pdf("assessment.typ", data)
    return pdf("guide.typ", {**data, "size": TO_READ})


def _leaflet(data: Mapping[str, Any]) -> bytes:
    """Two sides of A5; or four, folded from A4, the last of which says whom to call. Of those, the third is
    to write on if the words then fit the first two in letters that are still large."""
    flat = {**data, "folded": False, "write-it-down": False}
    folded = {**flat, "folded": True}
    ways: tuple[tuple[dict[str, Any], Sequence[float], int], ...] = (
        (flat, LARGE, 2),
        ({**folded, "write-it-down": True}, LARGE, 4),
        (folded, ANY, 4),
    )
    for way, sizes, sides in ways:
        with contextlib.suppress(TooLong):
            return fitted("leaflet.typ", way, sizes, sides)
    return fitted("leaflet.typ", flat, ANY, 4)
