"""Keyed digests that find a badge, name, e-mail address or operator again without opening anything.

The key of a council's roster is made from the data key and the council's name, so that the same badge has
another digest in another council, and no digest here equals one that any other room keeps of the same value.
"""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from waylight.keys import data_keys

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
"""Twelve of thirty letters are 58 bits: enough that a code is neither guessed nor found from its digest, so
that no slow derivation stands on the public path."""


def badge_as_compared(written: str) -> str:
    """Capitals without spaces and dashes, and a number without leading zeros, which spreadsheets drop."""
    plain = "".join(unicodedata.normalize("NFKC", written).upper().split()).replace("-", "")
    return plain.lstrip("0") or plain if plain.isdecimal() else plain


def words_as_compared(written: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", written).casefold().split())


@dataclass(frozen=True)
class RosterKeys:
    """The digests of one council's roster."""

    digest: Callable[[str, str], str]

    def badge(self, written: str) -> str:
        return self.digest("badge", badge_as_compared(written))

    def name(self, written: str) -> str:
        return self._words("name", written)

    def email(self, written: str) -> str:
        return self._words("email", written)

    def operator(self, written: str) -> str:
        return self._words("operator", written)

    def row(self, *cells: str) -> str:
        """Of a whole line: the same as long as nothing in it changes."""
        return self.digest("row", "\x1f".join(cells))

    def _words(self, kind: str, written: str) -> str:
        plain = words_as_compared(written)
        return self.digest(kind, plain) if plain else ""


def roster_keys(area_slug: str) -> RosterKeys:
    """Staff plane only: it needs the data key."""
    key = bytes.fromhex(data_keys.match("roster", area_slug))

    def digest(kind: str, value: str) -> str:
        return hmac.digest(key, f"{kind}\0{value}".encode(), "sha256").hex()

    return RosterKeys(digest)


def new_code(length: int = CODE_LENGTH) -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(length))


def code_as_compared(typed: str) -> str:
    """Without the spaces and dashes that it is printed with."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def code_in_groups(code: str) -> str:
    """As it is printed: "K7QM 2XHP 9RTD"."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def way_in(area_slug: str, badge: str, code: str) -> str:
    """The digest by which badge and code together are found. Needs no key: the code is secret enough."""
    typed = f"waylight/way-in/1\0{area_slug}\0{badge_as_compared(badge)}\0{code_as_compared(code)}"
    return hashlib.sha256(typed.encode()).hexdigest()
