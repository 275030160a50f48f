"""What is typed on the receipt's pages: the receipt itself, and a message to the hub."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waylight.engine.sealing import Receipt, ReceiptSlip
from waylight.engine.sealing.receipt_text import DIGITS, DIGITS_PER_LINE, read_digits

from .forms import visible
from .models import Concern, Message

WRITABLE = (
    Message.Kind.ANSWER,
    Message.Kind.ADDITION,
    Message.Kind.CORRECTION,
    Message.Kind.WITHDRAWAL,
)


@dataclass(frozen=True)
class Said:
    """A message as it was typed. `form` names the page it was typed on, `question` what it answers."""

    kind: Message.Kind
    text: str
    question: str = ""
    form: str = ""

    @classmethod
    def read(cls, sent: QueryDict) -> "Said | None":
        """None when no message was sent."""
        kind = sent.get("kind", "")
        if kind not in WRITABLE:
            return None
        text = visible("\n".join(sent.getlist("text")))
        return cls(
            Message.Kind(kind),
            text,
            visible(sent.get("question", ""))[:40],
            visible(sent.get("form", ""))[:40],
        )

    def instance_id(self, receipt: Receipt) -> str:
        """The same for a second press of the button, and for no other words: what was changed after going
        back is a message of its own. The server cannot try out guesses of the words by it."""
        return receipt.content_tag("\0".join((self.form, self.kind, self.question, self.text)).encode())

    def question_in(self, concern: Concern) -> Message | None:
        """The question of this concern that it answers."""
        try:
            pk = UUID(self.question)
        except ValueError:
            return None
        return concern.messages.filter(pk=pk, kind=Message.Kind.QUESTION).first()


def new_form() -> str:
    """Names a page with forms, so that pressing its button twice sends once."""
    return secrets.token_hex(8)


@dataclass(frozen=True)
class ReadLine:
    """A line of the receipt as we read it, and whether to look at it again."""

    digits: str
    doubtful: bool


def lines_as_read(typed: str, slip: ReceiptSlip) -> list[ReadLine]:
    """Empty where a letter stood among the digits."""
    try:
        digits = read_digits(typed)
    except ReceiptSlip:
        return []
    rows = [digits[at : at + DIGITS_PER_LINE] for at in range(0, len(digits), DIGITS_PER_LINE)]
    return [
        ReadLine(f"{row[:4]} {row[4:]}".strip(), number in slip.lines) for number, row in enumerate(rows, 1)
    ]


def slip_in_words(slip: ReceiptSlip) -> str:
    """What is wrong and where to look, in the reader's language. It holds no digit of the receipt."""
    about = {"all": DIGITS, "found": slip.found, "lines": ", ".join(map(str, slip.lines))}
    match slip.kind, bool(slip.lines):
        case "empty", _any:
            words = _("Type the %(all)s digits of your receipt.")
        case "too_short", _any:
            words = _("Here are %(found)s digits of %(all)s. Look for a missing one near line %(lines)s.")
        case "too_long", True:
            words = _("Here are %(found)s digits, not %(all)s. Look for one too many near line %(lines)s.")
        case "too_long", False:
            words = _("Here are %(found)s digits. A receipt ends after %(all)s: leave out the rest.")
        case "not_a_digit", True:
            words = _("There is a letter among the digits of line %(lines)s. A receipt has digits only.")
        case "not_a_digit", False:
            words = _("There is a letter among the digits. A receipt has digits only.")
        case _:
            words = ngettext(
                "Look at line %(lines)s again. A digit is not right, or two have changed places.",
                "Look at lines %(lines)s again. A digit is not right, or two have changed places.",
                len(slip.lines),
            )
    return words % about
