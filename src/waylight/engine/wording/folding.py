"""Letters brought to one plain shape, so that one phrase matches the many ways people type it.

The tables are plain data (code points, strings) and use nothing that is peculiar to Python, so that the
browser can be given the same tables and reach the same words.
"""

import re
import unicodedata

# First and last code point of each run that is dropped after NFKD.
DROPPED: tuple[tuple[int, int], ...] = (
    (0x00AD, 0x00AD),  # soft hyphen
    (0x0300, 0x036F),  # accents of Latin letters
    (0x0640, 0x0640),  # Arabic letter stretcher
    (0x064B, 0x065F),  # Arabic vowel signs, hamza and madda as marks
    (0x0670, 0x0670),  # Arabic small alef
    (0x06D6, 0x06ED),  # Arabic recitation signs
    (0x061C, 0x061C),  # Arabic letter mark
    (0x0A01, 0x0A02),  # Gurmukhi nasal signs, which people leave out or swap
    (0x0A3C, 0x0A3C),  # Gurmukhi nukta
    (0x0A70, 0x0A71),  # Gurmukhi tippi and addak
    (0x200B, 0x200F),  # zero width, direction marks
    (0x202A, 0x202E),  # direction embeddings
    (0x2060, 0x2069),  # word joiner, direction isolates
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),  # byte order mark
)

REPLACED: dict[str, str] = {
    "ł": "l",
    "đ": "d",
    "ø": "o",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    # Arabic and Urdu keyboards differ in these letters only.
    "ي": "ی",
    "ى": "ی",
    "ې": "ی",
    "ك": "ک",
    "ڪ": "ک",
    "ة": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ں": "ن",
    # Gurmukhi joined h, often not typed.
    "\u0a4d\u0a39": "",
}

APOSTROPHES = "'’‘ʼ´`′＇ʹ"

# The first digit of each decimal system in use here; the other nine follow it.
DIGIT_ZEROS: tuple[int, ...] = (0x0660, 0x06F0, 0x0966, 0x0A66)

SENTENCE_ENDS = ".!?…؟۔।\n\r"

_DROPPED = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in DROPPED) + "]")
_DIGITS = {zero + n: str(n) for zero in DIGIT_ZEROS for n in range(10)}
_REPEATED_LETTER = re.compile(r"([^\W\d_])\1+")
_SENTENCE_END = re.compile("[" + re.escape(SENTENCE_ENDS) + "]+")
_STOP_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[.:](?=[0-9])")


def plain_letters(text: str) -> str:
    """Lower case, no accents, no invisible marks, one shape for letters that keyboards write differently."""
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", text).casefold()).translate(_DIGITS)
    for found, put in REPLACED.items():
        plain = plain.replace(found, put)
    return plain


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence, folded: `plain_letters`, no apostrophes, each run of a letter as one.

    Runs are cut to one ("heeelp" and "help" agree; so do "off" and "of"), because the phrases are folded
    alike. A joiner such as a hyphen parts two words. Digits keep their runs: 999 is 999.
    """
    plain = plain_letters(text.translate({ord(mark): None for mark in APOSTROPHES}))
    plain = _STOP_BETWEEN_DIGITS.sub(" ", _REPEATED_LETTER.sub(r"\1", plain))
    found = (_words(part) for part in _SENTENCE_END.split(plain))
    return [words for words in found if words]


def _words(sentence: str) -> list[str]:
    return "".join(char if _belongs_to_word(char) else " " for char in sentence).split()


def _belongs_to_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")
