"""The receipt is the key: whoever holds it can find and read what belongs to one concern.

A flow key of 32 random bytes is made when a person begins, and lives only in their browser's cookie. From it
comes everything of that one flow, the receipt included, so that the same concern sent twice has the same
receipt. From the receipt alone come a locator and a key pair. The server keeps locator and public key: it
can write to the reporter and never read it back.

How a receipt looks: 40 digits in five lines of two groups of four.

    4831 0275
    ...

The last digit of each line is a check digit (`check_digit`, started at the line's number), so a slip is
located to its line, and two lines exchanged are noticed too. 35 free digits are 116 bits: beyond guessing,
so nothing on the public path has to be slow.

Why digits, when they are longer than the alternatives? They are the only signs that survive every language
and script of our readers: an interpreter, a night porter and a call handler all say them aloud, every phone
types them, a person who reads no Latin letters copies them. Ten words would need a list per language, and
the right one at both ends of the call. Letters with digits save 16 signs and lose them to B, D, P, T and
V over a phone. Groups of four are how people already read out a bank card.
"""

import base64
import binascii
import hmac
import secrets
from typing import Self

from .check_digit import check_digit, holds
from .keys import PrivateKey, PublicKey
from .receipt_text import DIGITS, DIGITS_PER_GROUP, DIGITS_PER_LINE, LINES, ReceiptSlip, read_digits
from .secret import Secret

_FREE_PER_LINE = DIGITS_PER_LINE - 1
_FREE_DIGITS = LINES * _FREE_PER_LINE


class BadFlowKey(ValueError):
    """This cookie holds no flow key; begin a new flow."""


class Receipt(Secret):
    """What the reporter keeps. The secret is the 35 free digits in ASCII, without check digits."""

    __slots__ = ()
    DERIVATION = "waylight/receipt/1"
    LENGTH = _FREE_DIGITS

    def __init__(self, secret: bytes) -> None:
        super().__init__(secret)
        if not self._secret.isdigit():
            raise ValueError(f"A receipt's secret is {_FREE_DIGITS} ASCII digits.")

    @classmethod
    def new(cls) -> Self:
        return cls.from_number(secrets.randbelow(10**_FREE_DIGITS))

    @classmethod
    def from_number(cls, number: int) -> Self:
        """The receipt whose free digits are those of `number`, which is taken modulo 10 ** 35."""
        return cls(f"{number % 10**_FREE_DIGITS:0{_FREE_DIGITS}d}".encode("ascii"))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads what a person typed or pasted; see `read_digits` for what is forgiven.

        Raises ReceiptSlip, which says what is wrong and in which line.
        """
        digits = read_digits(text)
        if not digits:
            raise ReceiptSlip("empty")
        rows = [digits[at : at + DIGITS_PER_LINE] for at in range(0, len(digits), DIGITS_PER_LINE)]
        wrong = tuple(number for number, row in enumerate(rows, 1) if not holds(row, start=number))
        if len(digits) < DIGITS:
            raise ReceiptSlip("too_short", wrong[:1] or (len(digits) // DIGITS_PER_LINE + 1,), len(digits))
        if len(digits) > DIGITS:
            raise ReceiptSlip("too_long", wrong[:1], len(digits))
        if wrong:
            raise ReceiptSlip("wrong_digit", wrong, len(digits))
        return cls("".join(row[:_FREE_PER_LINE] for row in rows).encode("ascii"))

    @property
    def lines(self) -> tuple[str, ...]:
        """The five lines as a person copies them, each "1234 5678"."""
        free = self._secret.decode("ascii")
        rows = (free[at : at + _FREE_PER_LINE] for at in range(0, _FREE_DIGITS, _FREE_PER_LINE))
        checked = (row + check_digit(row, start=number) for number, row in enumerate(rows, 1))
        return tuple(f"{row[:DIGITS_PER_GROUP]} {row[DIGITS_PER_GROUP:]}" for row in checked)

    @property
    def text(self) -> str:
        """All ten groups on one line, for a download or the clipboard."""
        return " ".join(self.lines)

    @property
    def locator(self) -> str:
        """32 hex digits under which the server files the concern. It says nothing about the receipt."""
        return self.derive("locator", 16).hex()

    def private_key(self) -> PrivateKey:
        """The pair that hpke-js's deriveKeyPair makes of the same 32 bytes."""
        return PrivateKey.from_keying_material(self.derive("key-pair", 32))

    def public_key(self) -> PublicKey:
        return self.private_key().public

    def content_tag(self, content: bytes) -> str:
        """64 hex digits, equal for equal content of this receipt and of no other.

        The server compares two sends of one flow by it, and cannot try out guesses of the content.
        """
        return hmac.digest(self.derive("content-tag", 32), content, "sha256").hex()


class FlowKey(Secret):
    """32 random bytes of one person's one concern, from the first page to the receipt."""

    __slots__ = ()
    DERIVATION = "waylight/flow/1"

    @classmethod
    def new(cls) -> Self:
        return cls(secrets.token_bytes(cls.LENGTH))

    @classmethod
    def from_cookie(cls, text: str) -> Self:
        """Raises BadFlowKey for anything that `to_cookie` did not write."""
        try:
            flow_key = cls(base64.b64decode(f"{text}=", altchars=b"-_", validate=True))
        except (ValueError, binascii.Error) as error:
            raise BadFlowKey("This cookie holds no flow key.") from error
        if not hmac.compare_digest(flow_key.to_cookie(), text):
            raise BadFlowKey("This cookie holds a flow key in another spelling.")
        return flow_key

    def to_cookie(self) -> str:
        """43 characters of URL-safe base64. Set it HttpOnly, Secure, SameSite=Lax and for the session."""
        return base64.urlsafe_b64encode(self._secret).rstrip(b"=").decode("ascii")

    @property
    def draft_locator(self) -> str:
        """32 hex digits under which an unfinished draft is kept."""
        return self.derive("draft-locator", 16).hex()

    @property
    def draft_key(self) -> bytes:
        """32 bytes that encrypt the draft: `DataKey.from_bytes(flow_key.draft_key)`."""
        return self.derive("draft-key", 32)

    @property
    def instance_id(self) -> str:
        """32 hex digits that make a second send of the same flow harmless."""
        return self.derive("instance-id", 16).hex()

    @property
    def receipt(self) -> Receipt:
        """This flow's one receipt. 256 bits reduced modulo 10 ** 35 leave no bias worth a name."""
        return Receipt.from_number(int.from_bytes(self.derive("receipt", 32), "big"))
