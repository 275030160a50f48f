"""How often somebody may try a badge with wrong codes: so that trying is slow, not so that nobody gets in.

Counted by a keyed digest of the badge that was typed, never by who typed it: no address is looked at. A
badge that nobody has counts like any other, so that the count tells nothing of the roster. A code has 58 bits
and is not found by trying; the count makes that plain to whoever tries. The right code opens all the same: a
badge is worn for all to read, and nobody may keep its holder out by trying it.
"""

import hmac

from django.conf import settings
from django.core.cache import cache

from .roster_keys import badge_as_compared

MOST_WRONG = 10
WITHIN_SECONDS = 600


def too_often(area_slug: str, badge: str) -> bool:
    return int(cache.get(_key(area_slug, badge), 0)) >= MOST_WRONG


def note_wrong(area_slug: str, badge: str) -> None:
    key = _key(area_slug, badge)
    if cache.add(key, 1, WITHIN_SECONDS):
        return
    try:
        cache.incr(key)
    except ValueError:  # its time ended between the two
        cache.add(key, 1, WITHIN_SECONDS)


def _key(area_slug: str, badge: str) -> str:
    tried = f"{area_slug}\0{badge_as_compared(badge)}".encode()
    return f"way-in:{hmac.digest(settings.SECRET_KEY.encode(), tried, 'sha256').hex()[:32]}"
