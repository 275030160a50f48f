"""How often something may be tried wrongly: so that trying is slow, never by who tries. No address is
looked at, and what is counted is kept as a keyed digest.

A badge with wrong codes: one that nobody has counts like any other, so that the count tells nothing of the
roster. A code has 58 bits and is not found by trying; the count makes that plain to whoever tries. The right
code opens all the same: a badge is worn for all to read, and nobody may keep its holder out by trying it.

A certificate with wrong badges: a badge number is short, so that here the count is all that protects it. It
is small and lasts for a day, and while it is full nothing is answered, right or wrong.
"""

import hmac
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache

from .roster_keys import badge_as_compared

MOST_WRONG = 10
WITHIN_SECONDS = 600
MOST_WRONG_BADGES = 5
A_DAY = 86_400


@dataclass(frozen=True)
class Tries:
    """Wrong tries of one thing: `most` of them within so many seconds from the first."""

    kind: str
    of: str
    most: int
    seconds: int

    @property
    def too_many(self) -> bool:
        return int(cache.get(self._key, 0)) >= self.most

    def note_wrong(self) -> None:
        if cache.add(self._key, 1, self.seconds):
            return
        try:
            cache.incr(self._key)
        except ValueError:  # its time ended between the two
            cache.add(self._key, 1, self.seconds)

    @property
    def _key(self) -> str:
        digest = hmac.digest(settings.SECRET_KEY.encode(), self.of.encode(), "sha256")
        return f"{self.kind}:{digest.hex()[:32]}"


def codes_of(area_slug: str, badge: str) -> Tries:
    return Tries("way-in", f"{area_slug}\0{badge_as_compared(badge)}", MOST_WRONG, WITHIN_SECONDS)


def badges_of(certificate_code: str) -> Tries:
    return Tries("badge-of", certificate_code, MOST_WRONG_BADGES, A_DAY)
