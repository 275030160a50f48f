"""Base58 as multibase's "z" has it (Bitcoin's letters)."""

_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_LONGEST = 200


def encode(octets: bytes) -> str:
    number, digits = int.from_bytes(octets, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        digits = _LETTERS[digit] + digits
    return _LETTERS[0] * (len(octets) - len(octets.lstrip(b"\0"))) + digits


def decode(text: str) -> bytes:
    """Raises ValueError."""
    if len(text) > _LONGEST:
        raise ValueError("too long")
    number = 0
    for letter in text:
        number = number * 58 + _LETTERS.index(letter)
    body = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return b"\0" * (len(text) - len(text.lstrip(_LETTERS[0]))) + body
