"""A PDF read back: what a screen reader is told, and where words stand on a page."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdf


@dataclass(frozen=True)
class Tag:
    """One element of the structure: `language` is what holds there, inherited or its own."""

    kind: str
    language: str
    alt: str
    title: str
    depth: int


class Paper:
    def __init__(self, file: bytes) -> None:
        self.file = file
        self.pdf = pikepdf.open(io.BytesIO(file))
        self.reader = pypdf.PdfReader(io.BytesIO(file))

    @property
    def language(self) -> str:
        return str(self.pdf.Root.Lang)

    @property
    def tagged(self) -> bool:
        return bool(self.pdf.Root.MarkInfo.Marked)

    @property
    def title(self) -> str:
        """What a reader shows as the window's title; the file must ask for it."""
        assert bool(self.pdf.Root.ViewerPreferences.DisplayDocTitle)
        return str(self.pdf.docinfo["/Title"])

    @property
    def direction(self) -> str:
        return str(self.pdf.Root.ViewerPreferences.get("/Direction", "/L2R"))

    @property
    def claim(self) -> str:
        """The part of PDF/UA that it says it keeps to."""
        return str(self.pdf.open_metadata().get("pdfuaid:part"))

    @property
    def keywords(self) -> str:
        return str(self.pdf.docinfo.get("/Keywords", ""))

    @property
    def tags(self) -> list[Tag]:
        return list(_walk(self.pdf.Root.StructTreeRoot.K, self.language, 0))

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Level and words (as the file's outline names them), in reading order."""
        return [(int(tag.kind[1]), tag.title) for tag in self.tags if re.fullmatch(r"H\d", tag.kind)]

    @property
    def pages(self) -> list[str]:
        return [page.extract_text() for page in self.reader.pages]

    @property
    def text(self) -> str:
        """Words in reading order, a line break as a space."""
        return " ".join(" ".join(self.pages).split()).replace("\u00a0", " ")


def _walk(found: Any, language: str, depth: int) -> Iterator[Tag]:
    if isinstance(found, pikepdf.Array):
        for each in found:
            yield from _walk(each, language, depth)
    elif isinstance(found, pikepdf.Dictionary) and "/S" in found:
        own = str(found.get("/Lang", language))
        alt, title = str(found.get("/Alt", "")), str(found.get("/T", ""))
        yield Tag(str(found.S)[1:], own, alt, title, depth)
        if "/K" in found:
            yield from _walk(found.K, own, depth + 1)
