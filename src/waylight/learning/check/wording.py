"""How it is said: no words of blame, and no harder than its readers need."""

from collections.abc import Iterable, Iterator

from waylight.engine.wording.blame import BlameListError
from waylight.engine.wording.reading import Reading, reading
from waylight.learning.library import Block, BlockKind, Lesson, NoSuchContent, Piece, Problem
from waylight.learning.library.placeholders import PLACEHOLDER, PlaceholderKind, placeholder
from waylight.learning.library.runs import plain

from .book import Book, finding, prose

SAFETY_GRADE, EASY_GRADE, LEAFLET_GRADE = 5.0, 3.0, 5.0
LONGEST, EASY_LONGEST = 25, 15
_UNREAD = (BlockKind.QUESTION, BlockKind.SCENARIO)


def blame(book: Book) -> Iterator[Problem]:
    try:
        known = book.blame
    except BlameListError:
        return
    for saying in book.sayings:
        for found in () if saying.quoted else known.find("\n".join(prose(saying))):
            words = (
                f"“{found.words}”: {found.advice.why} Write: {found.advice.use}. "
                'If it must stand as an example: {.quoted reason="…"} on the block, or quoted: a reason.'
            )
            yield finding(saying, "blame", words, found.words)


def unexplained_quotes(book: Book) -> Iterator[Problem]:
    for lesson in book.library.lessons:
        for block in lesson.blocks:
            if "quoted" in block.classes and not block.attributes.get("reason", "").strip():
                words = 'is marked .quoted without saying why: write {#id .quoted reason="…"}.'
                yield Problem(block.file, block.line, block.id, "quoted", words)


def reading_levels(book: Book) -> Iterator[Problem]:
    for lesson in book.library.lessons:
        yield from _lesson(book, lesson)
    for piece in book.library.pieces:
        if piece.kind == "leaflet":
            yield from _leaflet(book, piece)


def _lesson(book: Book, lesson: Lesson) -> Iterator[Problem]:
    found = reading_of(book, lesson.blocks)
    target = EASY_GRADE if lesson.easy_for else float(lesson.reading_max)
    if found.grade > target:
        yield Problem(lesson.file, 1, lesson.id, "reading", _too_hard("The lesson", found, target))
    for block in lesson.blocks:
        if block.safety and not lesson.easy_for:
            yield from _block(book, block)
        longest, advice = _longest_allowed(lesson, block)
        own = reading_of(book, [block])
        if own.longest > longest:
            words = f"{own.longest} words in one sentence, of {longest} at most: “{own.longest_sentence}”"
            yield Problem(block.file, block.line, block.id, "long-sentence", words, advice)


def _longest_allowed(lesson: Lesson, block: Block) -> tuple[int, bool]:
    """Words in a sentence, and whether more is only advised against."""
    if lesson.easy_for:
        return EASY_LONGEST, False
    return LONGEST, not block.safety


def _block(book: Book, block: Block) -> Iterator[Problem]:
    found = reading_of(book, [block])
    if found.grade > SAFETY_GRADE:
        words = _too_hard("What safety depends on", found, SAFETY_GRADE)
        yield Problem(block.file, block.line, block.id, "reading", words)


def _leaflet(book: Book, piece: Piece) -> Iterator[Problem]:
    """Unless a block of it is found to be hard already: that is mended where it stands."""
    blocks = tuple(_blocks_of(book, piece))
    found = reading_of(book, blocks)
    if found.grade > LEAFLET_GRADE and not any(any(_block(book, each)) for each in blocks if each.safety):
        yield Problem(piece.file, 1, piece.id, "reading", _too_hard("The leaflet", found, LEAFLET_GRADE))


def _blocks_of(book: Book, piece: Piece) -> Iterator[Block]:
    for section in piece.sections:
        for id in section.blocks:
            try:
                yield book.library.block(id)
            except NoSuchContent:
                continue  # `structure.pieces` names it


def _too_hard(what: str, found: Reading, target: float) -> str:
    hard = f" Hard words: {', '.join(found.hard[:8])}." if found.hard else ""
    return (
        f"{what} reads at grade {found.grade:.1f}; {target:.0f} is the most. Shorten sentences "
        f"({found.mean:.0f} words on average) and use shorter words.{hard}"
    )


def reading_of(book: Book, blocks: Iterable[Block]) -> Reading:
    """How hard blocks are to read, with words in the place of their placeholders."""
    return reading(_read(book, blocks))


def _read(book: Book, blocks: Iterable[Block]) -> list[str]:
    """What is read of them, line by line, with everyday words where a placeholder stands."""
    lines = (plain(block.source).split("\n") for block in blocks if block.kind not in _UNREAD)
    return [_filled(book, line) for found in lines for line in found]


def _filled(book: Book, line: str) -> str:
    return PLACEHOLDER.sub(lambda found: _stand_in(book, found["inside"]), line)


def _stand_in(book: Book, inside: str) -> str:
    """A number is one short word, and a name one known to its readers: neither is what a writer can mend."""
    wanted = placeholder(inside)
    if wanted.kind == PlaceholderKind.FACT:
        return book.facts[wanted.id].words if wanted.id in book.facts else "it"
    if wanted.kind == PlaceholderKind.TERM:
        return next((term.term for term in book.library.terms if term.id == wanted.id), "it")
    return "the hub" if wanted.kind == PlaceholderKind.HUB else "999"
