"""Link and code: two halves of one key, which reach a reader by two ways.

The link holds 128 random bits and stands in an address; the server keeps only its locator. The code is 14
free digits with a check digit after each seven, and is told by another way. The key is scrypt (RFC 7914) of
the code, salted with what only the link tells: a stolen database has neither half; whoever meets the link
alone has to guess 46 bits through the server, which counts; whoever has database and link needs some 40 ms
and 16 MiB for each guess.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from typing import Self

from .check_digit import check_digit, holds
from .data_key import DataKey
from .receipt_text import DIGITS_PER_GROUP, DIGITS_PER_LINE, ReceiptSlip, read_digits
from .secret import Secret

_LINES = 2
_FREE_PER_LINE = DIGITS_PER_LINE - 1
_WORK = {"n": 2**14, "r": 8, "p": 1}


class BadLink(ValueError):
    """No link of ours reads like this."""


class BadCode(ValueError):
    """These are not sixteen digits, or a digit is not right. Holds none of them."""


class HandedCode(Secret):
    """What is told by voice or on paper. The secret is the 14 free digits in ASCII."""

    __slots__ = ()
    DERIVATION = "waylight/handed-code/1"
    LENGTH = _LINES * _FREE_PER_LINE

    @classmethod
    def new(cls) -> Self:
        return cls(f"{secrets.randbelow(10**cls.LENGTH):0{cls.LENGTH}d}".encode("ascii"))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Forgives what `read_digits` forgives. Raises BadCode."""
        try:
            digits = read_digits(text)
        except ReceiptSlip as slip:
            raise BadCode("There is a letter among the digits.") from slip
        rows = [digits[at : at + DIGITS_PER_LINE] for at in range(0, len(digits), DIGITS_PER_LINE)]
        whole = len(digits) == _LINES * DIGITS_PER_LINE
        if not whole or not all(holds(row, start=number) for number, row in enumerate(rows, 1)):
            raise BadCode("These digits are not a code.")
        return cls("".join(row[:_FREE_PER_LINE] for row in rows).encode("ascii"))

    @property
    def text(self) -> str:
        """Four groups of four: "1234 5678 9012 3456"."""
        free = self._secret.decode("ascii")
        rows = (free[at : at + _FREE_PER_LINE] for at in range(0, self.LENGTH, _FREE_PER_LINE))
        digits = "".join(row + check_digit(row, start=number) for number, row in enumerate(rows, 1))
        return " ".join(digits[at : at + DIGITS_PER_GROUP] for at in range(0, len(digits), DIGITS_PER_GROUP))


class HandedLink(Secret):
    """What stands in the address."""

    __slots__ = ()
    DERIVATION = "waylight/handed-link/1"
    LENGTH = 16

    @classmethod
    def new(cls) -> Self:
        return cls(secrets.token_bytes(cls.LENGTH))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises BadLink for anything that `text` did not write."""
        try:
            link = cls(base64.b64decode(f"{text}==", altchars=b"-_", validate=True))
        except (ValueError, binascii.Error) as error:
            raise BadLink("This is no link of ours.") from error
        if not hmac.compare_digest(link.text.encode(), text.encode("utf-8", "replace")):
            raise BadLink("This is a link in another spelling.")
        return link

    @property
    def text(self) -> str:
        """22 characters of URL-safe base64."""
        return base64.urlsafe_b64encode(self._secret).rstrip(b"=").decode("ascii")

    @property
    def locator(self) -> str:
        """32 hex digits under which the server files what was handed over. They do not tell the link."""
        return self.derive("locator", 16).hex()

    def key(self, code: HandedCode) -> DataKey:
        """The key that opens what was handed over; slow on purpose."""
        return DataKey(hashlib.scrypt(code.to_bytes(), salt=self.derive("salt", 32), dklen=32, **_WORK))
