"""A code to scan, as a picture that says in words where it leads."""

import io
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import segno
from markupsafe import Markup, escape

_INK = "#10191c"


@dataclass(frozen=True)
class ScanCode:
    """`alt`: for whoever cannot see the picture."""

    address: str
    alt: str = ""

    @property
    def shown(self) -> str:
        """The address as it is read and typed."""
        parts = urlsplit(self.address)
        return f"{parts.netloc}{parts.path}".rstrip("/")

    def svg(self) -> str:
        return _drawn(self.address, kind="svg", border=0, xmldecl=False, dark=_INK).decode()

    def labelled(self, title: str, about: str) -> Markup:
        """For a page: drawn in it, with a name and a description for whoever cannot see it."""
        drawn = segno.make(self.address, error="m", micro=False).svg_inline(
            scale=5, border=2, dark=_INK, light="#ffffff", title=title, desc=about
        )
        named = drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(title)}" ', 1)
        return Markup(named)  # noqa: S704 - segno escapes both texts

    def png(self, scale: int = 12) -> bytes:
        """`scale`: pixels a module."""
        return _drawn(self.address, kind="png", border=2, scale=scale, dark=_INK)


def _drawn(address: str, **how: Any) -> bytes:
    into = io.BytesIO()
    segno.make(address, error="m", micro=False).save(into, **how)
    return into.getvalue()
