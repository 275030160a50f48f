"""Words in the reader's language with the English beside them, wherever safety depends on them."""

from dataclasses import dataclass

from django.utils.translation import gettext


@dataclass(frozen=True)
class Bilingual:
    words: str
    english: str

    @property
    def same(self) -> bool:
        """Not translated, or the reader reads English."""
        return self.words == self.english

    def __bool__(self) -> bool:
        return bool(self.english)


def bilingual(english: str) -> Bilingual:
    """In the language of the moment. Empty stays empty: gettext would answer with the catalogue's header."""
    return Bilingual(gettext(english) if english else "", english)
