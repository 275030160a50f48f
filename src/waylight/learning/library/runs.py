"""Words with their emphasis, cut where a placeholder stands, before anything is put in its place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from markdown_it.token import Token

from .markdown import parser
from .placeholders import PLACEHOLDER, Placeholder, placeholder


@dataclass(frozen=True)
class Run:
    """Words of one kind inside a line.

    `number`: a telephone number, mark or address, which every output keeps left to right and unbroken.
    `language`: set where it is not the passage's own. `href`: tel:, sms:, mailto:, an own page, or a
    contact's page.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""
    number: bool = False
    language: str = ""


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Slot:
    """Where a placeholder stands: `like` is a run with its emphasis and no text."""

    placeholder: Placeholder
    like: Run


Draft = tuple[Run | Slot, ...]


@lru_cache(maxsize=16384)
def drafts(source: str) -> tuple[Draft, ...]:
    """One draft for each paragraph, heading or list item of a block's Markdown."""
    return tuple(
        tuple(_cut(token.children or [])) for token in parser().parse(source) if token.type == "inline"
    )


def plain(source: str) -> str:
    """Words without Markdown, one line for each paragraph or list item, placeholders as written."""
    return "\n".join(
        "".join(part.text if isinstance(part, Run) else part.placeholder.written for part in draft)
        for draft in drafts(source)
    )


def _cut(tokens: list[Token]) -> Iterator[Run | Slot]:
    like = Run("")
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield replace(like, text=" ")
        elif token.type in ("text", "code_inline", "html_inline", "image"):
            yield from _slots(token.content, like)
        else:
            like = _marked(token, like)


def _marked(token: Token, like: Run) -> Run:
    begins = token.nesting == 1
    if token.tag == "strong":
        return replace(like, strong=begins)
    if token.tag == "em":
        return replace(like, emphasis=begins)
    if token.tag == "a":
        return replace(like, href=own_page(str(token.attrs.get("href", ""))) if begins else "")
    return like


def own_page(href: str) -> str:
    """The address, where it is a page of ours; a link that leads elsewhere becomes mere words."""
    return href if href.startswith("/") and not href.startswith("//") else ""


def _slots(text: str, like: Run) -> Iterator[Run | Slot]:
    at = 0
    for found in PLACEHOLDER.finditer(text):
        if found.start() > at:
            yield replace(like, text=text[at : found.start()])
        yield Slot(placeholder(found["inside"]), like)
        at = found.end()
    if at < len(text):
        yield replace(like, text=text[at:])
