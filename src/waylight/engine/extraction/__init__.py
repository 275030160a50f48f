"""From a concern's words to mentions: people, vehicles, places, phones, handles, times, organisations.

`extract` is the whole of it; keep an `Extractor` where many texts meet one gazetteer.
"""

from datetime import datetime
from functools import cache

from waylight.engine.extraction.extractor import Extractor, Structured
from waylight.engine.extraction.gazetteer import Gazetteer
from waylight.engine.extraction.gazetteer_files import GazetteerError, Place, read_places
from waylight.engine.extraction.lexicon import Lexicon, LexiconError
from waylight.engine.extraction.mention import KINDS, Kind, Mention

__all__ = [
    "KINDS",
    "Extractor",
    "Gazetteer",
    "GazetteerError",
    "Kind",
    "Lexicon",
    "LexiconError",
    "Mention",
    "Place",
    "extract",
    "read_places",
]


def extract(
    text: str,
    *,
    received_at: datetime,
    language: str = "",
    gazetteer: Gazetteer,
    structured: Structured | None = None,
    lexicon: Lexicon | None = None,
) -> list[Mention]:
    """The mentions of a text in order, then those of its form's fields. Nothing is stored or sent.

    `received_at` must have a time zone: times are counted back from it. `language` is what the reporter
    declared (BCP 47, may be empty). Spans of one text do not overlap. Without `lexicon`, the house's own
        lists.
    """
    reader = Extractor(lexicon or _standard(), gazetteer)
    return reader.extract(text, received_at=received_at, language=language, structured=structured)


@cache
def _standard() -> Lexicon:
    return Lexicon.load()
