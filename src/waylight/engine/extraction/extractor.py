"""All rules in one reading of a text: normal form, tokens, each kind, overlaps, the original words again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import zip_longest
from typing import Any, NamedTuple

from waylight.engine.extraction.gazetteer import Gazetteer
from waylight.engine.extraction.handles import Handles
from waylight.engine.extraction.lexicon import Lexicon
from waylight.engine.extraction.marks import written_marks
from waylight.engine.extraction.mention import TEXT, Found, Mention, without_overlaps
from waylight.engine.extraction.names import Names
from waylight.engine.extraction.normal import normal
from waylight.engine.extraction.organisations import Organisations
from waylight.engine.extraction.part_marks import PartMarks
from waylight.engine.extraction.people import People
from waylight.engine.extraction.people_rules import PeopleRules
from waylight.engine.extraction.phones import Phones
from waylight.engine.extraction.places import Places
from waylight.engine.extraction.scopes import Scopes
from waylight.engine.extraction.spoken_marks import spoken_marks
from waylight.engine.extraction.tags import Vocabulary
from waylight.engine.extraction.time_rules import TimeRules
from waylight.engine.extraction.times import Times
from waylight.engine.extraction.tokens import Tokens, tokenize
from waylight.engine.extraction.vehicles import Vehicles

_APPOSED = 3

Structured = Mapping[str, str | list[str]]


class Lines(NamedTuple):
    """A text as each grammar sees it: one character a word (see `tags`)."""

    times: str
    people: str
    names: str
    vehicles: str
    places: str
    organisations: str
    scopes: str


@dataclass(frozen=True)
class Grammars:
    """The rules of one language (and English), compiled."""

    lexicon: Lexicon
    language: str

    @cached_property
    def times(self) -> Times:
        return Times(TimeRules.of(self.lexicon.section("times", self.language)))

    @cached_property
    def people(self) -> People:
        return People(PeopleRules.of(self.lexicon.section("people", self.language)))

    @cached_property
    def names(self) -> Names:
        return Names(self.lexicon.section("names", self.language))

    @cached_property
    def vehicles(self) -> Vehicles:
        return Vehicles(self.lexicon.section("vehicles", self.language))

    @cached_property
    def part_marks(self) -> PartMarks:
        vehicles = self.lexicon.section("vehicles", self.language)
        about = {word for tag in ("make", "model", "body", "model_of") for word in vehicles[tag]}
        return PartMarks(self.lexicon.section("marks", self.language), about)

    @cached_property
    def places(self) -> Places:
        return Places(self.lexicon.section("places", self.language))

    @cached_property
    def organisations(self) -> Organisations:
        return Organisations(self.lexicon.section("organisations", self.language))

    @cached_property
    def phones(self) -> Phones:
        return Phones(self.lexicon.section("phones", self.language)["owner"])

    @cached_property
    def handles(self) -> Handles:
        words = self.lexicon.section("handles", self.language)
        return Handles(words["services"], words["account_words"], words["ordinary"])

    @cached_property
    def scopes(self) -> Scopes:
        return Scopes(self.lexicon.section("scopes", self.language))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """All that read the words by their tags, in the order of `Lines`."""
        read_as_said = (self.vehicles, self.places, self.organisations, self.scopes)
        return Vocabulary(part.tags for part in (self.times, self.people, self.names, *read_as_said))


class Extractor:
    """Keep one for each gazetteer. It holds no text, only what single words mean that it has met before."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self.lexicon, self.gazetteer = lexicon, gazetteer

    def extract(
        self, text: str, *, received_at: datetime, language: str = "", structured: Structured | None = None
    ) -> list[Mention]:
        """The mentions of a text in order, then those of each structured field."""
        mentions = self._read(text, received_at, language, TEXT)
        for field, held in (structured or {}).items():
            for words in [held] if isinstance(held, str) else held:
                mentions += self._read(str(words), received_at, language, f"structured:{field}")
        return mentions

    def _read(self, text: str, received_at: datetime, language: str, source: str) -> list[Mention]:
        plain = normal(text)
        tokens = tokenize(plain.text)
        if not len(tokens):
            return []
        spoken = self.lexicon.language_of(tokens.words, language)
        grammars = self.lexicon.made(spoken, Grammars)
        lines = Lines(*grammars.vocabulary.read(tokens.words, tokens.capitals))
        found = _without_apposed(
            without_overlaps(list(self._found(tokens, lines, received_at, grammars))), plain.text
        )
        grammars.scopes.mark(tokens, lines.scopes, found)
        return [_mention(one, text, plain.span(one.start, one.end), source) for one in found]

    def _found(
        self, tokens: Tokens, lines: Lines, received_at: datetime, grammars: Grammars
    ) -> Iterator[Found]:
        text = tokens.text
        bare = tokens.without_possessives
        named = lines if bare is tokens else Lines(*grammars.vocabulary.read(bare.words, bare.capitals))
        yield from written_marks(text)
        yield from spoken_marks(tokens)
        yield from grammars.part_marks.find(tokens)
        yield from grammars.phones.find(tokens)
        yield from grammars.handles.find(tokens)
        yield from grammars.times.find(bare, named.times, received_at)
        yield from grammars.vehicles.find(tokens, lines.vehicles)
        yield from grammars.places.find(tokens, lines.places, self.gazetteer)
        yield from grammars.organisations.find(tokens, lines.organisations)
        yield from grammars.names.find(bare, named.names)
        yield from grammars.people.find(bare, named.people)


def _without_apposed(found: list[Found], text: str) -> list[Found]:
    """ "His mate Kyle" is one person: a bare head word just before a name is none beside it."""
    kept = []
    for one, after in zip_longest(found, found[1:]):
        named = after and after.kind == "person" and after.attributes.get("named")
        between = text[one.end : after.start] if after else ""
        close = len(between.split()) <= _APPOSED and not any(sign in between for sign in ".!?;\n,(")
        if not (one.rule == "people:bare" and "count" not in one.attributes and named and close):
            kept.append(one)
    return kept


def _mention(found: Found, text: str, span: tuple[int, int], source: str) -> Mention:
    start, end = span
    attributes: dict[str, Any] = dict(found.attributes)
    words = text[start:end]
    shown = found.normalised or " ".join(words.lower().split())
    return Mention(found.kind, start, end, words, shown, attributes, found.rule, found.certainty, source)
