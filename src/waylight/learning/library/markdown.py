"""A lesson's Markdown: front matter, then blocks, each with its id on the line before it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from .placeholders import ALONE
from .problems import ContentError, Problem
from .shapes import CASE, Block, BlockKind

_KINDS = {
    "heading_open": BlockKind.HEADING,
    "paragraph_open": BlockKind.PARAGRAPH,
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.STEPS,
    "blockquote_open": BlockKind.CALLOUT,
}
_ONLY_PICTURE = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<file>[^)\s]*)\)")


@cache
def parser() -> MarkdownIt:
    return MarkdownIt("commonmark").use(front_matter_plugin).use(attrs_block_plugin)


def parts(text: str, file: str) -> tuple[str, list[Token]]:
    """The front matter's YAML (it begins on the file's second line) and the tokens. Raises ContentError."""
    tokens = parser().parse(text)
    if not tokens or tokens[0].type != "front_matter":
        words = "begins with a line ---, then id, title and the rest, then a line ---."
        raise ContentError(Problem(file, 1, "", "front-matter", words))
    return tokens[0].content, tokens[1:]


def blocks(text: str, tokens: Sequence[Token], file: str, lesson_id: str) -> tuple[Block, ...]:
    """Every block, those without an id too (their id is empty, and the check names them).

    Raises ContentError for what no output could show: a table of code, HTML, a rule.
    """
    lines = text.splitlines()
    found = []
    for token in _outermost(tokens):
        if token.type not in _KINDS:
            raise ContentError(Problem(file, _line(token), "", "no-such-block", _NOT_A_BLOCK % token.type))
        start, end = token.map or [0, 0]
        source = "\n".join(lines[start:end]).strip()
        found.append(_block(token, source, file, lesson_id))
    return tuple(found)


def foreign(source: str) -> Iterator[tuple[str, str]]:
    """What stands in a block's Markdown besides words, emphasis, links and pictures: kind and words."""
    lists = 0
    for token in parser().parse(source):
        lists += (
            token.nesting if token.type.endswith("_list_open") or token.type.endswith("_list_close") else 0
        )
        if token.type.endswith("_list_open") and lists > 1:
            yield "list", token.markup
        for child in token.children or ():
            if child.type in ("html_inline", "code_inline"):
                yield child.type, child.content


_NOT_A_BLOCK = (
    "holds something that not every output can show (%s). Write a heading, paragraph, list, steps, "
    "> callout or picture, and no HTML."
)


def _outermost(tokens: Sequence[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.level == 0 and token.nesting >= 0)


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def _block(token: Token, source: str, file: str, lesson_id: str) -> Block:
    attributes = {
        key: str(value) for key, value in token.attrs.items() if key not in ("id", "class", "start")
    }
    classes = frozenset(str(token.attrs.get("class", "")).split())
    kind, target, words = _KINDS[token.type], "", ""
    if kind == BlockKind.CALLOUT and CASE in classes:
        kind = BlockKind.CASE
    elif kind == BlockKind.PARAGRAPH and (alone := ALONE.fullmatch(source)):
        kind, target = BlockKind(alone["kind"]), alone["id"]
    elif kind == BlockKind.PARAGRAPH and (picture := _ONLY_PICTURE.fullmatch(source)):
        kind, target, words = BlockKind.PICTURE, picture["file"], picture["words"].strip()
    return Block(
        id=str(token.attrs.get("id", "")),
        kind=kind,
        source=source,
        classes=classes,
        attributes=attributes,
        level=int(token.tag[1:]) if kind == BlockKind.HEADING else 0,
        target=target,
        picture_words=words,
        lesson_id=lesson_id,
        file=file,
        line=_line(token),
    )
