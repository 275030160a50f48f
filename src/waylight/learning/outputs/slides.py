"""What stands on each slide of a deck and what its speaker says, before any file format."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext_noop

from waylight.learning.library import Block, BlockKind, Passage, Piece, Run, Section, library
from waylight.learning.library.keys import title_key

from .course_sheets import LETTERS, numbered, words_of_questions, words_of_scenario
from .deck_room import shared
from .edition import Edition
from .labels import ENGLISH, LABELS, Said, said
from .pieces import contents_of
from .sheet import Contents, contact_lines, imprint_lines
from .slide_shapes import Deck, Picture, Slide, Words

RIGHT = gettext_noop("Right:")
WHO_TO_CALL = LABELS["who-to-call"]
# What a speaker says is English, as the notes in content/ are.
OPENING = "Leave this up while people come in. Say who you are and that it takes about {minutes} minutes."
GOES_ON = "This goes on from the slide before: read on, or let people read."
CLOSING = "Read the numbers out. Leave them up while people write them down and ask."


def deck_of(piece: Piece, edition: Edition) -> Deck:
    """Raises NoSuchContent, CannotPrint and NumberLapses."""
    contents = _whole(contents_of(piece, edition))
    slides = [
        slide
        for section, part in zip(piece.sections, contents.parts, strict=True)
        for slide in _of_section(section, part.title, part.passages, edition)
    ]
    slides.append(_last(contents, edition))
    minutes = piece.fields.get("minutes")
    whole = minutes if isinstance(minutes, int) else library().course(piece.course_id).minutes
    cover = _cover(contents, edition, whole)
    return Deck(cover, tuple(_each_its_own_title(slides)), contents, edition.language, whole)


def _each_its_own_title(slides: Iterable[Slide]) -> Iterator[Slide]:
    """Whoever hears the list of slides read out can tell them apart."""
    seen: Counter[str] = Counter()
    for slide in slides:
        seen[slide.title.text] += 1
        times = seen[slide.title.text]
        yield slide if times == 1 else replace(slide, title=_again(slide.title, times))


def _again(title: Words, times: int) -> Words:
    return replace(title, line=(*title.line, Run(f" ({times})")))


def _whole(contents: Contents) -> Contents:
    """With the words of the questions and scenarios that it names: they are in the speaker's notes."""
    more: list[Block] = []
    for block in contents.blocks:
        if block.kind == BlockKind.QUESTION:
            more += words_of_questions((library().question(block.target),))
        elif block.kind == BlockKind.SCENARIO:
            more += words_of_scenario(library().scenario(block.target))
    return replace(contents, blocks=(*contents.blocks, *more))


def _cover(contents: Contents, edition: Edition, minutes: int) -> Slide:
    under = [_plain(contents.lead)] if contents.lead else []
    words = (*under, Words.of(edition.area.hub_name, ENGLISH))
    small = (Words.of(contents.version(edition.language), ENGLISH),)
    return Slide(_plain(contents.title), words, _noted(OPENING.format(minutes=minutes)), small=small)


def _noted(words: str) -> tuple[Words, ...]:
    return (Words.of(words, ENGLISH),)


def _last(contents: Contents, edition: Edition) -> Slide:
    rows = tuple(
        (Words.of(each.label, each.language), Words(each.number, ENGLISH))
        for each in contact_lines(contents.contacts, edition)
    )
    small = tuple(map(_ours, imprint_lines(contents, edition)))
    title = _ours(said(WHO_TO_CALL, edition.language))
    return Slide(title, notes=_noted(CLOSING), numbers=rows, small=small)


def _ours(words: Said) -> Words:
    return Words.of(words["words"], words["language"])


def _plain(passage: Passage) -> Words:
    return Words(passage.lines[0] if passage.lines else (), passage.language)


# One section


def _of_section(
    section: Section, title: Passage | None, passages: Sequence[Passage], edition: Edition
) -> Iterator[Slide]:
    own_notes = str(section.fields.get("notes") or "").split("\n")
    notes = tuple(Words.of(" ".join(note.split()), ENGLISH) for note in own_notes if note.strip())
    heading = _plain(title) if title else Words.of("", ENGLISH)
    plain = [each for each in passages if not each.target]
    if plain or not any(each.target for each in passages):
        yield from _spread(Slide(heading, tuple(_words(plain)), notes, _picture(plain)))
        notes = ()
    for each in passages:
        if each.target:
            worked = _question if each.kind == BlockKind.QUESTION else _scenario
            yield from _spread(worked(each.target, notes, edition))
            notes = ()


