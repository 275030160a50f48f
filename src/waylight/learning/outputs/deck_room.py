"""How many words a slide holds. A slide does not flow on, so what is too much is shared evenly among several,
and few words are set larger. Measured in points."""

import math
from collections.abc import Sequence

from .slide_shapes import Words

SIZES = (32, 28, 24)
"""The largest that fits is taken; below the last nobody at the back of the room can read."""
HEIGHT = 360
WIDE, BESIDE_PICTURE = 850, 590
_LETTER = 0.5
"""The width of a letter on average, in ems, in Calibri and what has its widths."""
_LINE, _AFTER = 1.2, 8


def shared(words: Sequence[Words], *, with_picture: bool = False) -> tuple[list[Sequence[Words]], int]:
    """The words of each slide, and the size they are all set in. A picture stands beside the first."""
    width = BESIDE_PICTURE if with_picture else WIDE
    for size in SIZES:
        if _height(words, size, width) <= HEIGHT:
            return [words], size
    smallest = SIZES[-1]
    count = math.ceil(_height(words, smallest, width) / HEIGHT)
    while True:
        groups = _evenly(words, count, smallest, width)
        if count >= len(words) or all(_height(group, smallest, width) <= HEIGHT for group in groups):
            break
        count += 1
    fitting = (size for size in SIZES if all(_height(group, size, width) <= HEIGHT for group in groups))
    return groups, next(fitting, smallest)


def _height(words: Sequence[Words], size: int, width: int) -> float:
    return sum(_lines(each, size, width) * size * _LINE + _AFTER for each in words)


def _lines(words: Words, size: int, width: int) -> int:
    return max(1, math.ceil(len(words.text) * size * _LETTER / width))


def _evenly(words: Sequence[Words], count: int, size: int, width: int) -> list[Sequence[Words]]:
    """So many groups of about the same height, none empty; the English stays with its translation."""
    whole = _height(words, size, width)
    groups: list[list[Words]] = [[]]
    filled = 0.0
    for each in words:
        full = filled >= whole * len(groups) / count - 1
        if groups[-1] and full and len(groups) < count and not each.quiet:
            groups.append([])
        groups[-1].append(each)
        filled += _height([each], size, width)
    return list(groups)
