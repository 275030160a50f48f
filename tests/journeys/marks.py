"""Words that occur nowhere else, and every spelling in which they could have leaked."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, quote_plus

from tests.site.visitor import Form, Page

KEPT = frozenset({"csrfmiddlewaretoken", "entry", "area", "kind", "question", "form", "form_id", "base"})
"""Hidden fields that a page fills in itself."""


@dataclass
class Marks:
    """Makes markers and remembers what each was typed into."""

    typed: dict[str, str] = field(default_factory=dict)

    def new(self, where: str, *, pattern: str = "qz{:04}wjx") -> str:
        """A marker that no word contains; `pattern` for fields that want a telephone number."""
        mark = pattern.format(len(self.typed) + 1)
        self.typed[mark] = where
        return mark

    def add(self, words: str, where: str) -> str:
        self.typed[words] = where
        return words

    def fill(self, page: Page, form: Form, **own: str) -> dict[str, str | list[str]]:
        """Something for every field of a form: a marker where one can type, the first choice elsewhere."""
        values: dict[str, str | list[str]] = {}
        for each in form.fields:
            name, kind = each["name"], each["type"]
            if not name or name in values or name in own or kind == "hidden" and name in KEPT:
                continue
            if each.tag == "select":
                values[name] = next((option for option in each.options if option), "")
            elif kind in ("radio", "checkbox"):
                values[name] = each["value"] or "on"
            elif kind == "hidden" and each["value"]:
                continue
            else:
                values[name] = self.new(f"{page.address} {name}")
        return {**values, **own}

    def found_in(self, octets: bytes) -> dict[str, str]:
        """Which markers occur in some spelling, and where each was typed."""
        small = octets.lower()
        return {
            mark: where
            for mark, where in self.typed.items()
            if any(spelling in octets or spelling.lower() in small for spelling in set(spellings(mark)))
        }

    def found_under(self, *places: Path) -> dict[str, dict[str, str]]:
        """The same for files, and for all files in folders; by file."""
        files = [file for place in places for file in ([place] if place.is_file() else place.rglob("*"))]
        assert files
        found = {str(file): self.found_in(file.read_bytes()) for file in files if file.is_file()}
        return {file: marks for file, marks in found.items() if marks}


def spellings(words: str) -> Iterator[bytes]:
    """Plain, with wide letters, escaped, in an address, in hexadecimal, and in base64 at each of its three
    places, without the ends that the neighbouring octets would change."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
        yield words.encode(encoding)
    yield json.dumps(words)[1:-1].encode()
    yield words.encode("unicode_escape")
    yield quote(words).encode()
    yield quote_plus(words).encode()
    yield words.encode().hex().encode()
    for before in range(3):
        octets = b"\0" * before + words.encode()
        whole = base64.b64encode(octets)
        inner = whole[4 if before else 0 : len(octets) // 3 * 4]
        yield inner
        yield inner.replace(b"+", b"-").replace(b"/", b"_")
