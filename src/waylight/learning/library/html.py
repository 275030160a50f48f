"""A passage as HTML: for the web lesson, the packages and the editor's preview. Escapes all words."""

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from .passages import Passage, reads_right_to_left
from .runs import Line, Run
from .shapes import BlockKind

PictureAddress = Callable[[str], str]

_ADDRESSES = ("https:", "mailto:")
"""A number is never broken; an address may be, so that a phone need not scroll."""


def printed(passage: Passage, *, picture: PictureAddress | None = None, with_notes: bool = True) -> Markup:
    """The passage with its block id, and with the English beside it where the policy wants it.

    `picture` gives the address of a file of `content/pictures/`; without it a picture is its words. A
    question or a scenario prints nothing: the page that shows the lesson puts it there.
    """
    own = _whole(passage, picture, id=passage.block_id)
    beside = _whole(passage.english, None) if passage.english else Markup("")
    notes = Markup("").join(_note(passage) if with_notes else ())
    if not beside and not notes:
        return own
    return Markup('<div class="wl-passage wl-passage--{}">{}{}{}</div>').format(
        passage.state, own, beside, notes
    )


def line(runs: Line, links: bool = True) -> Markup:
    """Without `links` for what stands in a button or a link itself."""
    return Markup("").join(_run(run, links) for run in runs)


def _run(run: Run, links: bool = True) -> Markup:
    words = escape(run.text)
    if run.number:
        kind = "address" if run.href.startswith(_ADDRESSES) else "number"
        words = Markup('<bdi class="wl-{}" dir="ltr">{}</bdi>').format(kind, words)
    elif run.language:
        words = Markup('<bdi lang="{}">{}</bdi>').format(run.language, words)
    if run.href and links:
        words = Markup('<a href="{}">{}</a>').format(run.href, words)
    if run.emphasis:
        words = Markup("<em>{}</em>").format(words)
    return Markup("<strong>{}</strong>").format(words) if run.strong else words


def _note(passage: Passage) -> Iterable[Markup]:
    for note in passage.notes:
        yield _paragraph(note.words, note.language, reads_right_to_left(note.language))
        if note.english:
            yield _paragraph(note.english, "en", rtl=False)


def _paragraph(words: str, language: str, rtl: bool) -> Markup:
    side = "rtl" if rtl else "ltr"
    return Markup('<p class="wl-translation-note" lang="{}" dir="{}">{}</p>').format(language, side, words)


def _whole(passage: Passage, picture: PictureAddress | None, id: str = "") -> Markup:
    if not passage.lines:
        return Markup("")
    attributes = Markup(' lang="{}" dir="{}" class="{}"').format(
        passage.language, "rtl" if passage.rtl else "ltr", " ".join(_classes(passage))
    )
    if id:
        attributes = Markup(' id="{}"').format(id) + attributes
    return _PRINTERS[passage.kind](passage, attributes, picture)


def _classes(passage: Passage) -> Iterable[str]:
    yield f"wl-block wl-block--{passage.kind}"
    if passage.safety:
        yield "wl-block--safety"
    if passage.quoted:
        yield "wl-block--quoted"


def _element(tag: str, attributes: Markup, inside: Markup) -> Markup:
    return Markup("<{0}{1}>{2}</{0}>").format(tag, attributes, inside)


def _each(tag: str, lines: Iterable[Line]) -> Markup:
    return Markup("").join(_element(tag, Markup(""), line(runs)) for runs in lines)


def _heading(passage: Passage, attributes: Markup, picture: PictureAddress | None) -> Markup:
    return _element(f"h{passage.level}", attributes, line(passage.lines[0]))


def _words(passage: Passage, attributes: Markup, picture: PictureAddress | None) -> Markup:
    words = _element("p", attributes, line(passage.lines[0]))
    if passage.picture and picture:
        return Markup('<div class="wl-easy"><img src="{}" alt="">{}</div>').format(
            picture(passage.picture), words
        )
    return words


def _items(passage: Passage, attributes: Markup, picture: PictureAddress | None) -> Markup:
    return _element("ul", attributes, _each("li", passage.lines))


def _steps(passage: Passage, attributes: Markup, picture: PictureAddress | None) -> Markup:
    return _element("ol", attributes, _each("li", passage.lines))


def _aside(passage: Passage, attributes: Markup, picture: PictureAddress | None) -> Markup:
    return _element("div", attributes, _each("p", passage.lines))


def _picture(passage: Passage, attributes: Markup, picture: PictureAddress | None) -> Markup:
    words = "".join(run.text for run in passage.lines[0])
    if picture is None:
        return _element("p", attributes, escape(words))
    image = Markup('<img src="{}" alt="{}">').format(picture(passage.picture), words)
    return _element("figure", attributes, image)


def _nothing(passage: Passage, attributes: Markup, picture: PictureAddress | None) -> Markup:
    return Markup("")


_PRINTERS: dict[BlockKind, Callable[[Passage, Markup, PictureAddress | None], Markup]] = {
    BlockKind.HEADING: _heading,
    BlockKind.PARAGRAPH: _words,
    BlockKind.LIST: _items,
    BlockKind.STEPS: _steps,
    BlockKind.CALLOUT: _aside,
    BlockKind.CASE: _aside,
    BlockKind.PICTURE: _picture,
    BlockKind.QUESTION: _nothing,
    BlockKind.SCENARIO: _nothing,
}
