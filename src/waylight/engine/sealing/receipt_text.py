"""Reads the digits of a receipt from what a tired person typed, pasted or was told over a phone."""

import unicodedata
from typing import Literal

LINES = 5
DIGITS_PER_GROUP = 4
DIGITS_PER_LINE = 2 * DIGITS_PER_GROUP
DIGITS = LINES * DIGITS_PER_LINE

Slip = Literal["empty", "too_short", "too_long", "not_a_digit", "wrong_digit"]

# Unicode's spaces, punctuation, symbols and controls: among these are the isolates that our own pages put
# around numbers.
_SEPARATORS = frozenset("ZPSC")
_LETTERS_FOR_DIGITS = {
    letter: digit
    for digit, letters in {
        "0": "OoΟοОо",  # Latin, Greek, Cyrillic
        "1": "IilLІі",  # Latin, Ukrainian
        "2": "Zz",
        "3": "Зз",  # Cyrillic
        "5": "Ss",
        "8": "B",
    }.items()
    for letter in letters
}


class ReceiptSlip(ValueError):
    """A receipt that was not copied quite right. Holds no digit of it.

    `kind` chooses the reader's sentence; `lines` (1 to 5) are the lines to look at again, and `groups` (1 to
    10) the groups of four in them; `found` is how many digits there were. For a missing or extra digit the
    line is the first that does not add up: the slip is in it, or rarely in the line before.
    """

    def __init__(self, kind: Slip, lines: tuple[int, ...] = (), found: int = 0) -> None:
        self.kind = kind
        self.lines = tuple(line for line in lines if line <= LINES)
        self.groups = tuple(group for line in self.lines for group in (2 * line - 1, 2 * line))
        self.found = found
        super().__init__(_sentence(kind, self.lines, found))


def read_digits(text: str) -> str:
    """The ASCII digits in `text`, however many there are.

    Forgiven: any spaces, dashes, dots, line breaks and invisible marks; the decimal digits of any script
    (full-width, Arabic, Devanagari, Gurmukhi, Bengali ...); letters that look like a digit, where they stand
    among digits; whole words around the receipt. Raises ReceiptSlip ("not_a_digit") for any other letter
    among digits.
    """
    digits = ""
    tokens = _tokens(text)
    has_digit = [any(_decimal(character) is not None for character in token) for token in tokens]
    for at, token in enumerate(tokens):
        stands_among_digits = any(has_digit[max(at - 1, 0) : at + 2])
        if not has_digit[at] and not (stands_among_digits and token in _LETTERS_FOR_DIGITS):
            continue
        for character in token:
            value = _decimal(character)
            digit = _LETTERS_FOR_DIGITS.get(character) if value is None else str(value)
            if digit is None:
                raise ReceiptSlip("not_a_digit", (len(digits) // DIGITS_PER_LINE + 1,), len(digits))
            digits += digit
    return digits


def _tokens(text: str) -> list[str]:
    return "".join(
        " " if unicodedata.category(character)[0] in _SEPARATORS else character for character in text
    ).split()


def _decimal(character: str) -> int | None:
    return unicodedata.decimal(character, None)


def _sentence(kind: Slip, lines: tuple[int, ...], found: int) -> str:
    where = " and ".join(f"line {line}" for line in lines)
    match kind:
        case "empty":
            return f"There are no digits here. A receipt is {DIGITS} digits in {LINES} lines."
        case "too_short":
            return f"A receipt has {DIGITS} digits, here are {found}. Look for a missing one near {where}."
        case "too_long" if lines:
            return f"A receipt has {DIGITS} digits, here are {found}. Look for an extra one near {where}."
        case "too_long":
            return f"A receipt ends after {DIGITS} digits, here are {found}. Leave out the rest."
        case "not_a_digit":
            return f"There is a letter among the digits of {where or 'the end'}. A receipt is digits only."
        case "wrong_digit":
            return f"A digit in {where} is not right, or two have changed places."
