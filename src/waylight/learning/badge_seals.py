"""What stands behind the code on a printed certificate, so that whoever is shown the paper can ask whether
it was printed for the badge beside it.

A certificate keeps no badge, and the public plane holds no key that opens one. But who prints their own has
come in with their badge: the paper then carries eight letters more, keyed by this installation's secret and
made of the certificate's code and that badge. Nothing is stored. The letters do not say the badge, and
without the secret no badge can be tried against them; `trying` slows down whoever asks the page instead.
"""

import hmac
from functools import cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from .actions.certifying import CODE_LENGTH
from .roster_keys import CODE_LETTERS, badge_as_compared, code_as_compared

_OURS, _BADGE = 3, 5
"""Letters that say the secret is still the one it was printed under, then letters that say the badge."""


def sealed_code(code: str, badge: str) -> str:
    """The code of a certificate with the letters for its holder's badge behind it."""
    plain = code_as_compared(code)
    return plain + _ours(plain) + _of_badge(plain, badge)


def parted(typed: str) -> tuple[str, str]:
    """A typed code as the certificate's own and the letters behind it; those are empty where there are none,
    or a letter is wrong, or they were printed under another secret: then nothing can be said of a badge."""
    compared = code_as_compared(typed)
    plain, seal = compared[:CODE_LENGTH], compared[CODE_LENGTH:]
    whole = len(seal) == _OURS + _BADGE and seal.startswith(_ours(plain))
    return (plain, seal) if whole else (plain, "")


def printed_for(code: str, seal: str, badge: str) -> bool:
    """Whether the paper with these letters was printed by whoever came in with this badge."""
    return hmac.compare_digest(seal[_OURS:].encode(), _of_badge(code, badge).encode())


def _ours(code: str) -> str:
    return _letters("ours", code, _OURS)


def _of_badge(code: str, badge: str) -> str:
    return _letters("badge", f"{code}\0{badge_as_compared(badge)}", _BADGE)


def _letters(kind: str, value: str, length: int) -> str:
    number = int.from_bytes(hmac.digest(_key(settings.SECRET_KEY), f"{kind}\0{value}".encode(), "sha256"))
    found = ""
    for _place in range(length):
        number, letter = divmod(number, len(CODE_LETTERS))
        found += CODE_LETTERS[letter]
    return found


@cache
def _key(secret: str) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"waylight/badge-seal/1")
    return hkdf.derive(secret.encode())
