"""A mail server that takes mail and sends nothing, and does what mail servers do: set as EMAIL_BACKEND."""

import smtplib
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class PostOffice(BaseEmailBackend):
    """Addresses that begin with "refused" are turned away at once; those with "returns" come back later,
    which is for the office to note. `shut`: it takes none. `breaks_after`: so many mails on, it breaks off as
    it takes one, so that nobody knows whether it went."""

    taken: list[str] = []
    shut = False
    breaks_after: int | None = None

    @classmethod
    def begin(cls) -> None:
        cls.taken, cls.shut, cls.breaks_after = [], False, None

    def open(self) -> bool:
        if self.shut:
            raise ConnectionRefusedError
        return True

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        for (address,) in (message.to for message in messages):
            if address.startswith("refused"):
                raise smtplib.SMTPRecipientsRefused({address: (550, b"no such mailbox")})
            self.taken.append(address)
            self._break_off()
        return len(messages)

    @classmethod
    def _break_off(cls) -> None:
        if cls.breaks_after is not None:
            cls.breaks_after -= 1
            if cls.breaks_after < 0:
                cls.breaks_after = None
                raise ConnectionResetError
