"""For whom a sheet is printed: an area, a language, a site's address, a day, and where it will hang."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext_noop, override

from waylight.guidance import queries
from waylight.guidance.models import Area
from waylight.learning import library as books
from waylight.learning.library import Block, Passage, Question, Weight

from .labels import ENGLISH, said
from .qr import ScanCode

OPENS_SITE = gettext_noop("Code to scan. It opens %(address)s.")


@dataclass(frozen=True)
class Edition:
    """`address`: of the public site, https and without a path. `although`: why it is printed with a number
    that must be checked soon; empty: then it is not. `place`: where it hangs, such as a hotel; its code then
    offers that name to whoever reports by it."""

    area: Area
    address: str
    on: date
    language: str = ENGLISH
    although: str = ""
    place: str = ""

    @property
    def pack(self) -> queries.Pack:
        return queries.pack(self.area)

    def in_english(self) -> "Edition":
        return replace(self, language=ENGLISH)

    def passages(self, blocks: Iterable[Block]) -> tuple[Passage, ...]:
        return books.passages(blocks, self.language, self.area, self.on)

    def say(self, key: str, words: str, weight: Weight = Weight.PLAIN) -> Passage:
        """Words that are no block, under their key."""
        return books.said(key, words, self.language, self.area, self.on, weight=weight)

    def ask(self, question: Question) -> books.Asked:
        return books.asked(question, self.language, self.area, self.on)

    def day(self, day: date) -> str:
        """20 November 2026, in English: our own sentences on paper are, until somebody translates them."""
        with override(ENGLISH):
            return date_format(day, "j F Y")

    def code(self, address: str = "") -> ScanCode:
        """To scan: the site's first page, or another address."""
        home = f"{self.address.rstrip('/')}/"
        code = ScanCode(address or (f"{home}?{urlencode({'at': self.place})}" if self.place else home))
        return replace(code, alt=str(said(OPENS_SITE, self.language, address=code.shown)["words"]))