def _words(passages: Sequence[Passage]) -> Iterator[Words]:
    for passage in passages:
        if passage.kind != BlockKind.PICTURE:
            own = list(_of_passage(passage))
            english = list(_of_passage(passage.english)) if passage.english else []
            if len(own) == len(english):
                yield from (each for pair in zip(own, map(_beside, english), strict=True) for each in pair)
            else:
                yield from (*own, *map(_beside, english))


def _beside(english: Words) -> Words:
    """The English under a translated line: quiet, and without a mark of its own."""
    return replace(english, bullet=False, number=0, strong=False, quiet=True)


def _of_passage(passage: Passage) -> Iterator[Words]:
    listed, steps = passage.kind == BlockKind.LIST, passage.kind == BlockKind.STEPS
    stands_out = passage.kind in (BlockKind.HEADING, BlockKind.CALLOUT) or passage.safety
    for place, line in enumerate(passage.lines, 1):
        yield Words(
            line,
            passage.language,
            bullet=listed,
            number=place if steps else 0,
            strong=stands_out and not (listed or steps),
        )


def _picture(passages: Sequence[Passage]) -> Picture | None:
    """The first picture that is shown for itself; what only decorates a block stays off the slide."""
    found = (Picture(each.picture, each.text) for each in passages if each.kind == BlockKind.PICTURE)
    return next(found, None)


def _question(id: str, notes: Sequence[Words], edition: Edition) -> Slide:
    asked = edition.ask(library().question(id))
    answers = list(zip(LETTERS, asked.answers, strict=False))
    words = tuple(
        Words((Run(f"{letter}  ", strong=True), *answer.words.lines[0]), answer.words.language)
        for letter, answer in answers
    )
    letters = ", ".join(letter for letter, answer in answers if answer.choice.right)
    right = said(RIGHT, edition.language)
    why = (
        Words.of(f"{letter}: {answer.feedback.text}", answer.feedback.language) for letter, answer in answers
    )
    verdict = Words.of(f"{right['words']} {letters}.", right["language"])
    return Slide(_plain(asked.ask), words, (*notes, verdict, *why))


def _scenario(id: str, notes: Sequence[Words], edition: Edition) -> Slide:
    """The start and its choices; the speaker has every place, by the numbers of the printed sheet."""
    scenario = library().scenario(id)
    numbers = numbered(scenario)

    def say(key: str, words: str) -> Passage:
        return edition.say(f"{scenario.id}.{key}", words)

    start = scenario.node(scenario.start)
    words = [_plain(say(start.id, start.words))]
    for place, turn in enumerate(start.choices, 1):
        spoken = _plain(say(f"{start.id}.{place}", turn.words))
        words.append(
            replace(spoken, line=(*spoken.line, Run(f"  → {numbers[turn.to]}", strong=True)), bullet=True)
        )
    told = []
    for node in sorted(scenario.nodes, key=lambda node: numbers[node.id]):
        what = say(node.id, node.words)
        parts = [f"{numbers[node.id]}. {what.text}"]
        parts += [
            f"{say(f'{node.id}.{place}', turn.words).text} → {numbers[turn.to]}."
            for place, turn in enumerate(node.choices, 1)
        ]
        parts += [say(f"{node.id}.do", node.do).text] if node.do else []
        told.append(Words.of("  ".join(parts), what.language))
    return Slide(_plain(edition.say(title_key(scenario), scenario.title)), tuple(words), (*notes, *told))


def _spread(slide: Slide) -> Iterator[Slide]:
    """The slide, or as many as its words need."""
    groups, size = shared(slide.words, with_picture=slide.picture is not None)
    yield replace(slide, words=tuple(groups[0]), size=size)
    for group in groups[1:]:
        yield replace(slide, words=tuple(group), notes=_noted(GOES_ON), picture=None, size=size)
