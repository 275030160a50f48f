"""Names of places, looked up in running text by official name, alias, usual short form, or sound.

Short forms follow how people speak: without the town in front, without brackets, "rank" for "taxi rank", the
last word of a name alone where only one place ends so. One-word names that are ordinary words need "the".
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from rapidfuzz import fuzz

from waylight.engine.extraction.gazetteer_files import Place, read_places
from waylight.engine.extraction.normal import normal
from waylight.engine.extraction.sounds import skeleton
from waylight.engine.extraction.tokens import Tokens, tokenize

TOWNS = frozenset({"town", "city", "village", "coastal-town", "county", "suburban-area", "hamlet"})
_ALIKE = {
    "street": "st", "saint": "st", "rd": "road", "ln": "lane", "ave": "avenue", "gdns": "gardens",
    "gdn": "gardens",
    "cres": "crescent", "sq": "square", "dr": "drive", "cl": "close", "ct": "court", "storey": "story",
    "&": "and",
    "centre": "center", "mem": "memorial", "ind": "industrial", "est": "estate", "shops": "shop",
    "stores": "store", "train": "railway",
    "rail": "railway", "terr": "terrace", "pk": "park", "sch": "school", "hosp": "hospital",
    "stn": "station", "no": "number", "garden": "gardens",
}  # fmt: skip
_ORDINARY_TAILS = frozenset(
    [
        "road",
        "st",
        "lane",
        "avenue",
        "close",
        "drive",
        "court",
        "crescent",
        "terrace",
        "gardens",
        "grove",
        "way",
        "walk",
        "row",
        "hill",
        "rise",
        "place",
        "square",
        "center",
        "shop",
        "store",
        "park",
        "station",
        "school",
        "hotel",
        "pub",
        "bar",
        "club",
        "cafe",
        "house",
        "hall",
        "top",
        "stop",
        "gate",
        "gates",
        "ground",
        "room",
        "rooms",
        "services",
        "news",
        "fields",
        "end",
        "green",
        "view",
        "field",
        "high",
        "primary",
        "academy",
        "college",
        "market",
        "town",
        "village",
        "city",
        "path",
        "town",
        "flats",
    ]
)
_TYPE_TAILS = frozenset(
    ["hotel", "school", "pub", "store", "shop", "nightclub", "takeaway", "restaurant", "inn"]
)
_MODIFIERS = frozenset({"taxi", "bus", "railway", "hand"})
_JOINED = {("multi", "story"): "multistory", ("car", "wash"): "carwash", ("car", "park"): "carpark"}
_FEWEST_CONSONANTS = 4
_SOUNDS_ALIKE = 62.0
_EXACT, _ALIAS, _DERIVED, _SOUND = 3, 2, 1, 0


@dataclass(frozen=True)
class Hit:
    """A place named by the tokens `first` to before `end`. `strength`: 3 its name, 2 an alias, 1 a short form
    made from its name, 0 by sound. `needs_the`: the word is ordinary unless "the" stands before it."""

    first: int
    end: int
    place: Place
    strength: int
    needs_the: bool = False


@dataclass(frozen=True)
class _Entry:
    words: tuple[str, ...]
    place: Place
    strength: int
    needs_the: bool


class Gazetteer:
    """All places of an area, ready for looking up. Building costs about 50 µs an entry; it is kept."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = tuple(places)
        self._by_first: dict[str, list[_Entry]] = {}
        self._by_sound: dict[str, list[Place]] = {}
        self._sound_starts: set[str] = set()
        self._longest = 1
        best: dict[tuple[str, ...], _Entry] = {}
        for entry in self._entries():
            known = best.get(entry.words)
            if known and known.strength == entry.strength == _DERIVED and known.place != entry.place:
                if "rail-station" not in (known.place.type, entry.place.type):
                    continue
                entry = entry if entry.place.type == "rail-station" else known
                best[entry.words] = entry
                continue
            if known is None or (entry.strength, not entry.needs_the) > (known.strength, not known.needs_the):
                best[entry.words] = entry
        for entry in best.values():
            self._by_first.setdefault(entry.words[0], []).append(entry)
            if entry.strength >= _ALIAS and not entry.needs_the:
                sound = "".join(map(skeleton, entry.words))
                if len(sound) >= _FEWEST_CONSONANTS:
                    self._by_sound.setdefault(sound, []).append(entry.place)
                    self._sound_starts.update(sound[:n] for n in range(1, len(sound) + 1))
                    self._longest = max(self._longest, len(entry.words) + 1)
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry.words))
        self.by_street: dict[str, list[Place]] = {}
        for place in self.places:
            if place.street and place.type != "street":
                self.by_street.setdefault(place.street, []).append(place)

    @classmethod
    def read(cls, lines: Iterable[str]) -> Self:
        """From a CSV of any format that `read_places` knows. Raises GazetteerError."""
        return cls(read_places(lines))

    def find(self, words: tuple[str, ...]) -> list[Hit]:
        """The longest name at each place of `plain_words`, left to right. They do not overlap."""
        hits: list[Hit] = []
        for at in [n for n, word in enumerate(words) if word in self._by_first]:
            if (not hits or at >= hits[-1].end) and (hit := self._at(words, at)):
                hits.append(hit)
        return hits

    def _at(self, words: tuple[str, ...], at: int) -> Hit | None:
        for entry in self._by_first.get(words[at], ()):
            end = at + len(entry.words)
            if words[at:end] == entry.words:
                return Hit(at, end, entry.place, entry.strength, entry.needs_the)
        return None

    def sounding(self, words: tuple[str, ...]) -> list[tuple[int, list[int]]]:
        """Where words sound like a name: their beginning, and each end that fits, the furthest first."""
        sounds = [skeleton(word) for word in words]
        starts, whole = self._sound_starts, self._by_sound
        found = []
        for first in [at for at, sound in enumerate(sounds) if sound in starts]:
            said, end, last = sounds[first], first + 1, min(len(words), first + self._longest)
            ends = [end] if said in whole else []
            while end < last and (said := said + sounds[end]) in starts:
                end += 1
                if said in whole:
                    ends.insert(0, end)
            if ends:
                found.append((first, ends))
        return found

    def by_sound(self, words: tuple[str, ...], first: int, end: int) -> Place | None:
        """The one place that sounds like these words, if any; Latin letters must also look somewhat alike."""
        sound = "".join(map(skeleton, words[first:end]))
        if len(sound) < _FEWEST_CONSONANTS:
            return None
        said = "".join(words[first:end])
        found = self._by_sound.get(sound, ())
        fitting = {p.id: p for p in found if not said.isascii() or _looks_alike(said, p)}
        return next(iter(fitting.values())) if len(fitting) == 1 else _likeliest(fitting, said)

    def _entries(self) -> Iterable[_Entry]:
        towns = {plain_words(tokenize(normal(p.name).text).words) for p in self.places if p.type in TOWNS}
        named = [(place, _words(place.name)) for place in self.places]
        tails = Counter(
            tail
            for place in self.places
            for tail in {_words(name)[-1] for name in (place.name, *place.aliases) if _words(name)}
        )
        parts = Counter(words[n:] for _, words in named for n in range(len(words)))
        for place, words in named:
            yield from self._forms(place, words, _EXACT, towns, tails, parts)
            for alias in place.aliases:
                yield from self._forms(
                    place, _words(alias), _ALIAS, towns, tails, parts, alias.lower().startswith("the ")
                )

    def _forms(
        self,
        place: Place,
        words: tuple[str, ...],
        strength: int,
        towns: set[tuple[str, ...]],
        tails: Counter[str],
        parts: Counter[tuple[str, ...]],
        the: bool = False,
    ) -> Iterable[_Entry]:
        if not words:
            return
        single = len(words) == 1 and (the or words[0].isdecimal())
        yield _Entry(words, place, strength, single)
        if place.type == "bus-stop" and words[-1] != "stop":
            yield _Entry((*words, "stop"), place, _ALIAS, False)
            yield _Entry((*words, "bus", "stop"), place, _ALIAS, False)
        short = {w for town in towns if words[: len(town)] == town and (w := words[len(town) :])}
        if any(word in _MODIFIERS for word in words[1:-1]):
            short.add(tuple(w for n, w in enumerate(words) if n == 0 or w not in _MODIFIERS))
        if words[-1] in _TYPE_TAILS and len(words) > 1:
            short.add(words[:-1])
        if len(words) > 2 and parts[words[1:]] == 1 and not _ORDINARY_TAILS.issuperset(words[1:]):
            short.add(words[1:])
        short |= {("multi", "story")} if words[-1] == "multistory" or words[-1] == "multistorey" else set()
        for form in short:
            yield _Entry(form, place, _DERIVED, len(form) == 1)
        if (
            len(words) > 1
            and words[-1] not in _ORDINARY_TAILS
            and tails[words[-1]] == 1
            and len(words[-1]) > 3
        ):
            yield _Entry(words[-1:], place, _DERIVED, True)
        if len(words) > 1 and place.type == "school" and tails[words[-1]] == 1 and self._says_which(words):
            yield _Entry(words[-1:], place, _DERIVED, True)

    def _says_which(self, words: tuple[str, ...]) -> bool:
        """ "The academy" is the only one named so; "the school" is any of them, whatever they are called."""
        return words[-1] != "school" or sum(place.type == "school" for place in self.places) == 1


def plain_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Folded words with the usual short forms of street words as one. The number of words stays."""
    alike = _ALIKE.get
    return tuple([alike(word, word) for word in words])


def _words(name: str) -> tuple[str, ...]:
    tokens: Tokens = tokenize(normal(name.split("(")[0]).text)
    words = tuple(w for w in plain_words(tokens.words) if w[0].isalnum() or w == "and")
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def _looks_alike(said: str, place: Place) -> bool:
    return any(
        fuzz.ratio(said, "".join(_words(name))) >= _SOUNDS_ALIKE for name in (place.name, *place.aliases)
    )


def _likeliest(fitting: Mapping[str, Place], said: str) -> Place | None:
    """Of several with one sound, a street before what stands in it; of names said, the most alike."""
    if not fitting:
        return None
    return max(
        fitting.values(), key=lambda p: (fuzz.ratio(said, "".join(_words(p.name))), p.type == "street")
    )
