"""Names, marks and numbers in the one shape in which they are compared; what people wrote is kept elsewhere.

Everything that is compared is plain ASCII, because string likeness counts bytes in some engines and letters
in others, so that names with accents or in other scripts would link worse than plain ones.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

UNKNOWN = "_"
NOTHING_THERE = "-"
MARK_SLOTS = 7
PHONE_SLOTS = 10
# Characters that are read one for the other at a glance or in the dark: each becomes the first of its group.
LOOK_ALIKE = ("0ODQ", "1IL", "2Z", "5S", "8B", "6G")
# Those that are mistaken less often, or only when dirty or tilted. Applied after the groups above.
LOOSELY_ALIKE = ("UVY", "MNHW", "EF", "PR", "KX", "6C")
_LOOK_ALIKE = {ord(c): group[0] for group in LOOK_ALIKE for c in group}
_LOOSELY_ALIKE = {ord(c): group[0] for group in LOOSELY_ALIKE for c in group}
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_VOWELS = re.compile(r"[aeiouyw]")
_DOUBLED = re.compile(r"(.)\1+")
_BY_EAR = (("ph", "f"), ("ck", "k"), ("q", "k"), ("cz", "ch"), ("sz", "sh"), ("x", "ks"))
_ONE_OF = re.compile(r"\[[^\]]*\]")
_DIGITS_APART = re.compile(r"([A-Z]{1,3})(\d{1,3})([A-Z]{1,3})")
_UK = "+44"


@lru_cache(maxsize=65536)
def latin(text: str) -> str:
    """Lower-case ASCII words with single spaces, whatever the script. Apostrophes join, other marks part."""
    plain = anyascii(unicodedata.normalize("NFKC", text).replace("’", "'")).lower()
    return _NOT_WORD.sub(" ", plain.replace("'", "").replace("`", "")).strip()


@lru_cache(maxsize=65536)
def consonants(name: str) -> str:
    """What is left of a Latin name without vowels, so that a name from a script that omits them can agree.

    Empty if fewer than three letters are left: too little to tell two names apart.
    """
    for heard, put in _BY_EAR:
        name = name.replace(heard, put)
    bare = _DOUBLED.sub(r"\1", _VOWELS.sub("", name.replace(" ", "")))
    return bare if len(bare) >= 3 else ""


def skeleton(handle: str) -> str:
    """A handle without dots, dashes and underscores."""
    return latin(handle).replace(" ", "")


def folded(mark: str) -> str:
    """A mark with look-alike characters brought together."""
    return mark.translate(_LOOK_ALIKE)


def loosely_folded(slots: str) -> str:
    """Folded slots with the rarer mistakes brought together too."""
    return slots.translate(_LOOSELY_ALIKE)


def is_whole(pattern: str) -> bool:
    """No character is missing or in doubt."""
    return pattern.replace("+", "").isalnum()


@lru_cache(maxsize=65536)
def mark_slots(pattern: str) -> str:
    """Seven folded characters, `_` unknown, `-` known to be absent; "" for a mark that does not fit in seven.

    `*` is any run, `?` one character, `[VY]` either. The front is laid from the left, the back from the
    right; a shorter mark of letters, digits, letters has its gap after the digits, as plates have.
    """
    pattern = _ONE_OF.sub(_same_or_unknown, pattern.upper()).replace("?", UNKNOWN)
    if "*" not in pattern:
        parts = _DIGITS_APART.fullmatch(pattern)
        front, back = (parts[1] + parts[2], parts[3]) if parts else (pattern, "")
        filling = NOTHING_THERE
    else:
        filling = UNKNOWN
        front, back = pattern[: pattern.index("*")], pattern[pattern.rindex("*") + 1 :]
    gap = MARK_SLOTS - len(front) - len(back)
    return folded(front + filling * gap + back) if gap >= 0 else ""


@lru_cache(maxsize=65536)
def phone_slots(pattern: str) -> str:
    """The last ten digits, `_` where nothing is known. A start and an end that fill ten make a whole."""
    national = pattern.removeprefix(_UK).replace("?", UNKNOWN).lstrip("+")
    if national.startswith("0"):
        national = national[1:]
    if "*" not in national:
        return national[-PHONE_SLOTS:].rjust(PHONE_SLOTS, UNKNOWN)
    front, back = national[: national.index("*")], national[national.rindex("*") + 1 :]
    gap = PHONE_SLOTS - len(front) - len(back)
    return front + UNKNOWN * gap + back if gap >= 0 else (front + back)[-PHONE_SLOTS:]


def _same_or_unknown(group: re.Match[str]) -> str:
    read = set(folded(group[0][1:-1]))
    return read.pop() if len(read) == 1 else UNKNOWN
